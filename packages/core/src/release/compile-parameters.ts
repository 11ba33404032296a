// The parameters of an operation: path-level and operation-level ones merged, defaults of style and explode filled in.
import { isObject, printScalar } from '../internal/json.js'
import { joinPointer } from '../internal/json-pointer.js'
import { sortKeys } from '../internal/sort-keys.js'
import {
  allowedStyles,
  defaultStyles,
  isParameterStyle,
  type ParameterLocation,
  type ParameterStyle
} from '../http/params/parameter-spec.js'
import { follow, type Located } from '../spec/reference.js'
import type { CompileContext } from './compile-context.js'
import { collectExamples } from './compile-content.js'
import { compileReferenced } from './compile-referenced.js'
import { templateParameters } from './path-template.js'
import type { OperationEntry } from './operation-index.js'
import type { Parameter } from './release.js'

// No request carries this many.
const mostParameters = 1_000

// OpenAPI: a header parameter with one of these names is ignored; other fields describe them.
const ignoredHeaders = new Set(['accept', 'content-type', 'authorization'])

/** Merges and compiles; sorted by location and name. Parameters of the template that nobody declares become required strings, with an issue. */
export function compileParameters(context: CompileContext, entry: OperationEntry): Parameter[] {
  const byPlace = new Map<string, Parameter>()
  const lists = [
    { list: entry.pathItem['parameters'], pointer: entry.parametersPointer },
    { list: entry.operation['parameters'], pointer: joinPointer(entry.pointer, 'parameters') }
  ]
  for (const { list, pointer } of lists) {
    if (list === undefined) continue
    if (!Array.isArray(list)) {
      context.onIssue({
        code: 'not-an-array',
        severity: 'error',
        pointer,
        message: '`parameters` must be an array.'
      })
      continue
    }
    if (list.length > mostParameters) {
      context.onIssue({
        code: 'parameters-too-many',
        severity: 'error',
        pointer,
        message: `There are ${list.length} parameters; those after the first ${mostParameters} are ignored.`
      })
    }
    list.slice(0, mostParameters).forEach((item, index) => {
      const parameter = compileReferenced(
        context,
        'parameter',
        item,
        joinPointer(pointer, index),
        (located) => compileParameter(context, located)
      )
      if (parameter) byPlace.set(`${parameter.in} ${parameter.name}`, parameter)
    })
  }
  const inTemplate = new Set(templateParameters(entry.summary.path))
  for (const name of inTemplate) {
    if (byPlace.has(`path ${name}`)) continue
    context.onIssue({
      code: 'path-parameter-undeclared',
      severity: 'warning',
      pointer: entry.pointer,
      message: `The path has \`{${name}}\` but no parameter of that name is declared; it is taken to be a string.`,
      hint: `Add a parameter with \`name: ${name}\`, \`in: path\`, \`required: true\` and a schema.`
    })
    byPlace.set(`path ${name}`, {
      name,
      in: 'path',
      required: true,
      style: 'simple',
      explode: false,
      schema: { type: 'string' }
    })
  }
  for (const [place, parameter] of byPlace) {
    if (parameter.in !== 'path' || inTemplate.has(parameter.name)) continue
    context.onIssue({
      code: 'path-parameter-unused',
      severity: 'warning',
      pointer: entry.pointer,
      message: `The path parameter \`${parameter.name}\` does not occur in the path; it is ignored.`,
      hint: `Write \`{${parameter.name}}\` into the path or remove the parameter.`
    })
    byPlace.delete(place)
  }
  const place = (parameter: Parameter) => `${parameter.in} ${parameter.name}`
  return [...byPlace.values()].toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
}

function compileParameter(context: CompileContext, { value, pointer }: Located): Parameter | undefined {
  const name = value['name']
  const place = value['in']
  if (typeof name !== 'string' || name === '') {
    context.onIssue({
      code: 'parameter-name-missing',
      severity: 'error',
      pointer,
      message: 'This parameter has no name; it is ignored.'
    })
    return undefined
  }
  if (place !== 'path' && place !== 'query' && place !== 'header' && place !== 'cookie') {
    context.onIssue({
      code: 'parameter-in-unknown',
      severity: 'error',
      pointer: joinPointer(pointer, 'in'),
      message: `\`in: ${printScalar(place).slice(0, 40)}\` is not a place for a parameter; \`${name}\` is ignored.`,
      hint:
        place === 'body' || place === 'formData'
          ? 'Describe it in `requestBody`.'
          : 'Use path, query, header or cookie.'
    })
    return undefined
  }
  if (place === 'header' && ignoredHeaders.has(name.toLowerCase())) return undefined
  const style = compileStyle(context, value['style'], place, pointer)
  const described = compileDescribedValue(context, value, pointer)
  const examples = Object.values(collectExamples(context, value, pointer, described.schema, 'request'))
  return {
    name,
    in: place,
    required: place === 'path' || value['required'] === true,
    style,
    explode: typeof value['explode'] === 'boolean' ? value['explode'] : style === 'form',
    ...(value['allowReserved'] === true ? { allowReserved: true } : {}),
    ...described,
    ...(examples.length > 0 ? { examples } : {})
  }
}

function compileStyle(
  context: CompileContext,
  style: unknown,
  place: ParameterLocation,
  pointer: string
): ParameterStyle {
  if (style === undefined) return defaultStyles[place]
  if (isParameterStyle(style) && allowedStyles[place].includes(style)) return style
  context.onIssue({
    code: 'parameter-style-unknown',
    severity: 'warning',
    pointer: joinPointer(pointer, 'style'),
    message: `\`style: ${printScalar(style).slice(0, 40)}\` is not defined for a ${place} parameter; \`${defaultStyles[place]}\` is used.`,
    hint: `Use one of: ${allowedStyles[place].join(', ')}.`
  })
  return defaultStyles[place]
}

/** The schema of a parameter or header: from `schema`, or from the single entry of `content`. Neither: anything goes. */
export function compileDescribedValue(
  context: CompileContext,
  value: Readonly<Record<string, unknown>>,
  pointer: string
): { schema: Parameter['schema']; contentType?: string } {
  if (value['schema'] !== undefined) {
    return { schema: context.lower(value['schema'], joinPointer(pointer, 'schema')) }
  }
  const content = value['content']
  if (isObject(content)) {
    const [type] = sortKeys(Object.keys(content))
    if (type !== undefined) {
      const at = joinPointer(joinPointer(pointer, 'content'), type)
      const mediaType = follow(context.document, content[type], at, context.onIssue)
      const schema = mediaType?.value['schema']
      return {
        schema:
          schema === undefined ? true : context.lower(schema, joinPointer(mediaType!.pointer, 'schema')),
        contentType: type
      }
    }
  }
  return { schema: true }
}
