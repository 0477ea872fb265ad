import { candidates, type Recogniser } from './page.ts'

const BITCOIN = /(?<![\w/])(?:bc1[ac-hj-np-z02-9]{25,87}|[13][1-9A-HJ-NP-Za-km-z]{25,34})(?!\w)/g
const ETHEREUM = /(?<![\w/])0x[\da-fA-F]{40}(?!\w)/g
const CUE = /wallet|btc|bitcoin|address|eth|usdt|send|transfer|donat|钱包|錢包|地址|比特币|比特幣/i

/** Addresses of Bitcoin and Ethereum wallets. */
export const wallet: Recogniser = (page) => [
  ...candidates(page, BITCOIN, 'CRYPTO_WALLET', (value, start) =>
    value.startsWith('bc1') ? 0.9 : /^\d+$/.test(value) ? 0 : CUE.test(page.before(start, 60)) ? 0.9 : 0.5,
  ),
  ...candidates(page, ETHEREUM, 'CRYPTO_WALLET', (_, start) => (/contract/i.test(page.before(start, 40)) ? 0 : 0.8)),
]
