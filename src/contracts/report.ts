/** An aggregate over questions with its 95 % confidence interval. */
export interface Metric {
  readonly value: number
  readonly low: number
  readonly high: number
  /** Number of judgements it rests on. */
  readonly n: number
}

/** What an evaluation gives: metrics by name ("hit1", "ndcg10" …) and the judgements behind them. */
export interface Report<Row> {
  readonly metrics: Readonly<Record<string, Metric>>
  readonly rows: readonly Row[]
  /** Lines of the data that could not be used; they count nowhere. */
  readonly refused: readonly RefusedLine[]
}

export interface RefusedLine {
  /** 1-based line of a file of lines; for other forms the number of the record. */
  readonly line: number
  readonly reason: string
}
