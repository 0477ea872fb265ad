import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Passage } from '../contracts/document.ts'
import type { LanguageModel, ModelEvent } from '../contracts/language-model.ts'

export interface LanguageModelUnderTest {
  readonly model: LanguageModel
  /** Passages that answer the question below, in a store that the model can see if it needs one. */
  readonly passages: readonly Passage[]
  readonly question: string
  readonly close: () => Promise<void>
}

/** The behaviour that every `LanguageModel` has. Call it in a test file of the implementation. */
export function languageModelSuite(name: string, open: () => Promise<LanguageModelUnderTest>): void {
  describe(`${name} as a language model`, () => {
    let opened: LanguageModelUnderTest
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.close())

    const generate = async (passages = opened.passages, signal?: AbortSignal): Promise<ModelEvent[]> => {
      const events: ModelEvent[] = []
      const messages = [{ role: 'user', content: opened.question }] as const
      for await (const event of opened.model.generate({ messages, passages, ...(signal && { signal }) })) events.push(event)
      return events
    }
    const textOf = (events: readonly ModelEvent[]) => events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('')

    test('says what it is, and counts tokens', () => {
      expect(opened.model.name).toMatch(/^\S+$/)
      expect(opened.model.contextLength).toBeGreaterThan(0)
      expect(opened.model.countTokens('')).toBe(0)
      expect(opened.model.countTokens('two words and more')).toBeGreaterThan(opened.model.countTokens('two words'))
    })

    test('streams a text and finishes once, at the end', async () => {
      const events = await generate()
      expect(textOf(events).trim()).not.toBe('')
      expect(events.filter(({ type }) => type === 'finish')).toEqual([events.at(-1)])
    })

    test('cites what it has said already, and passages that it was given', async () => {
      let said = ''
      for (const event of await generate()) {
        if (event.type === 'text-delta') said += event.text
        if (event.type !== 'citation') continue
        expect(event.start).toBeGreaterThanOrEqual(0)
        expect(event.end).toBeGreaterThan(event.start)
        expect(said.length).toBeGreaterThanOrEqual(event.end)
        expect(opened.passages[event.passage]).toBeDefined()
        expect(event.quoteEnd).toBeGreaterThan(event.quoteStart)
        if (event.focus)
          expect([event.start <= event.focus.start, event.focus.start < event.focus.end, event.focus.end <= event.end]).toEqual([true, true, true])
      }
    })

    test('cites nothing where there is nothing to cite', async () => {
      expect((await generate([])).filter(({ type }) => type === 'citation')).toEqual([])
    })

    test('stops when told to', async () => {
      await expect(generate(opened.passages, AbortSignal.abort())).rejects.toThrow()
    })
  })
}
