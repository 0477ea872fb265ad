import { Argument, type Command } from 'commander'
import { UsageError } from '../../common/errors.ts'
import { print, printJson } from '../output.ts'
import { verb, withTilth, type CommonFlags } from '../verb.ts'

export function storeCommand(done: (status: number) => void): Command {
  return verb('store', 'Check that a store is sound, or write a copy of it while others use it.', [
    'tilth store check',
    'tilth store backup ~/backups/tilth-monday',
  ])
    .addArgument(new Argument('<what>', 'what to do').choices(['check', 'backup']))
    .argument('[folder]', 'for backup: a new folder, which can be given as --store afterwards')
    .action(async (what: string, folder: string | undefined, flags: CommonFlags & Record<string, unknown>) => {
      if (what === 'backup' && folder === undefined) throw new UsageError('backup takes a folder', 'for example: tilth store backup ~/backups/tilth-monday')
      await withTilth(flags, async ({ tilth, mode }) => {
        if (what === 'backup') {
          const result = await tilth.backupStore(folder as string)
          return mode === 'text' ? print(`written: ${result.path} (${(result.bytes / 2 ** 20).toFixed(1)} MB)`) : printJson(result)
        }
        const result = await tilth.checkStore()
        if (mode !== 'text') printJson(result)
        else if (result.ok) print('the store is sound')
        else for (const problem of result.problems) print(problem)
        done(result.ok ? 0 : 1)
      })
    })
}
