/** A labelled or found stretch of a text, UTF-16 code units, end exclusive. */
export interface TypedSpan {
  readonly start: number
  readonly end: number
  readonly type: string
}

/** Characters of one text: found and labelled, found only, labelled only; `covered` of `labelled` spans were found to their last character. */
export interface SpanCounts {
  readonly hits: number
  readonly extra: number
  readonly missed: number
  readonly covered: number
  readonly labelled: number
}

/** Compares by character, whatever the types say; white space within a labelled span need not be found for it to be covered. */
export function countSpans(text: string, labelled: readonly TypedSpan[], found: readonly TypedSpan[]): SpanCounts {
  const wanted = mark(text.length, labelled)
  const got = mark(text.length, found)
  let [hits, extra, missed] = [0, 0, 0]
  for (let at = 0; at < text.length; at++) {
    if (wanted[at] && got[at]) hits++
    else if (got[at]) extra++
    else if (wanted[at]) missed++
  }
  const covered = labelled.filter(({ start, end }) =>
    Array.from({ length: end - start }, (_, at) => start + at).every((at) => got[at] || /\s/.test(text[at] ?? '')),
  ).length
  return { hits, extra, missed, covered, labelled: labelled.length }
}

function mark(length: number, spans: readonly TypedSpan[]): Uint8Array {
  const marks = new Uint8Array(length)
  for (const { start, end } of spans) marks.fill(1, start, end)
  return marks
}

/** F-beta of counts: recall counts beta times as much as precision; null where there is nothing to find and nothing was found. */
export function fBeta({ hits, extra, missed }: Pick<SpanCounts, 'hits' | 'extra' | 'missed'>, beta: number): number | null {
  const weight = beta * beta
  const whole = (1 + weight) * hits + weight * missed + extra
  return whole ? ((1 + weight) * hits) / whole : null
}
