import { isIPv6 } from 'node:net'
import { candidates, type Recogniser } from './page.ts'

const IPV4 = /(?<![A-Za-zÀ-ɏ\d_.+-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![A-Za-zÀ-ɏ\d_]|\.\d|-\w)/gu
const IPV6 = /(?<![\w.]|[\da-f:]:)(?:[\da-f]{1,4}:{1,2}){2,7}(?:[\da-f]{1,4})?(?![\w:])|(?<![\w:.])[\da-f]{1,4}::[\da-f]{1,4}(?![\w:])/gi
const MAC = /(?<![\w-])(?<!\b[\da-f]{2}:)(?:[\da-f]{2}([:-]))(?:[\da-f]{2}\1){4}[\da-f]{2}(?![\w:-])|(?<![\w.])[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4}(?![\w.])/gi
/** Addresses of no one: this host, masks, networks, broadcast, multicast, well-known name servers. */
const NOBODY =
  /^(?:0|127|169\.254|22[4-9]|23\d|24\d|25\d)\.|\.(?:0|255)$|^(?:8\.8\.[48]\.[48]|1\.[01]\.[01]\.1|9\.9\.9\.9|114\.114\.11[45]\.11[45]|223\.[56]\.[56]\.[56]|10\.0\.0\.1|192\.168\.[01]\.(?:1|254))$/
/** Networks kept for examples (RFC 5737). */
const DOCUMENTATION = /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\./
const INSTRUCTION =
  /\b(?:e\.g\.|for example|such as|example|gateway|subnet|netmask|dns|name ?server|listen(?:s|ing)?|bind|version|ver|v|release|build|firmware|default|docs?|placeholder|upgrade[ds]?(?: to)?|section|clause)\b|例如|比如|示例|网关|網關|掩码|版本|默认|預設|监听/i

export const network: Recogniser = (page) => [
  ...candidates(page, IPV4, 'IP_ADDRESS', (value, start, end) => {
    if (NOBODY.test(value) || /^\/\d/.test(page.after(end, 2))) return 0
    if (INSTRUCTION.test(page.before(start, DOCUMENTATION.test(value) ? 120 : 40))) return 0
    if (page.cue(start, end)?.kind === 'network') return 0.9
    // Four small numbers are a version more often than an address.
    return value.split('.').every((part) => part.length === 1) ? 0.3 : 0.7
  }),
  ...candidates(page, IPV6, 'IP_ADDRESS', (value, start) =>
    isIPv6(value) && value.length > 6 && !/^(?:ff0|fe80::1$)/i.test(value) && !INSTRUCTION.test(page.before(start, 30)) ? 0.85 : 0,
  ),
  ...candidates(page, MAC, 'MAC_ADDRESS', (value) => (/^(?:00|ff)(?:[:-](?:00|ff))+$/i.test(value) ? 0 : value.includes('.') ? 0.5 : 0.9)),
]
