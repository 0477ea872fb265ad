import type { WEIGHTS } from './weights.ts'

export type ModelName = keyof typeof WEIGHTS

/** How a model wants its texts, and how its vector is read off its last layer `[1, T, dimensions]`. */
export interface ModelCard {
  readonly name: ModelName
  /** `EmbeddingModel.id`: name and first digits of the weights' sha256. */
  readonly id: string
  readonly dimensions: number
  readonly maxTokens: number
  /** As in `EmbeddingModel`: measured over XQuAD's questions and passages in the model's language. */
  readonly unrelatedCosine: number
  /** The mean over all tokens, or the first token ([CLS]). */
  readonly pooling: 'mean' | 'first'
  readonly stripAccents: boolean
  readonly queryPrefix: string
}

/** Cards as their authors give them: sentence-transformers/all-MiniLM-L6-v2 and BAAI/bge-small-zh-v1.5. */
export const MODELS: Readonly<Record<ModelName, ModelCard>> = {
  minilm: {
    name: 'minilm',
    id: 'minilm-l6-v2-q8:afdb6f1a',
    dimensions: 384,
    maxTokens: 512,
    unrelatedCosine: 0.02,
    pooling: 'mean',
    stripAccents: true,
    queryPrefix: '',
  },
  // Its packaged tokenizer keeps capitals, which its vocabulary lacks: "NASA" would be [UNK]. WordPiece here lower-cases for both models.
  'bge-zh': {
    name: 'bge-zh',
    id: 'bge-small-zh-v1.5-q8:15b717c3',
    dimensions: 512,
    maxTokens: 512,
    unrelatedCosine: 0.28,
    pooling: 'first',
    stripAccents: false,
    queryPrefix: '为这个句子生成表示以用于检索相关文章：',
  },
}
