import { newMemory, openMemoryStore } from '../examples/own-store.ts'
import { chunkStoreSuite } from '../src/testing/chunk-store-suite.ts'

chunkStoreSuite('the store of examples/own-store.ts', async () => {
  const memory = newMemory()
  const store = openMemoryStore(memory)
  return { store, reopen: async () => openMemoryStore(memory), close: () => store.close() }
})
