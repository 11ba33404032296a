// A line of `JSON.stringify(value, null, 2)` -> the JSON Pointer of what stands there.

/** Walks up from a line (1-based) to the lines that open its containers: each is indented by one step less. */
export function pointerAtLine(printed: string, line: number): string {
  const lines = printed.split('\n')
  const tokens: string[] = []
  let indent = indentOf(lines[line - 1] ?? '')
  let item = 0
  for (let at = line - 1; at >= 0 && indent > 0; at--) {
    const text = lines[at]!
    const depth = indentOf(text)
    const closes = /^[\]}]/.test(text.trimStart())
    if (depth === indent && !closes) {
      const key = /^\s*("(?:[^"\\]|\\.)*"): /.exec(text)?.[1]
      // A member names itself; an item is known by how many came before it.
      if (key === undefined) {
        item = countItemsBefore(lines, at, indent)
        tokens.push(String(item))
      } else tokens.push(escape(JSON.parse(key) as string))
      indent -= 2
    }
  }
  return tokens.length === 0 ? '' : `/${tokens.toReversed().join('/')}`
}

function countItemsBefore(lines: readonly string[], line: number, indent: number): number {
  let count = 0
  for (let at = line - 1; at >= 0; at--) {
    const depth = indentOf(lines[at]!)
    if (depth < indent) break
    if (depth === indent && !/^[\]}]/.test(lines[at]!.trimStart())) count++
  }
  return count
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length
}

function escape(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1')
}
