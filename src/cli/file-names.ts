import { printable } from './output.ts'

interface Named {
  readonly source: string
  readonly place: string
}

/**
 * How each file of a list is called in text: by its source, and with as much of its place as tells it apart where another place
 * of the list holds the same source: "notes.md (2024/minutes)".
 */
export function fileNames(files: readonly Named[]): (file: Named) => string {
  const placesOf = new Map<string, Set<string>>()
  for (const { source, place } of files) {
    const places = placesOf.get(source) ?? new Set()
    placesOf.set(source, places.add(place))
  }
  return ({ source, place }) => {
    if (source === '') return printableName(place) // the place itself
    const others = [...(placesOf.get(source) ?? [])].filter((each) => each !== place)
    return others.length ? `${printableName(source)} (${printableName(distinctEnd(place, others))})` : printableName(source)
  }
}

/** The fewest folders from the end of a path that no other path ends with. */
function distinctEnd(path: string, others: readonly string[]): string {
  const folders = path.split(/[\\/]+/)
  const ends = (of: string, count: number) =>
    of
      .split(/[\\/]+/)
      .slice(-count)
      .join('/')
  for (let count = 1; count < folders.length; count++) if (others.every((other) => ends(other, count) !== ends(path, count))) return ends(path, count)
  return path
}

/** A name of a file stays on its line: what would break it is shown as a symbol. */
export function printableName(name: string): string {
  return printable(name.replaceAll('\n', '␊').replaceAll('\r', '␍').replaceAll('\t', '␉'))
}

/** "1 file", "2 files". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
