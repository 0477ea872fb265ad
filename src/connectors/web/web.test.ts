import { afterEach, expect, test } from 'vitest'
import { TilthError } from '../../common/errors.ts'
import type { Fetched, SourceItem } from '../../contracts/source.ts'
import { sourceSuite } from '../../testing/source-suite.ts'
import type { WebOptions } from './options.ts'
import { openSite, page, redirect, tagged, type Route, type TestSite } from '../../../test/web-site.ts'
import { webConnector } from './web.ts'

const QUICK: WebOptions = { delayMs: 0, backoffMs: 5, connectTimeoutMs: 2_000, idleTimeoutMs: 300, totalTimeoutMs: 1_000, retries: 2 }

const opened: TestSite[] = []
afterEach(async () => {
  for (const site of opened.splice(0)) await site.close()
})
const siteOf = async (routes: Readonly<Record<string, Route>>) => {
  const site = await openSite(routes)
  opened.push(site)
  return site
}

interface Read {
  readonly items: readonly SourceItem[]
  readonly texts: ReadonlyMap<string, string>
  /** Reasons by source. */
  readonly refused: Readonly<Record<string, string>>
  readonly known: ReadonlyMap<string, string>
  readonly unchanged: readonly string[]
}

/** Reads a place as `prepare` does. */
async function readAll(place: string, options: WebOptions = {}, known: ReadonlyMap<string, string> = new Map(), environment = {}): Promise<Read> {
  const source = await webConnector({ ...QUICK, ...options }, environment).open(place)
  const items: SourceItem[] = []
  const texts = new Map<string, string>()
  const refused: Record<string, string> = {}
  const unchanged: string[] = []
  try {
    for await (const item of source.list({ known })) {
      items.push(item)
      if (item.refused) refused[item.source] = `${item.refused.status}: ${item.refused.reason}`
      else {
        const knownVersion = known.get(item.source)
        const fetched: Fetched = await source.fetch(item, knownVersion ? { knownVersion } : {})
        if (fetched.unchanged) unchanged.push(item.source)
        else if ('bytes' in fetched) texts.set(item.source, Buffer.from(fetched.bytes).toString())
      }
    }
  } finally {
    await source.close()
  }
  return { items, texts, refused, unchanged, known: new Map(items.map((item) => [item.source, item.refused ? '' : (item.version ?? '')])) }
}
const sources = ({ items }: Read) => items.map((item) => item.source)
const failing = (place: string, options: WebOptions = {}, known?: ReadonlyMap<string, string>, environment = {}) =>
  readAll(place, options, known, environment).then(
    () => new TilthError('none', 'it did not fail', ''),
    (error: unknown) => error as TilthError,
  )

sourceSuite('web', async () => {
  const site = await openSite({
    '/docs/': page('Docs', 'a.html', 'b?id=2&utm_source=x', '/outside', 'gone.html', 'c/差旅.html'),
    '/docs/a.html': tagged(page('A', './', 'b?id=2'), '"a1"'),
    '/docs/b?id=2': tagged(page('B'), '"b1"'),
    '/docs/c/%E5%B7%AE%E6%97%85.html': page('差旅'),
    '/outside': page('Outside'),
  })
  return {
    connector: webConnector(QUICK, {}),
    place: `${site.origin.replace('//', '//reader:hunter2%21@')}/docs/`,
    secrets: ['hunter2', Buffer.from('reader:hunter2!').toString('base64')],
    sound: ['./', 'a.html', 'b?id=2', 'c/差旅.html'],
    broken: ['gone.html'],
    change: async () => {
      site.routes.set('/docs/a.html', tagged(page('A, as it is now', './', 'b?id=2'), '"a2"'))
      return 'a.html'
    },
    nonsense: ['http://', 'https://reader:hunter2@', 'http://reader:hunter2@host:99999/'],
    close: site.close,
  }
})

