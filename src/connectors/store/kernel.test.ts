import { expect, test } from 'vitest'
import { compileKernel } from '../../../scripts/build-kernel.ts'
import { kernelBase64 } from './kernel-bytes.ts'

test('the kernel that is checked in is the one that its source gives', async () => {
  expect(Buffer.from(await compileKernel()).toString('base64')).toBe(kernelBase64)
})
