import type { FileResult, PrepareResult } from '../contracts/prepare.ts'
import { summaryOf, type ReasonCount } from './summary.ts'

/** Rows of the list of files; the rest are counted. */
const MOST_ROWS = 2000

/** One self-contained HTML page about a run: no script, nothing loaded from elsewhere. `when` is ISO 8601. */
export function reportPage(result: PrepareResult, when: string): string {
  const { statuses, dropped, failed, personalData, slowest, steps } = summaryOf(result)
  const left = result.files.filter(({ status, reason }) => status === 'dropped' || status === 'failed' || reason)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>What was prepared, ${text(when)}</title>
<style>
body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2321;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
td,th{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #dde3df;vertical-align:top;overflow-wrap:anywhere}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.bar{display:block;height:.7rem;background:#3c7a57;min-width:2px}
.muted{color:#5c6a64}@media(prefers-color-scheme:dark){body{color:#e6ece8;background:#141a17}td,th{border-color:#2c3631}.bar{background:#6fbf93}.muted{color:#9fb0a8}}
</style></head><body>
<h1>What was prepared</h1>
<p class="muted">${text(when)} · ${result.seconds.toFixed(1)} s · the store holds ${result.documents} documents in ${result.chunks} chunks</p>
${chart(
  'Files',
  statuses.map(({ status, count }) => [status, count]),
)}
${reasons('Failed, by reason', failed)}
${reasons('Left out, by reason', dropped)}
${chart(
  'Personal data, by type',
  personalData.map(({ type, count }) => [type, count]),
)}
${chart(
  'Time by step (s)',
  steps.map(({ step, seconds }) => [step, seconds]),
)}
${chart(
  'Slowest files (s)',
  slowest.map(({ source, seconds }) => [source, seconds]),
)}
${left.length ? `<h2>Files that are not there, or not whole</h2>${rows(left)}` : ''}
</body></html>
`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** File names and reasons come from documents: they are text here, whatever they hold. */
const text = (value: string) => value.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign).replace(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')

function chart(title: string, values: readonly (readonly [string, number])[]): string {
  if (!values.length) return ''
  const most = Math.max(...values.map(([, value]) => value))
  const lines = values.map(
    ([name, value]) =>
      `<tr><td>${text(name)}</td><td class="n">${value}</td><td style="width:50%"><span class="bar" style="width:${((100 * value) / most).toFixed(1)}%"></span></td></tr>`,
  )
  return `<h2>${title}</h2><table>${lines.join('')}</table>`
}

function reasons(title: string, counts: readonly ReasonCount[]): string {
  if (!counts.length) return ''
  const lines = counts.map(
    ({ reason, count, examples }) => `<tr><td class="n">${count}</td><td>${text(reason)}</td><td class="muted">${examples.map(text).join('<br>')}</td></tr>`,
  )
  return `<h2>${title}</h2><table>${lines.join('')}</table>`
}

function rows(files: readonly FileResult[]): string {
  const lines = files
    .slice(0, MOST_ROWS)
    .map(({ source, place, status, reason }) => `<tr><td>${text(source || place)}</td><td>${status}</td><td>${text(reason ?? '')}</td></tr>`)
  const more = files.length > MOST_ROWS ? `<p class="muted">and ${files.length - MOST_ROWS} more</p>` : ''
  return `<table><tr><th>File</th><th>Status</th><th>Reason</th></tr>${lines.join('')}</table>${more}`
}
