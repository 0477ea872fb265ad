import type { Candidate, Page, Recogniser } from './page.ts'

const WORD = "(?:\\p{Lu}\\p{L}{0,2}\\.|\\p{Lu}[\\p{L}'-]*|\\d{1,3}(?:st|nd|rd|th))"
const UNIT =
  '(?:(?:Apt|Apartment|Suite|Ste|Unit|Flat|Room|Rm|Floor|Fl|Level|Block|Blk|Tower|Bldg|Building|Wing|House|Plot|Door|Shop|Lot|Penthouse|PH|Appt|Bâtiment|Whg|Piso)\\.? ?(?:No\\.? ?)?#?[A-Z]?\\d*[-/]?\\d*[A-Z]?\\b|#\\d{1,3}-\\d{1,5}|#\\d{1,5}[A-Z]?|No\\.? ?\\d+[A-Z]?(?:/\\d+)?|\\d{1,2}(?:st|nd|rd|th) Floor|[1-9]\\d?/F|\\d{1,4}/\\d{1,4})'
const STREET =
  'Streets?|St|Str|Avenue|Ave|Av|Roads?|Rd|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd|Way|Place|Pl|Terrace|Tce|Ter|Crescent|Cres|Close|Square|Sq|Highway|Hwy|Parkway|Pkwy|Circle|Cir|Grove|Gardens|Gdns|Mews|Row|Hill|Walk|Quay|Parade|Pde|Nagar|Marg|Path|Trail|Trl|Alley|Loop|Pike|Esplanade|Green|View|Rise|Vale|Wharf|Broadway|Cross|Main|Colony|Layout|Extension|Enclave|Avenue|Chowk|Bazaar|Estate|Drift|Bend|Ridge|Run|Point|Landing|Wynd|Brae|Fields?|Meadows?|Park|Lorong|Jalan|Crossing|Plaza|Freeway|Turnpike|Causeway|Bypass|Glen'
const NUMBER = '\\d{1,5}(?:[A-Za-z](?![A-Za-z]))?(?:[-/]\\d{1,5}[A-Za-z]?)?'
const COMPASS = '(?:[NSEW]{1,2}\\.? |North |South |East |West )?'