test('stays below the first page, goes as deep and as far as told, and asks for each page once', async () => {
  const site = await siteOf({
    '/docs/': page('0', '1', '1#part', '1?fbclid=x', 'style.css', 'mailto:a@b.example', 'https://other.example/'),
    '/docs/1': page('1', '2', '../up'),
    '/docs/2': page('2', '3'),
    '/docs/3': page('3', '4'),
    '/docs/4': page('4'),
    '/up': page('up'),
  })
  expect(sources(await readAll(`${site.origin}/docs/`))).toEqual(['./', '1', '2', '3'])
  expect(site.asked).toEqual(['/robots.txt', '/docs/', '/sitemap.xml', '/docs/sitemap.xml', '/docs/1', '/docs/2', '/docs/3'])
  expect(sources(await readAll(`${site.origin}/docs/`, { depth: 0 }))).toEqual(['./'])
  expect(sources(await readAll(`${site.origin}/docs/`, { scope: 'origin' }))).toEqual(['docs/', 'docs/1', 'docs/2', 'up', 'docs/3'])
  const { refused, items } = await readAll(`${site.origin}/docs/`, { depth: 9, pages: 2 })
  expect(items).toHaveLength(3)
  expect(refused).toEqual({ '2': 'dropped: the limit of 2 pages is reached: this address is not read' })
})

test('robots.txt, noindex, nofollow, base, canonical', async () => {
  const site = await siteOf({
    '/robots.txt': (_, response) => response.end('User-agent: *\nDisallow: /private\nUser-agent: other\nDisallow: /\n'),
    '/': page('Home', 'private/x', 'quiet', 'dead-end', 'based', 'list?sort=up'),
    '/quiet': `<meta name="robots" content="noindex">${page('Quiet', 'behind-quiet')}`,
    '/behind-quiet': page('Behind'),
    '/dead-end': (_, response) => response.writeHead(200, { 'content-type': 'text/html', 'x-robots-tag': 'nofollow' }).end(page('End', 'behind-end')),
    '/behind-end': page('No'),
    '/based': `<base href="/deep/">${page('Based', 'page')}`,
    '/deep/page': page('Deep'),
    '/list?sort=up': `<link rel="canonical" href="/list">${page('List', 'list')}`,
    '/list': page('List'),
    '/private/x': page('Private'),
  })
  const all = await readAll(`${site.origin}/`)
  expect(sources(all)).toEqual(['./', 'private/x', 'quiet', 'dead-end', 'based', 'list', 'behind-quiet', 'deep/page'])
  expect(all.refused).toEqual({
    'private/x': 'dropped: robots.txt asks not to read it',
    quiet: 'dropped: the page asks not to be indexed (noindex)',
  })
  expect(site.asked).not.toContain('/private/x')
  const own = await readAll(`${site.origin}/`, { robots: false })
  expect(own.refused).toEqual({})
  expect(sources(own)).toContain('behind-end')
  expect(await failing(`${site.origin}/private/x`)).toMatchObject({ code: 'web-robots' })
})

test('a sitemap names what no page leads to; an index and another site in it', async () => {
  const site = await siteOf({ '/docs/': page('Docs'), '/docs/lone': page('Lone'), '/elsewhere': page('No') })
  site.routes.set('/robots.txt', (_, response) => response.end(`Sitemap: ${site.origin}/index.xml\nSitemap: https://other.example/map.xml`))
  site.routes.set('/index.xml', (_, response) => response.end(`<sitemapindex><sitemap><loc>${site.origin}/map.xml</loc></sitemap></sitemapindex>`))
  const locations = ['/docs/lone', '/elsewhere'].map((path) => `<url><loc>${site.origin}${path}</loc></url>`).join('')
  site.routes.set('/map.xml', (_, response) => response.end(`<urlset>${locations}</urlset>`))
  expect(sources(await readAll(`${site.origin}/docs/`))).toEqual(['./', 'lone'])
})

