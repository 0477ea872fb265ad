import { TilthError } from '../../common/errors.ts'

const KEYS = 'check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or AWS_PROFILE'
const LATER = 'run the same command again later: what the store holds of it stays'
const ENDPOINT = 'check the network, and AWS_ENDPOINT_URL_S3 or AWS_REGION where they are set'

/** What the service or the SDK calls an error, in words. Its own message is not repeated: it may quote a key. */
const WORDS: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  CredentialsProviderError: [
    'no AWS credentials were found',
    'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE; for a public bucket, read it anonymously',
  ],
  NoSuchBucket: ['there is no such bucket', 'check its name, and AWS_ENDPOINT_URL_S3 where it is on a service other than AWS'],
  AccessDenied: ['these credentials may not read it', 'give them s3:ListBucket on the bucket and s3:GetObject on its objects'],
  Forbidden: ['these credentials may not read it', 'give them s3:ListBucket on the bucket and s3:GetObject on its objects'],
  InvalidAccessKeyId: ['the access key is not known there', KEYS],
  SignatureDoesNotMatch: ['the secret key does not fit the access key', KEYS],
  ExpiredToken: ['the credentials have run out', 'get new ones, such as by aws sso login'],
  RequestTimeTooSkewed: ['the clock of this machine is wrong', 'set it'],
  NoSuchKey: ['the object is gone', 'run the same command again'],
  InvalidObjectState: ['it is archived', 'restore it first'],
  PermanentRedirect: ['the bucket is in another region', 'set AWS_REGION to it'],
  SecondLevelDomainForbidden: ['the service wants the bucket in the host name', 'turn path style off'],
  SlowDown: ['the service had too many requests, and again after several tries', LATER],
  TimeoutError: ['the service did not answer in time', LATER],
  ECONNREFUSED: ['the service takes no connections', ENDPOINT],
  ECONNRESET: ['the service broke the connection', LATER],
  ENOTFOUND: ['there is no server of that name', ENDPOINT],
  EAI_AGAIN: ['the name of the server could not be looked up', ENDPOINT],
}

/** `what` is the place, or an object of it. */
export function s3Error(error: unknown, what: string): TilthError {
  if (error instanceof TilthError) return new TilthError(error.code, `${what}: ${error.message}`, error.hint)
  if (!(error instanceof Error)) return new TilthError('s3-failed', `${what}: it could not be read`, LATER)
  const { $metadata, code } = error as Error & { readonly $metadata?: { readonly httpStatusCode?: number }; readonly code?: string }
  const status = $metadata?.httpStatusCode
  const [message, hint] = WORDS[error.name] ?? WORDS[code ?? ''] ?? WORDS[status === 403 ? 'Forbidden' : ''] ?? []
  const name = error.name === 'Error' ? (code ?? '') : error.name
  if (message && hint) return new TilthError('s3-refused', `${what}: ${message}`, hint)
  if (error.message.startsWith('the object ')) return new TilthError('s3-failed', `${what}: ${error.message}`, LATER)
  const detail = [status, /^[A-Z]\w+$/.test(name) ? name : ''].filter(Boolean).join(' ')
  return new TilthError('s3-failed', `${what}: the service failed${detail && ` (${detail})`}`, LATER)
}
