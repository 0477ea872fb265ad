import { expect, test } from 'vitest'
import { addressOf, isWithin, pageAddress, scopeOf, shownAddress, sourceOf } from './address.ts'

const url = (href: string) => pageAddress(href)!

test.each([
  ['https://user:secret@h.example/a?b=1#part', 'https://h.example/a?b=1'],
  ['https://h.example/a?utm_source=x&b=%20+2&fbclid=y&a=1', 'https://h.example/a?b=%20+2&a=1'],
  ['https://h.example/a?gclid=1', 'https://h.example/a'],
  ['https://h.example/a;jsessionid=12AB?b', 'https://h.example/a?b'],
  ['HTTPS://H.example:443/a/../b', 'https://h.example/b'],
])('%s is %s', (given, address) => expect(pageAddress(given)?.href).toBe(address))

test.each(['mailto:a@b', 'javascript:1', 'ftp://h/a', 'https://', 'data:text/html,x', `https://h.example/${'a'.repeat(3000)}`])('%s is no address', (given) =>
  expect(pageAddress(given)).toBeUndefined(),
)

test('credentials of a query are sent and not shown', () => {
  const signed = url('https://h.example/a?id=1&access_token=abc&X-Amz-Signature=f&page=2')
  expect(signed.href).toContain('access_token=abc')
  expect(shownAddress(signed)).toBe('https://h.example/a?id=1&page=2')
})

test('what a first page opens', () => {
  const base = (href: string, scope: 'below' | 'origin' = 'below') => scopeOf(url(href), scope).base
  expect(base('https://h.example')).toBe('https://h.example/')
  expect(base('https://h.example/docs')).toBe('https://h.example/docs/')
  expect(base('https://h.example/docs/')).toBe('https://h.example/docs/')
  expect(base('https://h.example/docs/intro.html?x=1')).toBe('https://h.example/docs/')
  expect(base('https://h.example/docs/a/b', 'origin')).toBe('https://h.example/')
  const scope = scopeOf(url('https://h.example/docs'), 'below')
  expect(['https://h.example/docs', 'https://h.example/docs?x', 'https://h.example/docs/a'].map((href) => isWithin(scope, url(href)))).toEqual([
    true,
    true,
    true,
  ])
  expect(
    ['https://h.example/docs2', 'https://h.example/', 'http://h.example/docs/a', 'https://h.example:8443/docs/a'].some((href) => isWithin(scope, url(href))),
  ).toBe(false)
})

test.each([
  ['https://h.example/docs/', './'],
  ['https://h.example/docs', './'],
  ['https://h.example/docs/a/b.html?x=1', 'a/b.html?x=1'],
  ['https://h.example/docs/%E5%B7%AE%E6%97%85/%E6%8A%A5.html', '差旅/报.html'],
  ['https://h.example/docs/a%20b%2Fc%3Fd', 'a%20b%2Fc%3Fd'],
  ['https://h.example/docs/%B2%EE', '%B2%EE'],
  ['https://h.example/docs/a?q=%25', 'a?q=%25'],
  ['https://h.example/docs/b:c', 'b:c'],
])('%s is named %s', (href, source) => {
  const scope = { base: 'https://h.example/docs/' }
  expect(sourceOf(scope, url(href))).toBe(source)
  expect(addressOf(scope, source)?.href.replace(/docs\/$/, 'docs')).toBe(href.replace(/docs\/$/, 'docs'))
})
