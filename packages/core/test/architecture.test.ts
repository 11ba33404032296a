// Imports go one way, files stay small, and nothing that differs between platforms, places or moments is used.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const source = new URL('../src/', import.meta.url)

interface SourceFile {
  /** Relative to `src`. */
  readonly path: string
  readonly text: string
  /** The text without comments, and with the contents of strings and regular expressions taken out. */
  readonly code: string
  readonly imports: readonly string[]
}

const files: readonly SourceFile[] = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .toSorted((a, b) => (a < b ? -1 : 1))
  .map((path) => {
    const text = readFileSync(new URL(path, source), 'utf8')
    const imports = [
      ...text.matchAll(
        /^(?:import|export)\s[^'"]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm
      )
    ]
    return {
      path,
      text,
      code: strip(text),
      imports: imports.map((found) => (found[1] ?? found[2] ?? found[3])!)
    }
  })

function strip(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(?<=^|[\s;{}()])\/\/.*$/gm, '')
    .replaceAll(/(?<=[=(,:[!&|?]\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/g, '/x/')
    .replaceAll(/'(?:\\.|[^'\\\n])*'/g, "''")
    .replaceAll(
      /`(?:\\.|\$\{(?:[^{}]|\{[^{}]*\})*\}|[^`\\])*`/g,
      (template) =>
        [...template.matchAll(/\$\{((?:[^{}]|\{[^{}]*\})*)\}/g)].map(([, inner]) => `(${inner!})`).join('') ||
        "''"
    )
}

/** What each folder may import besides itself. */
const allowed: { readonly [folder: string]: readonly string[] } = {
  internal: [],
  errors: ['spec'],
  schema: ['internal'],
  http: ['internal'],
  expressions: ['internal', 'schema'],
  spec: ['internal'],
  release: ['internal', 'errors', 'schema', 'http', 'expressions', 'spec', 'time', 'effects'],
  state: ['internal', 'errors'],
  time: ['internal', 'errors', 'state'],
  effects: ['internal', 'state', 'http'],
  auth: ['internal', 'errors', 'http', 'spec', 'release', 'state', 'effects'],
  policies: ['internal', 'errors', 'http', 'spec', 'release', 'state', 'effects', 'expressions', 'time'],
  traces: ['internal', 'schema', 'http', 'release', 'state', 'time', 'auth'],
  engine: [
    'policies',
    'traces',
    'internal',
    'errors',
    'schema',
    'http',
    'expressions',
    'spec',
    'release',
    'state',
    'time',
    'effects',
    'auth'
  ],
  control: [
    'internal',
    'errors',
    'http',
    'spec',
    'release',
    'state',
    'time',
    'auth',
    'policies',
    'traces',
    'engine'
  ],
  testing: ['internal', 'release', 'state', 'traces', 'engine'],
  index: [
    'policies',
    'traces',
    'internal',
    'errors',
    'schema',
    'http',
    'spec',
    'release',
    'state',
    'time',
    'effects',
    'auth',
    'engine'
  ],
  runtime: [
    'policies',
    'traces',
    'internal',
    'errors',
    'schema',
    'http',
    'spec',
    'release',
    'state',
    'time',
    'effects',
    'auth',
    'engine'
  ]
}

const folderOf = (path: string) => path.split('/')[0]!.replace(/\.[jt]s$/, '')

it('there are sources to look at', () => {
  expect(files.length).toBeGreaterThan(100)
})

it('imports go one way', () => {
  const wrong = files.flatMap(({ path, imports }) =>
    imports
      .filter((name) => name.startsWith('.'))
      .map(
        (name) =>
          [
            folderOf(path),
            folderOf(new URL(name, new URL(path, source)).href.slice(source.href.length))
          ] as const
      )
      .filter(([from, to]) => from !== to && !allowed[from]?.includes(to))
      .map(([from, to]) => `${path}: ${from} -> ${to}`)
  )
  expect(wrong).toEqual([])
})

/** What each file imports of the others. */
const importsOf = new Map(
  files.map(({ path, imports }) => [
    path,
    imports
      .filter((name) => name.startsWith('.'))
      .map((name) => new URL(name, new URL(path, source)).href.slice(source.href.length).replace(/js$/, 'ts'))
  ])
)

/** What stands in a circle of imports with the file of `start`, types included. */
function circleOf(start: string): string[] {
  const reaches = (from: string): Set<string> => {
    const reached = new Set<string>()
    const queue = [from]
    for (let path = queue.pop(); path !== undefined; path = queue.pop())
      for (const next of importsOf.get(path) ?? []) {
        if (reached.has(next)) continue
        reached.add(next)
        queue.push(next)
      }
    return reached
  }
  return [...reaches(start)].filter((path) => reaches(path).has(start))
}

it('no imports go in a circle, those of types neither', () => {
  const circles = files.map(({ path }) =>
    circleOf(path)
      .toSorted((a, b) => (a < b ? -1 : 1))
      .join(' ')
  )
  expect([...new Set(circles)].filter((circle) => circle !== '')).toEqual([])
})

it('each package from outside is known in one place', () => {
  const places: readonly (readonly [path: string, name: RegExp])[] = [
    ['internal/digest.ts', /^@noble\/hashes\//],
    ['effects/signatures/primitives.ts', /^@noble\/(hashes|ed25519)/],
    ['expressions/parse-expression.ts', /^@marcbachmann\/cel-js$/],
    ['release/simulation/opening/setters.ts', /^immer$/],
    ['testing/vitest.ts', /^vitest$/]
  ]
  const outside = files.flatMap(({ path, imports }) =>
    imports.filter((name) => !name.startsWith('.')).map((name) => [path, name] as const)
  )
  expect(
    outside.filter(([path, name]) => !places.some(([place, known]) => place === path && known.test(name)))
  ).toEqual([])
})

it('imports name files, with the ending they have when they run', () => {
  expect(
    files.flatMap(({ imports }) => imports.filter((name) => name.startsWith('.') && !name.endsWith('.js')))
  ).toEqual([])
})

it('only the doors pass on what others export, and they do it by name', () => {
  expect(files.filter(({ code }) => /export \*/.test(code)).map(({ path }) => path)).toEqual([])
  const barrels = files.filter(
    ({ path, code }) => path.includes('/') && (code.match(/^export .*\bfrom\b/gm)?.length ?? 0) > 1
  )
  expect(barrels.map(({ path }) => path)).toEqual([])
})

it('no folder is for odds and ends', () => {
  expect(files.filter(({ path }) => /util|helper|common|misc/i.test(path)).map(({ path }) => path)).toEqual(
    []
  )
})

it('names are in kebab case', () => {
  expect(
    files.filter(({ path }) => !/^([a-z0-9-]+\/)*[a-z0-9-]+\.ts$/.test(path)).map(({ path }) => path)
  ).toEqual([])
})

it('no file has more than 250 lines', () => {
  expect(files.filter(({ text }) => text.split('\n').length > 251).map(({ path }) => path)).toEqual([])
})

it('each file opens by saying what it is', () => {
  expect(files.filter(({ text }) => !text.startsWith('//')).map(({ path }) => path)).toEqual([])
})

const banned: { readonly [why: string]: RegExp } = {
  'time and timers are arguments':
    /\b(Date|performance|setTimeout|setInterval|setImmediate|queueMicrotask|requestAnimationFrame)\b/,
  'chance comes from internal/random': /\bMath\.random\b|\bcrypto\b|\brandomUUID\b/,
  'places and languages differ': /\bIntl\b|\.(localeCompare|toLocale\w+|normalize)\(/,
  'these functions differ between engines':
    /\bMath\.(sin|cos|tan|asin|acos|atan2?|sinh|cosh|tanh|asinh|acosh|atanh|exp|expm1|log|log2|log10|log1p|pow|cbrt|hypot)\b|\*\*/,
  'no code is made of text': /\beval\b|\bnew Function\b|(?<!\w)Function\(|\bsetTimeout\('|\bimport\(/,
  'there is no platform':
    /(?<!\.)\b(process|Buffer|require|globalThis|window|document\.(?:create|body|query)|navigator|__dirname)\b(?!['\w]|:)|'node:/,
  'garbage collection is not an input': /\bWeakRef\b|\bFinalizationRegistry\b/,
  'nothing is awaited in the core': /\bstructuredClone\b|\bAtomics\b|\bSharedArrayBuffer\b/
}

it.each(Object.entries(banned))('%s', (_, pattern) => {
  expect(
    files
      .filter(({ code }) => pattern.test(code))
      .map(({ path, code }) => `${path}: ${pattern.exec(code)![0]}`)
  ).toEqual([])
})

it('what is banned is found in code, and not in comments, texts and patterns', () => {
  const found = (text: string) => Object.values(banned).filter((pattern) => pattern.test(strip(text))).length
  for (const text of [
    'new Date()',
    'x = 2 ** 3',
    'Math.random()',
    'a.localeCompare(b)',
    '`${Date.now()}`',
    'import("x")',
    'process.env'
  ])
    expect([text, found(text)]).toEqual([text, 1])
  for (const text of [
    '// new Date()',
    '/* 2 ** 3 */',
    "'Math.random'",
    'x = /eval/',
    '`Date`',
    'a.process',
    '{ date: 1 }',
    'update(x)'
  ])
    expect([text, found(text)]).toEqual([text, 0])
})

it('whatever is sorted is sorted by a comparator, names by the one place that may go without', () => {
  const bare = files.filter(({ code }) => /\.(sort|toSorted)\(\)/.test(code)).map(({ path }) => path)
  // The matcher sorts a typed array, which is by number.
  expect(bare).toEqual(['internal/sort-keys.ts', 'schema/pattern/linear-matcher.ts'])
})
