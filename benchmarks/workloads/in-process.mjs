// In one process, no socket: microseconds a call, each variant in a process of its own.

import { runChild } from '../lib/child.mjs'
import { number, ratio } from '../lib/table.mjs'

const kinds = {
  'static same': 'static GET of one item, the same request',
  'static varying': 'static GET, every request another',
  'dynamic same': 'dynamic GET, the same request',
  'dynamic varying': 'dynamic GET, every request another',
  accepted: 'POST with a body that is accepted',
  refused: 'POST with a body that is refused'
}
const kindOf = {
  'static same': 'item',
  'static varying': 'varying',
  'dynamic same': 'dynamic-item',
  'dynamic varying': 'dynamic-varying'
}

/** Figures `in-process/<description>/<kind>` in microseconds, for `handle()`. */
export async function inProcess(run) {
  for (const [name, { create }] of run.descriptions) {
    const columns = ['variant', ...Object.keys(kinds)]
    const variants = ['constant Response']
    if (run.isTaking('sandbed')) variants.push('sandbed handle()', 'sandbed fetch(Request)')
    if (run.hasPeersOn(name)) variants.push('scalar app.fetch(Request)', 'json-schema-faker, body only')
    const rows = []
    const reasons = []
    for (const variant of variants) {
      const row = [variant]
      const isFaker = variant.startsWith('json')
      const isBaseline = variant.startsWith('constant')
      let failure = variant.startsWith('scalar') ? run.failureOf({ name: 'scalar' }, name) : undefined
      for (const kind of Object.keys(kinds)) {
        const isBody = kind === 'accepted' || kind === 'refused'
        const isMoot = (isFaker && kind !== 'dynamic varying') || (isBaseline && kind.startsWith('dynamic'))
        if (isMoot || (isBody && create === undefined)) {
          row.push('')
          continue
        }
        const args = [variant, name, kindOf[kind] ?? kind, String(run.seconds)]
        const { micros, reason } =
          failure === undefined ? await runChild('handle.mjs', args, run.limitMs) : { reason: failure }
        if (variant === 'sandbed handle()' && micros !== undefined)
          run.figure(`in-process/${name}/${kind}`, micros)
        row.push(micros === undefined ? 'no' : number(micros))
        if (reason !== undefined && !reasons.includes(`${variant}: ${reason}`))
          reasons.push(`${variant}: ${reason}`)
        // What takes too long once is not waited for again.
        if (reason?.startsWith('not done')) failure = reason
      }
      rows.push(row)
    }
    run.table(`In process, ${name}: µs a call`, columns, rows, reasons)
  }
}

/** Figures `msw/<version>/<variant>` in microseconds. */
export async function behindMsw(run) {
  const all = [
    ['fetch called directly: constant Response', 'direct constant', 'msw3'],
    ['fetch called directly: sandbed createFetch', 'createFetch', 'msw3'],
    ['msw 3: one handler, constant', 'constant', 'msw3'],
    ['msw 3: sandbed', 'sandbed', 'msw3'],
    ['msw 2: one handler, constant', 'constant', 'msw'],
    ['msw 2: sandbed', 'sandbed', 'msw'],
    ['msw 2: @msw/source fromOpenApi', 'source', 'msw']
  ]
  const isOurs = (variant) => variant === 'sandbed' || variant === 'createFetch'
  const variants = all.filter(([, variant]) => run.isTaking('sandbed') || !isOurs(variant))
  const rows = []
  const limits = {}
  const rounds = new Map()
  // Twice over all of them, forward and back, so that no variant has the quiet half of the run to itself.
  for (const [label, variant, msw] of [...variants, ...variants.toReversed()]) {
    const { micros, reason } = await runChild('msw.mjs', [variant, msw, String(run.seconds)], run.limitMs)
    rounds.set(label, [...(rounds.get(label) ?? []), { micros, reason }])
  }
  for (const [label, variant, msw] of variants) {
    const taken = rounds.get(label)
    const failed = taken.find((one) => one.micros === undefined)
    if (failed !== undefined) {
      rows.push([label, `no: ${failed.reason}`])
      continue
    }
    const micros = Math.min(...taken.map((one) => one.micros))
    const key = variant.includes('direct') || variant === 'createFetch' ? 'direct' : msw
    if (variant.includes('constant')) limits[key] = micros
    run.figure(`msw/${key}/${variant}`, micros)
    if (variant === 'sandbed') run.figure(`msw/${key}/added`, micros - limits[key])
    rows.push([label, number(micros), number(micros - limits[key]), `${ratio(micros / limits[key])}×`])
  }
  const columns = ['way', 'µs a fetch', 'µs above constant', '×constant']
  run.table('Behind MSW: one fetch after another, petstore', columns, rows)
}
