import type { Command } from 'commander'

/** Makes a verb's command; it reports its exit status through `done`. */
export type LoadVerb = (done: (status: number) => void) => Promise<Command>

/** Every verb, in the order of a project's life. A verb is loaded when it is called. */
export const VERBS: Readonly<Record<string, { readonly summary: string; readonly load: LoadVerb }>> = {
  prepare: {
    summary: 'bring files and folders into the store; again: only what changed',
    load: async (done) => (await import('./commands/prepare.ts')).prepareCommand(done),
  },
  sources: {
    summary: 'list what is in the store and what was left out, with reasons',
    load: async (done) => (await import('./commands/sources.ts')).sourcesCommand(done),
  },
  forget: {
    summary: 'remove from the store what it holds of a place, also of one that is gone',
    load: async (done) => (await import('./commands/forget.ts')).forgetCommand(done),
  },
  extract: { summary: "print one file's text as markdown", load: async (done) => (await import('./commands/extract.ts')).extractCommand(done) },
  chunk: { summary: 'show how a file would be cut', load: async (done) => (await import('./commands/chunk.ts')).chunkCommand(done) },
  pii: { summary: 'find personal data in a text, replace it, put it back', load: async (done) => (await import('./commands/pii.ts')).piiCommand(done) },
  search: { summary: 'find the passages nearest to a question', load: async (done) => (await import('./commands/search.ts')).searchCommand(done) },
  ask: { summary: 'answer a question from the documents, with citations', load: async (done) => (await import('./commands/ask.ts')).askCommand(done) },
  eval: { summary: 'measure retrieval on questions with known sources', load: async (done) => (await import('./commands/eval.ts')).evalCommand(done) },
  store: { summary: 'check a store or back it up', load: async (done) => (await import('./commands/store.ts')).storeCommand(done) },
}
