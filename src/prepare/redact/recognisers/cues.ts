/**
 * Words that say what the number beside them is. The nearest one decides: "order 4451 was sent, call 555 0134" has a number of
 * an order and a number of a phone. `other` stands for everything that is numbered and not personal.
 */
export type CueKind =
  | 'phone'
  | 'hotline'
  | 'card'
  | 'account'
  | 'id'
  | 'passport'
  | 'permit'
  | 'licence'
  | 'plate'
  | 'medical'
  | 'birth'
  | 'network'
  | 'wechat'
  | 'qq'
  | 'other'

export interface Cue {
  readonly kind: CueKind
  /** The word itself, lower case. */
  readonly word: string
  /** Characters between the word and the value. */
  readonly distance: number
  /** The word stands after the value. */
  readonly after: boolean
}

/** By kind: words of languages that part words by spaces, then Chinese ones. The first kind that fits a place wins, so longer compounds come first. */
const CUES: readonly (readonly [CueKind, string, string])[] = [
  [
    'hotline',
    'hot-?line|helpline|toll[- ]free|free-?phone|switchboard|(?:customer|client|guest|technical|tech) (?:services?|care|support|relations)(?: (?:line|team|desk|number|phone|at))*|support (?:line|desk|number)|service desk|help ?desk|call cent(?:re|er)|emergency services|reception|front desk|box office|general enquiries|enquiries|main line',
    '(?:客服|客户服务|服务|服務|咨询|諮詢|查詢|热线|熱線|报警|急救|投诉|投訴|举报|总机|總機|专线|專線|订座|訂座|订票|前台|市民|咨詢)(?:热线|熱線|电话|電話|专线|專線|号码|號碼|可|请|請|致電|致电|拨打|撥打)*',
  ],
  [
    'medical',
    'mrn|medical record|patient (?:id|no|number|ref|identifier)|hospital (?:no|number|id)|chart (?:no|number|#)|health record|nhs|medicare|medicaid|health (?:card|insurance|plan)|insurance (?:member |policy |card )?(?:id|no|number)|member id|chi number|nhi',
    '病历|病歷|病案|(?:病人|患者|病患)(?=编号|編號|号码|號碼|号|號)|住院|门诊|門診|就诊|就診|诊疗卡|医保|醫保|健保|社保卡|登记号',
  ],
  ['passport', 'passports?|reisepass|passeport|pasaporte|passaporto|paspoort|travel document', '护照|護照'],
  [
    'permit',
    'travel permit|home return permit|mainland travel|entry permit|residence permit|visa (?:no|number|grant|stamp)|green card|alien number|work permit',
    '通行证|通行證|回乡证|回鄉證|台胞证|台胞證|居留证|居留證|居住证|签证|簽證|军官证|士兵证',
  ],
  [
    'licence',
    "driv(?:er|ing)(?:'?s|s')? ?(?:licen[cs]es?|permit)|licen[cs]e (?:no|number|#)|dln?|führerschein|permis de conduire|permiso de conducir|patente|rijbewijs",
    '驾驶证|駕駛證|驾照|駕照|驾驶执照|駕駛執照|行驶证|行照|駕駛執照號碼',
  ],
  [
    'plate',
    'licen[cs]e plates?|number plates?|plates?|registration(?: plate| mark)|vehicle(?: reg(?:istration)?| no| number)?|(?:car|bike|van) (?:no|number|plate)|reg(?:istration)?(?: (?:no|number))?(?: of (?:the|my|his|her|our) (?:car|van|trailer|lorry|truck|vehicle))?|rego|vrm|vrn|car reg|kennzeichen|immatriculation|matrícula|targa|kenteken|tag number',
    '车牌|車牌|牌照|车号|車號|牌号',
  ],
  [
    'card',
    '(?:credit|debit|bank|payment|charge|master)[- ]?cards?|card(?: (?:no|number|#))?|cards|visa|mastercard|amex|american express|discover|maestro|unionpay|cc|pan',
    '信用卡|银行卡|銀行卡|借记卡|储蓄卡|儲蓄卡|提款卡|金融卡|银联卡|卡号|卡號|工资卡|招行卡|尾号',
  ],
  [
    'account',
    'iban|bban|bic|swift|acc(?:oun)?t\\.?|a\\/c|acc|accounts?|sort code|routing|aba|bsb|ifsc|clabe|konto(?:nummer)?|compte|cuenta|conto|rekening(?:nummer)?|bank details|direct deposit|bank|gtbank|dbs|ocbc|uob|posb|fnb|absa|nedbank|capitec|hsbc|anz|westpac|commbank|kiwibank|zenith|uba|sbi|hdfc|icici|paynow|(?:current|savings?|salary) a/c|beneficiary|payee|wire|transit',
    '账号|帳號|账户|帳戶|賬戶|賬號|戶口|户口号|开户行|銀行戶口|收款|汇款|匯款|转账|轉賬|轉帳|存折|對公',
  ],
  [
    'id',
    'ssn|social security|social insurance|sin|itin|tin|national (?:id|insurance|identity|identification)|nino?|bvn|uan|n\\.i\\.|ni (?:no|number)|identity (?:card|document|no|number)|identification (?:no|number)|id (?:card|no|number|#)|id|nric|fin|hkid|aadhaar|aadhar|uidai|pan (?:card|no|number)|pps(?:n| no| number)?|tfn|ird|tax file|tax(?:payer)? (?:id|identification|no|number)|steuer-?id(?:entifikationsnummer|nr)?|steuernummer|idnr|personalausweis|ausweis(?:nummer)?|sozialversicherungsnummer|insee|numéro de sécurité sociale|sécurité sociale|nir|dni|nie|nif|codice fiscale|bsn|burgerservicenummer|sofinummer|pesel|cpf|curp|rrn|personnummer|cpr|ahv|numéro fiscal|voter|epic',
    '身份证|身份證|身分證|公民身份|证件|證件|居民证|身分證統一編號|身证|税号|納稅人識別|纳税人识别',
  ],
  [
    'birth',
    'd\\.?o\\.?b\\.?|date of birth|birth ?dates?|birth ?days?|born(?: on)?|birth|geburtsdatum|geboren(?: am)?|geb\\.?|né(?:e)? le|date de naissance|fecha de nacimiento|nacid[oa] el|data di nascita|nat[oa] il|geboortedatum',
    '出生日期|出生年月日|出生年月|出生于|出生|生日|(?<![发發产產])生[于於]|诞辰',
  ],
  ['wechat', 'we-?chat(?: id)?|weixin|wx|vx', '微信|威信|薇信|加v|微信号'],
  ['qq', 'qq', '扣扣|企鹅号'],
  [
    'network',
    'ip|ips|ipv[46]|ip address(?:es)?|remote[_-]?(?:addr|ip)|client[_-]?(?:addr|ip)?|x-forwarded-for|src|source|from|peer|host|mac|hwaddr|ether|login|logged|session|user',
    '登录|登入|登陆|来源|來源|地址|客户端',
  ],
  [
    'phone',
    '(?:tele)?phones?|tel|[tmp](?=[:.])|mobiles?|mob|cell(?:phone|ular)?|call(?:ed|ing|s)?|dial(?:led|ed|ing)?|text(?:ed|ing)?|sms|whatsapp|fax|landline|ring|rang|reach(?:ed|able)?|contact(?:able)?|hp|ph|handphone|callback|ext|telefon(?:nummer)?|handy(?:nummer)?|téléphone|tél|teléfono|telefono|móvil|cellulare|mobil|telefoon|portable|my number|(?:his|her|their|your|new|old|home|work|office|personal|registered|emergency|best|direct) (?:number|line)|emergency contact|(?<![a-z] )number is',
    '手机|手機|电话|電話|座机|联系方式|联络|聯絡|聯繫|联系|致电|致電|拨打|撥打|传真|傳真|短信|簡訊|行動|来电|來電|打给|打給|加我|号码是|電聯|移动',
  ],
  [
    'other',
    '(?:purchase |work |sales )?orders?(?:[- ](?:id|no|number))?|invoices?|inv|bill|receipt|tracking|shipment|parcel|consignment|awb|waybill|ref(?:erence)?s?|tickets?|cases?(?:[- ](?:id|no|number))?|sku|upc|ean|gtin|asin|part|parts|p\\/n|serial|s\\/n|imei|models?|versions?|ver|v|build|release|firmware|revision|rev|isbn|issn|doi|isrc|po|rma|batch|lot|item|product|article|rfc|iso|en|din|commit|hash|sha|checksum|uuid|guid|page|pages|pp|chapter|section|figure|table|price|cost|total|amount|sum|subtotal|qty|quantity|units|balance|paid|usd|eur|gbp|cny|rmb|hkd|ntd|twd|inr|aud|cad|sgd|vat|ein|abn|acn|crn|company (?:no|number)|charity (?:no|number)|registered (?:no|number|in)|patent|port|error|code|latitude|longitude|lat|lon|lng|coordinates|gps|timestamp|epoch|id=|request[_-]?id|trace[_-]?id|session[_-]?id|transaction|txn|confirmation|booking|reservation|flight|seat|gate|room|barcode|catalog(?:ue)?|stock|quote|policy|contract|project|job|issue|bug|pr|cve|docket|bates|exhibit|index|registration number|dea|npi|employee|staff|student|badge|customer (?:id|no|number)|membership|loyalty|frequent flyer|meter|vin|expediente|dossier|aktenzeichen|size|weight|voucher|coupon|promo|pin ?code',
    '订单|訂單|单号|單號|快递|快遞|运单|運單|物流|编号|編號|发票|發票|版本|型号|型號|序列|合同号|合同编号|合約編號|信用代码|统一社会|社会信用|金额|金額|合计|總計|总计|价格|價格|售价|工号|工號|学号|學號|会员|會員|批号|批號|批次|条码|條碼|货号|貨號|料号|料號|文号|字第|案号|案號|流水号|流水號|交易号|凭证|标准|国标|书号|書號|邮编|郵編|邮政编码|郵遞區號|坐标|座標|端口|错误|錯誤|代码|代碼|型|工单|工單|参考|參考|備註|設備|设备|零件|备案|備案|许可证|許可證|营业执照|执照号|登记证|登記證|統一發票|统编|統編|统一编号|統一編號|保单|保單|航班|房间|課程|课程',
  ],
]