test('what did not change is not sent again; what is new, gone and changed is found all the same', async () => {
  const site = await siteOf({
    '/': tagged(page('Home', 'a', 'b'), '"home"'),
    '/a': tagged(page('A', 'c'), 'W/"a"'),
    '/b': (request, response) => {
      const date = 'Wed, 21 Oct 2015 07:28:00 GMT'
      if (request.headers['if-modified-since'] === date) response.writeHead(304).end()
      else response.writeHead(200, { 'content-type': 'text/html', 'last-modified': date }).end(page('B'))
    },
    '/c': page('C'),
  })
  const first = await readAll(site.origin)
  expect([...first.texts.keys()]).toEqual(['./', 'a', 'b', 'c'])
  const second = await readAll(site.origin, {}, first.known)
  expect(second.unchanged).toEqual(['./', 'a', 'b', 'c'])
  expect(second.known).toEqual(first.known)
  site.routes.set('/a', tagged(page('A, changed', 'c', 'new'), 'W/"a2"'))
  site.routes.set('/new', page('New'))
  site.routes.delete('/b')
  const third = await readAll(site.origin, {}, first.known)
  expect([...third.texts.keys()]).toEqual(['a', 'new'])
  expect(third.unchanged).toEqual(['./', 'c'])
  expect(sources(third).sort()).toEqual(['./', 'a', 'c', 'new'])
})

test('redirects: to another name of a page, in a circle, to another site, out of the scope, without end', async () => {
  const routes: Record<string, Route> = {
    '/docs': redirect('/docs/', 301),
    '/docs/': page('Docs', 'old', 'ring1', 'away', 'out', 'endless0', 'nowhere', 'raw'),
    '/docs/old': redirect('new', 301),
    '/docs/new': page('New'),
    '/docs/ring1': redirect('ring2'),
    '/docs/ring2': redirect('ring1'),
    '/docs/away': redirect('http://user:secret@127.0.0.1:9/x'),
    '/docs/out': redirect('/login'),
    '/docs/nowhere': redirect('javascript:alert(1)'),
    '/login': page('Login'),
    // As many servers write it: UTF-8, which no header may hold.
    '/docs/raw': (request) => request.socket.end('HTTP/1.1 302 Found\r\nLocation: 差旅\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'),
    '/docs/%E5%B7%AE%E6%97%85': page('差旅'),
  }
  for (let i = 0; i < 20; i++) routes[`/docs/endless${i}`] = redirect(`endless${i + 1}`)
  const site = await siteOf(routes)
  const { items, refused } = await readAll(`${site.origin}/docs`)
  expect(items.filter((item) => !item.refused).map((item) => item.source)).toEqual(['./', 'new', '差旅'])
  expect(refused['ring1']).toBe(`failed: it is redirected in a circle: ${['ring1', 'ring2', 'ring1'].map((name) => `${site.origin}/docs/${name}`).join(' → ')}`)
  expect(refused['away']).toBe('dropped: it leads out of what is read here, to http://127.0.0.1:9/x: give that address itself')
  expect(refused['out']).toContain('/login')
  expect(refused['endless0']).toContain('more than 10 times')
  expect(refused['nowhere']).toContain('no web address')
  site.routes.set('/start', redirect('http://localhost:9/inside'))
  expect((await failing(`${site.origin}/start`)).message).toContain('it leads to another site, http://localhost:9/inside')
})

test('a server that fails at first is asked again, as late as it says', async () => {
  let asked = 0
  const site = await siteOf({
    '/': page('Home', 'shaky', 'broken', 'busy'),
    '/shaky': (_, response) => (asked++ ? response.end(page('At last')) : response.writeHead(503, { 'retry-after': '1' }).end()),
    '/broken': (request) => request.socket.destroy(),
    '/busy': (_, response) => response.writeHead(429, { 'retry-after': '86400' }).end(),
  })
  const begun = performance.now()
  const { texts, refused } = await readAll(site.origin)
  expect(performance.now() - begun).toBeGreaterThan(950)
  expect(texts.get('shaky')).toContain('At last')
  expect(refused).toEqual({
    broken: 'failed: the server broke the connection',
    busy: 'failed: the server asks to be left alone for 86400 s',
  })
  expect(site.asked.filter((path) => path === '/broken')).toHaveLength(3)
})

