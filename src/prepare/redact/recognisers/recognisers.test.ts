import { expect, test } from 'vitest'
import { personalDataFinder } from '../find.ts'

const find = personalDataFinder({ tag: () => [] })
const found = (text: string): string[] => find(text).map((span) => `${span.type} ${span.text}`)

test.each([
  ['mail jane.o+x@mail.co.uk, or sales@shop.com', ['EMAIL jane.o+x@mail.co.uk']],
  ['昨天何小姐和张总都来了，康师傅牛肉面', ['PERSON 何', 'PERSON 张']],
  ['交给小孙和阿芳，小时工', ['PERSON 孙', 'PERSON 阿芳']],
  ['联系人：买买提·艾力；联系人：财务部', ['PERSON 买买提·艾力']],
  ['司機姓戚，同姓', ['PERSON 戚']],
  ['请患者周围的人让开，童工，大于1', []],
  ['| 姓名 | 电话 |\n|---|---|\n| 扎西次仁 | 13810223344 |', ['PERSON 扎西次仁', 'PHONE 13810223344']],
  ['Name,Dept\nBianca Orsini,Sales', ['PERSON Bianca Orsini']],
  ['Name,Price\nHex Bolt,0.12', []],
  ['Driver | Plate\nMei-Hua Chen | 7QHJ118', ['PERSON Mei-Hua Chen', 'LICENSE_PLATE 7QHJ118']],
  ['Pt: OKPARA, Blessing  Sex: F', ['PERSON OKPARA, Blessing']],
  ['Dear Nomvula,\nplease sign.\n\nKind regards\nPieter van Wyk', ['PERSON Nomvula', 'PERSON Pieter van Wyk']],
  ['Dear Customer,\nregards\nSupport Team', []],
  ['pay Mr A B Featherstone, not Dr Pepper', ['PERSON A B Featherstone']],
  ['his sister (919-555-0110) drives', ['PHONE 919-555-0110']],
  ['the man drove a Mazda Demio (KTR482)', ['LICENSE_PLATE KTR482']],
  ['私家車VV 228停在路邊，型號VV 229', ['LICENSE_PLATE VV 228']],
  ['sudo: pkhan : TTY=pts/0 ; PWD=/srv', ['USERNAME pkhan']],
  ['邮箱zhang@qq.com，谢谢', ['EMAIL zhang@qq.com']],
  ['write to mei (at) lin (dot) org', ['EMAIL mei (at) lin (dot) org']],
  ['call (212) 555-0147 or +44 20 7946 0958', ['PHONE (212) 555-0147', 'PHONE +44 20 7946 0958']],
  ['手机：１３８１２３４５６７８', ['PHONE １３８１２３４５６７８']],
  ['order 555-123-4567, tracking 9400 1118 9956', []],
  ['our hotline is 0345 600 4422, toll-free 1-800-555-0199', []],
  ['客服热线：400-820-8820；手機 0912-345-678', ['PHONE 0912-345-678']],
  ['card 4242 4242 4242 4242, item 4242424242424241', ['CREDIT_CARD 4242 4242 4242 4242']],
  ['IBAN gb82 west 1234 5698 7654 32', ['IBAN gb82 west 1234 5698 7654 32']],
  ['sort code 20-45-77, account no 63748472', ['BANK_ACCOUNT 20-45-77', 'BANK_ACCOUNT 63748472']],
  ['SSN 527-44-9081, part 527-44-9081', ['US_SSN 527-44-9081']],
  ['身份证11010519491231002X，统一社会信用代码91110108MA01B2C34D', ['CN_ID 11010519491231002X']],
  ['HKID A123456(3); 身分證A123456789', ['HK_ID A123456(3)', 'TW_ID A123456789']],
  ['passport no. 533401372, invoice no. 533401373', ['PASSPORT 533401372']],
  ['护照编号E83920174，合同编号E83920175', ['PASSPORT E83920174']],
  ['港澳通行证C12345678', ['PERMIT C12345678']],
  ["driver's license D4827193; license key 1234567", ['DRIVER_LICENSE D4827193']],
  ['车牌京N·8K3P2，沪AD12345', ['LICENSE_PLATE 京N·8K3P2', 'LICENSE_PLATE 沪AD12345']],
  ['her car, LB71 KXR, and part B-KX 7113', ['LICENSE_PLATE LB71 KXR']],
  ['MRN 00482917; 住院号：0037291', ['MEDICAL_RECORD 00482917', 'MEDICAL_RECORD 0037291']],
  ['born 3 May 1980; signed 4 May 1980', ['DATE_OF_BIRTH 3 May 1980']],
  ['Ada Byron (born 18 July 1982) is an actress', []],
  ['1995年6月30日出生，2012年9月1日入学', ['DATE_OF_BIRTH 1995年6月30日']],
  ['login from 86.143.20.117, mask 255.255.255.0, version 1.2.3.4', ['IP_ADDRESS 86.143.20.117']],
  ['设备MAC：F0:18:98:2A:BC:01', ['MAC_ADDRESS F0:18:98:2A:BC:01']],
  ['peer 2a02:8109:9a40:1f3c::b21 at 10:22:31', ['IP_ADDRESS 2a02:8109:9a40:1f3c::b21']],
  ['user=t.naka; import x from "@acme/widgets"', ['USERNAME t.naka']],
  ["login: mlopez7. mlopez7's laptop", ['USERNAME mlopez7', 'USERNAME mlopez7']],
  ['微信号wangxm_0921，QQ是839201774', ['WECHAT wangxm_0921', 'QQ 839201774']],
  ['password: Gr@nite77! Choose a password with 12 characters', ['PASSWORD Gr@nite77!']],
  ['postgres://billing:V3ryS3cret@db:5432', ['PASSWORD billing:V3ryS3cret']],
  [`key AKIA${'Q7RNDXU2LM5TPWEY'}, commit 9fceb02d0ae598e95dc970b74767f19372d61af8`, ['API_KEY AKIAQ7RNDXU2LM5TPWEY']],
  ['id 550e8400-e29b-41d4-a716-446655440000 at 51.5074, -0.1278', []],
  ['ISBN 978-0-201-89683-1 and RFC 2616', []],
  ['my wallet bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', ['CRYPTO_WALLET bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq']],
] as const)('%s', (text, expected) => {
  expect(found(text)).toEqual(expected)
})

