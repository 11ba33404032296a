// Which events an endpoint wants: types in which `*` stands for anything.

/** Whether any of the filters takes a type. Linear to the length of the type for each of them. */
export function wantsEvent(filters: readonly string[], type: string): boolean {
  return filters.some((filter) => matches(filter, type))
}

function matches(filter: string, type: string): boolean {
  const [head = '', ...rest] = filter.split('*')
  const tail = rest.pop()
  if (tail === undefined) return filter === type
  if (!type.startsWith(head)) return false
  let at = head.length
  for (const part of rest) {
    const found = type.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return type.length - tail.length >= at && type.endsWith(tail)
}
