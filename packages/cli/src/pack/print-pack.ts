// The parts of a starting pack as YAML with comments. Lines of examples begin with a marker, without which they are a part of the pack.
import { printYaml } from '../inspect/print-yaml.js'
import { wrap } from '../inspect/sentence.js'
import { visible } from '../output.js'
import { sections, type PackPart, type Section } from './pack-part.js'

/** What stands before each line of an example. */
export const exampleMarker = '#! '

/** Where the JSON Schema of packs is published; the `$id` of `@sandbed/core/pack.schema.json`. */
export const packSchema = 'https://sandbed.dev/schemas/pack-1.json'

const width = 110

/** What a starting pack says beside its parts. */
export interface PackPage {
  readonly name: string
  /** Paragraphs at the top. */
  readonly head: readonly string[]
  /** What each section is for. */
  readonly about: { readonly [section in Section]: string }
  readonly parts: readonly PackPart[]
  /** Paragraphs below the entries of a section. */
  readonly notes: ReadonlyMap<Section, string>
}

/** The text of a pack. */
export function printPack({ name, head, about, parts, notes }: PackPage): string {
  const lines = [
    `# yaml-language-server: $schema=${packSchema}`,
    ...head.flatMap((text) => comment(text)),
    ...printYaml({ format: 'sandbed-pack', version: 1, name }, ''),
    ...sections.flatMap((section) => {
      const some = parts.filter((part) => part.section === section)
      const note = notes.get(section)
      if (some.length === 0 && note === undefined) return []
      const isExample = some.every((part) => part.isExample)
      return [
        '',
        ...comment(about[section]),
        ...(some.length === 0 ? [] : marked([`${section}:`], isExample)),
        ...some.flatMap(printPart),
        ...(note === undefined ? [] : comment(note, some.length === 0 ? '' : '  '))
      ]
    })
  ]
  // Text from a description can neither end a comment nor drive a terminal. In quotes, the escape means the character.
  return `${lines.map(visible).join('\n')}\n`
}

function printPart({ name, value, comments, isExample }: PackPart): string[] {
  const lines = name === undefined ? printYaml([value], '  ', 1) : printYaml({ [name]: value }, '  ', 1)
  return [...comments.flatMap((text) => comment(text, '  ')), ...marked(lines, isExample)]
}

function marked(lines: readonly string[], isExample: boolean): readonly string[] {
  return isExample ? lines.map((line) => exampleMarker + line) : lines
}

function comment(text: string, indent = ''): string[] {
  return wrap(visible(text), width, `${indent}# `)
}
