// Everything for one description: find its families, play them, count.
import { createJudge } from '../oracle/judge-response.js'
import { isRawObject, locate, member, pointerTo } from '../oracle/raw-document.js'
import { createClient } from './client.js'
import type { Skipped } from './family.js'
import { findFamilies } from './find-families.js'
import { findMakers } from './find-makers.js'
import { playFamily } from './play-family.js'
import type { FamilyResult } from './record-steps.js'
import { World } from './world.js'

/** What came of one description. */
export interface FamiliesReport {
  readonly operations: number
  readonly results: readonly FamilyResult[]
  /** Operations that look like creates and are in no family. */
  readonly skipped: readonly Skipped[]
  readonly requests: number
  readonly judged: number
  readonly invalid: number
  /** Milliseconds for all of it. */
  readonly time: number
  /** Why nothing could be played. */
  readonly failure?: string
}

/** Options of `judgeFamilies`. */
export interface JudgeFamiliesOptions {
  /** Only families whose create's path contains this text. */
  readonly only?: string
  /** Gives a valid body for an operation, for the few schemas that nothing can be composed for. */
  readonly sampleBody?: (operation: string) => unknown
}

/** Plays all families of a description against the server at `base`. `base` is undefined when no server could be started: then only the families are found. */
export async function judgeFamilies(
  document: unknown,
  base: string | undefined,
  options: JudgeFamiliesOptions = {}
): Promise<FamiliesReport> {
  const started = performance.now()
  const { operations, families, skipped } = findFamilies(document)
  const client = createClient(base ?? '', createJudge(document), credentialsOf(document))
  const makers = findMakers(operations, families)
  const world = new World(document, families, makers, client, options.sampleBody ?? (() => undefined))
  const results: FamilyResult[] = []
  for (const family of families) {
    if (options.only !== undefined && !family.create.path.includes(options.only)) continue
    results.push(
      base === undefined
        ? { family: family.name, kind: family.kind, passed: false, results: [], notes: [] }
        : await playFamily(world, family)
    )
  }
  return {
    operations: operations.length,
    results: results.filter((one) => one.skipped === undefined),
    skipped: [
      ...skipped,
      ...results.flatMap((one) =>
        one.skipped === undefined ? [] : [{ operation: one.family, reason: one.skipped }]
      )
    ],
    ...client.counts,
    time: performance.now() - started
  }
}

/** Something for every declared security scheme. */
function credentialsOf(document: unknown) {
  const headers: { [name: string]: string } = {}
  const query: string[] = []
  const cookies: string[] = []
  const schemes = locate(document, '/components/securitySchemes')
  for (const name of Object.keys(schemes?.value ?? {})) {
    const scheme = locate(document, pointerTo(schemes?.pointer ?? '', name))?.value
    const place = member(scheme, 'in')
    const key = member(scheme, 'name')
    if (member(scheme, 'type') === 'apiKey' && typeof key === 'string') {
      if (place === 'header') headers[key.toLowerCase()] = 'zq-key'
      else if (place === 'query') query.push(`${encodeURIComponent(key)}=zq-key`)
      else cookies.push(`${key}=zq-key`)
    } else if (isRawObject(scheme)) {
      const basic = String(member(scheme, 'scheme')).toLowerCase() === 'basic'
      headers['authorization'] ??= basic ? `Basic ${btoa('zq:zq')}` : 'Bearer zq-token'
    }
  }
  if (cookies.length > 0) headers['cookie'] = cookies.join('; ')
  return { headers, query: query.join('&') }
}
