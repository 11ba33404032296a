// One kind of thing, looked at closely: its schema, its id, its parents and references, and what its members mean.
import { isObject } from '../../../internal/json.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { componentsIn, membersOf, schemaAt } from '../../../schema/members-of.js'
import type { Schema } from '../../../schema/schema.js'
import type { Claim } from '../operations/claim.js'
import { entityPlace } from '../operations/entity-place.js'
import { followRaw, inferred, type Evidence } from '../evidence.js'
import { describedMembers } from '../fields/described-members.js'
import { inferState } from '../fields/infer-state.js'
import { inferTimestamps } from '../fields/infer-timestamps.js'
import { inferTombstone } from '../fields/infer-tombstone.js'
import { inferVersion } from '../fields/infer-version.js'
import type { Group } from './group.js'
import { isLink } from './group-traits.js'
import { idMember } from '../ids/identify.js'
import { identityOf } from '../ids/identity-of.js'
import type { Inferred } from '../inferred.js'
import type { Parent, Resource, SchemaPlace } from '../model.js'
import { stepsOf, type Named } from './name-groups.js'
import { parentMember, referencesIn, type Known } from './relate.js'
import { declares, type Site } from '../operations/sites.js'
import { singularOf, wordsOf } from '../words.js'

/** The fullest description of one of a group, and where it stands. */
export interface EntitySchema {
  readonly schema: Schema
  readonly place: SchemaPlace
  readonly confidence: number
  readonly reason: string
}

const telling: readonly string[] = ['read', 'create', 'replace', 'update', 'list', 'action']

const known = new WeakMap<Group, { readonly found: EntitySchema | undefined }>()

/** Where the entity of a group is described best: by a read, else a create, else an update, else a list. */
export function entityOf(evidence: Evidence, group: Group): EntitySchema | undefined {
  const earlier = known.get(group) ?? { found: findEntity(evidence, group) }
  known.set(group, earlier)
  return earlier.found
}

function findEntity({ source }: Evidence, { claims, noun }: Group): EntitySchema | undefined {
  const keyed = claims.find(({ key, byOtherName }) => key?.value.in === 'path' && !byOtherName)
  const parameter = keyed?.site.operation.parameters.find(({ name }) => name === keyed.key!.value.name)
  let first: EntitySchema | undefined
  for (const does of telling) {
    for (const claim of claims) {
      if (claim.does.value !== does) continue
      const found = entityIn(claim)
      if (!found || (does === 'action' && !schemaAt(source, found.schema, ['id']))) continue
      // What a membership answers may be an invitation: the thing itself has what its path calls it.
      const id = parameter && idMember(source, found.schema, noun, parameter)
      if (!parameter || (id && id.confidence >= 0.6)) return found
      first ??= found
    }
  }
  return first
}

function entityIn({ site, does }: Claim): EntitySchema | undefined {
  const { entity, items, status } = site
  if (status === undefined) return undefined
  const base = { operation: site.key, direction: 'response', status } as const
  const reason = `the answer of the operation that does \`${does.value}\``
  if (entity)
    return { schema: entity.schema, place: { ...base, at: entity.at }, confidence: entity.confidence, reason }
  if (!items) return undefined
  const { at, item, keyed, schema } = items.value
  return {
    schema,
    place: { ...base, at: [...at, ...(keyed ? [] : ['*']), ...item] },
    confidence: 0.8,
    reason: `an item of the answer of the operation that does \`${does.value}\``
  }
}

/** Builds the resource of a group. */
export function resourceOf(
  evidence: Evidence,
  { name, group }: Named['groups'][number],
  named: Named,
  known: Known,
  integers: ReadonlyMap<string, string>
): Resource {
  const { source } = evidence
  const found = entityOf(evidence, group)
  const of = (does: string): Site | undefined => group.claims.find((claim) => claim.does.value === does)?.site
  const create = of('create')
  const id = group.singleton ? undefined : identityOf(evidence, group, found?.schema, integers)
  const references = found ? referencesIn(source, found.schema, name, id?.at?.value, known) : []
  const textAt = found && describedMembers(evidence, found.schema)
  const state = found && inferState(source, found.schema, create?.request, textAt)
  const version = found && inferVersion(source, found.schema, create?.request, textAt)
  const removal = of('delete')
  const tombstone =
    found &&
    inferTombstone(source, found.schema, removal?.success, of('read')?.success, {
      text: removal ? wordsAbout(evidence, removal) : '',
      ...(textAt ? { textAt } : {}),
      ...(state ? { state } : {})
    })
  const links = isLink(group.claims) ? linkedBy(group, name, known) : undefined
  return {
    name,
    noun: wordsOf(singularOf(group.noun)).join(' '),
    kind: inferred(group.singleton ? 'singleton' : 'collection', 0.9, kindReason(group)),
    ...(found ? { schema: inferred(found.place, found.confidence, found.reason) } : {}),
    ...(id ? { id } : {}),
    ...(links === undefined
      ? {}
      : { links: inferred(links, 0.7, 'requests name things that are kept elsewhere') }),
    creatable: creatableBy(evidence, group),
    parents: parentsOf(evidence, group, named, found?.schema, references),
    references,
    timestamps: found ? inferTimestamps(source, found.schema, textAt, sentIn(evidence, group)) : [],
    ...(version ? { version } : {}),
    ...(state ? { state } : {}),
    ...(tombstone ? { tombstone } : {}),
    onDelete: onDeleteOf(evidence, removal)
  }
}

