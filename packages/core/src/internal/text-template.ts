// Texts put together from named values: `https://example.com/{owner.login}/{name}`; a brace that is meant is doubled.

/** A piece of a template: text as it stands, or the name of a value. */
export type TextPart = string | { readonly name: string }

/** Takes a template apart; `undefined` where its braces do not match or hold nothing. */
export function readTextTemplate(template: string): readonly TextPart[] | undefined {
  const parts: TextPart[] = []
  let text = ''
  for (let at = 0; at < template.length; at++) {
    const sign = template[at]!
    if (sign !== '{' && sign !== '}') text += sign
    else if (template[at + 1] === sign) {
      text += sign
      at++
    } else {
      const end = sign === '{' ? template.indexOf('}', at) : -1
      const name = template.slice(at + 1, Math.max(end, at + 1))
      if (end < 0 || name === '' || name.includes('{')) return undefined
      if (text !== '') parts.push(text)
      text = ''
      parts.push({ name })
      at = end
    }
  }
  return text === '' ? parts : [...parts, text]
}

/** The template that `readTextTemplate` takes apart into these. */
export function writeTextTemplate(parts: readonly TextPart[]): string {
  return parts
    .map((part) => (typeof part === 'string' ? part.replaceAll(/[{}]/g, '$&$&') : `{${part.name}}`))
    .join('')
}
