// A magic value: something that a request to an operation can say, and what it is answered then.
import type { Sandbox, SandboxRequest } from '@sandbed/core'
import type { PackPart } from './pack-part.js'
import { memberExpression, type PackSubject } from './pack-subject.js'

/** A response rule for a value that valid requests may have, and what to say of it. */
export function magicAnswer(
  { sandbox, operationName }: PackSubject,
  key: string
): Pick<PackPart, 'value' | 'comments'> {
  const said = magicValue(sandbox.sampleRequest(key), sandbox.describe(key).path)
  const status = refusalStatus(sandbox, key)
  return {
    value: {
      name: 'magic-value',
      operation: operationName(key),
      ...(said === undefined ? { count: 1 } : { when: `=${said}` }),
      respond: { status, message: 'This one is refused.' }
    },
    comments: [
      said === undefined
        ? 'The first request is answered like this, whatever it says.'
        : 'Whoever sends this value is answered like this.'
    ]
  }
}

/** A status of the client's error that the operation declares, rather one about what was asked for than one about who asks. */
function refusalStatus(sandbox: Sandbox, key: string): number {
  const declared = new Set(sandbox.describe(key).responses.map(({ status }) => Number(status)))
  return [422, 402, 409, 400, 403, 404].find((status) => declared.has(status)) ?? 422
}

/** A comparison with something that a sample says: in its body, else in its path. */
function magicValue({ url, headers = {}, body }: SandboxRequest, path: string): string | undefined {
  const members = typeof body === 'string' ? membersOf(body, typeOf(headers)) : []
  const [name, value] = members.find(([, one]) => typeof one === 'number') ?? members[0] ?? []
  if (name !== undefined) return `${memberExpression('request.body', [name])} == ${literal(value!)}`
  const parts = new URL(url, 'http://localhost').pathname.split('/')
  const templates = path.split('/')
  const offset = parts.length - templates.length
  const index = templates.findLastIndex((part) => /^\{[^{}]+\}$/.test(part))
  const text = parts[index + offset]
  if (index < 0 || text === undefined || !/^[\w-]{1,60}$/.test(text)) return undefined
  const parameter = memberExpression('request.path', [templates[index]!.slice(1, -1)])
  return `string(${parameter}) == ${JSON.stringify(text)}`
}

function typeOf(headers: SandboxRequest['headers']): string {
  const entries = headers === undefined ? [] : Object.entries(headers as Record<string, unknown>)
  return String(entries.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '')
}

/** The members of a body that are short texts or whole numbers; of a form only texts, since what else they mean is not said there. */
function membersOf(body: string, type: string): (readonly [string, string | number])[] {
  const isForm = type.startsWith('application/x-www-form-urlencoded')
  const entries = isForm ? [...new URLSearchParams(body)] : Object.entries(parsed(body))
  return entries.flatMap(([name, value]) => {
    const isText = typeof value === 'string' && /^[\w .@-]{1,40}$/.test(value)
    const isPlain = isForm
      ? isText && /^[A-Za-z_]+$/.test(name) && /[^\d.e+-]/.test(value) && !/^(?:true|false|null)$/.test(value)
      : isText || Number.isSafeInteger(value)
    return isPlain ? [[name, value as string | number] as const] : []
  })
}

function parsed(body: string): object {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  } catch {
    return {}
  }
}

function literal(value: string | number): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}