/** The names of what requests may say, normalised; `undefined` where nothing is made by a request that is described. */
function sentIn({ source }: Evidence, { claims }: Group): ReadonlySet<string> | undefined {
  const makers = claims.filter(({ does }) => does.value === 'create')
  if (makers.length === 0) return undefined
  const names = claims.flatMap(({ site }) =>
    site.request === undefined
      ? []
      : [site.request, entityPlace(source, site.request, site.noun, 'request').schema].flatMap((schema) => [
          ...membersOf(source, schema).keys()
        ])
  )
  return new Set(names.map(normaliseName))
}

const inTheWay =
  /\b(?:refus\w*|cannot|can't|can not|must (?:not|first|be empty)|unless|still|while|in use|(?:not|non-?) ?empty|referenced|depend\w*|has (?:any|active|open|children))\b/i

/** What stands below a deleted thing goes with it, unless the description tells of a conflict with what is there. */
function onDeleteOf(evidence: Evidence, removal: Site | undefined): Resource['onDelete'] {
  if (removal && declares(removal, '409')) {
    const { responses } = evidence.raw(removal.key)
    const conflict = isObject(responses) ? followRaw(evidence, responses['409'])?.['description'] : undefined
    const words = `${wordsAbout(evidence, removal)} ${typeof conflict === 'string' ? conflict : ''}`
    const [found] = inTheWay.exec(words) ?? []
    if (found !== undefined)
      return inferred('restrict', 0.65, `${removal.key} declares 409, and the words about it have "${found}"`)
  }
  return inferred('cascade', 0.4, 'nothing is said of what stands below a deleted one')
}

/** The resource whose things a link holds: that of the schema its list shows. */
function linkedBy({ claims }: Group, own: string, { byComponent }: Known): string | undefined {
  for (const { site } of claims) {
    for (const component of componentsIn(site.items?.value.schema ?? site.entity?.schema)) {
      const resource = byComponent.get(component)?.find((name) => name !== own)
      if (resource !== undefined) return resource
    }
  }
  return undefined
}

function wordsAbout({ raw }: Evidence, { key }: Site): string {
  const { summary, description } = raw(key)
  return `${typeof summary === 'string' ? summary : ''} ${typeof description === 'string' ? description : ''}`
}

/** The summary of an operation, else the first sentence about it. */
function headlineOf({ raw }: Evidence, { key }: Site): string {
  const { summary, description } = raw(key)
  const text = typeof summary === 'string' && summary !== '' ? summary : description
  return typeof text === 'string' ? text.trim().split(/[.\n]/, 1)[0]! : ''
}

function kindReason({ containers, joined, singleton }: Group): string {
  const paths = `kept at \`/${containers[0]!.key}\``
  if (singleton) return `\`/${containers[0]!.key}\` names one thing without an id`
  return joined.length === 0 ? paths : `${paths}; ${joined.slice(0, 5).join('; ')}`
}

const updating = /^(?:\S+ )?(?:update|edit|modify|change|rename|adjust|patch)s?\b/i
const making = /creat|\bor updat|upsert|\badd|insert|regist|\bput\b|\bset\b|\bsav|\bstor/i

function creatableBy(evidence: Evidence, group: Group): Inferred<boolean> {
  const makers = group.claims.filter(({ does }) => does.value === 'create')
  const own = makers.find(({ site }) => singularOf(site.noun) === singularOf(group.noun))
  if (own) return inferred(true, own.does.confidence, `${own.site.key} makes one`)
  // A merge makes a commit, but most commits come to be in other ways.
  if (makers[0]) return inferred(true, 0.6, `${makers[0].site.key} makes one on the way`)
  // Below something else a PUT of a name puts in what is kept where the group is at home.
  const home = group.containers[0]!.key
  const put = group.claims.find(
    ({ does, site, key, container }) =>
      does.value === 'replace' && site.method === 'PUT' && key?.value.in === 'path' && container === home
  )
  const says = put ? headlineOf(evidence, put.site) : ''
  const isUpdate =
    updating.test(says) || updating.test(wordsOf(put?.site.operation.operationId ?? '').join(' '))
  if (put && !declares(put.site, '201') && isUpdate && !making.test(says))
    return inferred(false, 0.7, `${put.site.key} says that it changes what is there`)
  if (put)
    return inferred(
      true,
      declares(put.site, '201') ? 0.9 : 0.75,
      `${put.site.key} makes one under the client's own key`
    )
  return inferred(false, 0.85, 'no operation makes one')
}

function parentsOf(
  { source }: Evidence,
  group: Group,
  named: Named,
  entity: Schema | undefined,
  references: Resource['references']
): readonly Parent[] {
  const parents = new Map<string, Parent>()
  for (const { tokens } of group.containers) {
    for (const { resource, parameter } of stepsOf(tokens, named)) {
      if (parents.get(resource)?.at) continue
      const noun = resource.split('.').at(-1)!
      const at =
        entity === undefined ? undefined : parentMember(source, entity, parameter, noun, references, resource)
      parents.set(resource, { resource, ...(at ? { at } : {}) })
    }
  }
  return [...parents.values()]
}
