import { COMMON_SHIFT, GIVEN, hashWord } from '../tagger/lexicon.ts'
import { loadModel } from '../tagger/weights.ts'
import { candidates, type Candidate, type Page, type Recogniser } from './page.ts'

const PART = "(?:\\p{Lu}[\\p{L}.'-]*|van|von|der|den|de|da|del|di|la|bin|binti|binte|al|el|ibn|y|s/o|d/o)"
/** "OKPARA, Blessing", "Tan Wei Ling, Jasmine", "Aoife Byrne-O'Shea" */
const FULL = `\\p{Lu}[\\p{L}.'-]*(?: ${PART}){0,4}(?:, ${PART}(?: ${PART}){0,2})?`
const LABEL =
  "(?:(?:full|first|last|family|given|maiden|customer|client|patient|employee|student|tenant|guest|passenger|driver|account holder|cardholder|contact|beneficiary|real|legal|preferred|father's|mother's|husband's|wife's|child's|parent's|spouse's)[ _]names?|(?<![\\p{L}] )name|surname|forename|patient|pt|insured|claimant|passenger|tenant|landlord|attn|attention|guarantor|next of kin|(?:emergency )?contact(?: person)?|reported by|requested by|ordered by|signed by|caller|complainant|line manager|reporter|beneficiary|payee|parent/carer|parent/guardian|parent|guardian|child|pupil|gp|physician|attending|英文姓名)"
/** A label of a form and the value that fills the rest of its cell. */
const LABELLED = new RegExp(
  `(?<![\\p{L}\\d])${LABEL}(?: ?\\([^()\\n]{1,12}\\))? ?[:=] ?(?:(?:Mrs?|Ms|Miss|Mdm|Dr|Prof|Shri|Smt)\\.? )?(?<value>${FULL})(?= *(?:$|\\r|\\n|\\(|<|\\||;|,|\\t|  |\\. [A-Z]|\\.$|/))`,
  'gimu',
)
const CAPITAL = /^\p{Lu}/u
/** What such a label is followed by when no person is meant. */
const NO_PERSON =
  /\b(?:Network|Ltd|LLC|Inc|GmbH|Corp|Company|Co|Bank|Team|Support|Service|Services|Department|Dept|Office|Desk|School|University|Hospital|Clinic|Centre|Center|Group|Required|Optional|String|None|Unknown|Yes|No|TBD|TBC|See|Please|The|Your|Our|Any|All|Same|First|Last|Full|Name|Email|Phone|Address|Number|Sales|Reception|Human Resources|Accounts?|Customer|Product|Project|System|Server|Application|Version|Model|Type|Date|Press|Media|General|Enquiries|Inquiries|Box|Street|Road|Details|Information|Page|Us)\b/i
