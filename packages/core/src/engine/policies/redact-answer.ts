// Answers without the fields that policies take out: of JSON bodies, as valid by the declared schema as they were.
import { isForm, isJson, isJsonLines, isXml, parseMediaType, type MediaType } from '../../http/media-type.js'
import { parseExactJson } from '../../internal/parse-exact-json.js'
import { parsePointer } from '../../internal/json-pointer.js'
import { printJson } from '../../internal/print-json.js'
import { deriveKey, hashText } from '../../internal/random.js'
import type { Applying } from '../../policies/decide.js'
import { takeOut, type FieldPattern } from '../../policies/field-pattern.js'
import type { Operation } from '../../release/release.js'
import { schemaOfMedia } from '../../release/schema-of-media.js'
import { schemaAt } from '../../schema/members-of.js'
import type { Schema } from '../../schema/schema.js'
import type { Engine } from '../engine.js'
import { responseFor } from '../responses/select-response.js'
import type { Answer } from '../stages.js'

/** An answer, and what was taken out of it by which rule, in words. */
export interface Redacted {
  readonly answer: Answer
  readonly done: readonly { readonly pack: string; readonly rule: string; readonly reason: string }[]
}

/** Takes the fields out. What has the same data in another form than JSON is withheld as a whole. */
export function redactAnswer(
  engine: Engine,
  operation: Operation,
  answer: Answer,
  redactions: readonly Applying<'redact'>[]
): Redacted {
  const { response } = answer
  const { body, headers } = response
  const type = headers['content-type']
  const all = (reason: string) => redactions.map(({ pack, rule }) => ({ pack, rule, reason }))
  if (body === null) return { answer, done: all('there is no body') }
  const parsed = typeof type === 'string' ? parseMediaType(type) : undefined
  const value = typeof body === 'string' ? read(body, parsed) : undefined
  if (value === undefined) {
    const isData =
      parsed &&
      (isJson(parsed) ||
        isXml(parsed) ||
        isJsonLines(parsed) ||
        isForm(parsed) ||
        /[/+.-](yaml|csv|event-stream|cbor|msgpack)$|^multipart\//.test(parsed.essence))
    if (!isData) return { answer, done: all(`a body of the type ${String(type)} is left as it is`) }
    const withheld = 'a body in this form is withheld as a whole: fields are taken out of JSON only'
    return { answer: { ...answer, response: { ...response, body: null } }, done: all(withheld) }
  }
  const schema = schemaFor(operation, response.status, String(type))
  let left: unknown = value
  const done = redactions.map(({ pack, rule, effect }) => {
    const told = effect.fields.flatMap((field) => {
      const taken = withoutField(engine, schema, left, field)
      left = taken.value
      return taken.told ?? []
    })
    return { pack, rule, reason: told.length === 0 ? 'none of the fields is there' : told.join('; ') }
  })
  if (left === value) return { answer, done }
  return { answer: { ...answer, response: { ...response, body: printJson(left) } }, done }
}

/** JSON is taken apart whatever it is called: where a description leaves the type open, the client chooses its name. */
function read(text: string, type: MediaType | undefined): unknown {
  if (!(type && isJson(type)) && !/^\s*[[{]/.test(text)) return undefined
  try {
    return parseExactJson(text)
  } catch {
    return undefined
  }
}

function schemaFor(operation: Operation, status: number, type: string): Schema | undefined {
  const content = responseFor(operation, status)?.content ?? []
  const essence = parseMediaType(type)?.essence
  const media = content.find((one) => parseMediaType(one.type)?.essence === essence) ?? content[0]
  return media && schemaOfMedia(media)
}

const neutral: readonly unknown[] = [null, '', 0, false, [], {}]

/** Gone where the schema lets it be gone, else a value that says nothing. */
function withoutField(
  engine: Engine,
  schema: Schema | undefined,
  value: unknown,
  field: FieldPattern
): { readonly value: unknown; readonly told?: string } {
  const gone = takeOut(value, field)
  const { places } = gone
  const [first] = places
  if (first === undefined) return { value }
  const where = places.length === 1 ? first : `${first} and ${places.length - 1} more like it`
  const isValid = (one: unknown): boolean =>
    schema === undefined || engine.checker.isValid(schema, one, 'response')
  if (!isValid(value) || isValid(gone.value)) return { value: gone.value, told: `took out ${where}` }
  for (const substitute of [...neutral, ...made(engine, schema, first)]) {
    const replaced = takeOut(value, field, substitute).value
    if (isValid(replaced))
      return { value: replaced, told: `made ${where} say nothing, as the schema requires it` }
  }
  return { value: gone.value, told: `took out ${where}, and the answer breaks its schema without it` }
}

/** A value of the field's own schema, which has nothing to do with the one that stood there. */
function made(engine: Engine, schema: Schema | undefined, place: string): readonly unknown[] {
  const tokens = parsePointer(place).map((token) => (/^\d+$/.test(token) ? '*' : token))
  const own = schemaAt(engine.release, schema, tokens)
  if (own === undefined) return []
  const key = deriveKey(engine.seedKey, hashText(`redacted ${tokens.join('/')}`))
  const { now } = engine.options
  return [
    engine.generator.generate(own, { key, direction: 'response', examples: 'none', optionals: 0, now }).value
  ]
}
