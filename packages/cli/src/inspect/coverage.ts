// How much of an API stateful mode keeps, and what answers the rest.
import type { Sandbox, SandboxOptions, Trace } from '@sandbed/core'

/**
 * What stands behind an operation in stateful mode. `stateful`: what the sandbox keeps. `dynamic`: a body generated for each request.
 * `static`: always the same answer, because it has no body or nothing but an example.
 */
export type Support = 'stateful' | 'dynamic' | 'static'

/** A sandbox to look at, and what stands behind each of its operations. */
export interface Coverage {
  readonly sandbox: Sandbox
  supportOf(operation: string): Support
}

/** Opens a sandbox to look at it: `open` makes one with the options it is given. */
export function openCoverage(open: (options: Omit<SandboxOptions, 'pack'>) => Sandbox): Coverage {
  let trace: Trace | undefined
  const sandbox = open({
    mode: 'dynamic',
    validation: 'off',
    onTrace: (last) => {
      trace = last
    }
  })
  const varies = (operation: string): boolean => {
    const { body } = sandbox.handle(sandbox.sampleRequest(operation))
    // Without a schema and without examples, `{}` is all there is to say.
    return trace?.provenance === 'generated' && body !== '{}'
  }
  return {
    sandbox,
    supportOf(operation) {
      if (sandbox.model.bindings[operation]?.does.value !== 'none') return 'stateful'
      return varies(operation) ? 'dynamic' : 'static'
    }
  }
}

/** How many operations have which support. */
export function countSupport(supports: readonly Support[]): { readonly [support in Support]: number } {
  const count = (support: Support): number => supports.filter((one) => one === support).length
  return { stateful: count('stateful'), dynamic: count('dynamic'), static: count('static') }
}

/** `312 operations: 201 stateful, 74 dynamic, 37 static`. */
export function coverageLine(supports: readonly Support[]): string {
  const { stateful, dynamic, static: fixed } = countSupport(supports)
  return `${supports.length} ${supports.length === 1 ? 'operation' : 'operations'}: ${stateful} stateful, ${dynamic} dynamic, ${fixed} static`
}
