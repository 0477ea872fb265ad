import { candidates, digitsOf, type Recogniser } from './page.ts'

/** Mainland plates; new-energy ones have six characters after the dot; police, trainer, embassy and Hong Kong/Macao endings. */
const CHINESE =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z][·•.\- ]?(?:[A-HJ-NP-Z\d]{5}[挂学警港澳领]?|[A-HJK][A-HJ-NP-Z\d]\d{4}|\d{5}[A-HJK]|[A-HJ-NP-Z\d]{4}[挂学警港澳领])(?![A-Z\d])/g
const BRITISH = /(?<![A-Za-zÀ-ɏ\d-])[A-HJ-PR-Y]{2}(?:[0-2]\d|[5-7]\d) ?[A-HJ-PR-Z]{3}(?![A-Za-zÀ-ɏ\d-])/gu
/** Forms of other countries count only beside a word for a vehicle. */
const OTHER =
  /(?<![A-Za-zÀ-ɏ\d-])(?=[A-ZÄÖÜ -]{0,6}\d)(?:[A-ZÄÖÜ]{1,3}[- ·]?[A-Z]{0,2}[ -]?\d{1,4}(?:[- ]?[A-Z]{1,3}(?:[- ]?\d{1,4})?)?|\d{1,4}[ -]?[A-Z]{1,3}[ -]?\d{0,4}[A-Z]{0,2})(?![A-Za-zÀ-ɏ\d-])/gu
const VEHICLE =
  /\b(?:car|van|truck|vehicle|parked|driv(?:es?|ing)|plates?|registration|reg|rego|licen[cs]e plate|bmw|toyota|ford|honda|tesla|audi|volkswagen|vw|mercedes|nissan|sedan|suv|motorcycle|bike|taxi|Auto|Fahrzeug|Wagen|voiture|coche)\b|车|車/i

/** Hong Kong: "VV 228"; Taiwan: "BKC-7721", "7799-XY". */
const EASTERN = /^(?:[A-HJ-NP-Z]{2} ?[1-9]\d{0,3}|[A-Z]{2,3}-\d{3,4}|\d{3,4}-[A-Z]{2})$/
/** A vehicle right before a plate, with its model at most in between. */
const BESIDE =
  /\b(?:car|van|lorry|truck|vehicle|bakkie|ute|taxi|trailer|motor(?:cycle|bike)|scooter|Mazda|Toyota|Honda|Ford|Kia|Hyundai|Nissan|Suzuki|Mitsubishi|Subaru|Volkswagen|VW|BMW|Audi|Mercedes|Skoda|Vauxhall|Holden|Peugeot|Renault|Tesla|Maruti|Tata|Mahindra|Proton|Perodua)(?: [A-Z][a-z]+)?(?: is| was)?,? ?\(?$/i

export const plate: Recogniser = (page) => [
  ...candidates(page, CHINESE, 'LICENSE_PLATE', () => 0.998),
  ...candidates(page, BRITISH, 'LICENSE_PLATE', (value, start, end) => {
    if (page.cue(start, end)?.kind === 'plate' || VEHICLE.test(page.before(start, 70)) || VEHICLE.test(page.after(end, 40))) return 0.85
    return value.includes(' ') ? 0.55 : 0
  }),
  ...candidates(page, OTHER, 'LICENSE_PLATE', (value, start, end) => {
    if (/(?:[車车]牌?|的士|駕駛|驾驶|騎乘|骑乘|拖[車车])[^\n,。;:、]{0,8}[ (:：]{0,2}$/.test(page.before(start, 16)) && EASTERN.test(value)) return 0.7
    const size = value.replace(/[^A-Z\d]/g, '').length
    if (size < 4 || size > 10 || !/[A-Z]/.test(value)) return 0
    const cue = page.cue(start, end)
    if (cue?.kind === 'plate' && cue.distance < 24) return 0.85
    // "her Mazda Demio (KTR482)", "car SKD 4471 B"
    const mixed = size >= 6 && size <= 8 && (value.match(/[A-Z]/g)?.length ?? 0) >= 2 && digitsOf(value).length >= 2
    return mixed && BESIDE.test(page.before(start, 32)) ? 0.65 : 0
  }),
]
