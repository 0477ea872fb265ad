import { styleText } from 'node:util'
import { TilthError, toTilthError } from '../common/errors.ts'

/** How a verb speaks: for a person, as one JSON value, or as JSON lines of events. */
export type Mode = 'text' | 'json' | 'events'

type Style = Parameters<typeof styleText>[0]

/** Colours only on a terminal, and none with NO_COLOR. */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(style, text, { stream, validateStream: true })
}

/** Control codes of a document must not reach a terminal: they are shown as a replacement character. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

/** Notes and progress go to standard error. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** `error: …` and `hint: …`; with `--json` the same as one JSON value on standard output. */
export function printError(error: unknown, mode: Mode, verbose: boolean): void {
  const told = toTilthError(error)
  if (mode !== 'text') printJson(errorJson(told))
  else {
    note(`${paint('red', 'error:', process.stderr)} ${printable(told.message)}`)
    note(`${paint('cyan', 'hint:', process.stderr)} ${printable(told.hint)}`)
  }
  if (verbose) note(String((told.cause instanceof Error ? told.cause.stack : undefined) ?? told.stack))
}

export function errorJson(error: unknown): { error: { code: string; message: string; hint: string } } {
  const { code, message, hint } = error instanceof TilthError ? error : toTilthError(error)
  return { error: { code, message, hint } }
}

/** 0 done · 1 nothing could be done · 2 wrong use · 3 a gate was not passed · 130 interrupted. */
export function exitStatusOf(error: unknown): number {
  const { code } = toTilthError(error)
  return code === 'wrong-use' ? 2 : code === 'interrupted' ? 130 : code === 'gate-not-passed' ? 3 : 1
}
