import type { GetObjectCommandOutput, ListObjectsV2CommandOutput, S3Client, _Object as S3Object } from '@aws-sdk/client-s3'
import { setTimeout as pause } from 'node:timers/promises'
import { TilthError } from '../../common/errors.ts'
import type { ListOptions, Source, SourceConnector, SourceItem } from '../../contracts/source.ts'
import { addressOf, type S3Address } from './address.ts'
import { openBucketClient } from './client.ts'
import { s3Error } from './errors.ts'
import { S3_DEFAULTS, type LoadSdk, type S3Options, type S3Settings } from './options.ts'

/** Asked for at once; the most that the protocol gives. */
const PAGE = 1_000
/** Must be restored by hand before they can be read. */
const ARCHIVED = new Set(['GLACIER', 'DEEP_ARCHIVE'])

/** Reads the objects of a bucket, "s3://bucket/prefix", of AWS or of any service that speaks its protocol. */
export function s3Connector(options: S3Options = {}, loadSdk: LoadSdk = () => import('@aws-sdk/client-s3')): SourceConnector {
  return {
    name: 's3',
    accepts: (place) => /^s3:\/\//i.test(place),
    open: async (place) => openBucket(addressOf(place), { ...S3_DEFAULTS, ...options }, loadSdk),
  }
}

async function openBucket(address: S3Address, settings: S3Settings, loadSdk: LoadSdk): Promise<Source> {
  const { sdk, client } = await openBucketClient(address, settings, loadSdk)
  const { bucket, prefix, base, place } = address
  const send = (token: string | undefined, signal: AbortSignal | undefined) =>
    client.send(
      // Keys may hold characters that XML cannot.
      new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: PAGE, EncodingType: 'url', ContinuationToken: token }),
      signal && { abortSignal: signal },
    )

  async function* list({ signal }: ListOptions): AsyncGenerator<SourceItem> {
    let token: string | undefined
    for (;;) {
      signal?.throwIfAborted()
      const answer: ListObjectsV2CommandOutput = await send(token, signal).catch((error: unknown) => {
        signal?.throwIfAborted()
        throw s3Error(error, place)
      })
      for (const object of answer.Contents ?? []) {
        const item = itemOf(object, answer.EncodingType === 'url')
        signal?.throwIfAborted()
        if (item) yield item
      }
      if (!answer.IsTruncated) return
      if (!answer.NextContinuationToken || answer.NextContinuationToken === token)
        throw new TilthError('s3-listing', `${place}: the listing does not go on where the server says that it does`, 'check the server: it is no sound S3')
      token = answer.NextContinuationToken
    }
  }

  function itemOf({ Key, ETag, Size, LastModified, StorageClass }: S3Object, encoded: boolean): SourceItem | undefined {
    const key = encoded && Key !== undefined ? decodeURIComponent(Key.replaceAll('+', ' ')) : Key
    // A key that ends with "/" and holds nothing is what consoles make for a folder.
    if (!key?.startsWith(prefix) || (key.endsWith('/') && !Size)) return undefined
    const source = key.slice(base.length) || './'
    const size = Size === undefined ? {} : { size: Size }
    const refused = (status: 'dropped' | 'failed', reason: string): SourceItem => ({ source, ...size, refused: { status, reason } })
    if (StorageClass && ARCHIVED.has(StorageClass)) return refused('failed', `it is archived (${StorageClass}): restore it first`)
    if (Size !== undefined && Size > settings.maxBytes) return refused('dropped', tooLarge(settings.maxBytes))
    const version = ETag ?? LastModified?.toISOString()
    return { source, ...(version && { version }), ...size }
  }

  const fetch: Source['fetch'] = async (item, { knownVersion, signal } = {}) => {
    signal?.throwIfAborted()
    if (knownVersion && knownVersion === item.version) return { unchanged: true, version: knownVersion }
    const key = base + (item.source === './' ? '' : item.source)
    for (let tries = 0; ; tries++) {
      try {
        const answer = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key }), signal && { abortSignal: signal })
        const bytes = await bodyOf(answer, settings, signal)
        const version = answer.ETag ?? answer.LastModified?.toISOString() ?? item.version
        return { unchanged: false, ...(version && { version }), name: nameOf(key), bytes }
      } catch (error) {
        signal?.throwIfAborted()
        // Refusals were tried again by the SDK; a body that breaks off is not.
        if (!(error instanceof BrokenBody) || tries >= settings.retries) throw s3Error(error, `${place}: ${item.source}`)
        await pause(settings.backoffMs * 2 ** tries, undefined, { ...(signal && { signal }) })
      }
    }
  }
  return { place, list, fetch, close: async () => closeClient(client) }
}

const closeClient = (client: S3Client) => client.destroy()
const tooLarge = (maxBytes: number) => `it is larger than ${Math.round(maxBytes / 2 ** 20)} MB`
const nameOf = (key: string) => (key.replace(/\/+$/, '').split('/').at(-1) ?? '').replace(/[\p{C}\\]/gu, '') || 'object'

class BrokenBody extends Error {}

/** The object's bytes. Throws `BrokenBody` where they break off or stop coming. */
async function bodyOf({ Body, ContentLength }: GetObjectCommandOutput, settings: S3Settings, signal: AbortSignal | undefined): Promise<Uint8Array> {
  // In Node the SDK gives the response itself.
  const body = Body as (AsyncIterable<Uint8Array> & { destroy(error?: Error): void }) | undefined
  if (!body) return new Uint8Array()
  const stop = () => body.destroy(new Error('stopped'))
  const timer = setTimeout(stop, settings.idleTimeoutMs)
  const limit = setTimeout(stop, settings.totalTimeoutMs)
  signal?.addEventListener('abort', stop, { once: true })
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of body) {
      timer.refresh()
      size += part.length
      if (size > settings.maxBytes) break
      parts.push(part)
    }
  } catch (error) {
    throw new BrokenBody('the object could not be read to its end', { cause: error })
  } finally {
    clearTimeout(timer)
    clearTimeout(limit)
    signal?.removeEventListener('abort', stop)
    body.destroy()
  }
  if (size > settings.maxBytes) throw new TilthError('s3-too-large', tooLarge(settings.maxBytes), 'leave it out, or split it')
  if (ContentLength !== undefined && size !== ContentLength) throw new BrokenBody('the object is shorter than the server said')
  return Buffer.concat(parts)
}
