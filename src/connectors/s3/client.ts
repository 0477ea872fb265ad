import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3'
import { TilthError } from '../../common/errors.ts'
import type { S3Address } from './address.ts'
import { s3Error } from './errors.ts'

type Sdk = typeof import('@aws-sdk/client-s3')
export type LoadSdk = () => Promise<Sdk>

export interface S3Settings {
  /** Requests are not signed, for public buckets. Default false. */
  readonly anonymous: boolean
  /** "host/bucket" instead of "bucket.host". Default: where AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL is set. */
  readonly pathStyle?: boolean
  /** Larger objects are left out. Default 256 MB. */
  readonly maxBytes: number
  /** Until a connection stands, and until something more comes. Defaults 10 s, 30 s. */
  readonly connectTimeoutMs: number
  readonly idleTimeoutMs: number
  /** Further tries after what is transient. Default 3. */
  readonly retries: number
  /** Before the second try at a body that broke off; doubled before each further one. Default 500. */
  readonly backoffMs: number
}

/** The SDK and a client whose credentials are there: it looks for them where all AWS tools do, in the environment first. */
export async function openBucketClient({ place }: S3Address, settings: S3Settings, loadSdk: LoadSdk): Promise<{ sdk: Sdk; client: S3Client }> {
  const sdk = await loadSdk().catch((error: unknown) => {
    const hint = 'npm install @aws-sdk/client-s3, beside tilth (22 MB)'
    throw new TilthError('s3-sdk', `${place}: S3 is read by the AWS SDK, which is not installed`, hint, { cause: error })
  })
  const { connectTimeoutMs, idleTimeoutMs, retries, anonymous } = settings
  // Said here, since the SDK would look for it only when it sends something. That of a profile it finds by itself.
  const endpoint = process.env['AWS_ENDPOINT_URL_S3'] || process.env['AWS_ENDPOINT_URL']
  const config: S3ClientConfig = {
    maxAttempts: retries + 1,
    requestHandler: { connectionTimeout: connectTimeoutMs, requestTimeout: idleTimeoutMs, socketTimeout: idleTimeoutMs, throwOnRequestTimeout: true },
    ...(endpoint && { endpoint }),
    forcePathStyle: settings.pathStyle ?? Boolean(endpoint),
    followRegionRedirects: true,
    // Other services do not know the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(anonymous && { signer: { sign: async (request) => request }, credentials: { accessKeyId: '', secretAccessKey: '' } }),
  }
  let client = new sdk.S3Client(config)
  try {
    await client.config.region()
  } catch {
    // None is set: AWS says where a bucket is, and other services do not mind.
    client.destroy()
    client = new sdk.S3Client({ ...config, region: 'us-east-1' })
  }
  try {
    if (!anonymous) await client.config.credentials()
  } catch (error) {
    client.destroy()
    throw s3Error(error, place)
  }
  return { sdk, client }
}
