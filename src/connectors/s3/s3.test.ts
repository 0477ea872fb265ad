import { afterEach, beforeEach, expect, test } from 'vitest'
import { TilthError } from '../../common/errors.ts'
import type { SourceItem } from '../../contracts/source.ts'
import { sourceSuite } from '../../testing/source-suite.ts'
import type { S3Options } from './options.ts'
import { s3Connector } from './s3.ts'
import { failWith, KEY_ID, openBucket, SECRET, type TestBucket, type TestObject } from '../../../test/s3-bucket.ts'

const QUICK: S3Options = { retries: 1, backoffMs: 5, connectTimeoutMs: 1_000, idleTimeoutMs: 400, totalTimeoutMs: 800 }

/** The SDK reads its settings from the environment of the process; each test file has a process of its own. */
function setEnvironment(): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name]
  process.env['AWS_ACCESS_KEY_ID'] = KEY_ID
  process.env['AWS_SECRET_ACCESS_KEY'] = SECRET
  process.env['AWS_EC2_METADATA_DISABLED'] = 'true'
  process.env['AWS_CONFIG_FILE'] = process.env['AWS_SHARED_CREDENTIALS_FILE'] = '/dev/null'
}
beforeEach(setEnvironment)
const opened: TestBucket[] = []
afterEach(async () => {
  for (const bucket of opened.splice(0)) await bucket.close()
})

async function bucketOf(objects: Readonly<Record<string, TestObject | string>>): Promise<TestBucket> {
  const bucket = await openBucket(new Map(Object.entries(objects).map(([key, object]) => [key, typeof object === 'string' ? { body: object } : object])))
  opened.push(bucket)
  process.env['AWS_ENDPOINT_URL_S3'] = bucket.endpoint
  return bucket
}

async function listAll(place: string, options: S3Options = {}): Promise<readonly SourceItem[]> {
  const source = await s3Connector({ ...QUICK, ...options }).open(place)
  const items: SourceItem[] = []
  try {
    for await (const item of source.list({ known: new Map() })) items.push(item)
  } finally {
    await source.close()
  }
  return items
}
const failing = (work: Promise<unknown>) =>
  work.then(
    () => new TilthError('none', 'it did not fail', ''),
    (error: unknown) => error as TilthError,
  )

sourceSuite('s3', async () => {
  setEnvironment()
  const objects: Readonly<Record<string, TestObject>> = {
    'docs/a.txt': { body: 'A' },
    'docs/b/差旅 &<b>.md': { body: 'B' },
    'docs/c+d%20e.txt': { body: 'C' },
    'docs/locked.txt': { body: 'no', answer: (_, response) => failWith(response, 403, 'AccessDenied') },
    'docs/old.txt': { body: 'cold', storageClass: 'GLACIER' },
    'docs/large.bin': { body: 'x', size: 5 * 2 ** 30 },
    'docs/empty/': { body: '' },
    'other/x.txt': { body: 'X' },
  }
  const bucket = await openBucket(new Map(Object.entries(objects)))
  process.env['AWS_ENDPOINT_URL_S3'] = bucket.endpoint
  return {
    connector: {
      ...s3Connector(QUICK),
      // The other tests set an endpoint of their own.
      open: (place) => {
        process.env['AWS_ENDPOINT_URL_S3'] = bucket.endpoint
        return s3Connector(QUICK).open(place)
      },
    },
    place: 's3://files/docs/',
    secrets: [SECRET, KEY_ID],
    sound: ['a.txt', 'b/差旅 &<b>.md', 'c+d%20e.txt'],
    broken: ['locked.txt', 'old.txt', 'large.bin'],
    change: async () => {
      bucket.objects.set('docs/a.txt', { body: 'A, changed' })
      return 'a.txt'
    },
    nonsense: ['s3://', 's3:///x', `s3://${KEY_ID}:${SECRET.replaceAll('/', '')}@files/docs`, 's3://-/x'],
    close: bucket.close,
  }
})

test('lists what begins with the prefix, named from its last folder on', async () => {
  await bucketOf({ '2023/a': '1', '2024-01/a': '2', '2024-02/b': '3', 'x/2024/c': '4' })
  expect((await listAll('s3://files/2024')).map(({ source }) => source)).toEqual(['2024-01/a', '2024-02/b'])
  expect((await listAll('s3://files/2024-01/')).map(({ source }) => source)).toEqual(['a'])
  expect((await listAll('s3://files')).map(({ source }) => source)).toEqual(['2023/a', '2024-01/a', '2024-02/b', 'x/2024/c'])
  expect(await listAll('s3://files/none/')).toEqual([])
})

