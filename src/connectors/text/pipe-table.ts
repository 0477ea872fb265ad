/** Rows, the first of them the header, as a Markdown table; short rows are filled up, columns without any content left out. */
export function pipeTable(rows: readonly (readonly string[])[]): string {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const filled = Array.from({ length: width }, () => false)
  for (const row of rows) row.forEach((cell, column) => (filled[column] ||= cell.trim() !== ''))
  const columns = [...filled.keys()].filter((column) => filled[column])
  if (!columns.length) return ''
  const line = (row: readonly string[]) => `| ${columns.map((column) => cellOf(row[column] ?? '')).join(' | ')} |`
  const [header = [], ...body] = rows
  return [line(header), `|${' --- |'.repeat(columns.length)}`, ...body.map(line)].join('\n')
}

/** A cell is one line, and a bar in it is escaped. */
const cellOf = (text: string): string =>
  text
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replaceAll('|', '\\|')
    .trim()
