/** The candidates that a mistyped word most likely means: none, or those that are all equally near. */
export function nearest(word: string, candidates: readonly string[]): string[] {
  const distances = [...new Set(candidates)].map((candidate) => ({ candidate, edits: editsBetween(word, candidate) }))
  const near = distances.filter(({ candidate, edits }) => edits <= 3 && edits < 0.6 * Math.max(word.length, candidate.length))
  const least = Math.min(...near.map(({ edits }) => edits))
  return near.filter(({ edits }) => edits === least).map(({ candidate }) => candidate)
}

/** Letters to add, take away, change or swap with their neighbour: the optimal string alignment distance. */
function editsBetween(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1]
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      const ways = [(rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (rows[i - 1]?.[j - 1] ?? 0) + (same ? 0 : 1)]
      if (swapped) ways.push((rows[i - 2]?.[j - 2] ?? 0) + 1)
      row.push(Math.min(...ways))
    }
    rows.push(row)
  }
  return rows[from.length]?.[to.length] ?? 0
}
