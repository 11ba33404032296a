// Which of the declared media types a response's Content-Type falls under.

/** The most exact declared type (`application/json`, `text/*`, any) that covers `sent`; parameters are not compared unless both have them. */
export function matchMediaType(sent: string, declared: readonly string[]): string | undefined {
  const full = normal(sent)
  const essence = essenceOf(sent)
  const range = `${essence.split('/')[0]}/*`
  return (
    declared.find((type) => normal(type) === full) ??
    declared.find((type) => essenceOf(type) === essence) ??
    declared.find((type) => essenceOf(type) === range) ??
    declared.find((type) => essenceOf(type) === '*/*' || essenceOf(type) === '*')
  )
}

function essenceOf(type: string): string {
  return (type.split(';')[0] as string).trim().toLowerCase()
}

function normal(type: string): string {
  return type.toLowerCase().replaceAll(/\s+/g, '')
}
