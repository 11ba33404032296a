// Trying a pack out on an API: what is wrong with it, and the sandbox that it makes where nothing is.
import {
  checkPack,
  compile,
  createSandbox,
  type Issue,
  type Sandbox,
  type SandboxSource,
  type SimulationPack
} from '@sandbed/core'
import { sandboxSource, type LoadedDescription } from '@sandbed/node'

/** Trials on one API. */
export interface Trial {
  /** What is wrong with a pack; pointers lead into it. */
  issues(pack: SimulationPack): readonly Issue[]
  /** A sandbox in stateful mode. Throws `invalid-pack`, and what `createSandbox` throws where nothing can be made of the API. */
  sandbox(pack?: SimulationPack): Sandbox
}

/** Begins. The API is compiled once, so that many trials cost little. */
export function trialOn({ document }: LoadedDescription): Trial {
  const source = compiled(sandboxSource(document))
  return {
    issues: (pack) => checkPack(source, pack),
    sandbox: (pack = {}) => createSandbox({ ...source, mode: 'stateful', pack })
  }
}

function compiled(source: SandboxSource): SandboxSource {
  const release = source.release ?? compile(source.description).release
  return release ? { release } : source
}
