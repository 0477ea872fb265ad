import type { PlaceSetting, Source, SourceConnector } from '../../contracts/source.ts'

/** How a place is read, by the form of its address or the fields of the configuration; undefined for a folder or file. */
export interface OtherPlace {
  /** Without user, password, key or query. */
  readonly shown: string
  readonly address: string
  open(): Promise<Source>
}

export interface PlaceOptions {
  /** For web pages that say nothing themselves. */
  readonly web?: Omit<Extract<PlaceSetting, { readonly web: string }>, 'web'>
  /** Personal data is protected: no version may be a hash of content. */
  readonly withoutHashes?: boolean
}

export function otherPlace(place: PlaceSetting, { web: webDefaults, withoutHashes = false }: PlaceOptions = {}): OtherPlace | undefined {
  const address = typeof place === 'string' ? place : 'web' in place ? place.web : 's3' in place ? place.s3 : place.sql
  const shown = withoutSecrets(address)
  const sqlOptions = { hashVersions: !withoutHashes }
  if (typeof place !== 'string' && 'sql' in place) return { shown, address, open: async () => (await import('../sql/sql.ts')).openSql(place, sqlOptions) }
  const connector = async (): Promise<SourceConnector> => {
    if (/^https?:/i.test(address)) {
      const { web: _, ...own } = typeof place === 'object' && 'web' in place ? place : { web: '' }
      return (await import('../web/web.ts')).webConnector({ ...webDefaults, ...own })
    }
    if (/^s3:/i.test(address)) {
      const { s3: _, ...own } = typeof place === 'object' && 's3' in place ? place : { s3: '' }
      return (await import('../s3/s3.ts')).s3Connector(own)
    }
    return (await import('../sql/sql.ts')).sqlConnector(sqlOptions)
  }
  if (!/^(https?:\/\/|s3:\/\/|(sqlite|postgres|postgresql|mysql|mariadb):)/i.test(address)) return undefined
  return { shown, address, open: async () => (await connector()).open(address) }
}

/** What may be shown of an address before it is understood. */
function withoutSecrets(address: string): string {
  const url = /^https?:/i.test(address) ? URL.parse(address) : undefined
  if (url) return `${url.origin}${url.pathname}`
  return address.replace(/\?.*$/s, '').replace(/\/\/.*@/s, '//')
}
