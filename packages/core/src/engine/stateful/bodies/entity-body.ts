// Facts -> what a response shows of them: composed for the response's schema, checked, and mended where a fact would break it.
import { parsePointer } from '../../../internal/json-pointer.js'
import { isObject } from '../../../internal/json.js'
import { replaceAt } from '../../../internal/replace-at.js'
import type { Place } from '../../../release/resources/inferred.js'
import { schemaAt } from '../../../schema/members-of.js'
import type { Schema } from '../../../schema/schema.js'
import { weigh } from '../../../state/weigh.js'
import type { World } from '../../../state/world.js'
import type { Engine } from '../../engine.js'
import { bodiesFor } from './body-memory.js'
import type { Composed } from './composed.js'
import { compose, type ComposeOptions } from './compose.js'
import type { Entity } from '../entity.js'
import type { Facts } from '../facts.js'
import { namedThing } from '../links/named-thing.js'
import type { Understanding } from '../resource-view.js'

/** What composing works with. */
export interface Composer {
  readonly engine: Engine
  readonly understanding: Understanding
  readonly world: World
}

/** An entity as a schema shows it, at a place of it. Made once for each entity, schema and place while it is in use, unless it shows other things too. */
export function entityBody(composer: Composer, schema: Schema, entity: Entity, at: Place = []): Composed {
  const bodies = bodiesFor(composer.engine, schema, at)
  const earlier = bodies.get(entity, composer.world)
  if (earlier) return earlier
  let embeds = false
  let room = mostEmbedded
  const embed: ComposeOptions['embed'] = (inner, id) => {
    embeds = true
    const facts = room > 0 ? embedded(composer, inner, id, entity) : undefined
    room -= facts === undefined ? 0 : weigh(facts)
    return facts
  }
  const made = composeValid(composer.engine, schema, wrapAt(at, entity.facts), {
    key: entity.key,
    now: entity.created,
    embed,
    shares: true
  })
  return bodies.set(entity, made, embeds ? composer.world : undefined)
}

/** The facts of the thing that an id names, where the schema is that of a kept kind of thing. */
function embedded(
  { understanding, world }: Composer,
  schema: Schema,
  id: string | number | bigint,
  beside: Entity
): Facts | undefined {
  return namedThing({ understanding, world }, understanding.resourcesOf(schema), id, beside)?.facts
}

/** About what the things that one body shows beside its own may take in memory; of any more it shows the names. */
const mostEmbedded = 4_000_000

const rounds = 6

/** Composes, checks, and mends: what breaks the schema is made up anew, or left out. */
export function composeValid(
  engine: Engine,
  schema: Schema,
  facts: unknown,
  options: ComposeOptions
): Composed {
  const { checker, generator } = engine
  let value = compose(engine, schema, facts, options)
  if (checker.isValid(schema, value, 'response')) return { value, notes: [], isValid: true }
  const notes: string[] = []
  const turns = new Map<string, number>()
  for (let round = 0; round < rounds; round++) {
    const findings = checker.check(schema, value, 'response')
    if (findings.length === 0) return { value, notes, isValid: true }
    for (const { pointer, property, message } of findings) {
      const place = [...parsePointer(pointer), ...(property === undefined ? [] : [property])]
      const turn = turns.get(place.join('\n')) ?? 0
      turns.set(place.join('\n'), turn + 1)
      // What making up does not mend is left out, and then what it stands in.
      const tokens = turn < 2 ? place : place.slice(0, 1 - turn)
      if (tokens.length === 0) continue
      const inner = schemaAt(
        engine.release,
        schema,
        tokens.map((token) => (/^\d+$/.test(token) ? '*' : token))
      )
      const spare =
        inner === undefined || inner === false || turn > 0
          ? undefined
          : generator.generate(inner, {
              key: options.key,
              direction: 'response',
              now: options.now,
              examples: 'some',
              depth: 1
            }).value
      const next =
        property === undefined || spare === undefined
          ? replaceAt(value, tokens, spare)
          : added(value, tokens, spare)
      if (next === value) continue
      value = next
      if (notes.length < 20)
        notes.push(
          `/${tokens.join('/')} ${message}: ${spare === undefined ? 'it was left out' : 'it was made up'}.`
        )
    }
  }
  if (checker.isValid(schema, value, 'response')) return { value, notes, isValid: true }
  // Mending piece by piece failed: a whole that is valid, with the scalars of the facts put in one by one as long as it stays so.
  const made = generator.generate(schema, {
    key: options.key,
    direction: 'response',
    now: options.now,
    examples: 'some'
  })
  // Where nothing at all is valid, what is known is worth more than what is made up.
  const filled =
    isObject(made.value) && made.valid
      ? fillScalars(engine, schema, made.value, facts)
      : made.valid
        ? made.value
        : compose(engine, schema, facts, options)
  return {
    value: filled,
    notes: [
      'What is known did not fit the response schema; most of the body was generated.',
      ...(made.valid ? [] : ['No valid body was found for the response schema.'])
    ]
  }
}

function added(value: unknown, tokens: readonly string[], member: unknown): unknown {
  const holder = tokens.slice(0, -1)
  let at = value
  for (const token of holder) at = (at as Record<string, unknown> | undefined)?.[token]
  if (!isObject(at)) return value
  const extended = { ...at, [tokens.at(-1)!]: member }
  return holder.length === 0 ? extended : replaceAt(value, holder, extended)
}

function fillScalars(
  engine: Engine,
  schema: Schema,
  value: Record<string, unknown>,
  facts: unknown
): unknown {
  if (!isObject(facts)) return value
  let filled = value
  for (const name of Object.keys(value)) {
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined
    if (fact === undefined || fact === filled[name]) continue
    const next = {
      ...filled,
      [name]: isObject(fact) && isObject(filled[name]) ? { ...filled[name], ...fact } : fact
    }
    if (engine.checker.isValid(schema, next, 'response')) filled = next
  }
  return filled
}

/** Puts facts where an envelope has its thing. */
export function wrapAt(place: readonly string[], facts: unknown): unknown {
  return place.reduceRight<unknown>((inner, token) => (token === '*' ? [inner] : { [token]: inner }), facts)
}
