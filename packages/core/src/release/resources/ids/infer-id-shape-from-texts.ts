// The shape of ids that a description tells in words: "prefixed with `pm_`", "a UUID", "the 18-character ID", "e.g. `ch_1a2b3c`".
import { digits, hex, lettersAndDigits, lower, upper } from '../../../internal/alphabets.js'
import { inferred } from '../evidence.js'
import { freeLength, namedForms, numbersAsText, text } from './infer-id-shape-forms.js'
import { inferIdShapeFromExamples, readSample } from './infer-id-shape-from-examples.js'
import type { Inferred } from '../inferred.js'
import type { IdShape } from '../model.js'

const mostText = 2_000
const prefix =
  /\b(?:prefix(?:ed)?(?: (?:with|by|is|of|being))?|(?:begin|start)(?:s|ning|ing)? with):? (?:an? |the )?(?:prefix |letters |string )?[`'"“‘]?([A-Za-z][A-Za-z0-9]{0,19}[_:-]|(?<=[`'"“‘])[A-Z]{1,4}(?=[`'"”’]))/i
const prefixAfter = /[`'"“‘]([A-Za-z][A-Za-z0-9]{0,19}[_:-])[`'"”’] prefix/
const named =
  /\b(UUID|GUID|ULID|KSUID|Nano ?ID|CUID|XID|snowflake|(?:BSON|Mongo(?:DB)?) ?ObjectId|SHA-?1|SHA-?256|MD5)s?\b/i
const counted = /\b(\d{1,3})[- ](character|char|digit|letter|hex)s?\b([^.;]{0,40})/gi
const notALength =
  /(?:most|least|max(?:imum)?|min(?:imum)?|limit(?:ed)?|up|than|to|and|between|first|last)(?: \w+)? $/i
const numeric = /\b(?:numeric(?:al)?|integer|auto-?increment\w*) (?:\w+ )?(?:id|identifier|key|number)\b/i
const word =
  /^(?:the|an?) (?:[\w-]{1,30} ){0,3}?(?:name|handle|slug|username|login)\b(?![^.]{0,80}\b(?:id|identifier|uuid)\b)/i
const cue =
  /(?:\be\.?g\.?|\bfor example|\bexamples?|\bsuch as|\blike|\bformat)\b[^`'"“]{0,25}[`'"“]([^`'"”\s]{3,80})[`'"”]/gi

/** Reads the texts, the most specific first; `undefined` where they say nothing of the form of the id. */
export function inferIdShapeFromTexts(texts: readonly string[]): Inferred<IdShape> | undefined {
  const all = texts.slice(0, 10).map((one) => one.slice(0, mostText))
  for (const read of [fromPrefix, fromExamples, fromName, fromLength, fromNumber, fromWord]) {
    for (const one of all) {
      const found = read(one)
      if (found) return found
    }
  }
  return undefined
}

function fromPrefix(description: string): Inferred<IdShape> | undefined {
  const found = prefix.exec(description) ?? prefixAfter.exec(description)
  if (!found) return undefined
  const length = freeLength(lettersAndDigits, 1, Infinity)
  return inferred(
    text(found[1]!, lettersAndDigits, length),
    0.75,
    `the description tells of the prefix \`${found[1]!}\``
  )
}

function fromExamples(description: string): Inferred<IdShape> | undefined {
  const tokens = [...description.matchAll(cue)].map(([, token]) => token!)
  // A quoted word may be anything; only what can be nothing but an id counts.
  const ids = tokens.filter((token) => {
    const kind = readSample(token)?.kind
    return kind !== undefined && kind !== 'slug' && (kind !== 'number' || token.length > 4)
  })
  return inferIdShapeFromExamples(ids, 0.65, 'example in the description')
}

function fromName(description: string): Inferred<IdShape> | undefined {
  const name = named.exec(description)?.[1]
  const shape = name && namedForms.get(name.toLowerCase().replaceAll(/[- ]|bson|mongo(?:db)?/g, ''))
  return shape ? inferred(shape, 0.8, `the description calls it a ${name}`) : undefined
}

function fromLength(description: string): Inferred<IdShape> | undefined {
  for (const found of description.matchAll(counted)) {
    const [whole, count, unit, after] = found
    const length = Number(count)
    const before = description.slice(Math.max(0, found.index - 30), found.index)
    if (length < 4 || length > 128 || notALength.test(before)) continue
    const shape = ofLength(length, `${before} ${unit} ${after}`.toLowerCase())
    if (shape) return inferred(shape, 0.7, `the description says "${whole.trim().slice(0, 40)}"`)
  }
  return undefined
}

function ofLength(length: number, about: string): IdShape | undefined {
  if (length === 36) return { kind: 'uuid' }
  if (about.includes('hex')) return text('', hex, length)
  if (about.includes('digit') && !about.includes('letter')) return numbersAsText('', length)
  if (/\bnumeric|\bnumbers?\b/.test(about) && !/letter|alpha/.test(about)) return numbersAsText('', length)
  const letters = about.includes('uppercase') ? upper : about.includes('lowercase') ? lower : upper + lower
  return text(
    '',
    about.includes('letter ') && !/digit|number/.test(about) ? letters : digits + letters,
    length
  )
}

function fromNumber(description: string): Inferred<IdShape> | undefined {
  const found = numeric.exec(description)?.[0]
  return found === undefined
    ? undefined
    : inferred(numbersAsText('', 1), 0.6, `the description says "${found}"`)
}

function fromWord(description: string): Inferred<IdShape> | undefined {
  const found = word.exec(description)?.[0]
  return found === undefined
    ? undefined
    : inferred({ kind: 'slug' }, 0.55, `the description says "${found.slice(0, 60)}"`)
}
