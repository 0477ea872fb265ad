import { TilthError, UsageError } from '../../common/errors.ts'
import { isChinese } from '../../common/language.ts'
import type { EmbeddingModel } from '../../contracts/embedding-model.ts'
import type { Embedder } from './embedder.ts'

export interface ChosenEmbedders {
  /** What the store records. */
  readonly name: string
  readonly models: readonly EmbeddingModel[]
  readonly route: (text: string) => EmbeddingModel
}

/** The embedders that a spec names: "auto" (by language), "minilm" or "bge-zh". */
export function chooseEmbedders({ minilm, bgeZh }: Embedder, spec: string): ChosenEmbedders {
  const one = (model: EmbeddingModel): ChosenEmbedders => ({ name: model.id, models: [model], route: () => model })
  if (spec === 'minilm') return one(minilm)
  if (spec === 'bge-zh') return one(bgeZh)
  if (spec !== 'auto') throw new UsageError(`unknown embedder "${spec}"`, 'known are auto, minilm and bge-zh')
  return { name: `auto(${minilm.id}, ${bgeZh.id})`, models: [minilm, bgeZh], route: (text) => (isChinese(text) ? bgeZh : minilm) }
}

/** An index belongs to its embedder: vectors of another are never mixed in. */
export function checkEmbedder(made: string | undefined, wanted: string): void {
  if (made === undefined || made === wanted) return
  throw new TilthError(
    'embedder-mismatch',
    `the store was made with the embedder ${made}, this run has ${wanted}`,
    'choose that one with --embedder, or run: tilth prepare PLACE… --reembed',
  )
}
