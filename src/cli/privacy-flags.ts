import { InvalidArgumentError, Option, type Command } from 'commander'
import { isAllowed, rangeOf } from '../config.ts'
import { nearest } from './nearest.ts'

const TREATMENTS = ['keep', 'label', 'mask', 'synthetic', 'drop']

/** A flag that takes one of the treatments of personal data. */
export function treatmentOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text: string) => {
    if (isAllowed('pii', text)) return text
    const near = nearest(text, TREATMENTS)
    throw new InvalidArgumentError(`It must be ${rangeOf('pii').replace(', or a policy', '')}.${near.length ? `\n(Did you mean ${near.join(', ')}?)` : ''}`)
  })
}

/** Where the vault's key is. */
export function vaultKeyFlags(command: Command): Command {
  return command
    .option('--vault-key-env <name>', "variable that holds the vault's key (default: TILTH_VAULT_KEY)")
    .option('--vault-key-file <file>', "file that holds the vault's key")
}
