import { PDFiumModule } from '@hyzyla/pdfium'

/** The functions of PDFium's C interface that are used here; all handles and pointers are numbers. */
export interface Pdfium {
  /** The library's memory as it is now: it moves when it grows. */
  memory(): Uint8Array
  malloc(size: number): number
  free(pointer: number): void
  FPDF_InitLibraryWithConfig(config: number): void
  FPDF_LoadMemDocument(pointer: number, size: number, password: number): number
  FPDF_GetLastError(): number
  FPDF_GetPageCount(document: number): number
  FPDF_GetMetaText(document: number, tag: number, buffer: number, length: number): number
  FPDF_CloseDocument(document: number): void
  FPDF_LoadPage(document: number, index: number): number
  FPDF_ClosePage(page: number): void
  FPDF_GetPageWidth(page: number): number
  FPDF_GetPageHeight(page: number): number
  FPDFPage_GetRotation(page: number): number
  FPDF_PageToDevice(
    page: number,
    startX: number,
    startY: number,
    sizeX: number,
    sizeY: number,
    rotate: number,
    x: number,
    y: number,
    outX: number,
    outY: number,
  ): number
  FPDFPage_CountObjects(page: number): number
  FPDFPage_GetObject(page: number, index: number): number
  FPDFPageObj_GetType(object: number): number
  FPDFPageObj_GetMatrix(object: number, matrix: number): number
  FPDFFormObj_CountObjects(form: number): number
  FPDFFormObj_GetObject(form: number, index: number): number
  FPDFPath_CountSegments(path: number): number
  FPDFPath_GetPathSegment(path: number, index: number): number
  FPDFPathSegment_GetPoint(segment: number, x: number, y: number): number
  FPDFPathSegment_GetType(segment: number): number
  FPDFPathSegment_GetClose(segment: number): number
  FPDFBitmap_CreateEx(width: number, height: number, format: number, pixels: number, stride: number): number
  FPDFBitmap_FillRect(bitmap: number, left: number, top: number, width: number, height: number, color: number): void
  FPDFBitmap_Destroy(bitmap: number): void
  FPDF_RenderPageBitmap(bitmap: number, page: number, startX: number, startY: number, sizeX: number, sizeY: number, rotate: number, flags: number): void
  FPDFText_LoadPage(page: number): number
  FPDFText_ClosePage(text: number): void
  FPDFText_CountChars(text: number): number
  FPDFText_GetUnicode(text: number, index: number): number
  FPDFText_GetFontSize(text: number, index: number): number
  FPDFText_GetFontInfo(text: number, index: number, buffer: number, length: number, flags: number): number
  FPDFText_GetCharAngle(text: number, index: number): number
  FPDFText_GetLooseCharBox(text: number, index: number, rectangle: number): number
}

const NAMES = [
  'FPDF_InitLibraryWithConfig',
  'FPDF_LoadMemDocument',
  'FPDF_GetLastError',
  'FPDF_GetPageCount',
  'FPDF_GetMetaText',
  'FPDF_CloseDocument',
  'FPDF_LoadPage',
  'FPDF_ClosePage',
  'FPDF_GetPageWidth',
  'FPDF_GetPageHeight',
  'FPDFPage_GetRotation',
  'FPDF_PageToDevice',
  'FPDFPage_CountObjects',
  'FPDFPage_GetObject',
  'FPDFPageObj_GetType',
  'FPDFPageObj_GetMatrix',
  'FPDFFormObj_CountObjects',
  'FPDFFormObj_GetObject',
  'FPDFPath_CountSegments',
  'FPDFPath_GetPathSegment',
  'FPDFPathSegment_GetPoint',
  'FPDFPathSegment_GetType',
  'FPDFPathSegment_GetClose',
  'FPDFBitmap_CreateEx',
  'FPDFBitmap_FillRect',
  'FPDFBitmap_Destroy',
  'FPDF_RenderPageBitmap',
  'FPDFText_LoadPage',
  'FPDFText_ClosePage',
  'FPDFText_CountChars',
  'FPDFText_GetUnicode',
  'FPDFText_GetFontSize',
  'FPDFText_GetFontInfo',
  'FPDFText_GetCharAngle',
  'FPDFText_GetLooseCharBox',
] as const

interface WasmModule {
  readonly HEAPU8: Uint8Array
  readonly wasmExports: { malloc(size: number): number; free(pointer: number): void }
  readonly [name: `_${string}`]: unknown
}

let library: Promise<Pdfium> | undefined

/** Loads PDFium (WebAssembly, about 0.2 s) once. */
export function pdfium(): Promise<Pdfium> {
  library ??= load()
  return library
}

/** The next call loads it anew, and the memory of this one is free when nobody uses it. */
export function forgetPdfium(): void {
  library = undefined
}

async function load(): Promise<Pdfium> {
  const module = (await PDFiumModule({} as never)) as unknown as WasmModule
  const functions = Object.fromEntries(NAMES.map((name) => [name, module[`_${name}`]])) as unknown as Pdfium
  functions.FPDF_InitLibraryWithConfig(0)
  return { ...functions, memory: () => module.HEAPU8, malloc: (size) => module.wasmExports.malloc(size), free: (pointer) => module.wasmExports.free(pointer) }
}
