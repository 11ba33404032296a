// A path template as people read it: nouns, parameters, and a verb at the end where there is one (`:cancel`, `users.create`, `/createUser`).
import { parseTemplate } from '../../path-template.js'
import { wordsOf } from '../words.js'

/** One token of a path: a literal or a parameter. */
export type PathToken =
  { readonly kind: 'literal'; readonly text: string } | { readonly kind: 'parameter'; readonly name: string }

/** A path without its verb. */
export interface PathShape {
  readonly tokens: readonly PathToken[]
  /** A custom method: what follows `:` or `.` in the last segment, or a last segment that begins with a verb of create, read, list, update, delete. */
  readonly verb?: PathVerb
}

/** What a verb of create, read, list, update, delete means; `other` for any other custom method. */
export type VerbKind = 'create' | 'read' | 'list' | 'update' | 'delete' | 'other'

/** A verb in a path. */
export interface PathVerb {
  readonly word: string
  readonly kind: VerbKind
  /** The noun that follows the verb in the same segment: `user` of `createUser`; `''` where there is none. */
  readonly noun: string
  /** The last segment was spelled with `:` or `.`, so that it cannot be a noun. */
  readonly custom: boolean
}

/** Verbs by themselves: a last segment, or what follows `:` or `.`. */
const verbs = new Map<string, VerbKind>([
  ...kindOf('create', 'create new add insert register make'),
  ...kindOf('read', 'get info show read retrieve view fetch describe lookup load'),
  ...kindOf('list', 'list search find query all filter browse'),
  ...kindOf('update', 'update edit modify set patch save change replace'),
  ...kindOf('delete', 'delete remove destroy erase')
])

/** Verbs that are no part of a noun, as `load` is of `load_balancers` and `search` of `search_attributes`. */
const leading = new Set(
  'create add get list find retrieve fetch describe update edit modify delete remove destroy'.split(' ')
)

function kindOf(kind: VerbKind, words: string): [string, VerbKind][] {
  return words.split(' ').map((word) => [word, kind])
}

/** Reads a template. `leadsOn`: other paths go on from it with a parameter, so that its last segment is a noun. */
export function pathShape(path: string, leadsOn = false): PathShape {
  const tokens: PathToken[] = []
  let verb: PathVerb | undefined
  const segments = parseTemplate(path).filter(({ parts }) => parts.length > 0)
  segments.forEach(({ parts }, index) => {
    const last = index === segments.length - 1
    parts.forEach((part, at) => {
      if (part.kind === 'parameter') tokens.push({ kind: 'parameter', name: part.name })
      else if (parts.length > 1) verb = readPiece(part.text, at, last, tokens) ?? verb
      else if (last && !leadsOn) verb = readLast(part.text, tokens)
      else tokens.push(part)
    })
  })
  return verb ? { tokens, verb } : { tokens }
}

/** A literal beside a parameter in one segment: `.json`, `:cancel`, `People('`. */
function readPiece(text: string, at: number, last: boolean, tokens: PathToken[]): PathVerb | undefined {
  if (at === 0) {
    const noun = text.replace(/[('=:.\-_~@$]+$/, '')
    if (noun !== '') tokens.push({ kind: 'literal', text: noun })
    return undefined
  }
  if (last && text.startsWith(':')) return customVerb(text.slice(1))
  // An extension says how, not what; other separators say nothing.
  return undefined
}

function readLast(text: string, tokens: PathToken[]): PathVerb | undefined {
  const custom = /^(.*[^:.])[:.]([A-Za-z][A-Za-z_-]*)$/.exec(text)
  if (custom && (text.includes(':') || verbs.has(firstWord(custom[2]!)) || custom[1]!.length > 2)) {
    if (/^(json|xml|csv|html|txt|pdf|php|aspx|do|action)$/i.test(custom[2]!)) {
      tokens.push({ kind: 'literal', text: custom[1]! })
      return undefined
    }
    for (const noun of custom[1]!.split('.')) tokens.push({ kind: 'literal', text: noun })
    return customVerb(custom[2]!)
  }
  const words = wordsOf(text)
  const kind = verbs.get(words[0] ?? '')
  // Alone in the path, or before a noun of its own, or a bare verb.
  if (kind !== undefined && (words.length > 1 ? leading.has(words[0]!) : tokens.length > 0))
    return { word: words[0]!, kind, noun: nounAfter(words), custom: false }
  tokens.push({ kind: 'literal', text })
  return undefined
}

function customVerb(text: string): PathVerb {
  const words = wordsOf(text)
  return { word: text, kind: verbs.get(words[0] ?? '') ?? 'other', noun: nounAfter(words), custom: true }
}

/** `getUserById` is about a user, `findByStatus` about what the path says. */
function nounAfter(words: readonly string[]): string {
  const end = words.findIndex((word, index) => index > 0 && /^(by|with|for|from|in|of|to)$/.test(word))
  return words.slice(1, end < 0 ? undefined : end).join('')
}

function firstWord(text: string): string {
  return wordsOf(text)[0] ?? ''
}

/** The tokens as one text with nameless parameters: `repos/{}/{}`. */
export function shapeKey(tokens: readonly PathToken[]): string {
  return tokens.map((token) => (token.kind === 'literal' ? token.text : '{}')).join('/')
}

/** The last literal that is a noun rather than a version; `''` where there is none. */
export function nounOf(tokens: readonly PathToken[]): string {
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i]!
    // What stands behind a parameter belongs to what that names, whatever it is called.
    const leads = tokens[i - 1]?.kind !== 'parameter' || isVersion(token)
    if (token.kind === 'literal' && !(leads && isPrefix(token.text))) return token.text
  }
  return ''
}

function isVersion(token: PathToken): boolean {
  return token.kind === 'literal' && /^v?\d/i.test(token.text)
}

/** Segments that say where the API lies, not what it is about: `v1`, `api`, `2010-04-01`. */
export function isPrefix(text: string): boolean {
  return /^(v?\d+([._-]\d+)*|v\d+\w*|api|apis|rest|services?|latest|beta|alpha|public|core|json)$/i.test(text)
}
