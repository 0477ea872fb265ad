import { lookup as lookUp, type LookupAddress, type LookupOptions } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Addresses that are not reachable from everywhere: loopback, link-local, private and shared ranges (RFC 6890). */
const PRIVATE = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv6')

/** IPv4 addresses written as IPv6 ones (`::ffff:10.0.0.1`) are told by their IPv4 part: BlockList looks into those itself. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && PRIVATE.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

export const LED_INSIDE = 'ELEDINSIDE'

/**
 * Looks up names, and refuses (code `ELEDINSIDE`) one that leads to a private address when the first name looked up did not: a public
 * site must not lead into the network that Tilth runs in, by a redirect or by a name whose address changes meanwhile.
 */
export function guardedLookup(lookup: typeof lookUp = lookUp): LookupFunction {
  let inside: boolean | undefined
  return (hostname, options: LookupOptions, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, '', 0)
      const hidden = addresses.some(({ address }) => isPrivateAddress(address))
      inside ??= hidden
      if (hidden && !inside) return callback(Object.assign(new Error('the name leads to a private address'), { code: LED_INSIDE }), '', 0)
      const [first] = addresses
      return options.all ? callback(null, addresses) : callback(null, first?.address ?? '', first?.family ?? 0)
    })
  }
}
