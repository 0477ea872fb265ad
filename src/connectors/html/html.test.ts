import { describe, expect, test } from 'vitest'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { TilthError } from '../../common/errors.ts'
import { htmlExtractor } from './html.ts'

const bytesOf = (html: string): Uint8Array => new TextEncoder().encode(html)
const extract = (html: string | Uint8Array) =>
  htmlExtractor.extract({ name: 'page.html', kind: 'html', bytes: typeof html === 'string' ? bytesOf(html) : html })
const textOf = async (html: string | Uint8Array): Promise<string> => (await extract(html)).documents[0]?.text ?? ''

const sentence = (n: number) =>
  `Paragraph ${n} tells how the harbour of the old town was dredged again in the year 19${10 + n}, and what the fishermen thought of it.`
const PROSE = Array.from({ length: 12 }, (_, n) => `<p>${sentence(n)}</p>`).join('\n')

const NEWS = `<!doctype html><html lang="en-GB"><head><title>Harbour dredged - The Daily Gull</title>
<meta property="og:type" content="article"><meta property="og:title" content="Harbour dredged"><meta property="og:site_name" content="The Daily Gull">
<meta name="description" content="The harbour is deep again."><link rel="canonical" href="https://gull.example/harbour">
<script type="application/ld+json">{"@type":"NewsArticle","author":[{"name":"Ann Roe"}],"datePublished":"2024-03-01"}</script></head><body>
<div class="cookie-banner">We use cookies. Accept all cookies?</div>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li><li><a href="/money">Money</a></li></ul></nav></header>
<article><h1>Harbour dredged</h1><p>By Ann Roe</p>${PROSE}
<p><a href="/other">Read more: The lighthouse gets a new lamp</a></p>
<figure><img src="a.jpg"><figcaption>The harbour. Photo: Bob Foe/Getty Images</figcaption></figure></article>
<section class="related"><h3>Related stories</h3><ul><li><a href="/1">Ferry fares rise</a></li><li><a href="/2">Gulls steal chips</a></li></ul></section>
<div id="comments"><h3>Comments</h3><p>first!</p></div>
<footer>© The Daily Gull, <a href="/terms">Terms</a></footer></body></html>`

extractorSuite('html', htmlExtractor, {
  sound: [
    { name: 'news.html', kind: 'html', bytes: bytesOf(NEWS) },
    {
      name: 'table.html',
      kind: 'html',
      bytes: bytesOf('<h1>Prices</h1><table><tr><th>Room</th><th>Price</th></tr><tr><td>Single</td><td>80</td></tr></table>'),
    },
  ],
  broken: [{ name: 'zeros.html', kind: 'html', bytes: new Uint8Array(1000) }],
})

describe('an article', () => {
  test('is kept whole, without the frame of the page', async () => {
    const text = await textOf(NEWS)
    for (let n = 0; n < 12; n++) expect(text).toContain(sentence(n))
    for (const frame of ['cookies', 'Sport', 'Ferry', 'first!', 'Terms', 'Getty', 'lighthouse']) expect(text).not.toContain(frame)
  })

  test('tells title, language, author, date, site, description and address', async () => {
    const [document] = (await extract(NEWS)).documents
    expect(document).toMatchObject({ format: 'markdown', title: 'Harbour dredged', language: 'en-GB' })
    expect(document?.metadata).toEqual({
      author: 'Ann Roe',
      published: '2024-03-01',
      site: 'The Daily Gull',
      description: 'The harbour is deep again.',
      url: 'https://gull.example/harbour',
    })
  })
})

describe('a page that is no article', () => {
  test('keeps all its content but the menus', async () => {
    const rows = Array.from({ length: 30 }, (_, n) => `<tr><td>option-${n}</td><td>does thing ${n}</td></tr>`).join('')
    const text = await textOf(`<body><nav><a href="/a">Guide</a> <a href="/b">API</a></nav>
      <main><h1>Options</h1><p>All options of the tool.</p><table><tr><th>Name</th><th>Effect</th></tr>${rows}</table>
      <h2>Example</h2><pre><code class="language-sh">  tool --fast\n    --loud</code></pre>${PROSE}</main></body>`)
    for (let n = 0; n < 30; n++) expect(text).toContain(`| option-${n} | does thing ${n} |`)
    expect(text).toContain('# Options')
    expect(text).toContain('```sh\ntool --fast\n  --loud\n```')
    expect(text).toContain(sentence(11))
    expect(text).not.toContain('Guide')
  })

  test('that consists of nothing but a menu keeps the menu', async () => {
    expect(await textOf('<ul class="nav"><li><a href="/a">Start</a><ul><li>Inner <a href="/b">page</a></li></ul></li><li><a href="#">Help</a></li></ul>')).toBe(
      '- Start\n    - Inner page\n- Help',
    )
  })
})

