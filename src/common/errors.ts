/**
 * An error that a user can act on: `message` says what is wrong with which input, `hint` the next thing to do.
 * `code` is stable and for programs: lower case words joined by "-".
 */
export class TilthError extends Error {
  readonly code: string
  readonly hint: string
  constructor(code: string, message: string, hint: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'TilthError'
    this.code = code
    this.hint = hint
  }
}

/** Wrong use of the command or the library: exit status 2. */
export class UsageError extends TilthError {
  constructor(message: string, hint: string) {
    super('wrong-use', message, hint)
    this.name = 'UsageError'
  }
}

/** One line about anything that was thrown. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? ''
}

/** `error` as a TilthError, whatever it was; an aborted signal stays recognisable by its code. */
export function toTilthError(error: unknown): TilthError {
  if (error instanceof TilthError) return error
  if (error instanceof Error && error.name === 'AbortError') return new TilthError('interrupted', 'interrupted', 'run the same command again to go on')
  return new TilthError('unexpected', messageOf(error) || 'unknown error', 'run again with --verbose to see where it happened', { cause: error })
}