test('a page that hangs, trickles, never ends or unpacks without end costs its time and nothing else', async () => {
  const stopped: string[] = []
  const endless =
    (name: string, head: Record<string, string>): Route =>
    (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', ...head })
      const part = Buffer.alloc(65_536, 0x20)
      const send = () => {
        while (!response.destroyed && response.write(part));
      }
      response.on('drain', send).on('close', () => stopped.push(name))
      send()
    }
  const { gzipSync } = await import('node:zlib')
  const bomb = gzipSync(Buffer.alloc(20_000_000))
  const site = await siteOf({
    '/': page('Home', 'hangs', 'trickles', 'huge', 'endless', 'bomb', 'last'),
    '/hangs': () => {},
    '/trickles': (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      const timer = setInterval(() => response.write('x'), 50)
      response.on('close', () => clearInterval(timer))
    },
    '/huge': endless('huge', { 'content-length': String(5 * 2 ** 30) }),
    '/endless': endless('endless', {}),
    '/bomb': (_, response) => response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(bomb),
    '/last': page('Last'),
  })
  const before = process.memoryUsage().rss
  const { texts, refused } = await readAll(site.origin, { maxBytes: 4 * 2 ** 20, retries: 0 })
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20)
  expect([...texts.keys()]).toEqual(['./', 'last'])
  expect(refused).toEqual({
    hangs: 'failed: the server sent nothing within 0.3 s',
    trickles: 'failed: the server did not send all of it within 1 s',
    huge: 'dropped: it is larger than 4 MB',
    endless: 'dropped: it is larger than 4 MB',
    bomb: 'dropped: it is larger than 4 MB',
  })
  expect(stopped.sort()).toEqual(['endless', 'huge'])
})

test('a server that goes down in the middle ends the place, so that nothing is taken for gone', async () => {
  const down: Route = (_, response) => response.writeHead(500).end()
  const names = Array.from({ length: 20 }, (_, i) => `p${i}`)
  const site = await siteOf({ '/': page('Home', ...names), ...Object.fromEntries(names.map((name) => [`/${name}`, down])) })
  expect(await failing(site.origin, { retries: 0 })).toMatchObject({ code: 'web-unreachable', message: expect.stringContaining('the last 6 pages') })
  site.routes.set('/robots.txt', down)
  expect(await failing(site.origin, { retries: 0 })).toMatchObject({ code: 'web-unreachable', message: expect.stringContaining('robots.txt') })
  await site.close()
  expect(await failing(site.origin, { retries: 0 })).toMatchObject({ message: `${site.origin}/robots.txt: the server takes no connections` })
})

test('a page that failed leads to nothing, and what the store knows is asked for by itself', async () => {
  const site = await siteOf({ '/': page('Home', 'a'), '/a': page('A', 'b'), '/b': page('B') })
  const { known } = await readAll(site.origin)
  site.routes.set('/a', (_, response) => response.writeHead(500).end())
  const again = await readAll(site.origin, { retries: 0 }, known)
  expect(sources(again)).toEqual(['./', 'a', 'b'])
  expect(again.unchanged).toEqual(['./', 'b'])
})

