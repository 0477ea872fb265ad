import { candidates, type Candidate, type Page, type Recogniser } from './page.ts'

const COMPOUND = '欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|慕容|夏侯|令狐|司徒|皇甫|东方|東方|公孙|公孫|尉迟|尉遲|长孙|長孫|宇文|端木|南宫|南宮|張簡|范姜|张简'
const COMMON =
  '王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭肖程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻闫余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔'
const RARE =
  '文樊兰蘭殷施陶洪翟颜顏倪严嚴牛温溫芦季俞章鲁魯葛伍韦韋申尤毕畢聂聶焦向柳邢路岳齐齊梅庄莊辛管祝左涂谷祁耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄项項曲游阳陽裴席卫衛查屈鲍鮑位覃霍翁隋甘景薄柏宁寧房解蔺蒙简簡宣滕池裘巫闵閔朴区區麥麦連连甯詹阮慕古鄔邬冉'
const RARER =
  '柯戚敖尚华華狄米臧计計谈談茅庞龐舒蓝藍娄婁骆駱虞支莫缪繆应應宗郁单單包诸吉嵇荀羊惠封芮储儲富乌烏巴车車班仲伊宫宮仇栾欒厉厲戎符幸印蒲索卓屠劳勞姬雍商佘苟晏敬楚冷仝巩鞏练練揭那利計麻谌戈瞿竺岑冼鈕钮湛岳鄢卞扈满滿'
const SURNAME = `(?:${COMPOUND}|[${COMMON}${RARE}${RARER}])`
/** Those that begin few other words. */
const CLEAR_SURNAME = `(?:${COMPOUND}|[${COMMON}${RARE}])`
/** Letters that end another word, after which a name may begin in the middle of a run of Chinese. */
const HEAD =
  '(?<=^|[^\\u3400-\\u9fff]|[天晚午日前后後時时里裡上下的和与與跟给給俾話于於找是由叫问問向请請我你您他她把被让讓同对對了和及但而,因]|联系|聯絡|联络|通知|转交|交给|打給|打给|回复|建议|经由)'
/** Letters that may follow a name at once: verbs and particles of a sentence. */
const FOLLOWS =
  '(?=$|[^\\u3400-\\u9fff]|[登接发發送签簽話唔喺的说說在和与與跟是已要会會将將也就都有来來去把让讓给給请請同代收负負答反建下上今昨明曾到对對于於回提表因为為被向没沒不从從做写寫打出带帶跟想看问問那这這两兩]|先|正|刚|剛)'
const TITLES =
  '先生(?![成产產活态])|小姐|女士|太太|夫人|老师|老師|医生|醫生|医师|醫師|大夫|护士|護士|护理师|護理師|经理|經理|主任|主委|委员|警员|警員|警官|师傅|師傅|阿姨|叔叔|伯伯|伯母|大哥|大姐|大爷|大妈|大媽|媽媽|妈妈|爸爸|爷爷|奶奶|教授(?![课課学學])|律师|律師|主席(?![台臺团團])|处长|處長|局长|局長|校长|校長|科长|科長|院长|院長|部长|部長|组长|組長|队长|隊長|店长|店長|会计(?![师准年科制])|會計(?![師準年科制])|老板|老闆|秘书|秘書|同学|同學|书记|書記|代書|法官|检察官|总监|總監|总经理|董事长|董事長|站长|馆长|工程师|顾问|导师|導師|教练|教練|姑娘|女仕|師奶'
const SHORT = '总|總|工|哥|姐|姊|叔|伯|嫂|姨|董|太|生|爷|婶|嬸|sir|Sir'
/** Brands, words of the trade and names of history that have the form of a surname with a title. */
const NO_NAME =
  /^(?:康师傅|毛主席|孫主任委員|施工|文工|方太|马太|馬太|万总|余生|安生|谢生|向生|关工|任工|管工|金工|石工|解工|牛叔|白工|高工|孔夫|国父|路工|温太|余太|房太|万生|毕生|畢生|卫生|衛生|施生|查总|汇总|于总|白生|常生|众生|高生|金生|关太|何总|全总|童工|陶工|余叔)$/

