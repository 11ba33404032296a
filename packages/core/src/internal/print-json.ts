// Values -> JSON text, whole numbers beyond 2^53 included: JSON.stringify throws on the bigints that stand for them.

/** Prints as JSON.stringify does, and bigints with all their digits. What has no JSON form (`undefined`, functions) is `null`. */
export function printJson(value: unknown): string {
  // Where someone taught bigints to be strings in JSON, JSON.stringify would not throw but print these.
  if ((0n as { toJSON?: unknown }).toJSON === undefined) {
    try {
      return JSON.stringify(value) ?? 'null'
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  return printExactly(value)
}

function printExactly(value: unknown): string {
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(printExactly).join(',')}]`
  const members: string[] = []
  for (const [name, member] of Object.entries(value)) {
    if (hasJson(member)) members.push(`${JSON.stringify(name)}:${printExactly(member)}`)
  }
  return `{${members.join(',')}}`
}

function hasJson(value: unknown): boolean {
  return value !== undefined && typeof value !== 'function' && typeof value !== 'symbol'
}
