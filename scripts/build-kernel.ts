// Compiles src/connectors/store/kernel.wat into kernel-bytes.ts, which is checked in so that nobody needs a WebAssembly
// compiler to run Tilth. `kernel.test.ts` builds again and compares.  node scripts/build-kernel.ts
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import wabt from 'wabt'

const fileOf = (name: string): string => fileURLToPath(new URL(`../src/connectors/store/${name}`, import.meta.url))

/** The module's bytes, from its text. */
export async function compileKernel(): Promise<Uint8Array> {
  const { parseWat } = await wabt()
  const module = parseWat('kernel.wat', readFileSync(fileOf('kernel.wat'), 'utf8'), { simd: true })
  try {
    module.validate()
    return module.toBinary({}).buffer
  } finally {
    module.destroy()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const base64 = Buffer.from(await compileKernel()).toString('base64')
  const lines = base64.match(/.{1,140}/g)?.map((line) => `  '${line}',`) ?? []
  writeFileSync(
    fileOf('kernel-bytes.ts'),
    `// Made from kernel.wat by scripts/build-kernel.ts.\nexport const kernelBase64 = [\n${lines.join('\n')}\n].join('')\n`,
  )
}
