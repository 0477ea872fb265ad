import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { parseSitemap } from './sitemap.ts'

const XML = (inner: string) => Buffer.from(`<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${inner}</urlset>`)

test('reads addresses, of pages only', () => {
  const bytes = XML(
    '<url><loc> https://h.example/a?x=1&amp;y=2 </loc><image:image xmlns:image="i"><image:loc>https://h.example/a.png</image:loc></image:image></url><url><loc><![CDATA[https://h.example/b]]></loc></url>',
  )
  expect(parseSitemap(bytes)).toEqual({ pages: ['https://h.example/a?x=1&y=2', 'https://h.example/b'], sitemaps: [] })
  expect(parseSitemap(gzipSync(bytes)).pages).toHaveLength(2)
})

test('reads an index, plain text and feeds', () => {
  expect(parseSitemap(Buffer.from('<sitemapindex><sitemap><loc>https://h.example/1.xml</loc></sitemap></sitemapindex>')).sitemaps).toEqual([
    'https://h.example/1.xml',
  ])
  expect(parseSitemap(Buffer.from('https://h.example/a\nhttps://h.example/b\n')).pages).toHaveLength(2)
  expect(parseSitemap(Buffer.from('<rss><channel><link>https://h.example/</link><item><link>https://h.example/a</link></item></channel></rss>')).pages).toEqual(
    ['https://h.example/a'],
  )
  expect(parseSitemap(Buffer.from('<feed><entry><link href="https://h.example/a"/></entry></feed>')).pages).toEqual(['https://h.example/a'])
})

test('what is damaged gives what came before; a bomb and a page of HTML give nothing', () => {
  expect(parseSitemap(Buffer.from('<urlset><url><loc>https://h.example/a</loc></url><url><loc>https'.padEnd(90))).pages).toEqual(['https://h.example/a'])
  expect(parseSitemap(gzipSync(Buffer.alloc(60_000_000, 0x20))).pages).toEqual([])
  expect(parseSitemap(Buffer.from('<html><body><br>no</body></html>')).pages).toEqual([])
})

test('takes 50,000 addresses at most', () => {
  expect(parseSitemap(XML('<url><loc>https://h.example/a</loc></url>'.repeat(60_000))).pages).toHaveLength(50_000)
})
