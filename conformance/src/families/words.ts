// Names as words: what a reader sees in `customer_id`, `customerId` and `/customers`.

/** `paymentMethodIds` -> `payment`, `method`, `ids`. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
}

/** A word without its plural ending, good for comparing only: `databases` and `database` give the same stem. */
export function stem(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(?:us|ss|is)$/.test(word)) return word
  if (word.endsWith('es')) return word.slice(0, -2)
  return word.replace(/[se]$/, '')
}

/** Words as one comparable text, without plurals: `/payment-methods` and `paymentMethod` give the same. */
export function nounOf(name: string | readonly string[]): string {
  return (typeof name === 'string' ? wordsOf(name) : name).map(stem).join(' ')
}

/** A name without letter case and separators. */
export function flat(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** Member names that identify a thing, the most usual first. */
export const idNames = [
  'id',
  'uuid',
  'guid',
  'sid',
  'uid',
  'sha',
  'key',
  'slug',
  'number',
  'code',
  'login',
  'username',
  'name',
  'handle',
  'identifier',
  'fingerprint',
  'token'
] as const

const idSuffixes = new Set(['id', 'ids', 'uuid', 'uuids', 'guid', 'guids', 'sid', 'sids', 'ulid', 'sha'])

/** What a name refers to: its words without an ending like `id`, and whether it had one. */
export function referenceIn(name: string): { readonly words: string[]; readonly explicit: boolean } {
  const words = wordsOf(name)
  const explicit = idSuffixes.has(words.at(-1) ?? '')
  return { words: explicit ? words.slice(0, -1) : words, explicit }
}

const envelopes = new Set([
  'data',
  'result',
  'results',
  'response',
  'payload',
  'item',
  'resource',
  'record',
  'entity',
  'entry',
  'entries',
  'attributes',
  'node'
])

/** True for a member that only wraps the thing itself: `data`, `result`, or the thing's own noun. */
export function isEnvelope(name: string, noun: string): boolean {
  return envelopes.has(name.toLowerCase()) || nounOf(name) === noun
}

/** Values that servers keep to themselves or show once. */
export function isSecret(name: string): boolean {
  return /password|passphrase|secret|token|cvc|private|credential|pin$/i.test(name)
}

/** Instants that the server keeps, whatever is sent. */
export function isServerTime(name: string): boolean {
  return /^(?:last_?)?(?:updat|modif|creat|chang)/i.test(name)
}

/** Values that may differ between two readings of the same thing. */
export function isVolatile(name: string): boolean {
  return (
    isSecret(name) ||
    /updat|modif|etag|version|revision|last(?!_?name)|expir|count|size|synced|request_?id|^now$|timestamp/i.test(
      name
    )
  )
}

/** Members that a client does not fill with free text, though their schema would let it. */
export function isServersBusiness(name: string): boolean {
  return (
    isSecret(name) ||
    /^(?:id|uuid|guid|object|type|kind|status|state|href|self|etag|@.*)$/i.test(name) ||
    /(?:_at|At|_on|_date|Date|_time|Time)$|^(?:created|updated|deleted|expand|fields|cursor)/.test(name)
  )
}

/** Members that stand beside a wrapped thing and say nothing about it. */
export function isAside(name: string): boolean {
  return /^_?(?:ok|success|status|messages?|errors?|warnings?|object|type|code|meta|links?|paging|pagination|included|request_?id|jsonapi)$/i.test(
    name
  )
}
