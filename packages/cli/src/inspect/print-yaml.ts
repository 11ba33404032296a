// A little YAML, for snippets to copy: objects over several lines, what is inside them in one.

/** The longest line that is still easy to read. */
const longest = 90

/**
 * An object as lines of block style, each after `indent`; members that are neither empty nor small are in flow style. Lists are in flow style
 * too, as long as they are small or hold nothing but scalars. `open`: so many levels are in block style in any case.
 */
export function printYaml(
  value: Readonly<Record<string, unknown>> | readonly unknown[],
  indent: string,
  open = 0
): string[] {
  const isList = Array.isArray(value)
  return Object.entries(value).flatMap(([name, member]) => {
    const head = isList ? `${indent}-` : `${indent}${blockKey(name)}:`
    const line = `${head} ${flow(member)}`
    if (!isNested(member) || (open === 0 && line.length <= longest)) return [line]
    const lines = printYaml(member, `${indent}  `, Math.max(0, open - 1))
    // The first line of an item stands beside its dash.
    return isList ? [head + lines[0]!.slice(head.length), ...lines.slice(1)] : [head, ...lines]
  })
}

function isNested(value: unknown): value is Readonly<Record<string, unknown>> | readonly unknown[] {
  if (Array.isArray(value)) return value.some((item) => typeof item === 'object' && item !== null)
  return isObject(value) && Object.keys(value).length > 0
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

/** Paths of descriptions stand without quotes in block style, where braces mean nothing; so does `on`, which packs are full of. */
export function blockKey(name: string): string {
  return /^(?:\/[\w./{}-]*|on)$/.test(name) ? name : scalar(name)
}

/** A text without quotes where no parser could take it for anything else; JSON strings are YAML, and texts with quotes in them stand in single ones. */
function scalar(text: string): string {
  const isPlain =
    /^(?:[A-Za-z_][\w.-]*|\d+[dhms])$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
  if (isPlain) return text
  const isQuoting = /^[ -&(-~]*"[ -&(-~]*$/.test(text)
  return isQuoting ? `'${text}'` : JSON.stringify(text)
}