test.each([
  'Flat B, 12/F, Block 3, Grand Promenade, 38 Tai Hong Street, Sai Wan Ho, Hong Kong',
  '4418 N. Juniper Ave, Apt 12C\nTucson, AZ 85719',
  '27a Marchmont Crescent, Edinburgh EH9 1HQ',
  '14 The Paddocks, Naas, Co. Kildare, W91 XY12',
  'Lindenallee 48, 45127 Essen',
  'Prinsengracht 214-2, 1016 HD Amsterdam',
  '14 bis rue des Martyrs, 75009 Paris',
  'Calle de Atocha 112, 3º B, 28012 Madrid',
  'P.O. Box 2291, Boise, ID 83701',
  'Unit 4, 23-25 Swanston St, Melbourne VIC 3000',
  '江苏省南京市鼓楼区中山北路281号5幢302室',
  '河南省周口市太康县王集乡李庄村3组',
  '幸福里小区8号楼2单元302',
  '香港九龍旺角彌敦道688號旺角中心一期15樓1503室',
  '臺北市大安區復興南路一段390號6樓之2',
])('the address %j, to its ends', (address) => {
  expect(found(`We moved to ${address}.`)).toEqual([`ADDRESS ${address}`])
})

test.each(['3 square feet', 'During 1944 and 1945', 'in 1886, Robert Lane met him', '国道2号公路', '舞台3号', 'The British Library stands at 96 Euston Road'])(
  'no address: %s',
  (text) => {
    expect(found(text)).toEqual([])
  },
)