const HOUSE = `(?:${WORD} ){1,3}(?:Cottage|House|Lodge|Farm|Court|Barn|Villas?|Building|Towers?|Mansions?|Apartments|Residency|Heights|Gardens?|Centre|Center|Plaza|Promenade|Estate|Hall|Manor|Mill|Chambers|Society|Complex|Residences?)`
/** English: "Flat 3, 12 Old Mill Road", "1450 W. Oak St. Apt 4B", "42 MG Road" */
const ENGLISH = `(?:(?:No\\.? ?)?${NUMBER},? )${COMPASS}(?:${WORD} ){1,4}?(?:${STREET})(?![\\p{L}\\d])\\.?(?: [NSEW]{1,2}(?![\\p{L}])| (?:North|South|East|West)(?!\\p{L}))?(?: \\d{1,3}(?![\\d-]))?`
/** "350 Fifth Avenue" is above; "88 Broadway", "12 Rue …" below; "Blk 123 Ang Mo Kio Avenue 3" */
const NAMED = `(?:(?:Blk|Block) \\d{1,4}[A-Z]?,? (?:${WORD} ){1,5}(?:\\d{1,3}(?![\\d]))?|\\d{1,5} (?:Broadway|Bowery|Strand|Piccadilly|Kingsway|Embarcadero)(?!\\p{L}))`
const GERMAN = `(?:\\p{Lu}[\\p{L}.-]*(?:stra(?:ß|ss)e|str\\.|weg|platz|allee|gasse|damm|ufer|steig|chaussee|straat|laan|plein|gracht|kade|dijk|vägen|gatan|katu)|\\p{Lu}[\\p{L}-]+(?: \\p{Lu}[\\p{L}-]+)?(?: |-)(?:Stra(?:ß|ss)e|Str\\.|Weg|Platz|Allee|Ring|Ufer|Straat|Laan|Plein)|(?:Am|An der|Zum|Zur|Auf der|Unter den|Alte[rs]?) \\p{Lu}[\\p{L}-]+) \\d{1,4}(?: ?[a-zA-Z](?![\\p{L}]))?(?:[-/]\\d{1,4})?`
/** Endings that are also those of common words ("During 1944"): a code and a town must follow. */
const GERMAN_CODED = `\\p{Lu}[\\p{L}.-]*(?:ring|hof|berg|markt|graben|singel|steeg|vej|gade|tie|kuja|veien|gata|feld|kamp|stieg|pfad|brücke|tor|wall) \\d{1,4}[a-z]?(?=,? ?\\r?\\n?[ \\t]*(?:[A-Z]{1,2}-)?\\d{4,5} ?(?:[A-Z]{2} )?\\p{Lu}\\p{Ll})`
const FRENCH = `\\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|av\\.|boulevard|bd|place|allée|chemin|impasse|quai|cours|route|Rue|Avenue|Boulevard|Place|Allée|Chemin|Impasse|Quai|Cours|Route|Via|Rua|Calle)(?: (?:de|du|des|la|le|les|di|do|da|del|della|et)){0,3} ?(?:[ld]')?\\p{Lu}[\\p{L}'-]+(?: (?:de |du |des |la |le |d'|l')?\\p{Lu}[\\p{L}'-]+){0,3}`
const SOUTHERN = `(?:Calle|C/|Avda\\.?|Avenida|Av\\.|Plaza|Pza\\.|Paseo|Carrer|Ronda|Camino|Travesía|Via|Viale|Piazza|Corso|Largo|Vicolo|Strada|Rua|Travessa|Praça|Estrada|ul\\.|Rue) ?(?:(?:de|del|de la|de los|della|delle|dei|di|da|do|dos|las|los|la|el) ){0,2}\\p{L}[\\p{L}'.-]+(?: (?:(?:de|del|la|di|da|e|y|i) ){0,2}\\p{Lu}[\\p{L}'.-]+){0,3},? (?:n[º°.o]* ?)?\\d{1,4}[A-Za-z]?(?:[-/]\\d+)?(?:,? ?\\d{1,2}[º°ª](?: ?[A-Z](?![\\p{L}])| (?:izq|dcha|der)[\\p{L}]*\\.?)?)?`
const BOX = '(?:P\\.? ?O\\.? ?Box|PO Box|Post Office Box|GPO Box|Postfach|PSC|CMR|Private Bag) \\d(?:[\\d ]|-\\d)*(?:, Box \\d+)?'
/** Any number and name that a full code follows: "3 Heol y Bont, Aberystwyth SY23 2HG", "9921 Camino Real, Austin, TX 78701" */
/** What stands before the number: "Flat B, 12/F, Block 3, Grand Promenade, " */
const BEFORE = new RegExp(`(?<![\\p{L}\\p{N}])(?:(?:${UNIT}|${HOUSE})(?:, ?| |,? ?\\r?\\n)){1,4}$`, 'u')
const TOKEN = "(?:[\\p{Lu}\\d#(][\\p{L}\\d'.()#/&-]*|of|the|de|du|des|la|le|les|y|upon|on|and|near|opp|rue|avenue|boulevard|bureau|chemin)"
const HOUSE_NUMBER = `(?:(?:[HDP]\\.? ?No\\.? ?|(?:House|Plot|Door|Flat|Shop|Unit|Apt|Apartment|Suite|Villa|Lot|Block|Blk|No)\\.? ?(?:No\\.? ?)?)?[A-Z]?-?\\d{1,5}(?:[-/]\\d{1,4}){0,3}[A-Za-z]?)`
/** Codes that are hardly anything else: British, Canadian, Irish; after a state or a town: United States, Australia, India, Singapore. */
const CODE =
  '(?:[A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}|[A-Z]\\d[A-Z] ?\\d[A-Z]\\d|[A-Z]\\d[\\dW] ?[A-Z\\d]{4}|[A-Z]{2},? \\d{5}(?:-\\d{4})?|(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT),? \\d{4}|\\p{Lu}\\p{Ll}+(?: -|-)? ?[1-8]\\d{2} ?\\d{3}|Singapore \\d{6})'
const CODED = `${HOUSE_NUMBER}(?:,? (?!Mrs?|Ms|Dr|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)| - |,? ?\\r?\\n[ \\t]*)(?:${TOKEN}(?:,? | - |,? ?\\r?\\n[ \\t]*)){1,14}?${CODE}(?![\\p{L}\\d])`
const START = '(?<![\\p{L}\\p{N}_$€£#.,/-])'
const CORE = new RegExp(`${START}(?:${[BOX, GERMAN, GERMAN_CODED, SOUTHERN, CODED, FRENCH, ENGLISH, NAMED].map((part) => `(?:${part})`).join('|')})`, 'gu')

