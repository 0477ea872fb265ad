import { Agent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { Agent as TlsAgent, request as httpsRequest } from 'node:https'
import { pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { isUnreadable, contentType } from './content.ts'
import type { WebSettings } from './options.ts'
import { guardedLookup, LED_INSIDE } from './private-address.ts'

/** What one request came to. The body is read of a 200 only. */
export type Outcome =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: IncomingHttpHeaders; readonly bytes: Uint8Array }
  /** An answer that is not wanted: too large, or of a kind that holds no text. Not read to its end. */
  | { readonly kind: 'unwanted'; readonly reason: string }
  | { readonly kind: 'broken'; readonly reason: string; readonly transient: boolean; readonly late?: true }

export interface Requester {
  /** One GET, no redirect followed, nothing tried again. Throws only when it is aborted. */
  get(url: URL, options: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal; readonly anyType?: boolean }): Promise<Outcome>
  close(): void
}

/** GET over connections that are kept, each with its time and size limits. A proxy of the environment counts under NODE_USE_ENV_PROXY=1. */
export function openRequester(settings: WebSettings): Requester {
  const { connectTimeoutMs, idleTimeoutMs, totalTimeoutMs, maxBytes } = settings
  const proxyEnv = process.env['NODE_USE_ENV_PROXY'] === '1' ? process.env : undefined
  const options = { keepAlive: true, maxSockets: 2, lookup: guardedLookup(), ...(proxyEnv && { proxyEnv }) }
  const agents = { 'http:': new Agent(options), 'https:': new TlsAgent(options) }

  const get: Requester['get'] = async (url, { headers, signal, anyType = false }) => {
    signal.throwIfAborted()
    const timers: NodeJS.Timeout[] = []
    const https = url.protocol === 'https:'
    const request = (https ? httpsRequest : httpRequest)(url, { agent: agents[https ? 'https:' : 'http:'], headers, signal })
    let late: string | undefined
    // A request that is destroyed while its response is read ends that with an error of its own.
    const end = (what: string, milliseconds: number) => {
      late ??= `${what} within ${milliseconds / 1000} s`
      request.destroy()
    }
    const limit = (milliseconds: number, what: string) => {
      const timer = setTimeout(() => end(what, milliseconds), milliseconds)
      timers.push(timer)
      return timer
    }
    try {
      limit(totalTimeoutMs, 'the server did not send all of it')
      const connecting = limit(connectTimeoutMs, 'the server could not be reached')
      request.on('socket', (socket) => {
        if (!socket.connecting) clearTimeout(connecting)
        else socket.once(https ? 'secureConnect' : 'connect', () => clearTimeout(connecting))
      })
      request.setTimeout(idleTimeoutMs, () => end('the server sent nothing', idleTimeoutMs))
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        request.on('response', resolve).on('error', reject)
        request.end()
      })
      // What destroys the request later is thrown by the reading of the response.
      const status = response.statusCode ?? 0
      const answer = (bytes: Uint8Array): Outcome => ({ kind: 'answer', status, headers: response.headers, bytes })
      if (status !== 200) {
        // A short body leaves the connection usable; a long one is not worth it.
        if (Number(response.headers['content-length'] ?? Infinity) < 65_536) response.resume()
        else request.destroy()
        return answer(new Uint8Array())
      }
      const type = contentType(response.headers)
      if (!anyType && isUnreadable(type)) return unwanted(request, `content of this kind holds no text to read (${type})`)
      const tooLarge = `it is larger than ${Math.round(maxBytes / 2 ** 20)} MB`
      if (Number(response.headers['content-length'] ?? 0) > maxBytes) return unwanted(request, tooLarge)
      const bytes = await bodyOf(response, maxBytes)
      return bytes ? answer(bytes) : unwanted(request, tooLarge)
    } catch (error) {
      signal.throwIfAborted()
      return late === undefined ? brokenBy(error) : { kind: 'broken', reason: late, transient: true, late: true }
    } finally {
      for (const timer of timers) clearTimeout(timer)
    }
  }
  return {
    get,
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy()
    },
  }
}

function unwanted(request: { destroy(): unknown }, reason: string): Outcome {
  request.destroy()
  return { kind: 'unwanted', reason }
}

/** The body, unpacked; undefined as soon as it is larger than `maxBytes`, packed or not. */
async function bodyOf(response: IncomingMessage, maxBytes: number): Promise<Uint8Array | undefined> {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? ''
  const unpack = /^(?:x-)?gzip$/.test(encoding)
    ? createGunzip()
    : encoding === 'br'
      ? createBrotliDecompress()
      : encoding === 'deflate'
        ? createInflate()
        : undefined
  if (!unpack && encoding && encoding !== 'identity')
    throw Object.assign(new Error(`the answer is packed in an unknown way (${encoding})`), { code: 'EPACKED' })
  // An error of the response is passed on by the pipeline to what is read here.
  const body: Readable = unpack ? pipeline(response, unpack, () => {}) : response
  const parts: Buffer[] = []
  let size = 0
  for await (const part of body as AsyncIterable<Buffer>) {
    size += part.length
    if (size > maxBytes) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

const WORDS: Readonly<Record<string, readonly [reason: string, transient: boolean]>> = {
  ENOTFOUND: ['there is no server of that name', false],
  EAI_AGAIN: ['the name of the server could not be looked up', true],
  ECONNREFUSED: ['the server takes no connections', true],
  ECONNRESET: ['the server broke the connection', true],
  EPIPE: ['the server broke the connection', true],
  ETIMEDOUT: ['the server could not be reached', true],
  EHOSTUNREACH: ['the server could not be reached', true],
  ENETUNREACH: ['the network could not be reached', true],
  ERR_STREAM_PREMATURE_CLOSE: ['the server broke the connection', true],
  Z_BUF_ERROR: ['the packed answer ends too early', true],
  Z_DATA_ERROR: ['the packed answer is damaged', false],
  EPACKED: ['the answer is packed in a way that is not known', false],
  [LED_INSIDE]: ['a public site led to a private address, which is refused', false],
}

function brokenBy(error: unknown): Outcome {
  const all = error instanceof AggregateError ? (error.errors as unknown[]) : [error]
  const code = (all.find((each) => each instanceof Error && 'code' in each) as NodeJS.ErrnoException | undefined)?.code ?? ''
  const [reason, transient] = WORDS[code] ?? []
  if (reason !== undefined) return { kind: 'broken', reason, transient: transient ?? false }
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME/.test(code)) return { kind: 'broken', reason: `its certificate is not valid here (${code})`, transient: false }
  if (/^(?:HPE_|ERR_SSL|EPROTO)/.test(code)) return { kind: 'broken', reason: `the server does not speak HTTP as it should (${code})`, transient: false }
  return { kind: 'broken', reason: `the connection failed (${code || 'unknown reason'})`, transient: true }
}