const LEFT = '(?<![a-zà-ɏ\\d_])'
const RIGHT = '(?![a-zà-ɏ])'
/** "护照编号" is a passport's number, not one of those that "编号" alone announces. */
const NUMBERED = '(?:卡|证|證)?(?:号码|號碼|编号|編號|字号|字號|号|號)?'
const UNNUMBERED = new Set<CueKind>(['hotline', 'other', 'network'])
const group = (at: 1 | 2): string => CUES.map((cue) => `(?<${cue[0]}>${at === 2 && !UNNUMBERED.has(cue[0]) ? `(?:${cue[2]})${NUMBERED}` : cue[at]})`).join('|')
/** Runs over text in lower case. */
const ANY = new RegExp(`${LEFT}(?:${group(1)})${RIGHT}|${group(2)}`, 'g')
const WINDOW = 44
/** How far after a value its word may stand: "13800138000（手机）", "555 0134 is my mobile". */
const AFTER = 14

interface Place {
  readonly kind: CueKind
  readonly word: string
  readonly start: number
  readonly end: number
}

/** Says for a stretch of a text which cue it has: the last one before it on its line (or on the line above, where it begins its line); else the first right after it. */
export type CueFinder = (start: number, end: number) => Cue | undefined

/** The cues of a text; each line is read once, and only when something on it is asked for. */
export function cuesOf(text: string): CueFinder {
  const lower = text.toLowerCase()
  // A letter such as "İ" grows in lower case and would move all offsets.
  const page = lower.length === text.length ? lower : text
  const lines = new Map<number, Place[]>()
  const line = (at: number): { start: number; places: Place[] } => {
    const start = page.lastIndexOf('\n', at - 1) + 1
    const known = lines.get(start)
    if (known) return { start, places: known }
    const stop = page.indexOf('\n', start)
    const places = placesOf(page.slice(start, stop < 0 ? undefined : stop), start)
    lines.set(start, places)
    return { start, places }
  }
  return (start, end) => {
    const own = line(start)
    const before = own.places.findLast((place) => place.end <= start)
    if (before && before.start >= start - WINDOW) return { kind: before.kind, word: before.word, distance: start - before.end, after: false }
    if (own.start > 0 && page.slice(own.start, start).trim() === '') {
      // The value begins its line: the line above is its label.
      const above = line(own.start - 1).places.at(-1)
      if (above && above.start >= start - WINDOW) return { kind: above.kind, word: above.word, distance: start - above.end, after: false }
    }
    const after = own.places.find((place) => place.start >= end)
    if (!after || after.start - end > AFTER || /[\n。.;]/.test(page.slice(end, after.start))) return undefined
    // In "5551234, order 9" the word belongs to what follows it.
    if (/[\d#:]/.test(page.slice(after.end, after.end + 3))) return undefined
    return { kind: after.kind, word: after.word, distance: after.start - end, after: true }
  }
}

function placesOf(line: string, offset: number): Place[] {
  return Array.from(line.matchAll(ANY), (match) => ({
    kind: kindOf(match),
    word: match[0],
    start: offset + match.index,
    end: offset + match.index + match[0].length,
  }))
}

function kindOf(match: RegExpExecArray): CueKind {
  for (const [kind] of CUES) if (match.groups?.[kind] !== undefined) return kind
  return 'other'
}
