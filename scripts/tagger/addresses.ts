import * as hand from './gazetteers.ts'
import { pick, number, digits, letters, chance, cities, streetNames, given, surname, city, noun } from './values.ts'
import type { Random } from './values.ts'

// Postal addresses of many countries, made up.

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
