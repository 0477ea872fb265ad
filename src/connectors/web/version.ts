import { sha256 } from '../../common/hash.ts'
import type { Page } from './client.ts'

/**
 * The version of a page: its depth and what the server knows it by, "2 W/\"5f3a\"". The depth is part of it because a page that did
 * not change is not sent again, nor is the page that led to it: how far it is from the first one is then known from here only.
 */
export const versionOf = (depth: number, validator: string | undefined) => `${depth} ${validator ?? ''}`

/** An ETag, a date of change, or `sha256:` and a hash. */
export const validatorOf = (version: string | undefined) => /^\d+ (.+)$/s.exec(version ?? '')?.[1]

export function depthOf(version: string | undefined): number | undefined {
  const depth = /^(\d+) /.exec(version ?? '')?.[1]
  return depth === undefined ? undefined : Number(depth)
}

export const validatorFrom = ({ headers, bytes }: Page) => headers.etag ?? headers['last-modified'] ?? `sha256:${sha256(bytes)}`
