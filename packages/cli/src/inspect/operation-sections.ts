// The whole story of one operation, in sentences: what it does, where the parts of its request go, where its response comes from.
import type { Binding } from '@sandbed/core'
import { actionSentences } from './action-sentences.js'
import { listSections } from './list-sentences.js'
import type { ModelView } from './model-view.js'
import { found, plain, type Section, type Sentence } from './sentence.js'
import { dotted, named } from './wording.js'

/** What is said of an operation itself; its resource is told about by `resourceSentences`. */
export function operationSections(binding: Binding, model: ModelView): Section[] {
  const resource = model.resourceOf(binding)
  return [
    {
      title: 'What it does',
      sentences: [
        found(doesWords(binding, resource?.kind.value), binding.does),
        ...actionSentences(binding, resource)
      ]
    },
    { title: 'Request', sentences: requestSentences(binding) },
    { title: 'Response', sentences: responseSentences(binding) },
    ...(binding.list ? listSections(binding.list) : [])
  ]
}

function doesWords({ does, resource, key }: Binding, kind: string | undefined): string {
  if (does.value === 'none' || !resource)
    return 'It is about no resource: stateful mode answers it as dynamic mode does.'
  const name = named(resource.value)
  // A new one needs no key, and a list is about all of them.
  const one = kind === 'singleton' ? `the ${name}` : key || does.value === 'create' ? `one of ${name}` : name
  switch (does.value) {
    case 'list':
      return `It lists ${name}.`
    case 'read':
      return `It reads ${one}.`
    case 'create':
      return `It makes ${one}.`
    case 'update':
      return `It changes ${one}; what the request does not say stays as it is.`
    case 'replace':
      return `It replaces ${one}; what the request does not say is taken away.`
    case 'delete':
      return `It deletes ${one}.`
    case 'action':
      return `It is an action on ${one}.`
  }
}

function requestSentences({ within, key, input, expand, fields, does }: Binding): Sentence[] {
  return [
    ...within.map(({ resource, parameter }) =>
      plain(
        parameter === undefined
          ? `The path leads through ${named(resource)}.`
          : `The path leads through ${named(resource)}: {${parameter}} names one.`
      )
    ),
    ...(key
      ? [found(`The ${keyWords[key.value.in]} ${named(key.value.name)} names the one it is about.`, key)]
      : []),
    ...(input ? [found(inputWords(input.value, does.value), input)] : []),
    ...(expand === undefined ? [] : [plain(`${named(expand)} asks for things in place of their ids.`)]),
    ...(fields === undefined ? [] : [plain(`${named(fields)} asks for some members only.`)])
  ]
}

const keyWords = {
  path: 'path parameter',
  query: 'query parameter',
  header: 'header',
  body: 'body member'
} as const

function inputWords({ in: place, at, many }: NonNullable<Binding['input']>['value'], does: string): string {
  const where =
    place === 'query'
      ? 'the query parameters'
      : at.length === 0
        ? many
          ? 'the items of the body, each for one thing'
          : 'the body'
        : `the body's ${named(dotted(at))}${many ? ', an array of them' : ''}`
  return does === 'action' ? `What it is told stands in ${where}.` : `The members are read from ${where}.`
}

function responseSentences({ output, does, resource, list }: Binding): Sentence[] {
  const { kind, at } = output.value
  const place = at.length === 0 ? 'The body' : `The member ${named(dotted(at))}`
  const isKept = does.value !== 'none' && resource !== undefined
  switch (kind) {
    case 'none':
      return [found('It has no body.', output)]
    case 'id':
      return [found(`${place} is the id.`, output)]
    case 'other':
      return [found('The body is made from its schema; nothing in it is looked up.', output)]
    case 'entity':
    case 'items':
      if (!isKept) return [found('The body is made from its schema; nothing in it is looked up.', output)]
      return [
        // Where the items of a list stand is said with its pages.
        ...(list
          ? [plain('The items are shown as they are kept.')]
          : [
              found(
                `${place} ${kind === 'entity' ? 'is the thing as it is' : 'has the things as they are'} kept.`,
                output
              )
            ]),
        plain('Members that nobody has said are made up from the schema, and stay as they are.')
      ]
  }
}
