const LENGTH = 32_768

/** Cuts a long text where a value hardly ever runs over: between paragraphs, else lines, else words. */
export function windowsOf(text: string): { readonly start: number; readonly end: number }[] {
  const windows: { start: number; end: number }[] = []
  for (let start = 0; start < text.length;) {
    const end = start + LENGTH >= text.length ? text.length : endOf(text, start)
    windows.push({ start, end })
    start = end
  }
  return windows
}

function endOf(text: string, start: number): number {
  const most = start + LENGTH
  for (const mark of ['\n\n', '\n', '。', '. ', ' ']) {
    const at = text.lastIndexOf(mark, most - mark.length)
    if (at > start + LENGTH / 2) return at + mark.length
  }
  const code = text.charCodeAt(most - 1)
  return code >= 0xd800 && code <= 0xdbff ? most - 1 : most
}
