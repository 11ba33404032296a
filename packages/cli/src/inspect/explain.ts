// One operation, or one resource, told in full, with the way to put it right.
import type { OperationReport, Resource } from '@sandbed/core'
import { style, visible } from '../output.js'
import { operationOverride, resourceOverride } from './corrections.js'
import type { Support } from './coverage.js'
import { callbackSentences, eventSentences } from './event-sentences.js'
import type { ModelView } from './model-view.js'
import { operationSections } from './operation-sections.js'
import { blockKey, printYaml } from './print-yaml.js'
import { resourceSentences } from './resource-sentences.js'
import { formatSection } from './sentence.js'

/** What tells how to put a finding right. */
export const guide = 'docs/guides/correct-a-guess.md'

/** The story of an operation as lines. */
export function explainOperation(
  { key, method, path, operationId, summary }: OperationReport,
  support: Support,
  model: ModelView,
  width: number | undefined
): string[] {
  const binding = model.binding(key)
  const resource = model.resourceOf(binding)
  return [
    style('bold', visible(key)) +
      (operationId === undefined ? '' : style('dim', `  ${visible(operationId)}`)),
    ...(summary === undefined ? [] : [visible(summary)]),
    `Answered ${answered[support]}.`,
    ...apart(operationSections(binding, model), width),
    ...apart([{ title: 'Callbacks', sentences: callbackSentences(key, model) }], width),
    ...(resource
      ? apart(
          [{ title: `What is known of ${resource.name}`, sentences: resourceSentences(resource, model) }],
          width
        )
      : []),
    ...snippet(
      resource
        ? 'To put it right, say what is wrong in the description, and leave out the rest:'
        : 'To have it kept, say in the description what it does, and to which resource:',
      ['paths:', `  ${blockKey(path)}:`, `    ${method.toLowerCase()}:`, '      x-sandbed:'],
      printYaml(operationOverride(binding), ' '.repeat(8))
    ),
    ...(resource
      ? snippet(
          `And of ${resource.name}, at the root of the description:`,
          ['x-sandbed:', '  resources:'],
          printYaml({ [resource.name]: resourceOverride(resource) }, ' '.repeat(4))
        )
      : []),
    '',
    ...elsewhere(
      `the target \`$.paths[${quotedName(path)}].${method.toLowerCase()}\` and the same as its update`,
      `\`operations:\`, under ${JSON.stringify(key)}`
    )
  ]
}

/** The story of a resource as lines. */
export function explainResource(resource: Resource, model: ModelView, width: number | undefined): string[] {
  const keys = model
    .bindingsOf(resource.name)
    .map(({ operation, does }) => `  ${does.value.padEnd(8)} ${visible(operation)}`)
  return [
    style('bold', visible(resource.name)),
    ...formatSection({ title: '', sentences: resourceSentences(resource, model) }, width).slice(1),
    ...(keys.length === 0 ? [] : ['', style('bold', 'Its operations'), ...keys]),
    ...apart([{ title: 'Its events', sentences: eventSentences(resource.name, model) }], width),
    ...snippet(
      'To put it right, say what is wrong at the root of the description, and leave out the rest:',
      ['x-sandbed:', '  resources:'],
      printYaml({ [resource.name]: resourceOverride(resource) }, ' '.repeat(4))
    ),
    '',
    ...elsewhere('the target `$` and the same as its update', '`resources:`')
  ]
}

const answered: { readonly [support in Support]: string } = {
  stateful: 'from what the sandbox keeps (stateful mode)',
  dynamic: 'with a generated body, whatever the sandbox keeps',
  static: 'always alike: there is no body, or nothing but an example'
}

function apart(sections: ReturnType<typeof operationSections>, width: number | undefined): string[] {
  return sections.flatMap((section) =>
    section.sentences.length === 0 ? [] : ['', ...formatSection(section, width)]
  )
}

function snippet(title: string, above: readonly string[], lines: readonly string[]): string[] {
  return ['', style('bold', visible(title)), ...[...above, ...lines].map((line) => `  ${visible(line)}`)]
}

function elsewhere(target: string, place: string): string[] {
  return [visible(`In an overlay: an action with ${target}. In a pack: in ${place}.`), `More: ${guide}`]
}

/** A name in a JSONPath (RFC 9535), in the quotes that need no care in YAML or a shell. */
function quotedName(name: string): string {
  return /['\\]/.test(name) ? JSON.stringify(name) : `'${name}'`
}
