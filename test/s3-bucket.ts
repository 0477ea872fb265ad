import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface TestObject {
  readonly body: string
  readonly storageClass?: string
  /** Said to be so large. */
  readonly size?: number
  /** Answers for it, instead. */
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => void
}

export interface TestBucket {
  readonly endpoint: string
  readonly objects: Map<string, TestObject>
  /** "GET /bucket?list-type=2…", in order. */
  readonly asked: string[]
  readonly close: () => Promise<void>
}

export const KEY_ID = 'AKIATESTTESTTESTTEST'
export const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'

const SIGNED = new RegExp(`^AWS4-HMAC-SHA256 Credential=${KEY_ID}/\\d{8}/[a-z0-9-]+/s3/aws4_request, ?SignedHeaders=[^,]*host[^,]*, ?Signature=[0-9a-f]{64}$`)
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const tagOf = (body: string) => `"${createHash('md5').update(body).digest('hex')}"`

export function failWith(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>no ${SECRET}</Message></Error>`)
}

/** A real server of one bucket, "files", that speaks enough of S3: ListObjectsV2 and GetObject, path style, signed requests only. */
export async function openBucket(objects: ReadonlyMap<string, TestObject>): Promise<TestBucket> {
  const map = new Map([...objects].sort(([a], [b]) => (a < b ? -1 : 1)))
  const asked: string[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://host')
    asked.push(`${request.method} ${request.url}`)
    const { headers } = request
    if (!SIGNED.test(headers.authorization ?? '') || !headers['x-amz-date'] || !headers['x-amz-content-sha256']) return failWith(response, 403, 'AccessDenied')
    if (!/^\/files(?:\/|$)/.test(url.pathname)) return failWith(response, 404, 'NoSuchBucket')
    if (url.searchParams.get('list-type') === '2') return list(map, url.searchParams, response)
    const object = map.get(decodeURIComponent(url.pathname.slice('/files/'.length)))
    if (!object) return failWith(response, 404, 'NoSuchKey')
    if (object.answer) return object.answer(request, response)
    response.writeHead(200, { etag: tagOf(object.body), 'content-length': String(Buffer.byteLength(object.body)) }).end(object.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects: map,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function list(objects: ReadonlyMap<string, TestObject>, query: URLSearchParams, response: ServerResponse): void {
  const prefix = query.get('prefix') ?? ''
  const most = Math.min(Number(query.get('max-keys') ?? 1000), 1000)
  const after = Buffer.from(query.get('continuation-token') ?? '', 'base64').toString()
  const encode = (key: string) => (query.get('encoding-type') === 'url' ? encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/') : escaped(key))
  // Objects are kept in the order of their keys: a listing of many pages need not sort them for each.
  const page: string[] = []
  let more = false
  for (const key of objects.keys()) {
    if (!key.startsWith(prefix) || key <= after) continue
    more = page.length === most
    if (more) break
    page.push(key)
  }
  const contents = page.map((key) => {
    const { body, size = Buffer.byteLength(body), storageClass = 'STANDARD' } = objects.get(key)!
    return `<Contents><Key>${encode(key)}</Key><LastModified>2024-05-01T10:00:00.000Z</LastModified><ETag>${escaped(tagOf(body)).replaceAll('"', '&quot;')}</ETag><Size>${size}</Size><StorageClass>${storageClass}</StorageClass></Contents>`
  })
  const next = more ? `<NextContinuationToken>${Buffer.from(page.at(-1)!).toString('base64')}</NextContinuationToken>` : ''
  response.writeHead(200, { 'content-type': 'application/xml' })
  response.end(
    `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>files</Name><Prefix>${encode(prefix)}</Prefix>` +
      `<EncodingType>${query.get('encoding-type') ?? ''}</EncodingType><KeyCount>${page.length}</KeyCount><IsTruncated>${more}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`,
  )
}