describe('markdown', () => {
  test.each([
    ['headings and paragraphs', '<h1>A <b>b</b></h1><p>one<br>two</p>three', '# A b\n\none\ntwo\n\nthree'],
    ['numbers of lists', '<ol start="3"><li>c</li><li>d<ul><li>x</li></ul></li></ol>', '3. c\n4. d\n    - x'],
    ['definitions', '<dl><dt>Leave</dt><dd>30 days</dd><dt>Notice</dt><dd>3 months</dd></dl>', '- Leave: 30 days\n- Notice: 3 months'],
    ['quotes', '<blockquote><p>Be brief.</p></blockquote>', '> Be brief.'],
    ['code in a line', '<p>run<code>npm ci</code>now</p>', 'run `npm ci` now'],
    ['powers and formulas', '<p>10<sup>6</sup> H<sub>2</sub>O <math><annotation encoding="application/x-tex">a^2</annotation></math></p>', '10^6 H2O $a^2$'],
    ['links by their words', '<p>See <a href="/x">the plan</a><a href="/y">and map</a>.</p>', 'See the plan and map.'],
    ['what is hidden', '<p>seen</p><p hidden>no</p><p style="display: none">no</p><script>no</script>', 'seen'],
    ['a picture as a link by its description', '<a href="/x"><img src="x.png" alt="The map"></a><img src="y.png" alt="decoration">', 'The map'],
    ['Chinese', '<h2>第一章</h2><p>请假需要<b>提前</b>三天申请。</p>', '## 第一章\n\n请假需要提前三天申请。'],
  ])('%s', async (_, html, markdown) => expect(await textOf(`<body>${html}</body>`)).toBe(markdown))

  test('a cell that spans rows or columns is repeated in each, and bars are escaped', async () => {
    const html = `<table><tr><th>Who</th><th colspan="2">When</th></tr><tr><td rowspan="2">Ann</td><td>Mon</td><td>a|b</td></tr>
      <tr><td colspan="2"><ul><li>Tue</li><li>Wed</li></ul></td></tr></table>`
    expect(await textOf(html)).toBe('| Who | When | When |\n| --- | --- | --- |\n| Ann | Mon | a\\|b |\n| Ann | - Tue - Wed | - Tue - Wed |')
  })
})

describe('bytes', () => {
  test('in a declared Chinese encoding', async () => {
    const word = [0xc7, 0xe0, 0xcd, 0xad, 0xcb, 0xae, 0xba, 0xf8]
    expect(await textOf(new Uint8Array([...bytesOf('<meta charset="gb2312"><p>'), ...word, ...bytesOf('</p>')]))).toBe('青铜水壶')
  })

  test('without tags for head and body are read', async () => {
    const { documents } = await extract('<title>T</title><meta name="author" content="Ann"><p>one<p>two')
    expect(documents[0]).toMatchObject({ text: 'one\n\ntwo', title: 'T', metadata: { author: 'Ann' } })
  })
})

describe('bad input', () => {
  test('a page made by scripts has no text and says so', async () => {
    const page = '<html><head><script src="app.js"></script></head><body><div id="root"></div><noscript>Enable it</noscript></body></html>'
    expect(await extract(page)).toEqual({ documents: [], reason: expect.stringContaining('scripts') })
  })

  test('100,000 nested elements cost no more than a moment', async () => {
    const started = performance.now()
    expect(await textOf(`<body>${'<div>'.repeat(100_000)}deep down${'</div>'.repeat(100_000)}`)).toBe('deep down')
    expect(performance.now() - started).toBeLessThan(8000)
  })

  test('spans that would make a gigantic table are cut', async () => {
    const text = await textOf(`<table>${`<tr>${'<td colspan="1000" rowspan="0">x</td>'.repeat(4)}</tr>`.repeat(40)}</table>`)
    expect(text.length).toBeLessThan(500_000)
  })

  test('zero bytes are no page', async () => {
    await expect(extract(new Uint8Array(1000))).rejects.toThrow(TilthError)
    await expect(extract(new Uint8Array(1000))).rejects.toThrow(/page\.html.*zero/)
  })
})
