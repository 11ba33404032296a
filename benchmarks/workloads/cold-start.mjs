// Cold start: from just before the process is made to its first 200, on the description's text, beside a raw node:http
// process. What users feel at `sdb serve`.

import { keepAnswer } from '../lib/answers.mjs'
import { rawServer } from '../lib/contestants.mjs'
import { median } from '../lib/pairs.mjs'
import { cpuMicros, freePort, peakMiB, startServer } from '../lib/processes.mjs'
import { number, ratio } from '../lib/table.mjs'

const constant = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{"id":1}')
}

async function start(command, probe, limitMs) {
  const port = await freePort()
  const server = await startServer(command(String(port)), port, probe, limitMs)
  const result = { ms: server.readyMs, cpuMs: cpuMicros(server.pid) / 1_000, peak: peakMiB(server.pid) }
  await server.stop()
  return result
}

/** A table for each description; figures `cold-start/<description>/<contestant>` in milliseconds. */
export async function coldStart(run) {
  for (const [name, description] of run.descriptions) {
    const answer = keepAnswer(constant)
    const rows = []
    for (const contestant of run.contestantsOn(name)) {
      const taken = []
      const raws = []
      let reason
      const rounds = contestant.name === 'sandbed' ? run.coldStarts * 2 : run.coldStarts
      for (let round = 0; round < rounds && reason === undefined; round++) {
        raws.push(await start((port) => rawServer(port, answer), description.item, run.limitMs))
        const command = (port) => contestant.command(description.file, port)
        try {
          taken.push(await start(command, description.item, run.limitMs))
        } catch (error) {
          reason = error.message
        }
      }
      if (reason !== undefined) {
        run.failed(contestant, name, reason)
        rows.push([contestant.name, `no: ${reason}`])
        continue
      }
      const of = (list, field) => median(list.map((one) => one[field]))
      const ms = of(taken, 'ms')
      run.figure(`cold-start/${name}/${contestant.name}`, ms)
      const times = `${ratio(ms / of(raws, 'ms'))}×`
      const best = Math.min(...taken.map((one) => one.ms))
      const rest = [best, of(raws, 'ms'), of(taken, 'cpuMs'), of(taken, 'peak')].map(number)
      rows.push([contestant.name, number(ms), times, ...rest, taken.length])
    }
    const columns = ['contestant', 'median ms', '×raw', 'best ms', 'raw ms', 'cpu ms', 'peak MiB', 'runs']
    run.table(`Cold start, ${name}: process start to first 200`, columns, rows)
  }
}
