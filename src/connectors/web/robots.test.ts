import { expect, test } from 'vitest'
import { parseRobots } from './robots.ts'

const allows = (text: string, path: string) => parseRobots(text).allows(new URL(path, 'https://host.example'))

test('the longest path that matches decides, Allow in a tie', () => {
  const text = 'User-agent: *\nDisallow: /docs\nAllow: /docs/open\nDisallow: /docs/open/secret\nDisallow: /tie\nAllow: /tie'
  expect(allows(text, '/docs/x')).toBe(false)
  expect(allows(text, '/docs/open/x')).toBe(true)
  expect(allows(text, '/docs/open/secret/x')).toBe(false)
  expect(allows(text, '/tie')).toBe(true)
  expect(allows(text, '/else')).toBe(true)
})

test('a group that names tilth counts instead of those for all; several of them together', () => {
  const text = 'User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: Tilth/1.0\nDisallow: /a\n\nUser-agent: tilth\nDisallow: /b\nCrawl-delay: 2\n'
  expect(allows(text, '/c')).toBe(true)
  expect(allows(text, '/a')).toBe(false)
  expect(allows(text, '/b')).toBe(false)
  expect(parseRobots(text).delayMs).toBe(2000)
})

test.each([
  ['/*.pdf$', '/a/b.pdf', false],
  ['/*.pdf$', '/a/b.pdf?x=1', true],
  ['/a*c*e', '/abcdef', false],
  ['/a*c*e', '/acdf', true],
  ['/$', '/', false],
  ['/$', '/a', true],
  ['/*?print=', '/a?print=1', false],
  ['/文档', '/%E6%96%87%E6%A1%A3/a', false],
  ['/%e6%96%87%e6%a1%a3', '/文档/a', false],
  ['', '/a', true],
  ['/a # comment', '/a', false],
])('Disallow: %s on %s', (pattern, path, allowed) => {
  expect(allows(`User-agent: *\r\nDisallow: ${pattern}\r\n`, path)).toBe(allowed)
})

test('names sitemaps, and survives what is no robots.txt', () => {
  expect(parseRobots('Sitemap: https://host.example/map.xml\nUser-agent: *').sitemaps).toEqual(['https://host.example/map.xml'])
  for (const text of ['', '<html>404</html>', 'Disallow: /', '\0\0', 'User-agent:\nDisallow', 'Crawl-delay: x']) expect(allows(text, '/a')).toBe(true)
  expect(parseRobots('User-agent: *\nCrawl-delay: 86400').delayMs).toBe(30_000)
})

test('a pattern of many stars takes no time', () => {
  const begun = performance.now()
  expect(allows(`User-agent: *\nDisallow: /${'*a'.repeat(5000)}b`, `/${'a'.repeat(1900)}`)).toBe(true)
  expect(performance.now() - begun).toBeLessThan(500)
})