/** "何小姐", "王媽媽", "张总": the surname is the name, its title is none. */
const TITLED = new RegExp(`${HEAD}(?<value>${SURNAME})(?:(?:${TITLES})|(?:${SHORT})${FOLLOWS})`, 'gu')
/** "小孙", "老魏", "大刘" */
const FAMILIAR = new RegExp(`(?:${HEAD}|(?<=台|[司同]机|[司]機|[同]事|客服|技[师工]|师傅))(?:[小老大](?<value>[${COMMON}]))${FOLLOWS}`, 'gu')
/** With what else "小" and "老" and "大" make a word. */
const NO_FAMILIAR =
  /^(?:小[于於高马馬白金康龙龍万萬石田方江熊苏蘇黄黃毛贾叶葉史曾段雷孔易常武林汤湯钟鍾余]|老[于於白汤湯马馬黄林方毛田石龙龍钟]|大[于於高马馬白金康龙龍万萬石田方江熊苏蘇黄黃毛贾叶葉史曾段雷孔易常武林汤湯钟鍾余唐宋夏秦韩韓汪侯])$/
/** Nicknames after "阿", with letters that begin no foreign name or thing. */
const NICKNAME = new RegExp(
  `${HEAD}(?<value>阿(?:[强強芳明杰華华珍玲伟偉英美红紅燕军軍輝辉祥娟霞萍勇峰鋒锋敏慧莲蓮香菊梅桂秀雲云東东成志偉榮荣發发財财福貴贵忠信義义仁良文海涛濤鵬鹏超俊豪凱凯宏洪傑欣怡婷娇嬌麗丽珠玉花月琴蘭莹瑩妹弟仔牛狗肥輝權权昌彪坤]|[A-Z][a-z]{1,9}(?![a-z])))(?![\\u3400-\\u9fff]{0,2}[斯尔爾特克])${FOLLOWS}`,
  'gu',
)

const VALUE = `${CLEAR_SURNAME}[\\u3400-\\u9fff]{1,2}`
/** Labels of forms after which a name stands, whatever it looks like. */
const CERTAIN =
  '姓名|名字|真实姓名|联系人|聯絡人|聯繫人|收件人|收货人|收貨人|寄件人|付款人|收款人|开票人|复核|經手人|经办人|经办|經辦|经手人|审核人|持卡人|户名|戶名|監護人|监护人|申请人|申請人|報案人|报案人|被保险人|被保險人|投保人|出租方|承租方|出租人|承租人|法定代表人|负责人|負責人|签名|簽名|簽署人|记录人|记录|紀錄|主持|主持人|紧急联系人|緊急聯絡人|医师签名|实名|實名|收|寄|车主|車主|患者|病人|病患|业主|業主|租客|委托人|甲方代表|乙方代表|[直主]?[属屬管]?主管|醫師|医师|受托人|立契約書人'
const LABELLED = new RegExp(
  `(?:${CERTAIN})(?:\\([^()\\n]{1,8}\\))?[:：] ?(?<value>[\\u3400-\\u9fff]{1,8}·[\\u3400-\\u9fff]{1,8}|[\\u3400-\\u9fff]{2,4})(?=$|[^\\u3400-\\u9fff·])|(?<![\\u3400-\\u9fff])姓名 (?<value>[\\u3400-\\u9fff]{2,4})(?= |$)`,
  'gmu',
)
const NO_PERSON =
  /[部处處科组組司心室店院局会會厂廠行所站队隊班团團方户戶]$|^(?:必填|选填|同上|保密|匿名|无|未知|本人|自己|手机|电话|待定|见附件|先生|女士|小姐|公司|单位|客户|客戶|性别|地址|张三|李四|王五|暂无|不详|不詳|请输入|某某|[某×].*|.*[某×].*)$/u