/** "my real name is gretchen oyster": small letters as in chats. */
const INTRODUCED =
  /\b(?:(?:my|his|her|their|real|full|whose|baby's|husband's|wife's|son's|daughter's) (?:full |real |legal )?name(?:'s| is| was)|name's) (?<value>[a-z][a-z'-]{2,15}(?: [a-z][a-z'-]{2,15})?)/g
const GREETED =
  /^(?:\W*(?:\[[^\]\n]{1,20}\] ?)?)(?:(?:hi|hey|hello|hiya|hallo|yo|good (?:morning|afternoon|evening))[ ,.!]+)?(?:it'?s|this is|i'?m) (?<value>[a-z]{3,12})(?=,? (?:from|at|here|calling)\b)/gim
const ADDRESSED = /\b(?:mr|mrs|uncle|auntie|aunty)\.? (?<value>[a-z][a-z'-]{2,15})(?![\p{L}])/gu
/** Words that follow "name is", "it's" or "mr" and are no names. */
const WORDS =
  /^(?:not|on|in|the|and|but|also|for|with|from|just|still|now|already|too|very|really|spelt|spelled|wrong|correct|misspelled|required|missing|invalid|empty|unknown|available|here|there|that|this|what|who|same|different|being|used|too|right|so|all|off|out|back|good|great|fine|free|home|only|about|your|our|their|his|her|left|made|far|away|live|safe|hard|easy|late|best|under|over|like|listed|going|been|gone|done|please|pls|because|since|when|where|which|than|then|changed|if|is|was|you|need|thanks|btw|lol|writing|calling|working|coming|new|old|dead|down|me|one|them|him|someone|nothing|everything|sam[e]|happening|customer|support|president|big|perfect|speaker|chairman|based|sitting|staying|waiting|standing)$/

/** "Ms Renée Duchamp", "Mr A B Featherstone": the title is none of the name. */
const TITLED =
  /(?<![\p{L}\d])(?:Mr|Mrs|Ms|Mx|Miss|Mdm|Dr|Prof|Rev|Shri|Smt|Cllr|Const|Constable|Engr|Alhaji|Barrister)\.? (?<value>(?:\p{Lu}\.? ){0,3}\p{Lu}[\p{L}'-]+(?: \p{Lu}\.)?(?: (?:(?:van|de|der|von|bin|al|el|la|du|di) ){0,2}\p{Lu}[\p{L}'-]+){0,2})/gu
/** Characters, drinks and boots. */
const FICTION =
  /^(?:Dalloway|Zhivago|Darcy|Bean|Who|Strange(?:love)?|Pepper|Martens?|Kipling|Muscle|Doubtfire|Oetker|Scholl|Jekyll|Watson|Moneypenny|Marple|Robinson Crusoe|Hyde|Right|President|Speaker|Chairman|Justice|Universe|World|America|Claus)\b/
/** Words in capitals that go on after a name. */
const AFTER =
  / (?:I|We|You|He|She|They|It|The|This|That|Please|Thank|Thanks|Your|Our|My|In|On|At|As|And|But|For|Re|Subject|Phone|Tel|Email|Manager|Director|Secretary|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|FRCS|FRCP|MD|PhD|MBBS|RN|QC|KC|CEO|CFO|CTO|Consultant)\b.*$/u
/** A letter's first words. */
const GREETING =
  /^ {0,4}(?:(?:Dear|Dearest|Hi|Hello|Hey|Kia ora|Hiya|Namaste|Salam)(?: again)?,? )(?<value>\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,2})(?= ?(?:[,:!;.-]|\r?$|,? and |\/))/gmu
/** A letter's last words, and the name on a line of its own. */
const SIGNED =
  /(?:regards|sincerely|faithfully|truly|cheers|thanks|thank you|thx|wishes|warmly|respectfully|love|yours|mahi|groete|mise le meas|xx?),?!?[ \t]*\r?\n(?:[ \t]*\r?\n){0,3}[ \t]*(?:(?:Mrs?|Ms|Dr|Prof|Rev|Shri|Smt|Cllr|Mdm)\.? )?(?<value>\p{Lu}[\p{L}.'-]*(?: (?:\p{Lu}[\p{L}.'-]*|van|de|der|von|bin|binti|al|el|la|du|di|ní|ó)){0,3})(?=[ \t]*(?:\r?$|,|\||\())/gimu
const NOBODY =
  /^(?:Sirs?|Madam|Team|All|Everyone|Everybody|Folks|Guys|Customers?|Colleagues?|Parents?|Families|Members?|Friends?|Guests?|Valued|Residents?|Students?|Applicants?|Candidates?|Users?|Hiring|Recruit\w*|Editors?|Neighbou?rs?|Tenants?|Owners?|Santa|Diary|Lord|God|World|There|Support|Client|Clients|Subscribers?|Committee|Board|Councillors?|Officer|Doctor|Professor|Judge|Mr|Mrs|Ms|Miss|Dr|Prof|Rev|Shri|Chief|Cllr|Mum|Mom|Dad|Grandma|Grandpa|Nan|Gran|Uncle|Aunt|Auntie|Sent|From|On|The|Tel|Phone|P\.?S\.?|Kind|Best|Warm|Yours)\b/iu

/** Given names in small letters where chats name people: "hey jess", "ask noah". */
const CHATTED =
  /(?<![\w@./-])(?:hey|hi|hello|yo|ask|asked|tell|told|txt|text|ping|msg|message|remind|whatsapp|call|ring|cc|from|with|to|for|and|or|is|are|its|it's|did|does|has|hows|thanks|ta|thx|soz|sorry|that|if|pls|@) (?<value>[a-z]{3,12})(?![\w@/-]|\.\w)/g

/** Names that a label of a form or the words of a chat announce; the tagger finds the others. */
export const labelledName: Recogniser = (page) => {
  if (!/[A-Za-z]{3}/.test(page.text)) return []
  return [
    ...candidates(page, LABELLED, 'PERSON', (value) => (!CAPITAL.test(value) || NO_PERSON.test(value) || value.length < 3 ? 0 : 0.8)).map((one) =>
      named(page, one),
    ),
    ...lower(page, INTRODUCED),
    ...lower(page, GREETED),
    ...lower(page, ADDRESSED),
    ...candidates(page, TITLED, 'PERSON', (value) => (FICTION.test(value) || NO_PERSON.test(value) ? 0 : 0.7)).map((one) => cut(page, one)),
    ...candidates(page, GREETING, 'PERSON', (value) => (NOBODY.test(value) || NO_PERSON.test(value) ? 0 : 0.75)),
    ...candidates(page, SIGNED, 'PERSON', (value) => (!CAPITAL.test(value) || NOBODY.test(value) || NO_PERSON.test(value) ? 0 : 0.75)).map((one) =>
      named(page, one),
    ),
    ...chatted(page),
  ]
}

/** Labels are found whatever their case, and so are the words behind them: a name ends before the first small word that is no part of one. */
const SMALL_WORD = / (?!(?:van|von|der|den|de|da|del|di|la|bin|binti|binte|al|el|ibn|y|du|ní|ó|s\/o|d\/o)(?![\p{L}]))(?=\p{Ll}).*$/su
const named = (page: Page, one: Candidate): Candidate => ({ ...one, end: one.end - (SMALL_WORD.exec(page.text.slice(one.start, one.end))?.[0].length ?? 0) })

const cut = (page: Page, one: Candidate): Candidate => ({ ...one, end: one.end - (AFTER.exec(page.text.slice(one.start, one.end))?.[0].length ?? 0) })

/** Where lines begin in small letters, a given name that is no word of the language is somebody. */
function chatted(page: Page): Candidate[] {
  if (!/^(?:\W*\d[\d:. apm\]-]*)?[a-z][a-z .]{0,15}(?::|,)? [a-z' ]{4}/m.test(page.text)) return []
  const { words } = loadModel().knowledge
  return candidates(page, CHATTED, 'PERSON', (value, start) => {
    const bits = words.get(hashWord(value))
    return bits & GIVEN && !((bits >> COMMON_SHIFT) & 3) && !/\p{Lu}/u.test(page.before(start, 24).replace(/^.*[:>\]]/u, '')) ? 0.65 : 0
  })
}

/** Names in small letters, up to the first word that is none. */
function lower(page: Page, pattern: RegExp): Candidate[] {
  return candidates(page, pattern, 'PERSON', () => 0.7).flatMap(({ start, end, ...found }) => {
    const words = page.text.slice(start, end).split(' ')
    const stop = words.findIndex((word) => WORDS.test(word.replace(/'s$/, '')))
    const name = words
      .slice(0, stop < 0 ? undefined : stop)
      .join(' ')
      .replace(/'s$/, '')
    return name ? [{ ...found, start, end: start + name.length }] : []
  })
}
