import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as hand from './gazetteers.ts'

// What stands in the templates' places: made-up people, addresses, companies, products, theorems …

export type Random = () => number

export function makeRandom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const readList = (name: string): string[] =>
  readFileSync(join(import.meta.dirname, name), 'utf8')
    .split('\n')
    .filter(Boolean)

export const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!
/** Early items more often: Zipf-like. */
const pickEarly = <T>(random: Random, list: readonly T[], power = 2): T => list[Math.floor(random() ** power * list.length)]!
export const number = (random: Random, from: number, to: number): number => from + Math.floor(random() * (to - from + 1))
export const digits = (random: Random, count: number): string => Array.from({ length: count }, () => number(random, 0, 9)).join('')
export const letters = (random: Random, count: number): string => Array.from({ length: count }, () => String.fromCharCode(65 + number(random, 0, 25))).join('')
export const chance = (random: Random, share: number): boolean => random() < share

const LATIN = /^[\p{Script=Latin}'’-]+$/u
const names = readList('lists/names.txt').map((line) => line.split('\t') as [string, string])
const listedGiven = names.filter(([name, flags]) => flags.includes('G') && (LATIN.test(name) || name.length > 2)).map(([name]) => name)
const rareGiven = names.filter(([name, flags]) => flags === 'g' && LATIN.test(name)).map(([name]) => name)
const listedSurnames = names.filter(([name, flags]) => flags.includes('S') && name[0] === name[0]!.toUpperCase()).map(([name]) => name)
export const cities = readList('lists/cities.txt')
export const streetNames = readList('lists/streets.txt').map((line) => line.split('\t')[1]!)
const words = readList('lists/words.txt').map((line) => line.split(' ') as [string, string])
const commonWords = words.filter(([word, level]) => Number(level) <= 2 && word.length > 2).map(([word]) => word)
const someWords = words.filter(([word, level]) => Number(level) <= 3 && word.length > 3).map(([word]) => word)

const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1)

/** A name nobody has: the tagger must do without its lists. */
function invented(random: Random): string {
  const onset = [
    'b',
    'br',
    'c',
    'ch',
    'd',
    'dr',
    'f',
    'g',
    'gr',
    'h',
    'j',
    'k',
    'kr',
    'l',
    'm',
    'n',
    'p',
    'r',
    's',
    'sh',
    'st',
    't',
    'th',
    'v',
    'w',
    'z',
    'y',
    '',
  ]
  const vowel = ['a', 'e', 'i', 'o', 'u', 'a', 'e', 'o', 'ai', 'ie', 'ee', 'ou'],
    coda = ['', '', '', 'n', 'r', 's', 'l', 'm', 'k', 'th', 'nd', 'tt', 'sh', 'ng']
  return capital(Array.from({ length: number(random, 2, 3) }, () => pick(random, onset) + pick(random, vowel) + pick(random, coda)).join('') || 'Ono')
}

export function given(random: Random): string {
  const roll = random()
  if (roll < 0.5) return pick(random, hand.GIVEN_NAMES)
  if (roll < 0.78) return pick(random, listedGiven)
  return roll < 0.88 ? pick(random, rareGiven) : invented(random)
}

export function surname(random: Random): string {
  const roll = random()
  if (roll < 0.5) return pick(random, hand.SURNAMES)
  if (roll < 0.82) return pick(random, listedSurnames)
  if (roll < 0.86) return `${pick(random, ['Mc', 'Mac', "O'", 'Fitz', 'De', 'Van'])}${pick(random, hand.SURNAMES)}`
  if (roll < 0.89)
    return `${pick(random, ['van', 'van der', 'de', 'de la', 'von', 'bin', 'al-', 'El', 'Da', 'Le', 'St.'])} ${pick(random, listedSurnames)}`.replace('- ', '-')
  return roll < 0.92 ? `${pick(random, hand.SURNAMES)}-${pick(random, hand.SURNAMES)}` : invented(random)
}

