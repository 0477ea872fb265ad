import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TilthError } from '../common/errors.ts'
import type { Fetched, Source, SourceConnector, SourceItem } from '../contracts/source.ts'

export interface SourceUnderTest {
  readonly connector: SourceConnector
  /** An address, with a credential in it where the connector takes one so. */
  readonly place: string
  /** What must not be seen anywhere: passwords and keys, as the user and as the server has them. */
  readonly secrets: readonly string[]
  /** Sources that can be read, in any order: three at least. */
  readonly sound: readonly string[]
  /** Sources that are listed and cannot be read: one at least. */
  readonly broken: readonly string[]
  /** Changes what one sound source holds, and names it. */
  readonly change: () => Promise<string>
  /** Addresses of its form that make no sense. */
  readonly nonsense: readonly string[]
  readonly close: () => Promise<void>
}

/** The behaviour that every `SourceConnector` has. Call it in a test file of the implementation, with a real server. */
export function sourceSuite(name: string, open: () => Promise<SourceUnderTest>): void {
  describe(`${name} as a source`, () => {
    let tested: SourceUnderTest
    let source: Source
    beforeAll(async () => {
      tested = await open()
      source = await tested.connector.open(tested.place)
    })
    afterAll(async () => {
      await source.close()
      await tested.close()
    })
    const list = async (known: ReadonlyMap<string, string> = new Map()) => {
      const items: SourceItem[] = []
      for await (const item of source.list({ known })) items.push(item)
      return items
    }
    const versions = (items: readonly SourceItem[]) => new Map(items.map((item) => [item.source, item.refused ? '' : (item.version ?? '')]))
    /** What a reader does with an item: nothing where the version is the known one. */
    const read = async (item: SourceItem, known: ReadonlyMap<string, string>): Promise<Fetched> => {
      const knownVersion = known.get(item.source) || undefined
      if (knownVersion !== undefined && knownVersion === item.version) return { unchanged: true, version: knownVersion }
      return source.fetch(item, { ...(knownVersion !== undefined && { knownVersion }) })
    }
    const hidden = (value: unknown) => {
      const shown = value instanceof TilthError ? `${value.message} ${value.hint} ${value.stack}` : JSON.stringify(value)
      for (const secret of tested.secrets) expect(shown).not.toContain(secret)
    }

    test('knows its places from paths', () => {
      expect(tested.connector.name).toMatch(/^[a-z0-9]+$/)
      expect(tested.connector.accepts(tested.place)).toBe(true)
      for (const path of ['.', './share', '/srv/share', 'C:\\share', 'mail.mbox', 'notes/https', 's3']) expect(tested.connector.accepts(path)).toBe(false)
    })

    test('shows its place without a credential', () => {
      expect(source.place).not.toBe('')
      hidden(source.place)
      expect(source.place).not.toMatch(/\/\/[^/]*:[^/]*@/)
    })

    test('refuses an address that makes no sense, with a hint and without repeating a credential', async () => {
      for (const place of tested.nonsense) {
        expect(tested.connector.accepts(place)).toBe(true)
        const error = await tested.connector.open(place).then(
          () => 'opened',
          (error: unknown) => error,
        )
        expect(error).toBeInstanceOf(TilthError)
        expect((error as TilthError).hint).toMatch(/\w{3}/)
        hidden(error)
      }
    })

    test('lists each item once, by a name that is unique, in the same order each time', async () => {
      const items = await list()
      const sources = items.map((item) => item.source)
      expect(new Set(sources).size).toBe(sources.length)
      for (const each of sources) expect(each).not.toBe('')
      expect(sources).toEqual(expect.arrayContaining([...tested.sound, ...tested.broken]))
      expect((await list()).map((item) => item.source)).toEqual(sources)
      hidden(items)
    })

    test('reads what can be read; what cannot costs only itself', async () => {
      const read: string[] = []
      for (const item of await list()) {
        try {
          if (item.refused) throw new TilthError('refused', item.refused.reason, 'see the reason')
          const fetched = await source.fetch(item)
          if (fetched.unchanged) throw new Error(`${item.source}: nothing is known of it, so it cannot be unchanged`)
          if ('bytes' in fetched) {
            expect(fetched.bytes.length).toBeGreaterThan(0)
            expect(fetched.name).toMatch(/^[^/\\]+$/)
            hidden([fetched.name, fetched.version, Buffer.from(fetched.bytes).toString('latin1')])
          } else {
            expect(fetched.documents.length).toBeGreaterThan(0)
            hidden(fetched)
          }
          read.push(item.source)
        } catch (error) {
          expect(error).toBeInstanceOf(TilthError)
          expect((error as TilthError).message).toMatch(/\w{3}/)
          hidden(error)
          expect(tested.broken).toContain(item.source)
        }
      }
      expect(read.sort()).toEqual([...tested.sound].sort())
    })

    test('gives the same items where their versions are known, none of them to be read again', async () => {
      const items = await list()
      const known = versions(items)
      const again = await list(known)
      expect(again.map((item) => item.source).sort()).toEqual(items.map((item) => item.source).sort())
      for (const item of again) if (tested.sound.includes(item.source)) expect(await read(item, known)).toMatchObject({ unchanged: true })
    })

    test('knows a changed item from the others', async () => {
      const known = versions(await list())
      const changed = await tested.change()
      const fresh: string[] = []
      for (const item of await list(known)) if (tested.sound.includes(item.source) && !(await read(item, known)).unchanged) fresh.push(item.source)
      expect(fresh).toEqual([changed])
    })

    test('stops when it is aborted, at once or on the way', async () => {
      const reason = new DOMException('stopped', 'AbortError')
      const stopped = AbortSignal.abort(reason)
      const drain = async (signal: AbortSignal, each: () => void = () => {}) => {
        for await (const _ of source.list({ known: new Map(), signal })) each()
      }
      await expect(drain(stopped)).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
      const later = new AbortController()
      await expect(drain(later.signal, () => later.abort(reason))).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
      const item = (await list()).find((item) => tested.sound.includes(item.source))
      await expect(source.fetch(item!, { signal: stopped })).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
    })

    test('may be left in the middle of its list, and read again', async () => {
      for await (const _ of source.list({ known: new Map() })) break
      expect((await list()).length).toBeGreaterThanOrEqual(tested.sound.length)
    })

    test('is closed once or twice', async () => {
      const other = await tested.connector.open(tested.place)
      for await (const _ of other.list({ known: new Map() })) break
      await other.close()
      await other.close()
    })
  })
}