/** Roles in running text, with the surname that then must follow: "司机康宁轻伤", "女兒區慧敏陪診". */
const ROLE = new RegExp(
  `(?:[她他你我]先生|太太|老公|老婆|父亲|母亲|父親|母親|车主|車主|店长|店長|对方驾驶|對方駕駛|快递员|員工|员工|患者|病患|病人|会员|會員|业主|業主|租客|司机|司機|家属|家屬|女儿|女兒|儿子|兒子|丈夫|妻子|护士|護士|护理师|護理師|技术员|技術員|民警|員警|班主任|导师|導師|同事|我是|我叫|本人|旅客|乘客|报案人|嫌疑人|被保险人|投保人|联系人|主管|经手人|邻居|鄰居|店员|店員|主席|秘書|秘书|代表)(?<value>${VALUE})(?=$|[^\\u3400-\\u9fff·]|[的在于於持驾駕乘说說称稱为為轻輕急陪电電来來已将將与與和提表反因女男先]|上门|报案|就诊|报名)`,
  'gu',
)
const NO_ROLE =
  /^(?:周围|周圍|周边|周遭|关系|管理|方面|方式|任何|任务|任意|时间|安全|高度|白天|成员|成功|马上|全部|于今|向来|常常|高兴|高血压|高血|解决|关于|关心|严重|易|石|项目|区域|連同|连同|连日|温度|何时|何事|何人|毕业|万一|金额|康复|宁愿|查询|施工|费用|古代|房东|房屋|管理员|管理者|席位|广|武装|马路|黄牛|方可|应|曾|曾经|于|路|位|解|文|梅|高龄|高级|高管|向我|向你|向本|连续|连夜|左)/u
/** A letter's opening, kin and a nickname or given name: "亲爱的妞妞：", "你妈妈秀兰的腰". */
const DEAR = /(?:亲爱的|親愛的|敬爱的)(?<value>[\u3400-\u9fff]{2,3})(?=[:,，：!])/gu
const NO_DEAR =
  /朋友|同学|同學|家长|家長|用户|用戶|客户|客戶|顾客|顧客|老师|老師|同事|各位|妈妈|媽媽|爸爸|爷爷|奶奶|会员|會員|先生|女士|读者|讀者|旅客|乘客|伙伴|夥伴|员工|業主|业主|您|你|同仁|玩家|孩子|宝贝|寶貝/u
/** Who speaks in a chat, by a nickname: "糖糖：带我一个". */
const SPEAKER = /^(?<value>([\u3400-\u9fff])\2)(?=[:：]\S)/gmu
const NO_SPEAKER = /[谢謝常刚剛爸妈媽哥弟姐妹爷奶叔伯舅姑婶渐漸往仅僅偏明大小多好天人]/u