export interface Person {
  readonly first: string
  readonly last: string
  readonly full: string
  readonly initial: string
  readonly email: string
  readonly user: string
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()

export function person(random: Random): Person {
  const first = chance(random, 0.04) ? `${given(random)}-${given(random)}` : given(random),
    last = surname(random)
  const middle = random(),
    roll = random()
  let full =
    middle < 0.72
      ? `${first} ${last}`
      : middle < 0.86
        ? `${first} ${letters(random, 1)}${chance(random, 0.7) ? '.' : ''} ${last}`
        : middle < 0.93
          ? `${first} ${given(random)} ${last}`
          : middle < 0.97
            ? `${first[0]}. ${last}`
            : `${first} ${last} ${surname(random)}`
  if (chance(random, 0.02)) full += pick(random, [' Jr.', ' Sr.', ' II', ' III', ' Jr'])
  const a = plain(first) || 'info',
    b = plain(last) || 'mail'
  const local =
    roll < 0.35
      ? `${a}.${b}`
      : roll < 0.5
        ? `${a[0]}${b}`
        : roll < 0.6
          ? `${a}_${b}`
          : roll < 0.7
            ? `${a}${digits(random, 2)}`
            : roll < 0.8
              ? `${a}.${b[0]}`
              : pick(random, ['info', 'sales', 'hello', a + b, 'office', pick(random, someWords) + digits(random, 2)])
  return {
    first,
    last,
    full,
    initial: `${first[0]}. ${last}`,
    email: `${local}@${pick(random, someWords)}.${pick(random, ['com', 'org', 'co.uk', 'net', 'de', 'in', 'com.au'])}`,
    user: pick(random, [`${a}${b[0]}`, `${a[0]}${b}`, `${pick(random, someWords)}${digits(random, 2)}`]),
  }
}

export const city = (random: Random): string => (chance(random, 0.6) ? pickEarly(random, hand.CITIES, 1.5) : pick(random, cities))
export const noun = (random: Random): string => capital(pick(random, someWords))
export const plainWord = (random: Random): string => pick(random, commonWords)

const ORG_ENDS =
  'Inc.,Ltd,LLC,GmbH,Corp,Group,Holdings,Partners,Consulting,Bank,Insurance,Software,Systems,Labs,Energy,Logistics,Foods,Media,Airlines,Pharma,& Co.,Solutions,Technologies'.split(
    ',',
  )
export function company(random: Random): string {
  const roll = random()
  if (roll < 0.35) return `${noun(random)} ${pick(random, ORG_ENDS)}`
  if (roll < 0.55) return `${surname(random)} ${pick(random, ORG_ENDS)}`
  if (roll < 0.65) return `${surname(random)} & ${surname(random)}`
  if (roll < 0.75) return `${surname(random)} and Sons ${pick(random, ['Ltd', 'Inc'])}`
  return roll < 0.85 ? `${noun(random)}${noun(random)}` : invented(random) + pick(random, ['', ' ' + pick(random, ORG_ENDS), 'ify', 'soft', 'tech'])
}

const EPONYMS =
  `Newton's method;Newton's second law;the Pythagoras theorem;Pythagoras' theorem;Bayes' theorem;Bayes' rule;Euler's formula;the Gauss-Seidel method;Gaussian elimination;the Fourier transform;the Laplace transform;Dijkstra's algorithm;the Turing test;a Turing machine;Moore's law;Murphy's law;Ohm's law;Hooke's law;Boyle's law;Kepler's laws;Maxwell's equations;the Schrödinger equation;Heisenberg's uncertainty principle;the Doppler effect;the Higgs boson;Planck's constant;Avogadro's number;Fermat's last theorem;the Riemann hypothesis;Hilbert space;a Markov chain;the Poisson distribution;the Nash equilibrium;Pareto efficiency;the Richter scale;Fahrenheit;Celsius;Alzheimer's disease;Parkinson's disease;Crohn's disease;Down syndrome;Hodgkin lymphoma;the Apgar score;the Rorschach test;Halley's Comet;the Mandelbrot set;Levenshtein distance;Huffman coding;the Bloom filter;Occam's razor;Schrödinger's cat;the Peter principle;the Monroe Doctrine;the Marshall Plan;Reed-Solomon codes;the Kalman filter;Student's t-test;the Mann-Whitney test;Cohen's kappa;Cronbach's alpha;the Wilcoxon test;the Krebs cycle;Achilles tendon;the Hubble telescope;Jacobian matrix;a Hamiltonian path;the Lagrange multiplier;Chebyshev's inequality;Stokes' theorem;Green's theorem;Noether's theorem;the Hawthorne effect;Maslow's hierarchy;Pavlov's dog;Adam optimizer;Hessian matrix;Cauchy sequence;Wi-Fi;Diesel engine;Braille;Morse code`.split(
    ';',
  )
const EPONYM_ENDS =
  "'s method;'s theorem;'s law;'s algorithm;'s rule;'s lemma;'s disease;'s syndrome; effect; equation; distribution; transform; test; index; scale; constant; number; conjecture; cycle; filter; process; model; score".split(
    ';',
  )
export const eponym = (random: Random): string => (chance(random, 0.5) ? pick(random, EPONYMS) : `${surname(random)}${pick(random, EPONYM_ENDS)}`)
const BRANDS =
  "Ford,Tesla,Chevrolet,Mercedes-Benz,Ferrari,Porsche,Honda,Toyota,Nissan,Boeing,Airbus,Dell,Lenovo,Apple,Samsung,Sony,Philips,Siemens,Bosch,Dyson,Nestlé,Cadbury,Kellogg,Heinz,Gillette,Levi,Gucci,Prada,Chanel,Dior,Adidas,Nike,Puma,Disney,Pixar,Netflix,Spotify,Google,Amazon,Microsoft,Oracle,Adobe,Nvidia,Intel,Cisco,Marriott,Hilton,Hyatt,McDonalds,Wendy's,Starbucks,Walmart,Target,Macy's,Sainsbury's,Tesco,Aldi,Lidl,IKEA,Harley-Davidson,John Deere,Rolls-Royce,Aston Martin,Abbott,Merck,Pfizer,Bayer,Roche,Novartis,Barclays,Lloyds,Goldman Sachs,Morgan Stanley,Wells Fargo,JPMorgan,Charles Schwab,Ben & Jerry's,Trader Joe's,Johnson & Johnson,Papa John's,Jack Daniel's,Johnnie Walker,Jim Beam,Dr Pepper,Mars,Ryder,Cooper,Stanley,Black & Decker,Craftsman,Wilson,Spalding".split(
    ',',
  )
export const brand = (random: Random): string => (chance(random, 0.6) ? pick(random, BRANDS) : chance(random, 0.5) ? noun(random) : invented(random))
const ORGS =
  'the World Health Organization,NATO,UNESCO,the Red Cross,Amnesty International,Greenpeace,the Nobel Foundation,the Ford Foundation,the Rockefeller Foundation,the Bill & Melinda Gates Foundation,Mayo Clinic,Johns Hopkins Hospital,the Smithsonian,the Max Planck Institute,the Pasteur Institute,the Sanger Institute,Lincoln Center,Carnegie Hall,Madison Square Garden,Boston Dynamics,Standard Chartered,the House of Lords,Scotland Yard,the FBI,NASA,the Labour Party,the Tories,Congress,the Senate'.split(
    ',',
  )
export const organisation = (random: Random): string => (chance(random, 0.5) ? pick(random, ORGS) : company(random))
const UNIVERSITIES =
  "Harvard,Yale,Princeton,Stanford University,Duke University,Brown University,Cornell,Columbia University,Johns Hopkins University,Carnegie Mellon University,Vanderbilt University,Oxford,Cambridge,Imperial College,Trinity College,King's College London,Monash University,McGill University,Rice University,Washington University in St. Louis,George Washington University,Brigham Young University,Jawaharlal Nehru University,Anna University,Humboldt University".split(
    ',',
  )
export const university = (random: Random): string =>
  chance(random, 0.6)
    ? pick(random, UNIVERSITIES)
    : `${pick(random, [surname(random), city(random)])} ${pick(random, ['University', 'College', 'Institute of Technology'])}`
const PLACES =
  "Lake Victoria,Hyde Park,Central Park,Lincoln Memorial,Washington Monument,Mount Rushmore,Golden Gate Bridge,Hoover Dam,Charles de Gaulle Airport,JFK Airport,Heathrow,Kennedy Space Center,Madison Avenue,Wall Street,Oxford Street,Times Square,Trafalgar Square,Leicester Square,Fifth Avenue,Jefferson County,Orange County,Cape Cod,Niagara Falls,Grand Canyon,Silicon Valley,Marina Bay,St. Paul's Cathedral,Westminster Abbey,Tower Bridge,Guggenheim Museum,Van Gogh Museum,Picasso Museum,Getty Center,Wembley Stadium,Madison Square Garden".split(
    ',',
  )
export const placeName = (random: Random): string =>
  chance(random, 0.5)
    ? pick(random, PLACES)
    : `${pick(random, [surname(random), given(random), noun(random)])} ${pick(random, ['Park', 'Bridge', 'Museum', 'Library', 'River', 'Bay', 'Hill', 'Station', 'County', 'Hall', 'Square', 'Airport', 'Falls', 'Island', 'Center', 'Stadium', 'Street', 'Avenue', 'Beach', 'Valley'])}`
const BOOKS =
  `Pride and Prejudice;Hamlet;King Lear;Romeo and Juliet;Moby Dick;Jane Eyre;David Copperfield;Oliver Twist;Harry Potter and the Chamber of Secrets;The Great Gatsby;Anna Karenina;Don Quixote;Robinson Crusoe;Emma;Macbeth;Forrest Gump;Jurassic Park;The Lion King;Star Wars;Game of Thrones;Breaking Bad;Sherlock;Doctor Who;The Da Vinci Code;Steve Jobs;To Kill a Mockingbird;Frankenstein;Dracula;The Hobbit`.split(
    ';',
  )
export const book = (random: Random): string => (chance(random, 0.5) ? pick(random, BOOKS) : `The ${noun(random)} of ${noun(random)}`)
const AWARDS =
  'Nobel Prize,Pulitzer Prize,Booker Prize,Turing Award,Fields Medal,Grammy,Academy Award,Golden Globe,Emmy,Tony Award,Abel Prize,Lasker Award,Stanley Cup,Ryder Cup,Davis Cup,Heisman Trophy,Man Booker Prize,Hugo Award,Edgar Award'.split(
    ',',
  )
export const award = (random: Random): string =>
  chance(random, 0.7) ? pick(random, AWARDS) : `${surname(random)} ${pick(random, ['Prize', 'Award', 'Medal', 'Cup', 'Fellowship', 'Scholarship'])}`
export const topic = (random: Random): string =>
  pick(random, [
    'budget',
    'quarterly report',
    'data migration',
    'onboarding',
    'security audit',
    'roadmap',
    'hiring plan',
    'Statistics',
    'travel policy',
    'the new website',
    'release 4.2',
    'Economics',
    'marketing campaign',
    'customer survey',
    `${plainWord(random)} ${plainWord(random)}`,
  ])
export const product = (random: Random): string =>
  pick(random, [
    'vacuum cleaner',
    'laptop',
    'router',
    'headset',
    'coffee machine',
    'printer',
    'phone',
    'washing machine',
    `${noun(random)} ${number(random, 2, 900)}`,
    `${brand(random)} ${noun(random)}`,
    'SM-40 monitor',
  ])
export const role = (random: Random): string =>
  pick(random, [
    'Sales Manager',
    'Head of Finance',
    'Software Engineer',
    'Account Executive',
    'HR Business Partner',
    'Chief Executive Officer',
    'Project Lead',
    'Nurse',
    'Accountant',
    'Director of Operations',
    'Customer Support',
    'Data Analyst',
    'Paralegal',
    'solicitor',
    'Team Lead',
    'CEO',
    'CTO',
    'Echocardiographer',
    'Architect',
  ])
export const department = (random: Random): string =>
  pick(random, [
    'Human Resources',
    'Finance',
    'IT',
    'Marketing',
    'Sales',
    'Legal',
    'Operations',
    'Procurement',
    'the help desk',
    'Engineering',
    'Customer Service',
  ])
export const date = (random: Random): string =>
  pick(random, [
    `${number(random, 1, 28)} ${pick(random, hand.MONTHS.slice(0, 12))} ${number(random, 1950, 2026)}`,
    `${pick(random, hand.MONTHS.slice(0, 12))} ${number(random, 1, 28)}, ${number(random, 1950, 2026)}`,
    `${number(random, 1950, 2026)}-0${number(random, 1, 9)}-${number(random, 10, 28)}`,
    `${number(random, 1, 12)}/${number(random, 1, 28)}/${number(random, 1950, 2026)}`,
    `${number(random, 1, 28)}.${number(random, 1, 12)}.${number(random, 1950, 2026)}`,
    `${pick(random, hand.MONTHS.slice(0, 12))} ${number(random, 1, 28)}`,
  ])
export const phone = (random: Random): string =>
  pick(random, [
    `+1 ${digits(random, 3)}-${digits(random, 3)}-${digits(random, 4)}`,
    `(${digits(random, 3)}) ${digits(random, 3)}-${digits(random, 4)}`,
    `0${digits(random, 4)} ${digits(random, 6)}`,
    `+44 20 ${digits(random, 4)} ${digits(random, 4)}`,
    `+91 ${digits(random, 10)}`,
    `1${digits(random, 10)}`,
    `0${digits(random, 2)}-${digits(random, 8)}`,
  ])
export const identifier = (random: Random): string =>
  pick(random, [
    digits(random, number(random, 5, 16)),
    `${letters(random, 2)}-${digits(random, 5)}`,
    `${letters(random, 3)}${digits(random, 6)}`,
    `${number(random, 2020, 2026)}-${digits(random, 4)}`,
  ])
export const state = (random: Random): string => pick(random, hand.STATES)
export const country = (random: Random): string => pick(random, hand.COUNTRIES).replace('_', ' ')
/** What bears a name and is nobody: a place, a product, a kind of plant. */
export const placeOrThing = (random: Random): string =>
  pick(random, [
    invented(random),
    invented(random),
    pick(random, cities),
    pick(random, listedSurnames),
    noun(random),
    `${invented(random)} ${invented(random)}`,
  ])
