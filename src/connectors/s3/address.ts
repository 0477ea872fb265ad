import { TilthError } from '../../common/errors.ts'

export interface S3Address {
  readonly bucket: string
  /** What keys begin with; "" for the whole bucket. */
  readonly prefix: string
  /** The part of the prefix that sources leave out: up to its last "/". */
  readonly base: string
  /** "s3://bucket/prefix" */
  readonly place: string
}

/** Throws `s3-address` for what names no bucket, and for one with a credential in it. */
export function addressOf(given: string): S3Address {
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]*)\/?(.*)$/is.exec(given.trim()) ?? []
  // The address is not repeated: it may hold a key.
  if (bucket.includes('@') || bucket.includes(':')) {
    const hint = 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, and give s3://bucket/prefix'
    throw new TilthError('s3-address', 'an S3 address takes no key or password', hint)
  }
  if (!/^[a-z0-9][\w.-]{1,253}[a-z0-9]$/i.test(bucket)) throw new TilthError('s3-address', 'this names no bucket', 'give s3://bucket or s3://bucket/prefix')
  return { bucket, prefix, base: prefix.slice(0, prefix.lastIndexOf('/') + 1), place: `s3://${bucket}/${prefix}` }
}
