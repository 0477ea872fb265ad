import { TilthError } from '../../common/errors.ts'
import type { ChunkStore } from '../../contracts/chunk-store.ts'
import type { FindPersonalData, PersonalDataPolicy, Redaction, StandInHit } from '../../contracts/personal-data.ts'
import type { VaultKey } from '../../contracts/vault.ts'
import { policyName } from './policy.ts'
import { redactor, translated } from './redact.ts'
import { putBack } from './restore.ts'
import { openStandIns, type StandInBook } from './stand-ins.ts'

export interface KeyRecordText {
  readonly key: VaultKey
  /** Written by `connectors/vault`, kept by the store as it is. */
  readonly record: string
}

export interface PersonalDataOptions {
  readonly policy: PersonalDataPolicy
  readonly find: FindPersonalData
  /** The store to be read or written; absent: nothing is kept. */
  readonly store?: ChunkStore
  /** The vault's key as it was given; absent: no vault is kept or opened. */
  readonly secret?: string
  readonly openKey: (secret: string, record: string | undefined) => KeyRecordText
  readonly randomKey: () => VaultKey
}

/** Stand-ins of a store (with its vault, where a key is given) or of one run. */
export interface PersonalData {
  readonly policy: PersonalDataPolicy
  readonly find: FindPersonalData
  readonly standIns: StandInBook
  readonly digest?: (purpose: string, text: string) => string
  /** For the fingerprint of files. */
  readonly name: string
  /** To be saved in the store before anything is sealed. */
  readonly newVault?: Record<string, string>
}

export const VAULT_SETTING = 'vault'
export const COUNTERS_SETTING = 'label-counters'

/** Throws `wrong-vault-key`, `no-vault-key` where a store has a vault and no key is given, `vault-not-kept` where a store cannot keep one. */
export async function openPersonalData({ policy, find, store, secret, openKey, randomKey }: PersonalDataOptions): Promise<PersonalData> {
  const settings = (await store?.settings()) ?? {}
  const before = settings[VAULT_SETTING]
  const counters = JSON.parse(settings[COUNTERS_SETTING] ?? '{}') as Record<string, number>
  if (secret === undefined) {
    if (before !== undefined) {
      throw new TilthError(
        'no-vault-key',
        `the store ${store?.location} has a vault, and its key is not given`,
        'name the variable that holds it with --vault-key-env, or use another store with --store DIR',
      )
    }
    return { policy, find, standIns: openStandIns({ key: randomKey(), counters }), name: policyName(policy, undefined) }
  }
  if (store && !store.vault)
    throw new TilthError('vault-not-kept', 'this store keeps no vault', 'leave out the key: stand-ins are then forgotten after each run')
  const { key, record } = openKey(secret, before)
  const digest = key.digest.bind(key)
  return {
    policy,
    find,
    digest,
    standIns: openStandIns({ key, counters, entries: before === undefined ? [] : await store?.vault?.entries() }),
    name: policyName(policy, (text) => digest('policy', text)),
    ...(before === undefined ? { newVault: { [VAULT_SETTING]: record } } : {}),
  }
}

/** One text under the policy. With a key, what its stand-ins stand for is kept in the store's vault. */
export async function redactText(
  text: string,
  { policy, find, standIns, digest, newVault }: PersonalData,
  store: ChunkStore | undefined,
  format: 'plain' | 'markdown' = 'plain',
): Promise<Redaction> {
  const session = standIns.session()
  const counted = JSON.stringify(standIns.counters())
  // What came out of here before goes out as it is.
  const known = standIns.own.has(text) || standIns.recall(text) !== undefined
  const redaction = redactor(known ? { treatment: 'keep' } : policy, find, session).redact(text, { format })
  if (digest && reversible(policy) && !known && putBack(redaction.text, session.find(redaction.text)).text !== text) session.remember(redaction.text, text)
  standIns.own.add(redaction.text)
  const counters = JSON.stringify(standIns.counters())
  if (store && (digest || counters !== counted)) {
    await store.saveSettings({ ...newVault, ...(counters === counted ? {} : { [COUNTERS_SETTING]: counters }) })
    if (digest) await store.vault?.put(session.used())
  }
  return redaction
}

/** What is masked or left out is gone. */
const reversible = ({ treatment, types = {} }: PersonalDataPolicy): boolean =>
  [treatment, ...Object.values(types)].every((each) => each !== 'mask' && each !== 'drop')

export function restoreText(text: string, { standIns }: PersonalData): string {
  return standIns.recall(text) ?? putBack(text, standIns.session().find(text)).text
}

/** What a text's stand-ins stand for, by `putBack`. */
export const standInsIn = (text: string, { standIns }: PersonalData): StandInHit[] => standIns.session().find(text)

/** A question as the store's documents put it: the names of real people in it become their stand-ins. */
export function translateQuestion(question: string, { standIns }: PersonalData): string {
  const session = standIns.session()
  const synthetic = session.findValues(question, 'synthetic')
  return translated(question, synthetic.length ? synthetic : session.findValues(question, 'label'))
}
