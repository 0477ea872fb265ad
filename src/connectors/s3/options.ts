/** Gives the module "@aws-sdk/client-s3"; not typed as such, so that who has no use for S3 needs no types of it. */
export type LoadSdk = () => Promise<unknown>

export interface S3Settings {
  /** Requests are not signed, for public buckets. Default false. */
  readonly anonymous: boolean
  /** "host/bucket" instead of "bucket.host". Default: where AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL is set. */
  readonly pathStyle?: boolean
  /** Larger objects are left out. Default 256 MB. */
  readonly maxBytes: number
  /** Until a connection stands, until something more comes, and for one object as a whole. Defaults 10 s, 30 s, 10 min. */
  readonly connectTimeoutMs: number
  readonly idleTimeoutMs: number
  readonly totalTimeoutMs: number
  /** Further tries after what is transient. Default 3. */
  readonly retries: number
  /** Before the second try at a body that broke off; doubled before each further one. Default 500. */
  readonly backoffMs: number
}

export type S3Options = Partial<S3Settings>

export const S3_DEFAULTS: S3Settings = {
  anonymous: false,
  maxBytes: 256 * 2 ** 20,
  connectTimeoutMs: 10_000,
  idleTimeoutMs: 30_000,
  totalTimeoutMs: 600_000,
  retries: 3,
  backoffMs: 500,
}
