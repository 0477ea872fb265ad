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
const digits = (random: Random, count: number): string => Array.from({ length: count }, () => number(random, 0, 9)).join('')
const letters = (random: Random, count: number): string => Array.from({ length: count }, () => String.fromCharCode(65 + number(random, 0, 25))).join('')
const chance = (random: Random, share: number): boolean => random() < share

const LATIN = /^[\p{Script=Latin}'’-]+$/u
const names = readList('lists/names.txt').map((line) => line.split('\t') as [string, string])
const listedGiven = names.filter(([name, flags]) => flags.includes('G') && (LATIN.test(name) || name.length > 2)).map(([name]) => name)
const rareGiven = names.filter(([name, flags]) => flags === 'g' && LATIN.test(name)).map(([name]) => name)
const listedSurnames = names.filter(([name, flags]) => flags.includes('S') && name[0] === name[0]!.toUpperCase()).map(([name]) => name)
const cities = readList('lists/cities.txt')
const streetNames = readList('lists/streets.txt').map((line) => line.split('\t')[1]!)
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

const FIRST_PARTS =
  'Oak,Maple,Main,High,Church,Park,Station,Mill,Elm,Cedar,Pine,Washington,Lake,Hill,Victoria,King,Queen,Albert,George,Green,School,London,York,Manor,Spring,Walnut,Willow,Lincoln,Jackson,Franklin,Sunset,Highland,Forest,River,North,South,East,West,Broad,Market,Bridge,Castle,Garden,Orchard,Chestnut,Birch,Meadow,Prospect,Union,Center,Water,Front,Bank,Grove,Cherry,Dogwood,Magnolia,Hickory,Sycamore,Ridge,Valley,Fairview,Pleasant,First,Second,Third,Fourth,Fifth,Mission,Harbour,Ocean,Beach,Collins,Bourke,Flinders,Pitt,Elizabeth,Kent,Sussex,Clarence,Nathan,Canton,Gandhi,Nehru,Brigade,Residency,Linking,Ring'.split(
    ',',
  )
const SUFFIXES =
  'Street,Street,Street,St,St,Road,Road,Rd,Avenue,Avenue,Ave,Ave,Lane,Ln,Drive,Dr,Boulevard,Blvd,Court,Ct,Close,Way,Place,Pl,Square,Terrace,Crescent,Parkway,Highway,Grove,Gardens,Hill,Mews,Row,Walk,Circle,Trail,Loop,Quay'.split(
    ',',
  )

export function streetName(random: Random): string {
  const roll = random()
  if (roll < 0.25) return pick(random, streetNames)
  if (roll < 0.32)
    return `${number(random, 1, 120)}${pick(random, ['th', 'st', 'nd', 'rd'])} ${pick(random, ['Street', 'St', 'Avenue', 'Ave', 'Cross', 'Main'])}`
  if (roll < 0.4)
    return (
      pick(random, ['Rua do ', 'Rue de ', 'Rue ', 'Via ', 'Calle ', 'Avenida ', 'Jalan ', 'ul. ', 'Avenue ', 'Plaza ', 'Viale ', 'Praça ', 'Carrer de ']) +
      pick(random, [surname(random), pick(random, cities), noun(random), given(random)])
    )
  if (roll < 0.48)
    return (
      pick(random, [surname(random), noun(random), pick(random, cities)]) +
      pick(random, [
        'straße',
        'str.',
        'strasse',
        'weg',
        'gasse',
        'laan',
        'straat',
        'vej',
        'gata',
        'gatan',
        'vägen',
        'veien',
        'katu',
        'tie',
        ' utca',
        ' tér',
        ' körút',
        'allee',
        'platz',
        'plein',
        ' ulica',
        ' Caddesi',
        ' Sokak',
        ' tee',
        'bakken',
        'gade',
        'gården',
      ])
    )
  const base = roll < 0.72 ? pick(random, FIRST_PARTS) : roll < 0.84 ? surname(random) : roll < 0.92 ? given(random) : noun(random)
  return `${chance(random, 0.08) ? pick(random, ['N ', 'S ', 'E ', 'W ', 'North ', 'West ', 'Old ', 'New ', 'Upper ', 'St ']) : ''}${base} ${pick(random, SUFFIXES)}${chance(random, 0.05) ? '.' : ''}`
}

const houseNumber = (random: Random): string =>
  chance(random, 0.8)
    ? String(number(random, 1, chance(random, 0.5) ? 200 : 9999))
    : chance(random, 0.5)
      ? `${number(random, 1, 300)}${pick(random, ['A', 'B', 'C', 'a', 'b'])}`
      : pick(random, [`${number(random, 1, 90)}-${number(random, 1, 90)}`, `${number(random, 1, 90)}/${number(random, 1, 90)}`, digits(random, 5)])

export function unit(random: Random): string {
  return `${pick(random, ['Apt', 'Apt.', 'Apartment', 'Suite', 'Ste', 'Unit', 'Flat', 'Floor', 'Room', 'Block', '#', 'No.', 'Office', 'Level', 'Lot', 'apt.', 'Bldg'])} ${pick(random, [String(number(random, 1, 999)), `${number(random, 1, 30)}${pick(random, ['A', 'B', 'C', 'D'])}`, letters(random, 1), digits(random, 3)])}`.replace(
    '# ',
    '#',
  )
}

export function street(random: Random): string {
  const name = streetName(random),
    roll = random()
  if (/straße|str\.|strasse|weg$|gasse|laan|straat|vej$|gata|vägen|veien|katu|tie$|utca|tér|Via|Calle|ul\.|Rua|allee|platz|ulica|gade/.test(name) && roll < 0.7)
    return `${name} ${houseNumber(random)}`
  if (roll < 0.06) return `${houseNumber(random)} ${name} ${houseNumber(random)}`
  return roll < 0.12
    ? `${name} ${houseNumber(random)}`
    : roll < 0.15
      ? `No. ${houseNumber(random)}, ${name}`
      : roll < 0.17
        ? `the corner of ${name} and ${streetName(random)}`
        : `${houseNumber(random)}${chance(random, 0.06) ? ',' : ''} ${name}`
}

const ukCode = (random: Random): string => `${letters(random, number(random, 1, 2))}${number(random, 1, 29)} ${number(random, 1, 9)}${letters(random, 2)}`
export function zip(random: Random): string {
  return pick(random, [
    digits(random, 5),
    digits(random, 5),
    `${digits(random, 5)}-${digits(random, 4)}`,
    ukCode(random),
    digits(random, 6),
    digits(random, 4),
    `${letters(random, 1)}${number(random, 1, 9)}${letters(random, 1)} ${number(random, 1, 9)}${letters(random, 1)}${number(random, 1, 9)}`,
  ])
}

const INDIAN = 'Shanti,Lakshmi,Sai,Green Park,Lotus,Krishna,Ganga,Palm,Silver Oak,Prestige,Sunrise,Surya,Ashoka,Royal'.split(',')
const AREAS =
  'Indiranagar,Koramangala,Jayanagar,Whitefield,Banjara Hills,Andheri West,Bandra East,Powai,Salt Lake,Anna Nagar,T. Nagar,Adyar,Vasant Kunj,Dwarka,Saket,Rohini,Kothrud,Aundh,Himayatnagar,Madhapur,Gomti Nagar,Civil Lines,Model Town,Sector 15,Sector 62,HSR Layout'.split(
    ',',
  )
const HK_AREAS = 'Quarry Bay,Causeway Bay,Wan Chai,Central,Mong Kok,Tsim Sha Tsui,Kwun Tong,Sha Tin,North Point,Tai Po,Yuen Long,Kennedy Town'.split(',')

/** The parts of a postal address, as lines of an envelope. */
function addressParts(random: Random): string[] {
  const roll = random(),
    place = city(random)
  if (roll < 0.24)
    return [
      ...(chance(random, 0.15) ? [unit(random)] : []),
      street(random),
      ...(chance(random, 0.35) ? [unit(random)] : []),
      `${place}, ${pick(random, hand.STATE_CODES)} ${digits(random, 5)}${chance(random, 0.1) ? `-${digits(random, 4)}` : ''}`,
    ]
  if (roll < 0.4)
    return [
      ...(chance(random, 0.25)
        ? [unit(random)]
        : chance(random, 0.1)
          ? [`${noun(random)} ${pick(random, ['House', 'Cottage', 'Court', 'Lodge', 'Villa'])}`]
          : []),
      street(random),
      ...(chance(random, 0.2) ? [pick(random, cities)] : []),
      chance(random, 0.5) ? `${place} ${ukCode(random)}` : place,
      ...(chance(random, 0.4) ? [ukCode(random)] : []),
      ...(chance(random, 0.2) ? ['United Kingdom'] : []),
    ]
  if (roll < 0.52)
    return [
      pick(random, [
        `Flat ${number(random, 1, 900)}`,
        `H.No. ${number(random, 1, 99)}-${number(random, 1, 9)}-${number(random, 1, 99)}`,
        `#${number(random, 1, 400)}`,
        `Plot No. ${number(random, 1, 300)}`,
        `${number(random, 1, 400)}/${number(random, 1, 20)}`,
        `B-${number(random, 1, 400)}`,
        `Door No. ${number(random, 1, 90)}`,
      ]),
      ...(chance(random, 0.6)
        ? [`${pick(random, INDIAN)} ${pick(random, ['Apartments', 'Residency', 'Towers', 'Enclave', 'Heights', 'Nagar', 'Colony', 'Society'])}`]
        : []),
      ...(chance(random, 0.6)
        ? [
            pick(random, [
              `${number(random, 1, 20)}th Cross`,
              `${number(random, 1, 9)}th Main`,
              'M.G. Road',
              'Ring Road',
              `${surname(random)} Road`,
              `${noun(random)} Marg`,
              'Station Road',
            ]),
          ]
        : []),
      ...(chance(random, 0.7) ? [pick(random, AREAS)] : []),
      pick(random, [`${place} ${digits(random, 6)}`, `${place} - ${digits(random, 6)}`, `${place}-${digits(random, 6)}`]),
      ...(chance(random, 0.3) ? [pick(random, hand.STATES)] : []),
    ]
  if (roll < 0.62)
    return [
      chance(random, 0.4) ? `${pick(random, ['Unit ', ''])}${number(random, 1, 40)}/${street(random)}` : street(random),
      `${place} ${pick(random, ['NSW', 'VIC', 'QLD', 'SA', 'WA', 'TAS', 'ACT'])} ${digits(random, 4)}`,
    ]
  if (roll < 0.68)
    return chance(random, 0.5)
      ? [
          `Blk ${number(random, 1, 900)} ${pick(random, ['Ang Mo Kio', 'Bedok North', 'Tampines', 'Jurong West', 'Yishun', 'Toa Payoh', 'Clementi'])} ${pick(random, ['Ave', 'Street', 'Road'])} ${number(random, 1, 12)}`,
          `#${digits(random, 2)}-${digits(random, 2)}`,
          `Singapore ${digits(random, 6)}`,
        ]
      : [
          `Flat ${letters(random, 1)}`,
          `${number(random, 1, 40)}/F`,
          ...(chance(random, 0.6) ? [`${noun(random)} ${pick(random, ['Mansion', 'Building', 'Court', 'Centre', 'House'])}`] : []),
          `${number(random, 1, 400)} ${pick(random, ['Nathan Road', "King's Road", "Queen's Road East", 'Hennessy Road', 'Canton Road', 'Argyle Street', 'Johnston Road'])}`,
          pick(random, HK_AREAS),
          pick(random, ['Hong Kong', 'Kowloon', 'New Territories']),
        ]
  if (roll < 0.84)
    return [
      street(random),
      ...(chance(random, 0.3) ? [unit(random)] : []),
      chance(random, 0.6) ? `${digits(random, number(random, 4, 5))} ${place}` : `${place} ${zip(random)}`,
      ...(chance(random, 0.35) ? [pick(random, hand.COUNTRIES).replace('_', ' ')] : []),
    ]
  if (roll < 0.88) return [`${pick(random, ['P.O. Box', 'PO Box', 'P O Box', 'Postfach', 'GPO Box'])} ${number(random, 1, 99999)}`, `${place} ${zip(random)}`]
  if (roll < 0.91)
    return [
      pick(random, [
        `PSC ${digits(random, 4)}, Box ${digits(random, 4)}`,
        `Unit ${digits(random, 4)} Box ${digits(random, 4)}`,
        `USS ${surname(random)}`,
        `CMR ${digits(random, 3)}, Box ${digits(random, 4)}`,
      ]),
      `${pick(random, ['APO', 'FPO', 'DPO'])} ${pick(random, ['AA', 'AE', 'AP'])} ${digits(random, 5)}`,
    ]
  return chance(random, 0.5) ? [street(random), place] : [street(random)]
}

export function address(random: Random): string {
  return addressParts(random).join(chance(random, 0.85) ? ', ' : ' ')
}

export function addressBlock(random: Random): string {
  const indent = chance(random, 0.2) ? ' '.repeat(number(random, 1, 4)) : ''
  return addressParts(random)
    .join(`\n${indent}`)
    .replace(/, /g, chance(random, 0.1) ? '\n' : ', ')
}

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
