/**
 * Takes out of a clone's node_modules what this machine cannot use: onnxruntime-node ships the libraries of five platforms
 * (220 MB that this machine's Node never loads), and the package `node` leaves its program twice (120 MB, with 60 MB of
 * headers). See docs/decisions/0005-small-modules.md.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const modules = join(import.meta.dirname, '..', 'node_modules')
const remove = (path: string) => rmSync(path, { recursive: true, force: true })
const list = (path: string) => (existsSync(path) ? readdirSync(path) : [])

const napi = join(modules, 'onnxruntime-node', 'bin', 'napi-v6')
for (const platform of list(napi)) {
  if (platform !== process.platform) remove(join(napi, platform))
  else for (const arch of list(join(napi, platform))) if (arch !== process.arch) remove(join(napi, platform, arch))
}

// bin/node is a hard link to, or a copy of, the program in here.
if (existsSync(join(modules, 'node', 'bin'))) remove(join(modules, 'node', 'node_modules'))