test('a credential of the address or of the environment goes to its host, and is never shown', async () => {
  const locked: Route = (request, response) =>
    request.headers.authorization === `Basic ${Buffer.from('reader:p@ss').toString('base64')}` || request.headers.authorization === 'Bearer t0k3n'
      ? response.writeHead(200, { 'content-type': 'text/html' }).end(page('Inside'))
      : response.writeHead(401).end()
  const site = await siteOf({ '/': locked, '/?access_token=t0k3n&id=7': page('By query') })
  expect((await readAll(site.origin.replace('//', '//reader:p%40ss@'))).texts.size).toBe(1)
  expect((await readAll(site.origin, {}, new Map(), { TILTH_WEB_AUTHORIZATION_127_0_0_1: 'Bearer t0k3n' })).texts.size).toBe(1)
  const error = await failing(site.origin.replace('//', '//reader:wrong@'))
  expect(error.message).toBe(`${site.origin}/: it asks for a sign-in (401)`)
  expect(error.hint).toContain('TILTH_WEB_AUTHORIZATION_127_0_0_1')
  const source = await webConnector(QUICK, {}).open(`${site.origin}/?access_token=t0k3n&id=7`)
  expect(source.place).toBe(`${site.origin}/?id=7`)
  for await (const item of source.list({ known: new Map() })) expect(JSON.stringify(item)).not.toContain('t0k3n')
  await source.close()
})

test('files get a name that fits what they are; text says its own character set', async () => {
  const serve =
    (headers: Record<string, string>, body: Buffer | string): Route =>
    (_, response) =>
      response.writeHead(200, headers).end(body)
  const gbk = Buffer.from([0xb2, 0xee, 0xc2, 0xc3])
  const site = await siteOf({
    '/': page('Home', 'report.php?id=1', 'file', 'named', 'plain.txt', 'photo', 'page.aspx'),
    '/report.php?id=1': serve({ 'content-type': 'application/pdf' }, '%PDF-1.4'),
    '/file': serve({ 'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' }, 'PK'),
    '/named': serve({ 'content-type': 'application/octet-stream', 'content-disposition': `attachment; filename="x.doc"; filename*=UTF-8''%E6%8A%A5.doc` }, 'x'),
    '/plain.txt': serve({ 'content-type': 'text/plain; charset=gbk' }, gbk),
    '/photo': serve({ 'content-type': 'image/png' }, 'x'),
    '/page.aspx': serve({ 'content-type': 'text/html' }, page('Page')),
  })
  const source = await webConnector(QUICK, {}).open(site.origin)
  const names: Record<string, string> = {}
  for await (const item of source.list({ known: new Map() })) {
    const fetched = item.refused ? undefined : await source.fetch(item)
    names[item.source] = item.refused?.reason ?? (fetched && 'name' in fetched ? fetched.name : '')
    if (item.source === 'plain.txt' && fetched && 'bytes' in fetched) expect(Buffer.from(fetched.bytes).toString()).toBe('\ufeff差旅')
  }
  await source.close()
  expect(names).toEqual({
    './': 'index.html',
    'report.php?id=1': 'report.php.pdf',
    file: 'file.docx',
    named: '报.doc',
    'plain.txt': 'plain.txt',
    photo: 'content of this kind holds no text to read (image/png)',
    'page.aspx': 'page.aspx.html',
  })
})

test('pages that wait to be asked for are held up to a bound, and read again beyond it', async () => {
  const site = await siteOf({ '/': page('Home', 'a', 'b'), '/a': page('A'), '/b': page('B') })
  const source = await webConnector({ ...QUICK, heldBytes: 100 }, {}).open(site.origin)
  const items: SourceItem[] = []
  for await (const item of source.list({ known: new Map() })) items.push(item)
  for (const item of items) expect(await source.fetch(item)).toMatchObject({ unchanged: false })
  expect(site.asked.filter((path) => path === '/a')).toHaveLength(2)
  await source.close()
})

test('an abort ends what is under way, and so does closing', async () => {
  const site = await siteOf({ '/': () => {} })
  for (const how of ['abort', 'close'] as const) {
    const stop = new AbortController()
    const source = await webConnector({ ...QUICK, idleTimeoutMs: 60_000, totalTimeoutMs: 60_000 }, {}).open(site.origin)
    const begun = performance.now()
    setTimeout(() => (how === 'abort' ? stop.abort() : void source.close()), 100)
    await expect(source.list({ known: new Map(), signal: stop.signal })[Symbol.asyncIterator]().next()).rejects.toThrow(/abort/i)
    expect(performance.now() - begun).toBeLessThan(2_000)
    await source.close()
  }
})
