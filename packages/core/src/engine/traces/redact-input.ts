// What came from outside beside requests (controls, parameters of scenarios, answers of the network), without its secrets: taken out before it is kept.
import { isObject, setOwn, type Json } from '../../internal/json.js'
import { hideValues, knownValues, type KnownValues } from '../../traces/redact/hide-values.js'
import { redacted } from '../../traces/redact/marker.js'
import { redactHeaders } from '../../traces/redact/redact-headers.js'
import { redactJson } from '../../traces/redact/redact-json.js'
import { redactUrl } from '../../traces/redact/redact-url.js'
import { shortestSecret } from '../../traces/redact/secret-forms.js'
import type { Sensitive } from '../../traces/redact/sensitive.js'

/** How deep headers and URLs are looked for. */
const deepest = 64

/** Takes out what stands under names of secrets, in headers and in URLs, then what is known as a secret, wherever it stands. */
export function redactInput(input: Json, sensitive: Sensitive, live: KnownValues): Json {
  if (input === null) return null
  const values = new Set<string>()
  const found = (value: string): void => {
    if (value.length >= shortestSecret) values.add(value)
  }
  const placed = redactJson(withoutPlaces(input, sensitive, found, 0), sensitive, (text) => text, found)
  const all = values.size === 0 ? live : knownValues([...live.secrets, ...values])
  return redactJson(
    placed,
    sensitive,
    (text) => hideValues(text, all),
    () => {}
  ) as Json
}

function withoutPlaces(
  value: unknown,
  sensitive: Sensitive,
  found: (value: string) => void,
  depth: number
): unknown {
  if (typeof value === 'string')
    return /^[a-z][a-z\d+.-]{0,30}:\/\//i.test(value) ? redactUrl(value, sensitive, null, found) : value
  if (typeof value !== 'object' || value === null) return value
  if (depth > deepest) return redacted
  if (Array.isArray(value)) return value.map((item) => withoutPlaces(item, sensitive, found, depth + 1))
  const shown = {}
  for (const [name, member] of Object.entries(value)) {
    const isHeaders = name.toLowerCase() === 'headers' && isObject(member)
    setOwn(
      shown,
      name,
      isHeaders
        ? withoutHeaders(member, sensitive, found)
        : withoutPlaces(member, sensitive, found, depth + 1)
    )
  }
  return shown
}

/** Names keep their spelling. */
function withoutHeaders(
  headers: Record<string, unknown>,
  sensitive: Sensitive,
  found: (value: string) => void
): object {
  const shown = {}
  for (const [name, value] of Object.entries(headers))
    setOwn(
      shown,
      name,
      isLines(value) ? Object.values(redactHeaders({ [name]: value }, sensitive, found))[0] : value
    )
  return shown
}

function isLines(value: unknown): value is string | string[] {
  return (
    typeof value === 'string' || (Array.isArray(value) && value.every((line) => typeof line === 'string'))
  )
}
