// What policies are told of a request. Its body has not been looked at by then: it is read when a condition asks for it.
import { clientWithId } from '../../auth/clients/client.js'
import { Fault } from '../../expressions/frame.js'
import type { PolicyFacts } from '../../policies/decide.js'
import type { World } from '../../state/world.js'
import { nowOf } from '../../time/clock-state.js'
import { readRequestBody } from '../bodies/read-request-body.js'
import type { Engine } from '../engine.js'
import { scenarioHeader } from '../simulation/scenarios/stage-request.js'
import type { Matched, ReadBody } from '../stages.js'
import { readParameters } from '../steps/validate.js'

/** Gathers it; what takes work is found out when it is asked for. */
export function policyFacts(engine: Engine, world: World, matched: Matched): PolicyFacts {
  const { operation, request, segments, auth } = matched
  const id = auth?.client ?? null
  const client = id === null ? null : { id, label: clientWithId(world, id)?.[1].label ?? '' }
  const scopes = client === null ? [] : (auth?.scopes ?? 'all')
  const binding = () => engine.understanding.binding(operation.key)
  const { key, operationId = null, method, path, tags = [] } = operation
  return {
    operation,
    method: request.method,
    segments,
    client,
    scopes,
    asksForScenario: matched.headers[scenarioHeader] !== undefined,
    get does() {
      return binding()?.does.value ?? 'none'
    },
    get resource() {
      return binding()?.resource?.value
    },
    names: {
      client: client && { ...client, scopes: scopes === 'all' ? null : scopes },
      clock: { now: nowOf(world, engine.options.now) },
      operation: {
        key,
        operationId,
        method,
        path,
        tags,
        get does() {
          return binding()?.does.value ?? 'none'
        },
        get resource() {
          return binding()?.resource?.value ?? null
        }
      },
      request: requestNames(engine, matched)
    }
  }
}

/** The same members that expressions of simulation packs have. What cannot be read is a fault where it is asked for. */
function requestNames(engine: Engine, matched: Matched): Readonly<Record<string, unknown>> {
  let parameters: ReturnType<typeof readParameters>['input'] | undefined
  let body: ReadBody | undefined
  const read = () => (parameters ??= readParameters(engine, matched).input)
  return {
    method: matched.request.method,
    get path() {
      return read().path
    },
    get query() {
      return read().query
    },
    get header() {
      return { ...matched.headers, ...read().header }
    },
    get cookie() {
      return read().cookie
    },
    get body() {
      body ??= readRequestBody(engine, matched)
      return valueOf(body)
    }
  }
}

function valueOf({ value = null, problem }: ReadBody): unknown {
  // oxlint-disable-next-line no-throw-literal, typescript/only-throw-error -- this is how an evaluation ends without a value
  if (problem) throw new Fault(`the body cannot be read (${problem.detail})`)
  return value
}
