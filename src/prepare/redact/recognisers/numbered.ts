import { candidates, type Recogniser } from './page.ts'

const UUID = /(?<![\w-])[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?![\w-])/gi
const HASH = /(?<![\w-])(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{7,128}(?![\w-])/g
const ISBN =
  /(?:\bISBN(?:-1[03])?:? ?)(?:97[89][ -]?)?\d{1,5}[ -]?\d{1,7}[ -]?\d{1,6}[ -]?[\dX]|(?<![\w-])97[89]([ -])\d{1,5}\1\d{1,7}\1\d{1,6}\1\d(?![\w-])|(?<![\w-])97[89]-?\d{10}(?![\w-])/gi
const TIME = /(?<!\d)(?:19|20)\d\d[-/]\d\d[-/]\d\d[T ]\d\d[:.]\d\d(?:[:.]\d\d(?:[.,]\d{1,9})?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?/g
const EPOCH = /(?<![\w.-])1[4-9]\d{8}(?:\d{3})?(?:\.\d+)?(?![\w.-])/g
const COORDINATES = /-?\d{1,3}\.\d{3,10}°? ?[NSEW]?,? {0,2}-?\d{1,3}\.\d{3,10}°? ?[NSEW]?/g
const MONEY = /(?:[$€£¥₹]|\b(?:USD|EUR|GBP|HKD|HK\$|NT\$|RMB|CNY|INR|AUD|CAD|SGD|Rs\.?)) ?\d[\d,. ]*\d|\d{1,3}(?:,\d{3})+(?:\.\d+)?/g
const CREDIT_CODE = /(?<![A-Z\d])[1-9A-HJ-NP-Y][\dA-HJ-NP-Y]\d{6}[\dA-HJ-NPQRTUWXY]{10}(?![A-Z\d])/g

/** Numbers that are something else for certain: claims them, so that no recogniser of personal numbers takes a piece. */
export const numbered: Recogniser = (page) => [
  ...candidates(page, UUID, '', () => 0.8),
  ...candidates(page, HASH, '', (value) => (value.length >= 32 || /[a-f]\d+[a-f]/.test(value) ? 0.6 : 0)),
  ...candidates(page, ISBN, '', () => 0.98),
  ...candidates(page, TIME, '', () => 0.94),
  ...candidates(page, EPOCH, '', (_, start) => (/(?:time|ts|epoch|at|date|时间|exp|iat)["']?[ :=]*$/i.test(page.before(start, 16)) ? 0.94 : 0)),
  ...candidates(page, COORDINATES, '', () => 0.94),
  ...candidates(page, MONEY, '', () => 0.9),
  ...candidates(page, CREDIT_CODE, '', (value) => (/[A-Z]/.test(value) && !/^\d{17}X$/.test(value) ? 0.96 : 0)),
]
