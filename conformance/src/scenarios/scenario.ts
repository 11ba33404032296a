// The format of `scenarios/*.yaml`; README.md explains it with an example. Reading checks every member, so that a typing
// mistake cannot make a step expect nothing.
import { readFile } from 'node:fs/promises'
import { load } from 'js-yaml'
import type { World } from '../hosts/host.js'
import { hostNames, type HostName } from '../hosts/host.js'

/** A description, the options of a sandbox, and requests with what they must give. */
export interface Scenario {
  readonly about: string
  /** File name in `descriptions/`. */
  readonly description: string
  readonly options: World['options']
  readonly steps: readonly Step[]
}

/** One request and what to expect. */
export interface Step {
  /** Method and target: `GET /pets?limit=2`. Here and in all other texts of a step `{{...}}` stands for a part of an earlier answer. */
  readonly request: string
  readonly name?: string
  readonly headers: { readonly [name: string]: string }
  /** A JSON value; sent as JSON, with `content-type: application/json` unless the step says otherwise. */
  readonly json?: unknown
  /** The body as text, or as base64. */
  readonly text?: string
  readonly base64?: string
  readonly expect: Expectation
  /** Hosts that cannot send this request, each with the reason. */
  readonly skip: { readonly [host in HostName]?: string }
}

/** What a response must be. Everything but `status` is optional. */
export interface Expectation {
  readonly status: number
  /** Exact values; `null` for a header that must not be there; text between slashes is a regular expression. */
  readonly headers?: { readonly [name: string]: string | null }
  /** The JSON body, exactly. */
  readonly json?: unknown
  /** Members that the JSON body must have, at any depth; other members are free. */
  readonly contains?: unknown
  /** The body as text, exactly; `''` for an empty one. */
  readonly text?: string
  /** The key of an operation: the judge must find the response as that operation declares it. */
  readonly validFor?: string
  /** JSON Pointer -> how many items the array there has. */
  readonly lengths?: { readonly [pointer: string]: number }
  /** JSON Pointers that lead to nothing. */
  readonly absent?: readonly string[]
  /** In stateful mode: whether the step may leave anything else behind. Else a read must not, and a write may. */
  readonly state?: 'changed' | 'unchanged'
  /** Names of earlier steps whose body must be the same, or another. */
  readonly sameBodyAs?: string
  readonly otherBodyThan?: string
}

const scenarioMembers = ['about', 'description', 'options', 'steps']
const stepMembers = ['request', 'name', 'headers', 'json', 'text', 'base64', 'expect', 'skip']
const expectMembers = [
  'status',
  'headers',
  'json',
  'contains',
  'text',
  'validFor',
  'lengths',
  'absent',
  'state',
  'sameBodyAs',
  'otherBodyThan'
]

/** Reads a scenario file. Rejects, naming the file and the member, when it is not in the format. */
export async function readScenario(path: string): Promise<Scenario> {
  const fail = (message: string): never => {
    throw new Error(`${path}: ${message}`)
  }
  const raw = load(await readFile(path, 'utf8')) as Partial<Scenario> | null
  if (typeof raw !== 'object' || raw === null) return fail('is not a scenario')
  refuseOthers(raw, scenarioMembers, fail)
  if (typeof raw.about !== 'string' || typeof raw.description !== 'string' || !Array.isArray(raw.steps)) {
    return fail('needs `about`, `description` and `steps`')
  }
  const steps = raw.steps.map((step: Partial<Step>, index) => {
    const failStep = (message: string): never => fail(`step ${index + 1}: ${message}`)
    refuseOthers(step, stepMembers, failStep)
    if (!/^[A-Z]+ (?:\/|\{\{)/.test(String(step.request))) failStep('`request` must be like `GET /pets`')
    if (![undefined, 'changed', 'unchanged'].includes(step.expect?.state))
      failStep('`expect.state` must be `changed` or `unchanged`')
    if (typeof step.expect?.status !== 'number') failStep('`expect.status` must be a number')
    refuseOthers(step.expect as object, expectMembers, failStep)
    refuseOthers(step.skip ?? {}, hostNames, failStep)
    return { ...step, headers: step.headers ?? {}, skip: step.skip ?? {} } as Step
  })
  return { about: raw.about, description: raw.description, options: raw.options ?? {}, steps }
}

function refuseOthers(value: object, known: readonly string[], fail: (message: string) => never): void {
  for (const name of Object.keys(value)) if (!known.includes(name)) fail(`unknown member \`${name}\``)
}