test('a listing of 20,000 keys comes page by page, at the pace of its reader', async () => {
  const keys = Array.from({ length: 20_000 }, (_, i) => `k${String(i).padStart(6, '0')}`)
  const bucket = await bucketOf(Object.fromEntries(keys.map((key) => [key, 'x'])))
  const source = await s3Connector({ ...QUICK, idleTimeoutMs: 10_000 }).open('s3://files')
  let listed = 0
  for await (const item of source.list({ known: new Map() })) {
    if (item.source !== keys[listed]) throw new Error(`${item.source} instead of ${keys[listed]}`)
    if (listed++ === 500) expect(bucket.asked).toHaveLength(1)
  }
  expect(listed).toBe(20_000)
  expect(bucket.asked).toHaveLength(20)
  // One that cannot be read among them costs nothing else.
  bucket.objects.set(keys[7]!, { body: 'x', answer: (_, response) => failWith(response, 403, 'AccessDenied') })
  expect((await failing(source.fetch({ source: keys[7]! }))).message).toBe(`s3://files/: ${keys[7]}: these credentials may not read it`)
  expect(await source.fetch({ source: keys[8]! })).toMatchObject({ unchanged: false, name: keys[8] })
  await source.close()
})

test('what fails at first is tried again; what hangs, breaks off or fails for good costs itself', async () => {
  const tries: Record<string, number> = {}
  const bucket = await bucketOf({
    shaky: {
      body: 'x',
      answer: (_, response) => ((tries['shaky'] = (tries['shaky'] ?? 0) + 1) === 1 ? failWith(response, 503, 'SlowDown') : response.end('at last')),
    },
    cut: {
      body: 'x',
      answer: (_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('some')
        tries['cut'] = (tries['cut'] ?? 0) + 1
        setTimeout(() => (tries['cut'] === 1 ? response.destroy() : response.end('x'.repeat(96))), 20)
      },
    },
    stalls: { body: 'x', answer: (_, response) => void response.writeHead(200, { 'content-length': '100' }).write('some') },
    trickles: {
      body: 'x',
      answer: (_, response) => {
        response.writeHead(200, { 'content-length': '100000' })
        const timer = setInterval(() => response.write('x'), 50)
        response.on('close', () => clearInterval(timer))
      },
    },
    hangs: { body: 'x', answer: () => {} },
    fails: { body: 'x', answer: (_, response) => failWith(response, 500, 'InternalError') },
    gone: { body: 'x', answer: (_, response) => failWith(response, 404, 'NoSuchKey') },
    swollen: { body: 'x', answer: (_, response) => response.end('x'.repeat(100_000)) },
  })
  const source = await s3Connector({ ...QUICK, maxBytes: 50_000 }).open('s3://files')
  const read = async (name: string) => {
    const fetched = await source.fetch({ source: name })
    return 'bytes' in fetched ? Buffer.from(fetched.bytes).toString() : ''
  }
  expect(await read('shaky')).toBe('at last')
  expect(await read('cut')).toHaveLength(100)
  for (const [name, message] of [
    ['stalls', 'the object could not be read to its end'],
    ['trickles', 'the object could not be read to its end'],
    ['hangs', 'the service did not answer in time'],
    ['fails', 'the service failed (500 InternalError)'],
    ['gone', 'the object is gone'],
    ['swollen', 'it is larger than 0 MB'],
  ] as const)
    expect((await failing(read(name))).message).toBe(`s3://files/: ${name}: ${message}`)
  expect(bucket.asked.filter((path) => path.includes('/gone'))).toHaveLength(1)
  await source.close()
})

test('a bucket that is not there, a key that is not known, a server that is down: said in words, without the key', async () => {
  const bucket = await bucketOf({ a: 'A' })
  expect(await failing(listAll('s3://missing/x'))).toMatchObject({ message: 's3://missing/x: there is no such bucket' })
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIAWRONG'
  expect(await failing(listAll('s3://files/'))).toMatchObject({ message: 's3://files/: these credentials may not read it' })
  await bucket.close()
  expect(await failing(listAll('s3://files/'))).toMatchObject({ message: 's3://files/: the service takes no connections' })
  delete process.env['AWS_ACCESS_KEY_ID']
  const error = await failing(listAll('s3://files/'))
  expect(error.message).toBe('s3://files/: no AWS credentials were found')
  expect(error.hint).toContain('AWS_ACCESS_KEY_ID')
})

test('says how to install the SDK where it is missing', async () => {
  const missing = s3Connector(QUICK, () => import(`@aws-sdk/${'client-s4'}`))
  expect(await failing(missing.open('s3://files/'))).toMatchObject({ code: 's3-sdk', hint: 'npm install @aws-sdk/client-s3, beside tilth (22 MB)' })
})
