// The whole specification of a list: where its items stand, how it is paged, filtered and sorted, and what its envelope tells.
import type { Schema } from '../../../schema/schema.js'
import type { Operation } from '../../release.js'
import { inferred, successBody, type Evidence } from '../evidence.js'
import type { Inferred } from '../inferred.js'
import type { ListSpec, Paging } from '../list-model.js'
import { findItems } from './find-items.js'
import { inferEnvelope } from './infer-envelope.js'
import { inferFilters } from './infer-filters.js'
import { inferPaging } from './infer-paging.js'
import { inferSort, isSortParameter } from './infer-sort.js'
import { inferOrder } from './infer-order.js'
import { bodyParameters, queryParameters, type ListParameter } from './list-parameters.js'

/**
 * Infers how an operation lists things. `entity` is the fullest schema of one of them where it is known (else that of an item), `noun`
 * what the operation is about, `known` where its items stand if that is known already. `undefined` when the success body holds no list.
 */
export function inferList(
  evidence: Evidence,
  operation: Operation,
  entity: Schema | undefined,
  noun: string,
  known?: ReturnType<typeof findItems>
): ListSpec | undefined {
  const { source } = evidence
  const body = successBody(operation)
  const items = known ?? findItems(source, body?.schema, noun)
  if (!body || !items) return undefined
  const { at, item, keyed, schema } = items.value
  const envelope = inferEnvelope(source, body.schema, at, operation.responses[body.status])
  const query = queryParameters(evidence, operation)
  const inQuery = inferPaging(source, query, envelope)
  const asked = operation.method === 'GET' ? [] : bodyParameters(evidence, operation)
  const inBody =
    asked.length > 0 && inQuery.value.style === 'none' ? inferPaging(source, asked, envelope) : undefined
  const byBody = inBody !== undefined && (inBody.value.style !== 'none' || inBody.value.size !== undefined)
  const parameters = byBody ? asked : query
  const paging: Inferred<Paging> = byBody ? { ...inBody, value: { ...inBody.value, in: 'body' } } : inQuery
  const shown = entity ?? schema
  const sort = inferSort(source, parameters, shown)
  const free = parameters.filter(
    (parameter) => !isPaging(parameter, paging.value) && !isSortParameter(parameter, sort)
  )
  return {
    items: inferred(at, items.confidence, items.reason),
    ...(keyed ? { keyed } : {}),
    item,
    paging,
    envelope,
    filters: inferFilters(source, free, shown),
    ...(sort ? { sort } : {}),
    order: inferOrder(evidence, operation, parameters, sort, paging.value, shown)
  }
}

function isPaging({ name, member, types }: ListParameter, { parameter, before, size }: Paging): boolean {
  const isOne = (other: string | undefined) =>
    other !== undefined &&
    (name === other || (!member && types.has('object') && other.startsWith(`${name}[`)))
  return isOne(parameter) || isOne(before) || isOne(size)
}
