import { zipSync, type Zippable } from 'fflate'

/** Office files are zips; a fixed local time keeps their bytes the same in every time zone. */
const WRITTEN = new Date(2026, 0, 5, 9, 0, 0)

/** Packs `files` (path → text) in the order given. */
export function zipTexts(files: Readonly<Record<string, string>>): Uint8Array {
  const entries: Zippable = {}
  for (const [path, text] of Object.entries(files)) entries[path] = [new TextEncoder().encode(text), { mtime: WRITTEN, level: 9 }]
  return zipSync(entries)
}

export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** `[Content_Types].xml`: `types` is part path → content type. */
export function contentTypes(types: Readonly<Record<string, string>>): string {
  const overrides = Object.entries(types).map(([path, type]) => `<Override PartName="/${path}" ContentType="application/${type}+xml"/>`)
  return `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`
}

/** A `.rels` part: `links` are [kind, target]; ids are rId1, rId2 … in that order. */
export function relationships(links: readonly (readonly [kind: string, target: string])[]): string {
  const rows = links.map(([kind, target], index) => {
    const base =
      kind === 'core-properties'
        ? 'http://schemas.openxmlformats.org/package/2006/relationships/metadata'
        : 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    return `<Relationship Id="rId${index + 1}" Type="${base}/${kind}" Target="${target}"/>`
  })
  return `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${rows.join('')}</Relationships>`
}

/** `docProps/core.xml`: title, author and a fixed date. */
export function coreProperties(title: string, author: string, date: string): string {
  return `${XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(author)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${date}T09:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${date}T09:00:00Z</dcterms:modified></cp:coreProperties>`
}
