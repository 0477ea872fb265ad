import { candidates, type Candidate, type Page, type Recogniser } from './page.ts'

const IS = '(?:["\'`]? ?(?:[:=]|is|was|为|為|是|叫)[ ]?["\'`]?|[ ]?["\'`]|(?<=[名号號称稱]) ?)'
/** "username: jdoe", "user=jdoe", "用户名：lihua88" */
const LABELLED = new RegExp(
  `(?<![A-Za-zÀ-ɏ\\d])(?:user[ _-]?(?:name|id)?|log-?in(?: (?:name|id))?|screen ?name|handle|nick(?:name)?|account(?: ?name| id)|(?:twitter|instagram|insta|ig|telegram|tg|github|gitlab|slack|discord|skype|line|snapchat|tiktok|steam|reddit|facebook|fb|linkedin|kakao(?:talk)?|signal|mastodon)(?: (?:id|handle|name|user(?:name)?|account))?|sAMAccountName|uid|operator|assigned[ _]to|requester|submitter|(?:created|modified|updated|approved)_by|actor|owner|author|assignee|用户名|使用者名稱|用戶名|登录名|登錄名|登入名|登录账号|登入帳號|账号名|帳號|账号|賬號|账户名|昵称|暱稱|网名|微博|抖音|小红书|小紅書|知乎|推特|脸书|臉書|游戏ID|遊戲ID)(?:号|號|账号|帳號|ID)?${IS}(?<value>@?[A-Za-z][\\w.-]{1,31}[A-Za-z\\d_](?:#\\d{4})?)(?![\\w@]|\\.\\w|\\()`,
  'giu',
)
/** Log lines: "for user jdoe", "invalid user bob from", "Accepted publickey for deploy_k from 10.0.0.4" */
const LOGGED =
  /\b(?:for|by|invalid|from) (?:invalid )?user (?<value>[a-z][\w.-]{1,31})(?= |$|[,;:)"'\]])|\b(?:Accepted|Failed) \w+ for (?:invalid user )?(?<value>[a-z][\w.-]{1,31}) from\b|\buser (?<value>[a-z]+(?:[._]?\d|[._][a-z])[\w.-]*)(?= |$|[,;)"'\]])|\bsudo: +(?<value>[a-z][\w.-]{1,31}) : |\bfor user (?<value>[a-z][\w.-]{1,31})\(uid|\d - (?<value>[a-z][\w.-]{1,31}) \[\d/gm
const HOME = /(?:\/home\/|\/Users\/|[A-Z]:\\Users\\)(?<value>[A-Za-z][\w.-]{1,31})(?=[/\\\s:"']|$)/gm
const MENTION = /(?<![\w@/.`])(?<value>@[A-Za-z]\w{1,30}(?:[.-]\w+)*)(?![\w/@(-]|\p{Script=Han})/gu
const PROFILE =
  /(?<![\w.])(?:www\.|m\.|mobile\.|[a-z]{2}\.)?(?:linkedin\.com\/in\/|(?:twitter|x|instagram|tiktok)\.com\/@?|t\.me\/|facebook\.com\/|weibo\.com\/(?:u\/)?|zhihu\.com\/people\/)(?<value>[\w.-]{3,40}[\w-])(?![/\w])/gi
/** Accounts of machines and of roles, and words that follow such labels in prose. */
const NOBODY =
  /^@?(?:root|password|passwd|pass|admin|administrator|user|users?name|guest|system|daemon|nobody|ubuntu|ec2-user|centos|debian|runner|node|app|apps|www|www-data|postgres|mysql|redis|nginx|apache|git|github|deploy|build|ci|bot|jenkins|service|default|public|shared|share|all|any|none|null|nil|undefined|true|false|unknown|anonymous|me|you|your[\w-]*|my[_-]?\w*|example|test|tests?user|demo|name|string|str|int|text|varchar|not|the|an?|in|on|at|to|for|and|or|is|was|with|from|here|channel|everyone|team|param|return|returns|deprecated|override|types?|media|import|charset|keyframes|click|input|property|staticmethod|dataclass|test|before|after|component|see|since|throws|author|id|set|required|optional|field|page|story|ready|stack|up|down|only|also|invalid|missing|disabled|locked|logged|able|unable|unique|case|share|intent|home|explore|search|login|signup|privacy|about|help|policies|company|valid|active|empty|failed)$/i
const MEDIA_CUE =
  /\b(?:twitter|instagram|insta|ig|telegram|github|handle|follow|dm|tweet(?:ed)?|x\.com|tiktok|threads|mastodon|discord|slack|venmo|paypal|cash ?app|zelle|ping|cc|thanks|hi|hey)\b|微博|抖音|小红书|推特|关注|關注|私信/i

/** A code page of one person: what follows is a user when somebody's it is. */
const CODE_PAGE = /\b(?:github|gitlab|bitbucket|gitee)\.com\/(?<value>[A-Za-z\d][\w-]{2,38})(?![\w/.-])/gi
const THEIRS = /\b(?:my|his|her|their|candidate|applicant|personal|profile|portfolio|author)\b|个人|我的|主页/i
/** Payment addresses of India (UPI). */
const UPI =
  /(?<![\w.@-])(?<value>[A-Za-z\d][\w.-]{2,48}@(?:ok(?:axis|hdfcbank|icici|sbi)|ybl|ibl|axl|paytm|upi|apl|fbl|kotak|sbi|icici|hdfcbank|axisbank))(?![\w.@-])/g

const WECHAT =
  /(?:加我?[vV]信?|微信(?:号|號|ID)?|微訊|威信|薇信|V信|(?<![A-Za-z])(?:we-?chat|weixin|wx|vx)(?: ?(?:id|no|number))?)(?: ?(?:[:=]|is|为|是|就是|同号|同號)| )?[ ]?["'“「]?(?<value>[A-Za-z][\w-]{5,19}|1[3-9]\d{9})(?![\w@-]|\.\w)/giu
const QQ = /(?<![A-Za-z])(?:QQ|扣扣|企鹅)(?:号|號|群)?(?: ?(?:号码|號碼))?(?: ?(?:[:=]|is|number|为|是)| )?[ ]?(?<value>[1-9]\d{4,10})(?![\w@])/giu
const LINE = /(?:(?<![A-Za-z])LINE(?: ?ID)?|(?:賴|赖)(?:的)?ID)[ ]?[:=是]?[ ]?(?<value>@?[A-Za-z][\w.-]{3,19})(?![\w@])/gu

function named(page: Page, pattern: RegExp, type: string, score: (value: string, start: number) => number): Candidate[] {
  return candidates(page, pattern, type, (value, start) => (NOBODY.test(value) ? 0 : score(value, start)))
}

const likelyHandle = (value: string): boolean => /[\d_.]/.test(value) || /[a-z][A-Z]/.test(value)

export const accountName: Recogniser = (page) => [
  ...named(page, LABELLED, 'USERNAME', (value, start) => {
    if (/\.(?:com|org|net|io|cn|dev|co|edu|gov)$/i.test(value)) return 0
    const label = page.before(start, 12)
    // "user: Maria" names a person; prose after "is" has no digits.
    if (/[:=]\s?["'`]?$/.test(label))
      return likelyHandle(value) || /^[a-z]/.test(value) || value.startsWith('@')
        ? /[=_]|name|id|名|号|號/i.test(label) || likelyHandle(value)
          ? 0.8
          : 0.5
        : 0
    return likelyHandle(value) || value.startsWith('@') ? 0.75 : 0
  }),
  ...named(page, LOGGED, 'USERNAME', () => 0.75),
  ...named(page, HOME, 'USERNAME', () => 0.7),
  ...named(page, MENTION, 'USERNAME', (value, start) => (MEDIA_CUE.test(page.before(start, 30)) ? 0.7 : /[_\d.]/.test(value.slice(1)) ? 0.55 : 0)),
  ...named(page, PROFILE, 'USERNAME', () => 0.6),
  ...named(page, CODE_PAGE, 'USERNAME', (_, start) => (THEIRS.test(page.before(start, 60)) ? 0.6 : 0)),
  ...candidates(page, UPI, 'USERNAME', () => 0.8),
  ...candidates(page, WECHAT, 'WECHAT', (value) => (/^\d/.test(value) ? 0.8 : 0.9)),
  ...candidates(page, QQ, 'QQ', () => 0.9),
  ...named(page, LINE, 'USERNAME', (value) => (likelyHandle(value) || /^[a-z]/.test(value) ? 0.6 : 0)),
]
