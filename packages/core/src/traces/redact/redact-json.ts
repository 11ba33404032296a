// A JSON value without its secrets: members with sensitive names, and JSON that stands in its texts.
import { setOwn } from '../../internal/json.js'
import { parseExactJson } from '../../internal/parse-exact-json.js'
import { printJson } from '../../internal/print-json.js'
import { redacted } from './marker.js'
import { isSensitive, type Sensitive } from './sensitive.js'

/** How deep a value is looked into; what is below is taken out. */
const deepest = 64

/** The value without what stands in a place for secrets; `hide` sees every other text, `found` is told what was taken out. */
export function redactJson(
  value: unknown,
  sensitive: Sensitive,
  hide: (text: string) => string,
  found: (value: string) => void
): unknown {
  return visit(value, 0)

  function visit(one: unknown, depth: number): unknown {
    if (typeof one === 'string') return redactText(one, depth)
    if (typeof one !== 'object' || one === null) return one
    if (depth > deepest) return redacted
    if (Array.isArray(one)) return one.map((item) => visit(item, depth + 1))
    const shown = {}
    for (const name of Object.keys(one)) {
      const member = (one as Record<string, unknown>)[name]
      if (!isSensitive(sensitive, 'member', name) || member === null || typeof member === 'boolean')
        setOwn(shown, hide(name), visit(member, depth + 1))
      else {
        tell(member, depth)
        setOwn(shown, name, redacted)
      }
    }
    return shown
  }

  /** What is taken out stays out elsewhere too. */
  function tell(member: unknown, depth: number): void {
    if (typeof member === 'string') found(member)
    else if (typeof member === 'number' || typeof member === 'bigint') found(String(member))
    else if (typeof member === 'object' && member !== null && depth <= deepest)
      for (const one of Object.values(member)) tell(one, depth + 1)
  }

  function redactText(text: string, depth: number): string {
    const first = text.trimStart().charAt(0)
    if ((first === '{' || first === '[') && depth < deepest) {
      try {
        return hide(printJson(visit(parseExactJson(text), depth + 1)))
      } catch {
        // A text that only looks like JSON.
      }
    }
    return hide(text)
  }
}
