/** What a `.tilthignore` says about paths in its folder and below; the last rule that matches counts. */
export interface IgnoreRules {
  /** Undefined where no rule speaks of the path, which is relative to the folder of the rules. */
  ignores(path: string, isFolder: boolean): boolean | undefined
}

interface Rule {
  readonly pattern: RegExp
  readonly foldersOnly: boolean
  readonly ignored: boolean
}

/**
 * Lines as in `.gitignore`: globs, "#" for comments, "!" takes back, a "/" at the end means folders only, one before that ties the
 * glob to the folder of the file; otherwise it holds at any depth. Nothing below a folder that is ignored comes back.
 */
export function readIgnoreRules(text: string): IgnoreRules {
  const rules = text.split(/\r?\n/).flatMap((line) => ruleOf(line) ?? [])
  return {
    ignores(path, isFolder) {
      for (const { pattern, foldersOnly, ignored } of rules.toReversed()) if ((isFolder || !foldersOnly) && pattern.test(path)) return ignored
      return undefined
    },
  }
}

function ruleOf(line: string): Rule | undefined {
  // Blanks at the end say nothing unless they are escaped.
  const text = line.replace(/^\ufeff/, '').replace(/(?<!\\)\s+$/, '')
  if (!text || text.startsWith('#')) return undefined
  const ignored = !text.startsWith('!')
  const glob = (ignored ? text : text.slice(1)).replace(/^\\(?=[#!])/, '')
  const foldersOnly = glob.endsWith('/')
  const bare = glob.replace(/\/+$/, '')
  if (!bare) return undefined
  const tied = bare.includes('/')
  return { pattern: patternOf(bare.replace(/^\//, ''), tied), foldersOnly, ignored }
}

function patternOf(glob: string, tied: boolean): RegExp {
  let source = ''
  for (let at = 0; at < glob.length; at++) {
    const sign = glob[at] as string
    if (sign === '*') {
      const stars = /^\*+/.exec(glob.slice(at))?.[0].length ?? 1
      const whole = stars > 1 && (at === 0 || glob[at - 1] === '/')
      at += stars - 1
      if (whole && glob[at + 1] === '/') {
        source += '(?:[^/]+/)*'
        at++
      } else source += whole && at === glob.length - 1 ? '.*' : '[^/]*'
    } else if (sign === '?') source += '[^/]'
    else if (sign === '[' && glob.indexOf(']', at + 2) > 0) {
      const end = glob.indexOf(']', at + 2)
      const inside = glob.slice(at + 1, end).replace(/[\\^[]/g, '\\$&')
      source += `[${inside.startsWith('!') ? `^/${inside.slice(1)}` : inside}]`
      at = end
    } else if (sign === '\\' && at + 1 < glob.length) source += escaped(glob[++at] as string)
    else source += escaped(sign)
  }
  return new RegExp(`^${tied ? '' : '(?:.*/)?'}${source}$`, 's')
}

const escaped = (sign: string): string => sign.replace(/[$()*+.?[\\\]^{|}/-]/g, '\\$&')
