/** Luhn (ISO/IEC 7812-1): cards, Canadian SIN. */
export function luhn(digits: string): boolean {
  let sum = 0
  for (let at = digits.length - 1, twice = false; at >= 0; at--, twice = !twice) {
    const digit = Number(digits[at]) * (twice ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}

/** ISO 7064 MOD 97-10 of an IBAN without spaces, upper case. */
export function mod97(iban: string): boolean {
  let rest = 0
  for (const letter of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(letter, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

const weighted = (digits: string, weights: readonly number[]): number => weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0)

/** Resident identity number of mainland China (GB 11643-1999): a date that exists, ISO 7064 MOD 11-2. */
export function chineseId(value: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/i.test(value) || !dateOf(value.slice(6, 14))) return false
  const sum = weighted(value, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
  return '10X98765432'[sum % 11] === value[17]?.toUpperCase()
}

/** Whether "YYYYMMDD" is a day from 1900 to 2099. */
export function dateOf(digits: string): boolean {
  const [year, month, day] = [Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6, 8))]
  return year >= 1900 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** Hong Kong identity card, letters and digits without parentheses: weights 9…2, a blank counts 36. */
export function hongKongId(value: string): boolean {
  const plain = value.toUpperCase().padStart(9, ' ')
  let sum = 0
  for (let at = 0; at < 8; at++) sum += (9 - at) * (plain[at] === ' ' ? 36 : Number.parseInt(plain[at] ?? '', 36))
  const check = plain[8] === 'A' ? 10 : Number(plain[8])
  return (sum + check) % 11 === 0
}

// Places of issue in the order of their numbers 10, 11, …
const TAIWAN = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'

/** National identity card of Taiwan, and the residence permit of the same form. */
export function taiwanId(value: string): boolean {
  const place = TAIWAN.indexOf(value[0]?.toUpperCase() ?? '') + 10
  if (place < 10) return false
  const digits = `${place}${value.slice(1)}`
  return weighted(digits, [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]) % 10 === 0
}

/** NRIC and FIN of Singapore. */
export function singaporeId(value: string): boolean {
  const prefix = value[0] ?? ''
  const sum = weighted(value.slice(1), [2, 7, 6, 5, 4, 3, 2]) + (prefix === 'T' || prefix === 'G' ? 4 : prefix === 'M' ? 3 : 0)
  const letters = prefix === 'S' || prefix === 'T' ? 'JZIHGFEDCBA' : prefix === 'M' ? 'KLJNPQRTUWX' : 'XWUTRQPNMLK'
  // The letters of the M series run the other way.
  return letters[prefix === 'M' ? 10 - (sum % 11) : sum % 11] === value[8]
}

/** DNI (8 digits) and NIE (X, Y or Z and 7 digits) of Spain. */
export function spanishId(value: string): boolean {
  const digits = value.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)))
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits) % 23] === value.at(-1)
}

/** PPS number of Ireland: 7 digits, a check letter, maybe a second letter. */
export function irishPps(value: string): boolean {
  const second = value[8] ? (value[8] === 'W' ? 0 : value.charCodeAt(8) - 64) : 0
  return 'WABCDEFGHIJKLMNOPQRSTUV'[(weighted(value, [8, 7, 6, 5, 4, 3, 2]) + second * 9) % 23] === value[7]
}

/** NHS number of England: modulus 11. */
export function nhsNumber(digits: string): boolean {
  const check = 11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)
  return check !== 10 && (check === 11 ? 0 : check) === Number(digits[9])
}

/** French social security number (NIR): 13 characters and 97 − n mod 97; Corsica's 2A and 2B count as 19 and 18. */
export function frenchNir(value: string): boolean {
  const body = value.slice(0, 13).replace('2A', '19').replace('2B', '18')
  return 97 - Number(BigInt(body) % 97n) === Number(value.slice(13))
}

// Dihedral group D5 and its permutation, after Verhoeff (1969).
const TIMES = ['0123456789', '1234067895', '2340178956', '3401289567', '4012395678', '5987604321', '6598710432', '7659821043', '8765932104', '9876543210']
const PERMUTED = ['0123456789', '1576283094', '5803796142', '8916043527', '9453126870', '4286573901', '2793806415', '7046913258']

/** Verhoeff: Aadhaar. */
export function verhoeff(digits: string): boolean {
  let check = 0
  for (let at = 0; at < digits.length; at++) check = Number(TIMES[check]?.[Number(PERMUTED[at % 8]?.[Number(digits[digits.length - 1 - at])])])
  return check === 0
}
