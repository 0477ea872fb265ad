import { chineseId, dateOf, frenchNir, hongKongId, irishPps, luhn, nhsNumber, singaporeId, spanishId, taiwanId, verhoeff } from './checksums.ts'
import type { CueKind } from './cues.ts'
import { candidates, type Recogniser } from './page.ts'

/** One kind of national number. `bare`: score of a value that no word announces and that passes `valid` (or has none); 0: never. */
interface NationalId {
  readonly type: string
  readonly pattern: RegExp
  readonly valid?: (plain: string) => boolean
  readonly bare: number
  /** Score beside a word of `cues` when the check fails: people mistype, and forms hold made-up numbers. */
  readonly doubtful?: number
  readonly cues?: readonly CueKind[]
}

const bounded = (body: string, flags = 'gu'): RegExp => new RegExp(`(?<![A-Za-zÀ-ɏ\\d_/.-])(?:${body})(?![A-Za-zÀ-ɏ\\d_]|-\\d|\\.\\d)`, flags)

const IDS: readonly NationalId[] = [
  // United States: no 000, 666 or 900–999 but for taxpayers' numbers (ITIN).
  { type: 'US_SSN', pattern: bounded('(?!000|666)\\d{3}-(?!00)\\d{2}-(?!0000)\\d{4}'), bare: 0.85 },
  { type: 'US_SSN', pattern: bounded('\\d{3} \\d{2} \\d{4}|\\d{9}'), bare: 0, doubtful: 0.75 },
  { type: 'UK_NINO', pattern: bounded('(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]', 'giu'), bare: 0.85 },
  // QQ is the prefix of made-up numbers.
  { type: 'UK_NINO', pattern: bounded('[A-Z]{2} ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]'), bare: 0, doubtful: 0.8 },
  { type: 'UK_NHS', pattern: bounded('\\d{3}[ -]?\\d{3}[ -]?\\d{4}'), valid: nhsNumber, bare: 0, doubtful: 0.75, cues: ['medical'] },
  { type: 'CN_ID', pattern: bounded('[1-9]\\d{5}[ ]?(?:18|19|20)\\d{6}[ ]?\\d{3}[\\dXx]'), valid: chineseId, bare: 0.97, doubtful: 0.8 },
  { type: 'CN_ID', pattern: bounded('[1-9]\\d{14}'), valid: (plain) => dateOf(`19${plain.slice(6, 12)}`), bare: 0, doubtful: 0.6 },
  { type: 'HK_ID', pattern: bounded('[A-Z]{1,2}\\d{6} ?\\([\\dA-Z]\\)', 'giu'), bare: 0.95 },
  { type: 'HK_ID', pattern: bounded('[A-Z]{1,2}\\d{6}[\\dA]'), valid: hongKongId, bare: 0, doubtful: 0.6 },
  { type: 'TW_ID', pattern: bounded('[A-Z][12]\\d{8}'), valid: taiwanId, bare: 0.85, doubtful: 0.8 },
  { type: 'TW_ID', pattern: bounded('[A-Z][89A-D]\\d{8}'), valid: taiwanId, bare: 0.6, doubtful: 0.7, cues: ['id', 'permit'] },
  { type: 'IN_AADHAAR', pattern: bounded('[2-9]\\d{3}([ -])\\d{4}\\1\\d{4}'), valid: verhoeff, bare: 0.65, doubtful: 0.8 },
  { type: 'IN_AADHAAR', pattern: bounded('[2-9]\\d{11}'), valid: verhoeff, bare: 0, doubtful: 0.7 },
  { type: 'IN_PAN', pattern: bounded('[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]'), bare: 0.95 },
  { type: 'SG_NRIC', pattern: bounded('[STFGM]\\d{7}[A-Z]'), valid: singaporeId, bare: 0.85, doubtful: 0.8 },
  { type: 'CA_SIN', pattern: bounded('\\d{3}([ -])\\d{3}\\1\\d{3}'), valid: luhn, bare: 0, doubtful: 0.75 },
  { type: 'ES_NIF', pattern: bounded('[XYZ]-?\\d{7}-?[A-Z]'), valid: spanishId, bare: 0.8, doubtful: 0.75 },
  { type: 'ES_NIF', pattern: bounded('\\d{8}-?[A-HJ-NP-TV-Z]|\\d{2}\\.\\d{3}\\.\\d{3}-?[A-Z]'), valid: spanishId, bare: 0.6, doubtful: 0.75 },
  { type: 'IT_FISCAL_CODE', pattern: bounded('[A-Z]{6}[\\dLMNPQRSTUV]{2}[ABCDEHLMPRST][\\dLMNPQRSTUV]{2}[A-Z][\\dLMNPQRSTUV]{3}[A-Z]', 'giu'), bare: 0.95 },
  {
    type: 'FR_NIR',
    pattern: bounded('[12] ?\\d{2} ?(?:0[1-9]|1[0-2]) ?(?:2[AB]|\\d{2}) ?\\d{3} ?\\d{3}(?: ?\\d{2})?'),
    valid: (plain) => plain.length === 15 && frenchNir(plain),
    bare: 0.85,
    doubtful: 0.8,
  },
  { type: 'IE_PPS', pattern: bounded('\\d{7}[A-W][A-IW]?'), valid: irishPps, bare: 0.55, doubtful: 0.8 },
  { type: 'KR_RRN', pattern: bounded('\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])-[1-8]\\d{6}'), bare: 0.8 },
  { type: 'BR_CPF', pattern: bounded('\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}'), bare: 0.85 },
  // Numbers of many countries without a form of their own: German tax id, Dutch BSN, Belgian, Polish, Swedish, Australian TFN …
  {
    type: 'NATIONAL_ID',
    pattern: bounded(
      '(?<!\\d )\\d{2,3}[ .-]?\\d{2,3}[ .-]?\\d{3}(?:[ .-]?\\d{2,3})?(?:[ .-]\\d{2})?|\\d{13}|\\d{6}-\\d{4}|\\d{2} \\d{6} [A-Z] \\d{3}|[A-Z0-9]{9,10}(?<=\\d.{0,9})',
    ),
    bare: 0,
    doubtful: 0.76,
  },
]

export const nationalId: Recogniser = (page) =>
  IDS.flatMap(({ type, pattern, valid, bare, doubtful, cues = ['id'] }) =>
    candidates(page, pattern, type, (value, start, end) => {
      if (!/\d/.test(value)) return 0
      const cue = page.cue(start, end)
      const plain = value.replace(/[^A-Za-z0-9]/g, '').toUpperCase()
      // The check digit of an NHS number says nothing of a Chinese one.
      if (type === 'UK_NHS' && cue && /\p{Script=Han}/u.test(cue.word)) return 0
      const passes = !valid || valid(plain)
      // "id" alone names keys of tables more often than people.
      if (cue?.word === 'id' && (type === 'NATIONAL_ID' || type === 'US_SSN') && !bare) return 0
      if (cue && cues.includes(cue.kind) && cue.distance < 30) return bare && passes ? Math.max(bare, 0.95) : (doubtful ?? bare) + (passes && valid ? 0.1 : 0)
      if (cue && (cue.kind === 'other' || cue.kind === 'hotline') && cue.distance < 10 && bare < 0.95) return 0
      return passes ? bare : 0
    }),
  )
