// JSON in which no object says a thing twice. Parsers differ on which of two members they keep, and a token must not mean two things.

/** Parses JSON; `undefined` for what is no JSON, and where an object has two members of one name, however they are escaped (RFC 7515 section 4). */
export function parseUniqueJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return repeatsMember(text) ? undefined : value
  } catch {
    return undefined
  }
}

/** The text is known to be JSON: a string that a colon follows is the name of a member. */
function repeatsMember(text: string): boolean {
  const open: Set<string>[] = []
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '{' || character === '[') open.push(new Set())
    else if (character === '}' || character === ']') open.pop()
    else if (character === '"') {
      const end = endOfString(text, at)
      if (nextCharacter(text, end) === ':') {
        const names = open.at(-1)!
        const name = JSON.parse(text.slice(at, end)) as string
        if (names.has(name)) return true
        names.add(name)
      }
      at = end - 1
    }
  }
  return false
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

function nextCharacter(text: string, from: number): string | undefined {
  let at = from
  while (' \t\n\r'.includes(text[at] ?? 'x')) at++
  return text[at]
}
