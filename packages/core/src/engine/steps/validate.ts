// Matched -> Validated: parameters and body are decoded, coerced to their schemas' types and checked.
import { coerce } from '../../http/coerce.js'
import { parseCookies } from '../../http/cookies.js'
import { parseParameter } from '../../http/params/parse-parameter.js'
import { setOwn } from '../../internal/json.js'
import type { Engine } from '../engine.js'
import { parameterReaders, type ParameterReader } from '../parameter-readers.js'
import { readRequestBody } from '../bodies/read-request-body.js'
import type { RequestFinding } from '../trace.js'
import { refuse, type Refusal } from '../errors/refusal.js'
import type { Input, Matched, Validated } from '../stages.js'

/**
 * Reads and judges. With `reject`, findings refuse the request: 400 for parameters, 422 or 400 for the body, whichever the operation
 * declares, and 400 or 415 for a body that cannot be read. With `warn` they go into the trace; with `off` nothing is judged.
 */
export function validate(engine: Engine, matched: Matched): Validated | Refusal {
  const dial = engine.options.validation
  const { input, findings } = readParameters(engine, matched)
  const ofParameters = engine.recall?.findings('parameters', findings) ?? findings
  if (dial === 'reject' && ofParameters.length > 0) {
    const detail = 'Parameters of the request do not match the description'
    return refuse({ slug: 'invalid-request', detail }, { statuses: [400, 422], findings: ofParameters })
  }
  const body = engine.recall?.body() ?? readRequestBody(engine, matched)
  const ofBody = engine.recall?.findings('body', body.findings) ?? body.findings
  const notes: string[] = []
  if (body.problem) {
    if (dial === 'reject') return refuse(body.problem, body.statuses ? { statuses: body.statuses } : {})
    notes.push(body.problem.detail)
  } else if (ofBody.length > 0 && dial === 'reject') {
    const detail = 'The body of the request does not match the description'
    return refuse({ slug: 'invalid-request', detail }, { statuses: [422, 400], findings: ofBody })
  }
  return {
    ...matched,
    input: { ...input, body: body.value },
    findings: dial === 'off' ? [] : ofBody.length === 0 ? ofParameters : [...ofParameters, ...ofBody],
    notes
  }
}

/** Decodes and judges the declared parameters. */
export function readParameters(
  engine: Engine,
  matched: Matched
): { readonly input: Omit<Input, 'body'>; readonly findings: RequestFinding[] } {
  const findings: RequestFinding[] = []
  const input = { path: {}, query: {}, header: {}, cookie: {} }
  for (const reader of parameterReaders(engine.release, matched.operation))
    readParameter(engine, matched, reader, input, findings)
  return { input, findings }
}

function readParameter(
  engine: Engine,
  matched: Matched,
  reader: ParameterReader,
  input: Omit<Input, 'body'>,
  findings: RequestFinding[]
): void {
  const { parameter, hint } = reader
  const { name, in: place, schema } = parameter
  const raw = rawValue(matched, reader)
  const parsed = parseParameter(reader.specFor(raw), raw, engine.options.limits)
  if (parsed.problem !== undefined) {
    findings.push({ in: place, name, pointer: '', keyword: 'style', message: parsed.problem })
    return
  }
  if (parsed.missing) {
    if (parameter.required)
      findings.push({ in: place, name, pointer: '', keyword: 'required', message: 'is required' })
    else if (typeof schema === 'object' && schema.default !== undefined)
      setOwn(input[place], name, schema.default)
    return
  }
  const value = coerce(parsed.value, hint)
  setOwn(input[place], name, value)
  if (engine.options.validation === 'off') return
  // An empty optional query parameter is how many clients write "not given".
  if (value === '' && place === 'query' && !parameter.required) return
  for (const finding of engine.checker.check(schema, value, 'request'))
    findings.push({ in: place, name, ...finding })
}

function rawValue(matched: Matched, { parameter }: ParameterReader) {
  switch (parameter.in) {
    case 'path':
      return matched.pathParameters.get(parameter.name)
    case 'query':
      return matched.query
    case 'header':
      return matched.headers[parameter.name.toLowerCase()]
    case 'cookie':
      return parseCookies(matched.headers['cookie'])
  }
}
