// Which end of a list comes first when the request does not say: told by the author's words, by defaults, by what other lists say.
import { isObject } from '../../../internal/json.js'
import { keywordOf } from '../../../schema/keyword-of.js'
import type { Schema } from '../../../schema/schema.js'
import type { Operation } from '../../release.js'
import { inferred, type Evidence } from '../evidence.js'
import type { ListSpec, Paging } from '../list-model.js'
import { entityMembers } from './entity-members.js'
import type { ListParameter } from './list-parameters.js'
import { orderIn } from './read-text.js'

/** Infers the order of a list. */
export function inferOrder(
  evidence: Evidence,
  operation: Operation,
  parameters: readonly ListParameter[],
  sort: ListSpec['sort'],
  paging: Paging,
  entity: Schema | undefined
): ListSpec['order'] {
  const said = saidOrder(evidence, operation.key)
  if (said) return inferred(said.order, 0.9, `the description says "${said.words}"`)
  const parameter = sort && parameters.find(({ name }) => name === sort.value.parameter)
  const usual = parameter && keywordOf(evidence.source, parameter.schema, 'default')
  if (sort && typeof usual === 'string') {
    const at = Object.hasOwn(sort.value.values, usual) ? sort.value.values[usual] : undefined
    const created = entityMembers(evidence.source, entity).time('created')?.at
    const byCreation = at !== undefined && (at.length === 0 || at.join('\n') === created?.join('\n'))
    if (byCreation || /^-?created/i.test(usual)) {
      const newest = /^-|desc/i.test(usual) || sort.value.defaultDirection === 'descending'
      return inferred(
        newest ? 'newest' : 'oldest',
        0.8,
        `the parameter \`${sort.value.parameter}\` is \`${usual}\` by default`
      )
    }
  }
  const words = parameter && orderIn(parameter.text)
  if (words) return inferred(words.order, 0.7, `the parameter \`${parameter.name}\` says "${words.words}"`)
  const habit = habitOf(evidence)
  if (habit) return inferred(habit, 0.6, `most other lists of this API say that the ${habit} come first`)
  if (paging.style === 'after' && paging.before !== undefined)
    return inferred('newest', 0.5, 'lists that are paged by ids mostly begin with the newest')
  return inferred('oldest', 0.4, 'nothing says which comes first')
}

type Said = ReturnType<typeof orderIn>

function saidOrder(evidence: Evidence, key: string): Said {
  const raw = evidence.raw(key)
  const responses = isObject(raw['responses']) ? Object.values(raw['responses']) : []
  const texts = [
    raw['summary'],
    raw['description'],
    ...responses.map((response) => (isObject(response) ? response['description'] : ''))
  ]
  for (const text of texts) {
    const said = typeof text === 'string' ? orderIn(text) : undefined
    if (said) return said
  }
  return undefined
}

const habits = new WeakMap<Evidence, 'oldest' | 'newest' | 'none'>()
const fewest = 3

/** What the lists of an API that say their order agree on. */
function habitOf(evidence: Evidence): 'oldest' | 'newest' | undefined {
  let habit = habits.get(evidence)
  if (habit === undefined) {
    const count = { oldest: 0, newest: 0 }
    for (const { key, method } of evidence.source.index.operations) {
      const said = method === 'GET' ? saidOrder(evidence, key) : undefined
      if (said) count[said.order]++
    }
    const { oldest, newest } = count
    habit =
      newest >= fewest && newest > oldest * 3
        ? 'newest'
        : oldest >= fewest && oldest > newest * 3
          ? 'oldest'
          : 'none'
    habits.set(evidence, habit)
  }
  return habit === 'none' ? undefined : habit
}
