// Answers every operation of the descriptions given on standard input, twice in each mode, and prints a digest of every byte. Runs in a
// process of its own, where everything that is not a function of the inputs has been made to throw. Arguments: `poison` to do so.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const inputs = JSON.parse(readFileSync(0, 'utf8'))

function poison() {
  const fail = (name) => () => {
    throw new Error(`${name} was used`)
  }
  const replace = (holder, name, label) => {
    if (holder[name] !== undefined)
      Object.defineProperty(holder, name, { get: fail(label), configurable: true })
  }
  for (const name of [
    'Date',
    'Intl',
    'performance',
    'crypto',
    'fetch',
    'setTimeout',
    'setInterval',
    'setImmediate',
    'queueMicrotask',
    'structuredClone',
    'eval',
    'Function',
    'WeakRef',
    'FinalizationRegistry',
    'process',
    'Buffer',
    'navigator'
  ]) {
    replace(globalThis, name, name)
  }
  const functions = [
    'random',
    'sin',
    'cos',
    'tan',
    'asin',
    'acos',
    'atan',
    'atan2',
    'sinh',
    'cosh',
    'tanh',
    'asinh',
    'acosh',
    'atanh',
    'exp',
    'expm1',
    'log',
    'log2',
    'log10',
    'log1p',
    'pow',
    'cbrt',
    'hypot'
  ]
  for (const name of functions) replace(Math, name, `Math.${name}`)
  for (const name of ['localeCompare', 'toLocaleLowerCase', 'toLocaleUpperCase', 'normalize'])
    replace(String.prototype, name, name)
  for (const prototype of [Number.prototype, Array.prototype, Object.prototype]) {
    Object.defineProperty(prototype, 'toLocaleString', { value: fail('toLocaleString'), configurable: true })
  }
}

const write = process.stdout.write.bind(process.stdout)
const { createSandbox, compile } = await import(new URL('./core.mjs', import.meta.url))
if (process.argv.includes('poison')) poison()

const hash = createHash('sha256')
let answers = 0
for (const { description, seed } of inputs) {
  const { release } = compile(description)
  hash.update(JSON.stringify(release))
  for (const source of [{ description }, { release }]) {
    for (const mode of ['static', 'dynamic']) {
      const sandbox = createSandbox({
        ...source,
        mode,
        seed,
        onTrace: (trace) => hash.update(JSON.stringify(trace))
      })
      for (const { key } of sandbox.operations) {
        for (const request of [
          sandbox.sampleRequest(key),
          sandbox.sampleRequest(key, 'again'),
          { ...sandbox.sampleRequest(key), headers: { accept: 'x/y' } }
        ]) {
          const { status, headers, body } = sandbox.handle(request)
          hash.update(JSON.stringify([request.url, status, headers]))
          hash.update(body ?? '')
          answers++
        }
      }
    }
  }
}
write(`${answers} ${hash.digest('hex')}`)
