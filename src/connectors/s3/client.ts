import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3'
import { TilthError } from '../../common/errors.ts'
import type { S3Address } from './address.ts'
import { s3Error } from './errors.ts'
import type { LoadSdk, S3Settings } from './options.ts'

type Sdk = typeof import('@aws-sdk/client-s3')

/** The SDK and a client whose credentials are there: it looks for them where all AWS tools do, in the environment first. */
export async function openBucketClient({ place }: S3Address, settings: S3Settings, loadSdk: LoadSdk): Promise<{ sdk: Sdk; client: S3Client }> {
  const sdk = (await loadSdk().catch((error: unknown) => {
    const hint = 'npm install @aws-sdk/client-s3, beside tilth (22 MB)'
    throw new TilthError('s3-sdk', `${place}: S3 is read by the AWS SDK, which is not installed`, hint, { cause: error })
  })) as Sdk
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
