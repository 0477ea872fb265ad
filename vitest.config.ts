import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Tests that kill processes at chosen moments meet a busy machine now and then: one more try there, none at a desk.
    retry: process.env['CI'] ? 1 : 0,
  },
})