const STATE =
  '(?:A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]|NSW|VIC|QLD|TAS|ACT|Q[CL]D?|ON|BC|AB|MB|SK|NS|NB|NL|PE|YT|AP|AE|AA)'
const POSTCODE =
  '(?:[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}|[A-Z]\\d[A-Z] ?\\d[A-Z]\\d|\\d{5}(?:-\\d{4})?|\\d{4} ?[A-Z]{2}(?![\\p{L}])|\\d{3} ?\\d{3}|\\d{4}|[A-Z]\\d{2} ?[A-Z\\d]{4}|D-?\\d{5}|F-\\d{5}|\\d{3} \\d{2}|\\d{2}-\\d{3}|Dublin \\d{1,2}|D\\d{1,2})'
const COUNTRY =
  '(?:USA|U\\.S\\.A?\\.?|US|United States(?: of America)?|UK|United Kingdom|England|Scotland|Wales|Northern Ireland|Ireland|Germany|Deutschland|France|Spain|España|Italy|Italia|Netherlands|The Netherlands|Nederland|India|Australia|Canada|Singapore|Hong Kong|H\\.?K\\.?|Kowloon|New Territories|N\\.?T\\.?|Taiwan(?: \\(?R\\.?O\\.?C\\.?\\)?)?|China|PRC|P\\.R\\. ?China|New Zealand|Switzerland|Schweiz|Austria|Österreich|Belgium|Portugal|Poland|Sweden|Norway|Denmark|Finland|Iceland|Estonia|Hungary|Uruguay|Cyprus|Slovenia|Japan|Malaysia|South Africa|Brazil|Mexico)'
const TOWN = "(?:(?:St|Ste|Mt|Ft|Pt)\\.|\\p{Lu}[\\p{L}'-]*)"
const PLACE = `${TOWN}(?:[ -](?:(?:upon|on|in|le|la|les|de|of|am|an der|and|under|sur|by|the) )?${TOWN}){0,3}`
const GAP = '(?:,? {1,3}|,? ?\\r?\\n[ \\t]{0,8}|,| - )'
/** One more part after the street: a unit, a town with its code, a code with its town, a state with its code, a country. */
const PARTS: readonly RegExp[] = [
  new RegExp(`${GAP}${UNIT}(?![\\p{L}\\d])`, 'uy'),
  new RegExp(`${GAP}(?:${PLACE}${GAP})?${STATE}\\.?,? ${POSTCODE}(?![\\p{L}\\d])`, 'uy'),
  new RegExp(`${GAP}${PLACE}(?:,? |-|,? ?\\r?\\n[ \\t]{0,8})${POSTCODE}(?![\\p{L}\\d%])`, 'uy'),
  new RegExp(`${GAP}${POSTCODE} ${PLACE}(?! ?\\d)(?: \\([A-Z]{2}\\))?`, 'uy'),
  new RegExp(`${GAP}${POSTCODE}(?![\\p{L}\\d%])`, 'uy'),
  new RegExp(`${GAP}(?:${PLACE}, ?)?${STATE}(?![\\p{L}\\d])`, 'uy'),
  new RegExp(`${GAP}(?:Co\\.? ?|County )${PLACE}`, 'uy'),
  new RegExp(`${GAP}${COUNTRY}(?![\\p{L}])`, 'uy'),
  new RegExp(`(?:, ?|,? ?\\r?\\n[ \\t]{0,8})${PLACE}(?=[,;\\n)]|\\.(?! ?:)|$)`, 'uy'),
]
const COMMA_LINE = /^(?:, ?|,? ?\r?\n)/
/** Words that begin a sentence or a line of a form, and no place. */
const NO_PLACE =
  /^[\s,-]*(?:Tel|Tél|Objet|Telefon|Courriel|Cell|Betreff|Réf|Ref|Phone|Mobile|Email|E-mail|Fax|Attn|Dear|Date|Subject|Re|From|To|Name|Invoice|Order|Customer|Please|The|This|That|It|He|She|We|They|You|My|His|Her|Our|I|If|In|On|At|As|And|But|Or|When|Where|Then|Next|After|Before|Thanks?|Regards|Best|Kind|Yours|Sincerely|Signed|DOB|SSN|Passport|Account|Contact|Call|Born|Since|Also|Mr|Mrs|Ms|Dr|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|Notes?|Status|ID|IP|Delivery|Shipping|Billing|Payment|Amount|Total|Hi|Hello|User|Patient|Emergency|Occupation|Employer|Landlord|Tenant|No|Yes|ok|Ok|OK)(?![\p{L}-])/u
