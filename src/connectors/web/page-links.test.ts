import { expect, test } from 'vitest'
import { headerWishes, linksOf } from './page-links.ts'

const links = (html: string) => linksOf(Buffer.from(html))

test('links, base and canonical as they are written', () => {
  const html = `<base href="/docs/"><base href="/no/"><link rel="Canonical" href=" /docs/a "><a href="b?x=1&amp;y=2#part">b</a><A HREF='c'>c</A>
    <map><area href=d></map><iframe src="e"></iframe><link rel="next" href="f"><link rel="stylesheet" href="no.css"><a name="no">no</a>
    <a rel="external nofollow" href="no">no</a><!-- <a href="no">no</a> --><script>'<a href="no">'</script><meta http-equiv="refresh" content="0; url='g'"><a href="b?x=1&y=2#part">`
  expect(links(html)).toMatchObject({ base: '/docs/', canonical: '/docs/a', links: ['b?x=1&y=2#part', 'c', 'd', 'e', 'f', 'g'] })
})

test('wishes of the page and of the header', () => {
  expect(links('<meta name="Robots" content="NOINDEX,nofollow">')).toMatchObject({ noindex: true, nofollow: true })
  expect(links('<meta name="robots" content="none"><meta name="tilth" content="nofollow">')).toMatchObject({ noindex: false, nofollow: true })
  expect(links('<meta name="googlebot" content="noindex">')).toMatchObject({ noindex: false, nofollow: false })
  expect(headerWishes('noindex, nofollow')).toEqual({ noindex: true, nofollow: true })
  expect(headerWishes('otherbot: noindex, nofollow, tilth: nofollow')).toEqual({ noindex: false, nofollow: true })
  expect(headerWishes(undefined)).toEqual({ noindex: false, nofollow: false })
})

test('a hostile page of 50 MB costs about a second and keeps 10,000 links', () => {
  const bytes = Buffer.from('<div><a href="x">'.repeat(3_000_000))
  const begun = performance.now()
  expect(linksOf(bytes).links).toEqual(['x'])
  const many = Buffer.from(Array.from({ length: 200_000 }, (_, i) => `<div><a href="${i}">`).join(''))
  expect(linksOf(many).links).toHaveLength(10_000)
  expect(linksOf(Buffer.alloc(50_000_000, '<')).links).toEqual([])
  expect(linksOf(Buffer.alloc(50_000_000, '<a ')).links).toEqual([])
  expect(performance.now() - begun).toBeLessThan(10_000)
})
