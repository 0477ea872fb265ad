import { zipSync, strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { extractorFor } from './extractors.ts'
import { kindOf } from './kind.ts'
import { KINDS, type KnownKind } from './kinds.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const zip = (...names: string[]) => zipSync(Object.fromEntries(names.map((name) => [name, strToU8('<x/>')])))
const OLE = bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')
const ole = (stream: string) => Buffer.concat([OLE, Buffer.alloc(600), Buffer.from(stream, 'utf16le')])
const NOISE = Uint8Array.from({ length: 4000 }, (_, index) => ((index * 2654435761) >>> 13) & 0xff)
const word = zip('[Content_Types].xml', '_rels/.rels', 'word/document.xml')

describe('kindOf', () => {
  test.each<[string, Uint8Array, string]>([
    // The bytes decide, whatever the name says.
    ['report.txt', bytes('%PDF-1.7\n…'), 'pdf'],
    ['report.docx', bytes('\n\n%PDF-1.7\n'), 'pdf'],
    ['letter.pdf', word, 'docx'],
    ['cut.docx', word.subarray(0, word.length - 60), 'docx'],
    ['slides.zip', zip('[Content_Types].xml', 'ppt/presentation.xml'), 'pptx'],
    ['book.bin', zip('[Content_Types].xml', 'xl/workbook.xml'), 'xlsx'],
    ['book.xlsx', zip('[Content_Types].xml', 'xl/workbook.bin'), 'xlsb'],
    ['photo.pdf', bytes('\x89PNG\r\n\x1a\n'), 'image'],
    ['letter.docx', ole('EncryptedPackage'), 'encrypted'],
    ['letter.docx', ole('WordDocument'), 'doc'],
    ['mail.doc', ole('__substg1.0_1000001F'), 'msg'],
    ['data.csv', bytes('\x1f\x8b\x08\0'), 'archive'],
    ['more.zip', zip('inner/note.txt', 'word/document.xml'), 'archive'],
    ['empty.zip', bytes('PK\x05\x06' + '\0'.repeat(18)), 'archive'],
    ['table.xls', bytes('<html><table><tr><td>1</td></tr></table></html>'), 'html'],
    ['table.xls', bytes('a\tb\n1\t2\n'), 'csv'],
    ['notes.pdf', bytes('# Notes\n\nMore to come.\n'), 'txt'],
    ['page.pdf', bytes('<!-- saved -->\n<!DOCTYPE html><html><body>'), 'html'],
    ['mail.docx', bytes('From: a@b.c\r\nSubject: x\r\n\r\nHello'), 'eml'],
    ['answer.json', bytes('<!doctype html><title>404</title>'), 'html'],
    // Then the extension.
    ['note.txt', bytes('<html> is a tag'), 'txt'],
    ['BMW.txt', bytes('BMW sold 2,5 million cars; MZ made motorcycles.'), 'txt'],
    ['README', bytes('Read me.'), 'txt'],
    ['main.rs', bytes('fn main() {}'), 'txt'],
    ['Page.HTM', bytes('Hello'), 'html'],
    ['log.ndjson', bytes('{}'), 'jsonl'],
    ['noise.txt', NOISE, 'txt'],
    // Damaged beyond recognition: left to the extractor of its name.
    ['broken.docx', NOISE, 'docx'],
    ['broken.pdf', bytes('junk in front\n%PDF-1.4\n'), 'pdf'],
    ['empty.pptx', bytes(''), 'pptx'],
    ['table.xlsx', bytes('a,b\n1,2\n'), 'csv'],
    ['half.docx', zip('damaged.xml'), 'docx'],
    ['noise', NOISE, 'unknown'],
    ['noise.bin', NOISE, 'program'],
  ])('%s', (name, content, kind) => {
    expect(kindOf(name, content).kind).toBe(kind)
  })

  test('says why a kind is not read, and nothing of those that are', () => {
    expect(kindOf('photo.jpg', bytes('\xff\xd8\xff\xe0'))).toEqual({ kind: 'image' })
    expect(kindOf('old.doc', ole('WordDocument'))).toEqual({ kind: 'doc' })
    expect(kindOf('sheet.bin', ole('EncryptedPackage')).reason).toMatch(/save it without one/)
    expect(kindOf('zeros.pdf', new Uint8Array(65_536))).toEqual({ kind: 'pdf', reason: 'the file holds only zero bytes' })
    expect(kindOf('note.txt', bytes('text'))).toEqual({ kind: 'txt' })
  })

  test('an open document and a book are told by their first entry', () => {
    const stored = (type: string) => zipSync({ mimetype: [strToU8(type), { level: 0 }], 'content.xml': strToU8('<x/>') })
    expect(kindOf('a.zip', stored('application/vnd.oasis.opendocument.text')).kind).toBe('odt')
    expect(kindOf('a.zip', stored('application/epub+zip')).kind).toBe('epub')
  })
})

test('every kind without a reason has an extractor that knows it, every other has none', async () => {
  for (const [kind, { reason }] of Object.entries<KnownKind>(KINDS)) {
    const extractor = await extractorFor(kind)
    if (reason) expect(extractor, kind).toBeUndefined()
    else expect(extractor?.kinds, kind).toContain(kind)
  }
})