const ADDRESS_CUE =
  /(?:address|addr|adresse|dirección|indirizzo|adres|live[sd]?|living|resid(?:es|ed|ing|ence|ent)|located|deliver(?:ed|y)?|ship(?:ped|ping)?(?: to)?|sen[dt](?: it)?(?: to)?|mail(?:ed|ing)?|mov(?:ed|ing)(?: to)?|home|house|property|premises|visit|office is|from|of|at|wohnhaft|domicili\p{L}+|demeurant|habite)(?: (?:is|was|at|in|to|on|the|now|them|it|me|us)){0,3} ?:? ?$/iu
/** A year before a name, a device. */
const NO_STREET =
  /^(?:1[5-9]|20)\d\d, |(?:Disk|Disc|Hard|Flash|Tape|Test|USB|Optical|Line) Drive$|(?:Supreme|High|District|Crown|Tennis|Food|Basketball) Court$/
const INSTITUTION =
  /\b(?:Museum|Library|Gallery|Theat(?:re|er)|Cathedral|Church|Town Hall|City Hall|Embassy|Consulate|Ministry|Department of|Council|Courthouse|Stadium|Station|Airport|University|College|Institute|Hospital|Court|Parliament|Zoo|Park|Monument|historic|landmark|building)\b/
const SOMEBODY =
  /\b(?:I|my|me|we|our|his|her|their|lives?|lived|living|resid\w+|home|patient|tenant|customer|Mrs?|Ms|Dr|deliver\w*|ship\w*|send|sent|address)\b/i
const PROSE = /^(?:The|A|An|In|On|At|Of|For|To|By|With|And)$/

/** Postal addresses by their form; the tagger finds those that have none. */
export const address: Recogniser = (page) => {
  const found: Candidate[] = []
  for (const match of page.text.matchAll(CORE)) {
    const core = match[0]
    const lead = BEFORE.exec(page.text.slice(Math.max(0, match.index - 80), match.index))?.[0].length ?? 0
    const start = match.index - lead
    const { end, parts } = extend(page, match.index + core.length)
    const cued = ADDRESS_CUE.test(page.before(start, 34))
    // "5 Main" or "3 Green Park": weak without a town, a unit or a word that announces it.
    const words = core.split(/[ ,]+/)
    if (NO_STREET.test(core) || (/\(\d/.test(core) && /^(?:19|20)\d\d /.test(core))) continue
    if (words.some((word) => PROSE.test(word)) && !parts && !/\d[A-Z\d]*$/.test(core)) continue
    const weak =
      /(?: |^)(?:Way|Row|Hill|Walk|Park|Green|View|Rise|Point|Run|Main|Cross|Fields?|Estate|Layout|Extension|Drift|Path|Loop|Bend|Ridge|Landing|Plaza|Place|Court|Close|Circle|Square|Dr|Ct|Pl|Ter|St|Drive|Trail)\.?$/.test(
        core,
      )
    found.push({ start, end, type: 'ADDRESS', score: Math.min(0.95, (weak ? 0.6 : 0.75) + 0.1 * parts + (cued ? 0.1 : 0)) - (isPublic(page, start) ? 0.4 : 0) })
  }
  return found
}

/** Whether a public institution is what stands at the address. */
export function isPublic(page: Page, start: number): boolean {
  const before =
    page
      .before(start, 70)
      .split(/[.!?。！？] ?(?=\p{Lu}|\p{Script=Han}|$)/u)
      .at(-1) ?? ''
  return INSTITUTION.test(before) && !SOMEBODY.test(before)
}

/** How far an address goes on after its street, and by how many parts. */
function extend(page: Page, from: number): { end: number; parts: number } {
  let end = from
  let parts = 0
  for (let step = 0; step < 6; step++) {
    let next = end
    let sure = false
    for (const [at, part] of PARTS.entries()) {
      part.lastIndex = end
      const match = part.exec(page.text)?.[0]
      if (match === undefined || NO_PLACE.test(match)) continue
      // A bare place counts only after a comma or on a line of its own.
      if (at === PARTS.length - 1 && !COMMA_LINE.test(match)) continue
      next = end + match.length
      sure = at < PARTS.length - 1
      break
    }
    if (next === end) break
    end = next
    parts += sure ? 1 : 0.5
  }
  return { end, parts }
}
