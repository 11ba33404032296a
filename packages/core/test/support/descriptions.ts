// The descriptions that tests lean on: tiny ones built in place, and the repository's own. Core has no YAML reader; this borrows the loader's.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const root = new URL('../../../../', import.meta.url)
const borrowed = createRequire(new URL('packages/adapter-node/package.json', root))
const { load } = borrowed('js-yaml') as { load(text: string): unknown }

/** An OpenAPI document, loosely. */
export type Document = { [member: string]: unknown; paths?: { [path: string]: unknown } }

/** A 3.1 description with these paths. */
export function api(paths: { [path: string]: unknown }, more: { [member: string]: unknown } = {}): Document {
  return { openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths, ...more }
}

/** A response with a JSON body. */
export function json(
  schema?: unknown,
  more: { [member: string]: unknown } = {}
): { [member: string]: unknown } {
  return {
    description: 'x',
    content: { 'application/json': { ...(schema === undefined ? {} : { schema }), ...more } }
  }
}

/** A request body of one media type. */
export function takes(
  type: string,
  schema?: unknown,
  more: { [member: string]: unknown } = {}
): { [member: string]: unknown } {
  return { required: true, content: { [type]: { ...(schema === undefined ? {} : { schema }), ...more } } }
}

/** A description file of the repository, such as `petstore.yaml` or `broken/bad-ref.yaml`. */
export function description(name: string): Document {
  return load(readFileSync(new URL(`descriptions/${name}`, root), 'utf8')) as Document
}

/** The sound descriptions of the repository. */
export const ownDescriptions = [
  'bank-payments.yaml',
  'every-feature-3.0.yaml',
  'every-feature-3.1.yaml',
  'petstore.yaml',
  'todo.json'
]

const specs = new URL('../shared/specs/', root)

/** The real descriptions beside the repository; none where that folder is absent. */
export const realDescriptions: readonly string[] = existsSync(specs)
  ? readdirSync(specs).filter((name) => name !== 'manifest.json' && /\.(json|ya?ml)$/.test(name))
  : []

/** Reads one of `realDescriptions`. */
export function realDescription(name: string): Document {
  return load(readFileSync(new URL(name, specs), 'utf8')) as Document
}
