/**
 * The process that opens files for `pool.ts`: what a hostile file does to it (crash, endless loop, all memory) stays in here.
 * It takes one request at a time over the IPC channel, and ends when the channel closes.
 */
import { createHash } from 'node:crypto'
import { flushCompileCache } from 'node:module'
import { basename } from 'node:path'
import { Worker } from 'node:worker_threads'
import { TilthError, messageOf } from '../../common/errors.ts'
import type { Extraction, Extractor, FileContent } from '../../contracts/extractor.ts'
import { kindOf } from './kind.ts'
import { openLargeText, readPart } from './large-text.ts'
import type { ChildResult, ChildSettings, ExtractReply, ExtractRequest, PlainError } from './pool-messages.ts'
import { MEMORY_MARK } from './pool-messages.ts'
import { readRegularFile, sizeOfRegularFile } from './read-file.ts'

interface Extractors {
  extractorFor(kind: string): Promise<Extractor | undefined>
}

const settings = JSON.parse(process.argv[2] ?? '') as ChildSettings
/** When the file at hand must be done, in ms since 1970; 0 between files. */
const deadline = new Float64Array(new SharedArrayBuffer(8))
let extractors: Promise<Extractors> | undefined
let current = 'the file'
const loaded = new Set<string>()
let flushed = 0

// On a terminal Ctrl-C goes to every process of the group; the parent decides what it means.
process.on('SIGINT', () => {})
process.on('disconnect', () => process.exit(0))
// A library that throws outside its promise: this file failed, and what state the rest is in nobody knows.
process.on('uncaughtException', (error) => reply({ last: true, error: plainErrorOf(error, current) }, () => process.exit(1)))
process.on('message', (request: ExtractRequest) => void answer(request))
startWatchdog()
process.send?.('ready')

async function answer(request: ExtractRequest): Promise<void> {
  startClock()
  current = basename(request.path)
  try {
    reply({ result: await extract(request) })
  } catch (error) {
    reply({ error: plainErrorOf(error, current) })
  }
  deadline[0] = 0
  // The parent ends this process with a signal, so nothing is left for the exit to save. Once for each kind's libraries.
  if (loaded.size > flushed) setTimeout(flushCompileCache, 100)
  flushed = loaded.size
}

/** The parent keeps time; this is for a parent that is gone. */
function startClock(): void {
  deadline[0] = Date.now() + settings.timeoutMs + 5000
}

function onProgress(): void {
  startClock()
  process.send?.('progress')
}

async function extract(request: ExtractRequest): Promise<ChildResult> {
  const { path, bytes: given, part, unlessSha256, maxBytes, largeBytes, partBytes, options } = request
  const name = basename(path)
  if (part) return extractPart(path, part, options)
  if (!given && (await sizeOfRegularFile(path)) > largeBytes) {
    const large = await openLargeText(path, partBytes, onProgress)
    if (large?.sha256 === unlessSha256 && large) return { unchanged: true, sha256: large.sha256, bytes: large.bytes }
    if (large) return { unchanged: false, sha256: large.sha256, bytes: large.bytes, kind: large.first.kind, first: large.first }
  }
  const bytes = given ?? (await readRegularFile(path, maxBytes))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (sha256 === unlessSha256) return { unchanged: true, sha256, bytes: bytes.length }
  const { kind } = kindOf(name, bytes)
  return { unchanged: false, sha256, bytes: bytes.length, kind, extraction: await extractContent({ name, bytes }, options, 0) }
}

/** A part that is no text, or damaged, costs itself. */
async function extractPart(path: string, part: NonNullable<ExtractRequest['part']>, options: ExtractRequest['options']): Promise<ChildResult> {
  const { bytes, start, end, encoding, next } = await readPart(path, part)
  const where = { textPart: part.number, startByte: start, endByte: end, ...(encoding && encoding !== 'utf-8' && { encoding }) }
  // Its name without what a folder's name tells; its kind is that of the whole.
  const extractor = await extractorOf(part.kind, basename(path))
  const told = (reason: string) => `part ${part.number} (bytes ${start} to ${end}): ${reason}`
  try {
    const { documents, reason } = await extractor.extract({ name: basename(path), bytes, kind: part.kind }, { ...options, onProgress })
    const placed = documents.map((document) => ({ ...document, metadata: { ...document.metadata, ...where } }))
    return { extraction: { documents: placed, ...(reason && { reason: told(reason) }) }, ...(next && { next }) }
  } catch (error) {
    return { extraction: { documents: [], reason: told(plainErrorOf(error, current).message) }, ...(next && { next }) }
  }
}

async function extractorOf(kind: string, name: string) {
  extractors ??= import(settings.extractors) as Promise<Extractors>
  const extractor = await (await extractors).extractorFor(kind)
  if (!extractor) throw new TilthError('unsupported', `${name} is of a kind that is not read: ${kind}`, 'convert it to PDF, DOCX, HTML, Markdown or text')
  loaded.add(kind)
  return extractor
}

/** Archives in archives, messages attached to messages: deeper than anybody nests them by hand. */
const MAX_DEPTH = 4

async function extractContent({ name, bytes }: Pick<FileContent, 'name' | 'bytes'>, options: ExtractRequest['options'], depth: number): Promise<Extraction> {
  const { kind, reason } = kindOf(name, bytes)
  if (bytes.length === 0) return { documents: [], reason: 'the file is empty' }
  if (reason) return { documents: [], reason }
  const extractor = await extractorOf(kind, name)
  const readInner = (file: Pick<FileContent, 'name' | 'bytes'>) => {
    onProgress()
    return extractContent(file, options, depth + 1)
  }
  return extractor.extract({ name, bytes, kind }, { ...options, onProgress, ...(depth < MAX_DEPTH && { readInner }) })
}

function reply(content: { result: ChildResult } | { error: PlainError; last?: true }, then?: () => void): void {
  const message: ExtractReply = { rss: process.memoryUsage.rss(), ...content }
  process.send?.(message, undefined, undefined, then)
}

function plainErrorOf(error: unknown, subject: string): PlainError {
  if (error instanceof TilthError) return { code: error.code, message: error.message, hint: error.hint }
  const message = messageOf(error)
  if (/call stack/i.test(message)) return { code: 'damaged', message: `${subject} is nested too deeply`, hint: 'open it in its own program and save it again' }
  if (/allocation failed|out of memory|Invalid (string|array) length|string longer than/i.test(message))
    return { code: 'too-much-memory', message: `${subject} needs more than ${settings.memoryMb} MB of memory`, hint: 'split the file into smaller ones' }
  return { code: 'damaged', message: `${subject} cannot be read: ${message}`, hint: 'open it in its own program and save it again' }
}

/** A thread that ends the process over its limits even while the main thread is in a library's endless loop. */
function startWatchdog(): void {
  const source = `
    const { workerData: { deadline, limit, mark, parent } } = require('node:worker_threads')
    const end = text => { try { require('node:fs').writeSync(2, text) } finally { process.kill(process.pid, 'SIGKILL') } }
    setInterval(() => {
      if (process.memoryUsage.rss() > limit) end(mark)
      if (deadline[0] && Date.now() > deadline[0] || process.ppid !== parent) end('')
    }, 25)`
  const workerData = { deadline, limit: settings.memoryMb * 2 ** 20, mark: MEMORY_MARK, parent: process.ppid }
  new Worker(source, {
    eval: true,
    workerData,
    stdout: false,
    stderr: false,
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
  }).unref()
}
