/** What the people of Larkfield Instruments and its customers need day by day; see english-rules.ts. */

export const WARRANTY = `
# SM-40 Soil Moisture Probe: Warranty and Service

Document LF-SM40-W, revision 7, 3 November 2025. For customers and dealers.

## 1 Warranty

Larkfield warrants the SM-40 probe against defects in material and workmanship for 36 months from the date of delivery. The battery is covered for 12 months.

The warranty ends if the housing has been opened, if the probe was hammered into stony ground, or if the serial number cannot be read.

## 2 Operating limits

| Property | Value |
| Measuring range | 0 to 60% volumetric water content |
| Accuracy | plus or minus 2% between 5 and 45% |
| Operating temperature | -30 to 60 degrees Celsius |
| Protection class | IP68, 3 metres of water for 72 hours |
| Radio range | 8 km in open country, 868 MHz |
| Battery life | 5 years at one reading every 15 minutes |
| Weight | 410 g |

## 3 Returns

To return a probe, ask for an RMA number at service@larkfield.example and write it on the parcel. Parcels without an RMA number are sent back unopened.

The probe must reach us within 30 days of the RMA number being issued. Clean off the soil: probes that arrive dirty are cleaned for a fee of £15.

## 4 Calibration

We recommend a calibration every 12 months. It costs £48 per probe and takes six working days in our laboratory in Norwich.

After calibration you receive a certificate that names the reference soil, the temperature and the deviation found.

## 5 Repairs outside the warranty

| Repair | Price | Time |
| Battery replaced | £29 | 3 working days |
| Antenna replaced | £41 | 4 working days |
| Sensor blades replaced | £96 | 8 working days |
| Main board replaced | £132 | 10 working days |

Repairs carry a warranty of six months. Probes sold before 2016 can no longer be repaired; owners get 20% off a new one.
`

export const ONBOARDING = `# Your First Weeks

A guide for new colleagues in Norwich, last changed on 2 March 2026.

## First day

Come to reception at 9:15 on your first day and bring your passport. You get your laptop and an access card from the service desk on the second floor.

## First week

- Monday: tour of the building with your buddy
- Tuesday: introduction to Dayplan, Wayfare and Paydesk
- Wednesday: lunch with the founders at 12:00 in the Barley Room
- Friday: first talk with your manager

Every new colleague has a buddy for the first 12 weeks. The buddy sits in another team.

## First month

Take the online course on data protection within 14 days and the laboratory safety course within 30 days of starting. Without the safety course your card does not open the laboratory.

## Who helps

| Question | Ask |
|---|---|
| Laptop, phone, accounts | service desk, extension 411 |
| Contract, pay, pension | People team, extension 230 |
| Desk, keys, post | facilities, extension 205 |
| Anything else | your buddy |
`

export const CONTACTS = `name,role,office,phone,email
Ines Marlow,Chief Executive Officer,Norwich,+44 1632 960101,ines.marlow@larkfield.example
Tobias Quist,Chief Technology Officer,Utrecht,+31 30 555 0102,tobias.quist@larkfield.example
Marguerite Oyelaran,Chief Operating Officer,Norwich,+44 1632 960103,marguerite.oyelaran@larkfield.example
Desmond Achterberg,Finance Director,Norwich,+44 1632 960104,desmond.achterberg@larkfield.example
Priya Ramanathan-Holt,Head of IT,Norwich,+44 1632 960105,priya.ramanathan-holt@larkfield.example
Saskia Verbruggen,Head of People,Utrecht,+31 30 555 0106,saskia.verbruggen@larkfield.example
Callum Dunmore,Data Protection Officer,Norwich,+44 1632 960107,callum.dunmore@larkfield.example
Yewande Brightwell,Compliance Officer,Norwich,+44 1632 960108,yewande.brightwell@larkfield.example
Jorik van Aalst,Safety Officer,Utrecht,+31 30 555 0109,jorik.vanaalst@larkfield.example
Fenella Stroud,Facilities Manager,Norwich,+44 1632 960110,fenella.stroud@larkfield.example
Rashid Pelham,Head of Sales,Norwich,+44 1632 960111,rashid.pelham@larkfield.example
Annelies Hoekstra,Head of Research,Utrecht,+31 30 555 0112,annelies.hoekstra@larkfield.example
Ottoline Crabbe,Head of Customer Service,Norwich,+44 1632 960113,ottoline.crabbe@larkfield.example
"Gu Wenbo",General Manager,Suzhou,+86 512 5550 0114,gu.wenbo@larkfield.example
"Lu Yaqin",Office Manager,Suzhou,+86 512 5550 0115,lu.yaqin@larkfield.example
`

