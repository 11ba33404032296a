// Over HTTP: every contestant answers the same request at 10 connections, each in alternating pairs with a raw node:http
// server that answers the very bytes the contestant answered.

import { keepAnswer } from '../lib/answers.mjs'
import { rawServer } from '../lib/contestants.mjs'
import { measurePairs } from '../lib/pairs.mjs'
import { freePort, requestOnce, startServer } from '../lib/processes.mjs'
import { number, ratio } from '../lib/table.mjs'

const stringify = { name: 'raw + JSON.stringify', isRaw: true }
const columns = [
  'contestant',
  '÷ raw',
  'cpu ×raw',
  'cpu µs',
  'req/s',
  'raw req/s',
  'p50 ms',
  'p99 ms',
  'bytes'
]

async function startRaw(answer, request, options) {
  const port = await freePort()
  const file = keepAnswer(answer, options)
  // Raw answers with the constant, which may be a refusal, so any status says it is up.
  return startServer(rawServer(String(port), file), port, { ...request, anyStatus: true }, 10_000)
}

/**
 * Measures one request against every contestant that starts. A server counts as up when it answers the item with 2xx;
 * `isExpected(status)` says whether the answer to `request` is the one being measured.
 */
async function compare(run, workload) {
  const { key, title, name, mode, request, isExpected, parse, extra = [], varies, isOursAlone } = workload
  const description = run.description(name)
  const rows = []
  let sample
  const taking = run.contestantsOn(name).filter((one) => !isOursAlone || one.name === 'sandbed')
  if (taking.length === 0) return
  for (const contestant of [...taking, ...extra]) {
    const servers = []
    try {
      const known = run.failureOf(contestant, name)
      if (known !== undefined) throw new Error(known)
      let answer = sample
      const once = { ...request, path: request.path.replace('{n}', '7') }
      if (contestant.isRaw) {
        if (answer === undefined) continue
        servers.push(await startRaw(answer, once, { parse, stringify: true }))
      } else {
        const port = await freePort()
        const command = contestant.server(description.file, String(port), mode)
        try {
          servers.push(await startServer(command, port, description.item, run.limitMs))
        } catch (error) {
          run.failed(contestant, name, error.message)
          throw error
        }
        answer = await requestOnce(port, once)
        if (!isExpected(answer.status)) throw new Error(`answers ${answer.status}`)
        sample ??= answer
      }
      servers.push(await startRaw(answer, once, { parse }))
      const [server, raw] = servers
      // Ours are the rows held against budgets, so they get twice the pairs.
      const pairs = contestant.name === 'sandbed' ? run.pairs * 2 : run.pairs
      const result = await measurePairs(server, raw, request, { seconds: run.seconds, pairs })
      if (!Object.keys(result.statuses).every((status) => isExpected(Number(status))))
        throw new Error(`answers ${JSON.stringify(result.statuses)} under load`)
      run.figure(`${key}/${contestant.name}`, result.ratio)
      run.otherCores(result.otherCores)
      const { requestsPerSecond, rawPerSecond, p50, p99 } = result
      const numbers = [result.cpuMicros, requestsPerSecond, rawPerSecond, p50, p99, answer.body.length].map(
        number
      )
      const row = [contestant.name, ratio(result.ratio), `${ratio(result.cpuRatio)}×`, ...numbers]
      if (varies) row.push(contestant.isRaw ? 'no' : await differs(server.port, request))
      rows.push(row)
    } catch (error) {
      rows.push([contestant.name, `no: ${error.message}`])
    } finally {
      for (const server of servers) await server.stop()
    }
  }
  run.table(title, varies ? [...columns, 'varies'] : columns, rows)
}

/** Whether two different requests get different bodies, beyond the id echoed. */
async function differs(port, { path, ...request }) {
  const bodies = []
  for (const id of ['1000001', '1000002']) {
    const { body } = await requestOnce(port, { ...request, path: path.replace('{n}', id) })
    bodies.push(body.toString().replaceAll(id, ''))
  }
  return bodies[0] === bodies[1] ? 'no' : 'yes'
}

const isGood = (status) => status >= 200 && status < 300
const isRefused = (status) => status >= 400 && status < 500

const kinds = { same: 'the same request', varying: 'every request another' }

/** Figures `static/<description>/same|varying/<contestant>`. Peers do the same work for either, so they get the first only. */
export async function staticGet(run) {
  for (const [name, { item, varying }] of run.descriptions)
    for (const [kind, request] of Object.entries({ same: item, varying }))
      await compare(run, {
        key: `static/${name}/${kind}`,
        title: `Static GET of one item, ${name}, ${kinds[kind]}`,
        name,
        mode: 'static',
        request,
        isExpected: isGood,
        extra: [stringify],
        isOursAlone: kind === 'varying'
      })
}

/** Figures `dynamic/<description>/same|varying/<contestant>`, for a small and a large schema. */
export async function dynamicGet(run) {
  for (const [name, { item, varying }] of run.descriptions) {
    if (name === 'github') continue
    for (const [kind, request] of Object.entries({ same: item, varying }))
      await compare(run, {
        key: `dynamic/${name}/${kind}`,
        title: `Dynamic GET of one item, ${name}, ${kinds[kind]}`,
        name,
        mode: 'dynamic',
        request,
        isExpected: isGood,
        extra: [stringify],
        varies: kind === 'varying'
      })
  }
}

/** Figures `body/<description>/accepted|refused/<contestant>`. */
export async function postBody(run) {
  for (const [name, { create }] of run.descriptions) {
    if (create === undefined) continue
    for (const kind of ['accepted', 'refused'])
      await compare(run, {
        key: `body/${name}/${kind}`,
        title: `POST with a body that is ${kind}, ${name}`,
        name,
        mode: 'static',
        request: { ...create, body: create[kind] },
        isExpected: kind === 'accepted' ? isGood : isRefused,
        parse: name === 'stripe' ? 'form' : 'json'
      })
  }
}
