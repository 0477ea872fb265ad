/** What kind of thing a question asks for, as far as its words tell; it decides what to look for in a sentence. */
export type QuestionType = 'number' | 'date' | 'person' | 'place' | 'other'

const ENGLISH: readonly (readonly [RegExp, QuestionType])[] = [
  [
    /\b(?:when|what (?:year|date|day|month|decade|century|time)|which (?:year|date|day|month|decade|century)|(?:in|on|by|until|since|before|after) (?:what|which) (?:year|date|day|month))\b/i,
    'date',
  ],
  [
    /\bhow (?:many|much|long|old|far|tall|high|large|big|fast|deep|wide|often|heavy|big|soon|late|early)\b|\bwhat (?:is the )?(?:percentage|percent|number|amount|price|cost|age|size|rate|limit|population|distance|height|length|temperature|speed)\b|\bwhat (?:fraction|proportion|share)\b/i,
    'number',
  ],
  [/\b(?:who|whom|whose)\b/i, 'person'],
  [/\bwhere\b|\b(?:what|which) (?:city|country|state|town|place|region|county|continent|river|location|street|building|room)\b/i, 'place'],
]

const CHINESE: readonly (readonly [RegExp, QuestionType])[] = [
  [/何时|何時|什么时[候间]|什麼時[候間]|甚麼時候|哪[一]?[年天月日]|几[月号日点]|幾[月號日點]|哪个世纪|哪個世紀|多久|年份|日期/, 'date'],
  [/多少|几[个名人次年天种座位岁元条项]|幾[個名人次年天種座位歲元條項]|多[长長高大远遠重深宽寬快]|百分之几|第几|第幾|数量|數量|人口/, 'number'],
  [/谁|誰|哪[一]?位|何人|什么人|什麼人/, 'person'],
  [/哪里|哪裡|哪裏|哪儿|何处|何處|什么地方|什麼地方|哪[一]?[个座省市国县区]|哪個(?:國家|城市|地方|省|市)|何地|位于/, 'place'],
]

export function questionType(question: string): QuestionType {
  for (const [pattern, type] of [...CHINESE, ...ENGLISH]) if (pattern.test(question)) return type
  return 'other'
}