/** Help-desk questions as they are exported, one JSON object a line. */
export const HELP_DESK = [
  [
    'HD-1041',
    '2026-01-14',
    'How do I connect to the VPN?',
    'Start the program Tunnelight, choose the gateway nr-gate-2 and sign in with your security key. The VPN disconnects after 12 hours.',
  ],
  [
    'HD-1057',
    '2026-01-20',
    'Which Wi-Fi do visitors use?',
    'Visitors use the network Larkfield-Guest. The code is printed on the badge and is valid for one day.',
  ],
  [
    'HD-1063',
    '2026-01-22',
    'The printer on the third floor says "authentication failed".',
    'Hold your access card to the reader until it beeps twice; the printer then shows your waiting jobs. Jobs are deleted after 24 hours.',
  ],
  ['HD-1088', '2026-02-03', 'How large may an e-mail attachment be?', 'Attachments may have up to 25 MB. Send larger files as a link from the company drive.'],
  [
    'HD-1102',
    '2026-02-11',
    'My laptop battery lasts less than an hour. Can I get a new one?',
    'Laptops are replaced after four years. A battery with less than 60% of its capacity is replaced at once; bring the laptop to the service desk.',
  ],
  [
    'HD-1119',
    '2026-02-19',
    'How do I recover a file that I deleted from the company drive?',
    'Deleted files stay in the recycle bin of the drive for 45 days. After that, the service desk can restore them from the nightly backup for another 90 days.',
  ],
  [
    'HD-1126',
    '2026-02-24',
    'Who gets a licence for the drawing program CADwright?',
    'There are 12 floating licences. Ask your team lead; research and production have priority.',
  ],
  ['HD-1140', '2026-03-05', 'Can I use my private phone for work e-mail?', 'Yes, with the app Fieldmail and a PIN of six digits. Other mail apps are blocked.'],
]
  .map(([id, date, question, answer]) => `${JSON.stringify({ id, date, question, answer })}\n`)
  .join('')

const MOVE_TEXT = `Dear colleagues in Norwich,

our lease at Rose Lane ends, and we move. The Norwich office moves to Whiting Yard 8 on Monday, 18 May 2026.

What you need to know:

- Pack your desk by Thursday, 14 May, 16:00. Boxes and labels are at reception.
- On Friday, 15 May, everybody works from home.
- The new building has 46 parking spaces. Apply to Fenella Stroud for a permit by 30 April; colleagues who share a car come first.
- Bicycles go into the cellar on the north side; the door code is on your new access card letter.
- The post address stays valid until 31 August 2026.

The calibration laboratory moves one week later, on 25 May, so that customer orders are not delayed.

Fenella Stroud
Facilities Manager
`

export const MOVE_MAIL = [
  'From: Fenella Stroud <fenella.stroud@larkfield.example>',
  'To: All Norwich <norwich@larkfield.example>',
  'Date: Tue, 07 Apr 2026 10:12:00 +0100',
  'Subject: The Norwich office moves in May',
  'Message-ID: <20260407-norwich-move@larkfield.example>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/alternative; boundary="=_lark_1"',
  '',
  '--=_lark_1',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: 7bit',
  '',
  ...MOVE_TEXT.trim().split('\n'),
  '',
  '--=_lark_1',
  'Content-Type: text/html; charset=utf-8',
  'Content-Transfer-Encoding: 7bit',
  '',
  `<html><body>${MOVE_TEXT.trim()
    .split('\n\n')
    .map((part) => `<p>${part.replaceAll('\n', '<br>\n')}</p>`)
    .join('\n')}</body></html>`.replaceAll('\n', '\r\n'),
  '',
  '--=_lark_1--',
  '',
].join('\r\n')
