// Namespaces of ECMA-376 (transitional) and ISO/IEC 29500 strict, and the prefixes that the standard's text uses.
const OPENXML = 'http://schemas.openxmlformats.org/'
const STRICT = 'http://purl.oclc.org/ooxml/'
const MICROSOFT = 'http://schemas.microsoft.com/office/'

const PREFIXES = new Map<string, string>([
  [`${OPENXML}wordprocessingml/2006/main`, 'w:'],
  [`${STRICT}wordprocessingml/main`, 'w:'],
  [`${OPENXML}spreadsheetml/2006/main`, 'x:'],
  [`${STRICT}spreadsheetml/main`, 'x:'],
  [`${OPENXML}presentationml/2006/main`, 'p:'],
  [`${STRICT}presentationml/main`, 'p:'],
  [`${OPENXML}drawingml/2006/main`, 'a:'],
  [`${STRICT}drawingml/main`, 'a:'],
  [`${OPENXML}drawingml/2006/chart`, 'c:'],
  [`${STRICT}drawingml/chart`, 'c:'],
  [`${OPENXML}drawingml/2006/diagram`, 'dgm:'],
  [`${STRICT}drawingml/diagram`, 'dgm:'],
  [`${OPENXML}drawingml/2006/wordprocessingDrawing`, 'wp:'],
  [`${STRICT}drawingml/wordprocessingDrawing`, 'wp:'],
  [`${OPENXML}drawingml/2006/spreadsheetDrawing`, 'xdr:'],
  [`${STRICT}drawingml/spreadsheetDrawing`, 'xdr:'],
  [`${OPENXML}officeDocument/2006/relationships`, 'r:'],
  [`${STRICT}officeDocument/relationships`, 'r:'],
  [`${OPENXML}officeDocument/2006/math`, 'm:'],
  [`${STRICT}officeDocument/math`, 'm:'],
  [`${OPENXML}markup-compatibility/2006`, 'mc:'],
  [`${OPENXML}package/2006/relationships`, 'rel:'],
  [`${OPENXML}package/2006/metadata/core-properties`, 'cp:'],
  ['http://purl.org/dc/elements/1.1/', 'dc:'],
  ['http://purl.org/dc/terms/', 'dcterms:'],
  ['urn:schemas-microsoft-com:vml', 'v:'],
  [`${MICROSOFT}word/2010/wordprocessingShape`, 'wps:'],
  [`${MICROSOFT}word/2010/wordprocessingGroup`, 'wpg:'],
  [`${MICROSOFT}word/2010/wordml`, 'w14:'],
  [`${MICROSOFT}drawing/2010/main`, 'a14:'],
  [`${MICROSOFT}spreadsheetml/2018/threadedcomments`, 'tc:'],
  [`${MICROSOFT}powerpoint/2018/8/main`, 'p188:'],
])

/** The prefix that this reader knows a namespace by, with its colon; the file's own for namespaces that it does not know. */
export function prefixOf(uri: string, prefix: string): string {
  return PREFIXES.get(uri) ?? (prefix ? `${prefix}:` : '')
}
