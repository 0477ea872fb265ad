#!/usr/bin/env node
// A plain launcher that old Nodes can parse: it finds a Node that is new enough and runs the command under it.
'use strict'

var path = require('path')
var fs = require('fs')
var NEEDED = [24, 15]

var root = path.join(__dirname, '..')
var built = path.join(root, 'dist', 'cli', 'main.js')
var inModules = root.split(path.sep).indexOf('node_modules') >= 0
// A clone runs its sources; an installed package, whose types Node does not strip, runs what was built.
var main = inModules || !fs.existsSync(path.join(root, 'src', 'cli', 'main.ts')) ? built : path.join(root, 'src', 'cli', 'main.ts')

var version = process.versions.node.split('.').map(Number)
if (version[0] > NEEDED[0] || (version[0] === NEEDED[0] && version[1] >= NEEDED[1])) start()
else relay()

function start() {
  endWithLauncher()
  var module = require('module')
  if (module.enableCompileCache) module.enableCompileCache()
  require(main).main(process.argv.slice(2))
}

/** Where a launcher started this process, it ends when that is killed: as on a terminal that is closed. */
function endWithLauncher() {
  var launcher = Number(process.env.TILTH_LAUNCHER)
  delete process.env.TILTH_LAUNCHER
  if (!launcher) return
  var timer = setInterval(function () {
    if (process.ppid === launcher && isAlive(launcher)) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGHUP')
  }, 250)
  timer.unref()
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Runs the same command under the package `node`, which brings a newer Node. */
function relay() {
  var node = nodePackage()
  // A package `node` that is old itself must not be asked again and again.
  if (!node || process.env.TILTH_LAUNCHER) {
    console.error('error: tilth needs Node ' + NEEDED.join('.') + ' or newer, this is ' + process.version)
    console.error('hint: install a newer Node, or run: npm install node@24')
    process.exit(1)
  }
  // A small young generation: 90 MB less of memory in a long prepare, and no slower.
  var child = require('child_process').spawn(node, ['--max-semi-space-size=8', __filename].concat(process.argv.slice(2)), {
    stdio: 'inherit',
    env: Object.assign({}, process.env, { TILTH_LAUNCHER: String(process.pid) }),
  })
  var signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  signals.forEach(function (signal) {
    // The child decides when to end: a second Ctrl-C within half a second counts as the same one there.
    process.on(signal, function () {
      child.kill(signal)
    })
  })
  child.on('error', function (error) {
    console.error('error: cannot start ' + node + ': ' + error.message)
    console.error('hint: run: npm rebuild node')
    process.exit(1)
  })
  child.on('exit', function (code, signal) {
    if (!signal) process.exit(code)
    signals.forEach(function (each) {
      process.removeAllListeners(each)
    })
    process.kill(process.pid, signal)
  })
}

function nodePackage() {
  var places = [root, process.cwd()]
  for (var i = 0; i < places.length; i++) {
    try {
      var folder = path.dirname(require.resolve('node/package.json', { paths: [places[i]] }))
      var file = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
      if (fs.existsSync(file)) return file
    } catch (error) {
      // not installed there
    }
  }
  return undefined
}
