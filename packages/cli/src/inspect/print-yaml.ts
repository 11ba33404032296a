// A little YAML, for snippets to copy: objects over several lines, what is inside them in one.

/** An object as lines of block style, each after `indent`; members that are neither empty nor small are in flow style. */
export function printYaml(value: Readonly<Record<string, unknown>>, indent: string): string[] {
  return Object.entries(value).flatMap(([name, member]) => {
    const head = `${indent}${blockKey(name)}:`
    if (!isObject(member)) return [`${head} ${flow(member)}`]
    const line = `${head} ${flow(member)}`
    return line.length <= 90 ? [line] : [head, ...printYaml(member, `${indent}  `)]
  })
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (!isObject(value)) return typeof value === 'string' ? scalar(value) : JSON.stringify(value)
  const members = Object.entries(value).map(([name, member]) => `${scalar(name)}: ${flow(member)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Paths of descriptions stand without quotes in block style, where braces mean nothing. */
export function blockKey(name: string): string {
  return /^\/[\w./{}-]*$/.test(name) ? name : scalar(name)
}

/** A text without quotes where no parser could take it for anything else; JSON strings are YAML. */
function scalar(text: string): string {
  const isPlain = /^[A-Za-z_][\w.-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
  return isPlain ? text : JSON.stringify(text)
}
