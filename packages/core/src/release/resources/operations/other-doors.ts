// Other ways to one thing: by another of its names (`/releases/tags/{tag}`, `/users/by/username/{username}`), and to the last of all
// (`/releases/latest`).
import { componentOf } from '../../../schema/members-of.js'
import { claim, type Claim, type Surroundings } from './claim.js'
import { inferred } from '../evidence.js'
import { shapeKey, type PathToken } from './path-shape.js'
import { lastParameter, type Node, type Site } from './sites.js'

const newest = /^(?:latest|newest|last|most-?recent)$/i

/** The claim on the collection where the thing is kept; `undefined` where the path is no such way. */
export function byOtherDoor(around: Surroundings, site: Site, claimed: Claim): Claim | undefined {
  return site.verb
    ? undefined
    : lastParameter(site.tokens) === undefined
      ? last(around, site)
      : byName(around, site, claimed)
}

function last(around: Surroundings, site: Site): Claim | undefined {
  const tokens = site.tokens.slice(0, -1)
  const word = site.tokens.at(-1)
  if (site.method !== 'GET' || word?.kind !== 'literal' || !newest.test(word.text)) return undefined
  if (!showsOneOf(around, tokens, site)) return undefined
  return claim(site, 'read', 0.8, `\`${word.text}\` of what \`${shapeKey(tokens)}\` keeps`, {
    container: shapeKey(tokens),
    tokens,
    picks: inferred('newest', 0.8, `the path ends with \`${word.text}\``)
  })
}

function byName(around: Surroundings, site: Site, claimed: Claim): Claim | undefined {
  if (claimed.key === undefined || leadsOn(around, site.node)) return undefined
  const own = site.tokens.slice(0, -1)
  if (around.nodes.has(shapeKey(own))) return undefined
  const shows = readAt(around.nodes.get(site.node))
  if (!shows) return undefined
  for (let end = own.length - 1; end > 0 && end >= own.length - 2; end--) {
    if (own[end]?.kind !== 'literal') return undefined
    const tokens = own.slice(0, end)
    if (showsOneOf(around, tokens, shows))
      return {
        ...claimed,
        byOtherName: true,
        does: inferred(
          claimed.does.value,
          0.8,
          `${claimed.does.reason}, which is another way to \`${shapeKey(tokens)}\``
        ),
        container: shapeKey(tokens),
        tokens
      }
  }
  return undefined
}

const reads = new WeakMap<Node, Site | null>()

/** The read of one thing at a node, looked for once: a hostile description has thousands of templates at one. */
function readAt(node: Node | undefined): Site | undefined {
  if (node === undefined) return undefined
  let read = reads.get(node)
  if (read === undefined)
    reads.set(node, (read = node.sites.find(({ method, entity }) => method === 'GET' && entity) ?? null))
  return read ?? undefined
}

/** Whether a read shows what the collection keeps: the schema that its own reads have. */
function showsOneOf(
  { nodes, containers }: Surroundings,
  collection: readonly PathToken[],
  site: Site
): boolean {
  const key = shapeKey(collection)
  const component = componentOf(site.entity?.schema)
  if (component === undefined || collection.at(-1)?.kind !== 'literal' || !containers.has(key)) return false
  return (
    nodes
      .get(`${key}/{}`)
      ?.sites.some(
        ({ method, verb, entity }) => method === 'GET' && !verb && componentOf(entity?.schema) === component
      ) ?? false
  )
}

const passed = new WeakMap<Surroundings['nodes'], ReadonlySet<string>>()

/** Whether a path goes on from the node. */
function leadsOn({ nodes }: Surroundings, node: string): boolean {
  const found = passed.get(nodes) ?? new Set([...nodes.keys()].flatMap(beginnings))
  passed.set(nodes, found)
  return found.has(node)
}

function beginnings(key: string): string[] {
  const found: string[] = []
  for (let at = key.indexOf('/'); at >= 0; at = key.indexOf('/', at + 1)) found.push(key.slice(0, at))
  return found
}
