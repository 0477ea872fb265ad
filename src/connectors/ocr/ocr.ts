import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { loadOrt, sessionOptions } from '../embedder/runtime.ts'
import { packagedModels, readChecked } from '../embedder/weight-files.ts'
import { type Bitmap, type QuarterTurns, isPlain, turned } from './bitmap.ts'
import type { Box } from './box.ts'
import { detect } from './detect.ts'
import { type Reading, recognise } from './recognise.ts'
import { isUpsideDown, liesOnItsSide } from './direction.ts'
import type { Engine } from './engine.ts'
import { usualLimit, withSpaces } from './spaces.ts'
import { OCR_WEIGHTS, type OcrFile } from './weights.ts'

export interface OcrLine {
  readonly text: string
  /** Mean probability of its characters, 0…1. */
  readonly confidence: number
  /** In the pixels of the image as it is read. */
  readonly box: Box
  /** It runs up or down the page. */
  readonly sideways: boolean
}

export interface OcrPage {
  /** Of the image as it is read. */
  readonly width: number
  readonly height: number
  /** By how many quarter turns, clockwise, the image had to be turned to be upright. */
  readonly turns: QuarterTurns
  /** In no order that means anything. */
  readonly lines: readonly OcrLine[]
}

export interface Ocr {
  /** Text of an image: print in English and Chinese. Same image, same text. `onProgress` is called after each line. */
  read(image: Bitmap, onProgress?: () => void): Promise<OcrPage>
}

export interface OcrOptions {
  readonly modelsFolder?: string
  readonly backend?: 'auto' | 'native' | 'wasm'
  readonly threads?: number
}

/** PaddleOCR's `drop_score`: what is read with less confidence is mostly no text. */
const MIN_CONFIDENCE = 0.5
/** A line read as badly as this may stand on its head. */
const DOUBTFUL = 0.75
/** A page of more lines is noise. */
const MAX_LINES = 3000
/** More threads gain little on strips of text. */
const MAX_THREADS = 4

/** Loads the three models. Errors: `weights-missing`, `weights-damaged`, or ONNX Runtime's own. */
export async function openOcr(options: OcrOptions = {}): Promise<Ocr> {
  const { modelsFolder = packagedModels, backend = 'auto', threads = Math.min(MAX_THREADS, availableParallelism()) } = options
  const read = (name: OcrFile) => readChecked(join(modelsFolder, 'ocr', name), OCR_WEIGHTS.files.find((file) => file.name === name)?.sha256, 'OCR')
  const [detection, recognition, direction, characters] = await Promise.all([
    read('detection.onnx'),
    read('recognition.onnx'),
    read('direction.onnx'),
    read('characters.txt'),
  ])
  const loaded = await loadOrt(backend)
  const open = (model: Uint8Array) => loaded.ort.InferenceSession.create(model, sessionOptions(loaded.backend, threads))
  const engine: Engine = {
    detection: await open(detection),
    recognition: await open(recognition),
    direction: await open(direction),
    Tensor: loaded.ort.Tensor,
    // The blank of CTC comes first, the space last.
    characters: [
      '',
      ...characters
        .toString('utf8')
        .replace(/\r?\n$/, '')
        .split(/\r?\n/),
      ' ',
    ],
  }
  return { read: (image, onProgress = () => {}) => readPage(engine, image, onProgress) }
}

async function readPage(engine: Engine, original: Bitmap, onProgress: () => void): Promise<OcrPage> {
  if (isPlain(original)) return { width: original.width, height: original.height, turns: 0, lines: [] }
  let image = original
  let turns: QuarterTurns = 0
  let boxes = await detect(engine, image)
  if (liesOnItsSide(boxes)) {
    image = turned(image, 1)
    turns = 1
    boxes = await detect(engine, image)
  }
  onProgress()
  if (await isUpsideDown(engine, image, boxes)) {
    const { width, height } = image
    image = turned(image, 2)
    turns = turns === 1 ? 3 : 2
    boxes = boxes.map((box) => ({ ...box, x: width - box.x, y: height - box.y }))
  }
  const read: (Reading & Pick<OcrLine, 'box' | 'sideways'>)[] = []
  for (const box of boxes.slice(0, MAX_LINES)) {
    const line = await readLine(engine, image, box)
    onProgress()
    if (line.confidence >= MIN_CONFIDENCE) read.push(line)
  }
  const usual = usualLimit(read.map(({ line }) => line))
  const lines = read.map(({ line, ...rest }): OcrLine => ({ text: withSpaces(line, usual).trim(), ...rest })).filter(({ text }) => text)
  return { width: image.width, height: image.height, turns, lines }
}

async function readLine(engine: Engine, image: Bitmap, box: Box): Promise<Reading & Pick<OcrLine, 'box' | 'sideways'>> {
  const sideways = box.height > 1.5 * box.width
  const flat = sideways ? { ...box, width: box.height, height: box.width, angle: box.angle - Math.PI / 2 } : box
  const first = await recognise(engine, image, flat)
  // Text along an edge runs up or down; a line on its head among upright ones is rare.
  const second = first.confidence < DOUBTFUL ? await recognise(engine, image, { ...flat, angle: flat.angle + Math.PI }) : first
  return { ...(second.confidence > first.confidence ? second : first), box, sideways }
}
