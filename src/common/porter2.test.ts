import { expect, test } from 'vitest'
import { stemEnglish } from './porter2.ts'

// From the vocabulary that comes with the algorithm, snowballstem.org.
test.each(
  'consign consign,consigned consign,consistency consist,consolations consol,conspicuous conspicu,knackeries knackeri,knightly knight,knots knot,generously generous,communities communiti,dying die,skies sky,gas gas,gaps gap,cries cri,ties tie,hopping hop,hoping hope,agreed agre,luxuriated luxuri,falling fall,national nation,relational relat,happily happili,sky sky,inning inning,youth youth,abilities abil,replacement replac,adoption adopt,controlled control,rate rate,be be'
    .split(',')
    .map((pair) => pair.split(' ') as [string, string]),
)('%s → %s', (word, stem) => {
  expect(stemEnglish(word)).toBe(stem)
})