/** "司機姓戚": a surname that is told. */
const SURNAMED = new RegExp(`(?<![百同贵貴复複老])姓(?<value>${SURNAME})(?=$|[^\\u3400-\\u9fff]|[的住是])`, 'gmu')
/** What is told of a person right after the name: "柯震（工号 33812）", "欧阳俊彦，男，", "樊胜男 13800138000". */
const DESCRIBED = new RegExp(
  `${HEAD}(?<value>${SURNAME}[\\u3400-\\u9fff]{1,2})(?= ?\\((?:工号|工號|男|女|签字|簽字|签名|身份证|身分證|手机|手機|电话|電話|配偶|[父母夫妻子女兄弟姐妹]\\)|1[3-9]\\d{3}|以下简称|以下簡稱|下称)|[,、] ?[男女](?:性|[,、。 ]|$)| {1,3}1[3-9]\\d{5})`,
  'gmu',
)
/** Who was there, or gets a copy: a list of names. */
const LIST = /(?:出席者?|出席人[员員]|参加|参会人?员?|与会人?员?|列席|缺席|请假|抄送|致|收件|紀錄|参与人)[:：] ?(?<value>[^\n:：;；。]{2,120})/gu
const LISTED = new RegExp(`(?<=^|[、,， /])${SURNAME}[\\u3400-\\u9fff]{1,2}(?=$|[、,， /(])`, 'gu')
/** "朵朵妈妈", "輝哥": kin and respect after a nickname. */
const KIN = new RegExp(
  `(?<=^|[^\\u3400-\\u9fff])(?:(?<value>[\\u3400-\\u9fff]{2})(?:妈妈|媽媽|爸爸|奶奶|爷爷|爺爺|家长|家長)(?=[:：])|(?<value>([\\u3400-\\u9fff])\\3)(?:妈妈|媽媽|爸爸))|${HEAD}(?<value>[强強芳明杰華华珍玲伟偉英美红紅军軍輝辉祥娟霞萍勇峰鋒锋敏慧莲蓮菊桂秀雲云东東成志榮荣發财財福貴贵忠義义良涛濤鵬鹏超俊豪凱凯宏傑欣婷娇嬌麗丽])(?:哥|姐|叔|嫂|伯|姨)${FOLLOWS}`,
  'gmu',
)
const NO_KIN = /[爸妈媽爷奶的个個位名各请請新好亲親外祖是]|家长|家長|孩子|学生|學生|宝宝|寶寶|各位/u

/** Chinese names that tell themselves by a title, a label or a form of address; the tagger finds those in running text. */
export const chineseName: Recogniser = (page) => {
  if (!/[\u3400-\u9fff]/.test(page.text)) return []
  return [
    ...titled(page),
    ...candidates(page, FAMILIAR, 'PERSON', (_, start, end) => {
      const word = page.text.slice(start - 1, end)
      if (!NO_FAMILIAR.test(word)) return 0.7
      // "小黄" may be a colour: it needs a label before it and nothing after it.
      return !/[于於]/.test(word) && /[:：] ?[小老大]$/.test(page.before(start, 3)) && !/^[\u3400-\u9fff]/.test(page.after(end, 1)) ? 0.6 : 0
    }),
    ...candidates(page, NICKNAME, 'PERSON', () => 0.7),
    ...candidates(page, LABELLED, 'PERSON', (value) => (NO_PERSON.test(value) ? 0 : 0.85)),
    ...candidates(page, ROLE, 'PERSON', (value) => (NO_ROLE.test(value) || NO_PERSON.test(value) ? 0 : 0.72)),
    ...candidates(page, DEAR, 'PERSON', (value) => (NO_DEAR.test(value) ? 0 : 0.7)),
    ...candidates(page, SURNAMED, 'PERSON', () => 0.75),
    ...candidates(page, DESCRIBED, 'PERSON', (value) => (NO_ROLE.test(value) || NO_PERSON.test(value) ? 0 : 0.75)),
    ...candidates(page, KIN, 'PERSON', (value) => (NO_KIN.test(value) ? 0 : 0.65)),
    ...listed(page),
    ...candidates(page, SPEAKER, 'PERSON', (value) => (NO_SPEAKER.test(value) ? 0 : 0.65)),
  ]
}

function listed(page: Page): Candidate[] {
  return candidates(page, LIST, 'PERSON', () => 0.72).flatMap(({ start, end, type, score }) =>
    Array.from(page.text.slice(start, end).matchAll(LISTED), ({ 0: name, index }) => ({
      start: start + index,
      end: start + index + name.length,
      type,
      score,
    })).filter((one) => !NO_ROLE.test(page.text.slice(one.start, one.end)) && !NO_PERSON.test(page.text.slice(one.start, one.end))),
  )
}

function titled(page: Page): Candidate[] {
  const found: Candidate[] = []
  for (const match of page.text.matchAll(TITLED)) {
    const value = match.groups?.['value'] ?? ''
    if (!value || NO_NAME.test(match[0])) continue
    found.push({ start: match.index, end: match.index + value.length, type: 'PERSON', score: 0.75 })
  }
  return found
}
