import { candidates, type Recogniser } from './page.ts'

const EMAIL =
  /(?<![\w.%+-])[A-Za-zÀ-ɏ\d_%+][A-Za-zÀ-ɏ\d._%+'-]{0,63}@(?:[A-Za-zÀ-ɏ\d](?:[A-Za-zÀ-ɏ\d-]{0,61}[A-Za-zÀ-ɏ\d])?\.){1,4}(?:[A-Za-zÀ-ɏ]{2,24}|xn--[a-z0-9]+)(?![\w@])/gu
/** "mei.lin (at) example (dot) com" */
const SPELT = /(?<![\w.])[\w.+-]{2,40} ?[[({<]at[\])}>] ?[\w-]{2,40}(?: ?[[({<]dot[\])}>] ?|\.)[a-z]{2,10}(?:(?: ?[[({<]dot[\])}>] ?|\.)[a-z]{2,6})?/gi
/** Mailboxes of a role, not of a person, and what only looks like an address. */
const ROLE =
  /^(?:info|support|contact|sales|help|helpdesk|service|services|customer\.?(?:service|care|support)|enquir(?:y|ies)|inquir(?:y|ies)|hello|office|admin|administrator|webmaster|postmaster|hostmaster|abuse|security|privacy|dpo|legal|press|media|hr|jobs|careers|recruitment|recruiting|billing|invoices?|accounts?|orders?|returns?|feedback|newsletter|marketing|team|noc|root|git|hg|svn|no-?reply|do-?not-?reply|donotreply|notifications?|alerts?|mailer-daemon|bounces?|user|username|name|you|your\.?name|someone|example|test|kefu|fuwu|cs|service\.hk|reservations?|bookings?|reception)$/i

export const email: Recogniser = (page) => [
  ...candidates(page, EMAIL, 'EMAIL', (value) => (ROLE.test(value.slice(0, value.indexOf('@'))) ? 0 : 0.99)),
  ...candidates(page, SPELT, 'EMAIL', () => 0.85),
]
