import { candidates, type Recogniser } from './page.ts'

/** Keys that tell themselves by their prefix. */
const PREFIXED =
  /(?<![\w-])(?:sk-(?:proj-|ant-|live-|test-|or-)?[\w-]{16,180}|(?:sk|pk|rk)_(?:live|test)_\w{10,120}|whsec_[\w+/=]{20,60}|(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z\d]{12,16}|gh[pousr]_\w{20,255}|github_pat_\w{22,255}|glpat-[\w-]{16,40}|xox[abeoprs]-[\w-]{10,80}|xapp-[\w-]{20,150}|AIza[\w-]{30,40}|ya29\.[\w-]{20,200}|SG\.[\w-]{16,40}\.[\w-]{16,60}|hf_[A-Za-z\d]{20,40}|npm_[A-Za-z\d]{30,40}|pypi-[\w-]{16,200}|dop_v1_[a-f\d]{64}|shp(?:at|ss|ca|pa)_[a-fA-F\d]{32}|EAACEdEose0cBA\w+|key-[a-f\d]{32}|LTAI[A-Za-z\d]{12,24}|AKID[A-Za-z\d]{13,40}|sq0(?:atp|csp)-[\w-]{22,43}|AC[a-f\d]{32}|NRAK-[A-Z\d]{27}|tok_\w{16,40}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{6,})(?![\w])/g
const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,24}PRIVATE KEY-----[\s\S]{10,6000}?-----END [A-Z ]{0,24}PRIVATE KEY-----/g
/** "api_key = …", "Authorization: Bearer …", "密钥：…" */
const LABELLED =
  /(?:(?<![A-Za-zÀ-ɏ\d])(?:[A-Za-z\d]{1,24}[_-]){0,4}(?:api[ _-]?(?:key|token|secret)|app[ _-]?(?:key|secret)|access[ _-]?(?:key(?:[ _-]?id)?|token)|secret(?:[ _-]?(?:access[ _-]?)?key)?|client[ _-]?secret|auth(?:entication|orization)?[ _-]?(?:key|token)|private[ _-]?key|encryption[ _-]?key|refresh[ _-]?token|session[ _-]?(?:token|cookie)|bearer|token)|密钥|密鑰|令牌|金鑰|秘钥)(?: ?(?:is|was|为|是|[:=]|=>)[ ]?["'`]?(?:Bearer |Basic )?|["']: ?["']|[ ](?=[A-Za-z\d+/_=.-]{24}))(?<value>[A-Za-z\d+/_=.~-]{12,300})/giu
const PASSWORD =
  /(?:(?<![A-Za-zÀ-ɏ\d])(?:[A-Za-z\d]{1,24}[_-]){0,4}(?:pass ?word|passwd|passwort|pwd|passphrase|pass ?code|passcode|contraseña|mot de passe|wachtwoord|pin(?: (?:code|number))?|pw|pass(?= ?[:=]))|密码|密碼|口令)(?: (?:for|to|of) [\w .-]{1,24})?(?: ?(?:[:=]|=>)[ ]?| (?:is|was)(?: now)? ?:? ?|["']: ?|为|為|是| |(?<=[码碼令]))["'`“「]?(?<value>[^\s"'`”」,;，；。、<>()\p{Script=Han}]{4,64})/giu
const URL_LOGIN = /\b[a-z][a-z\d+.-]{1,20}:\/\/(?<value>[^\s/:@"'<>]{1,60}:[^\s/@"'<>]{1,80})@[\w.[]/gi
const HIDDEN =
  /^(?:[*x•.#?_-]+|\$\{?.*|<.*|\{\{.*|%.*%|\[.*\]|null|none|true|false|undefined|required|string|changeme|change_me|redacted|hidden|example|password|passwd|your[\w-]*|my[_-]?password|process\.env.*|os\.environ.*|env\..*|reset|expired|incorrect|wrong|invalid|must|should|policy|protected|manager|field|attempts?)[.!]?$/i
/** Words of prose have neither digits nor signs; the secrets that people write mostly do. */
const MIXED = /(?=.*[A-Za-z])(?=.*[\d!@#$%^&*_+=~?])/

export const secret: Recogniser = (page) => [
  ...candidates(page, PREFIXED, 'API_KEY', (value) => (/[xX*]{8}|\.\.\./.test(value) ? 0 : 0.97)),
  ...candidates(page, PRIVATE_KEY, 'PRIVATE_KEY', () => 0.99),
  ...candidates(page, LABELLED, 'API_KEY', (value) => {
    if (HIDDEN.test(value) || /^[a-z_.-]+$/i.test(value) || !/\d/.test(value)) return 0
    return 0.85
  }),
  ...candidates(page, PASSWORD, 'PASSWORD', (value, start) => {
    const plain = value.replace(/[.!?]$/, '')
    if (HIDDEN.test(value) || HIDDEN.test(plain) || /^\w+:\/\//.test(value)) return 0
    const label = page.before(start, 8)
    // PWD is also the folder that a shell is in.
    if (/^\/|^~/.test(value) && /pwd/i.test(label)) return 0
    const assigned = /[:=为為是]\s?["'`“「]?$|["'`“「]$/.test(label)
    if (/\bpin\b[^,;.]*$/i.test(page.before(start, 22)) && !/^\d{4,8}$/.test(plain)) return 0
    if (MIXED.test(plain)) return assigned ? 0.9 : /\b(?:is|was|now) ?:? ?$|是$/.test(label) ? 0.8 : 0.55
    if (/^[\d#*]{4,12}$/.test(plain) && /[码碼令]$/.test(label)) return 0.7
    if (/^\d{4,12}$/.test(plain)) return assigned || /\b(?:is|was) $/.test(label) ? 0.7 : 0
    return assigned && /^[\x21-\x7e]+$/.test(plain) && /[:=]/.test(label) && !/^[A-Z]?[a-z]+$/.test(plain) ? 0.6 : 0
  }).map((found) => {
    const text = page.text.slice(found.start, found.end)
    return /[.?]$/.test(text) ? { ...found, end: found.end - 1 } : found
  }),
  ...candidates(page, URL_LOGIN, 'PASSWORD', (value) => (/^(?:user(?:name)?|\w*user):(?:pass(?:word)?|secret)$/i.test(value) ? 0 : 1)),
]
