// The sandboxes of a server, by name: those of the control plane and those that the port of the API answers for are the same.
import type { SandboxOptions } from '../engine/options.js'
import type { Sandbox } from '../engine/sandbox/sandbox.js'
import type { Snapshot } from '../engine/sandbox/snapshot.js'
import { ControlError } from './problems.js'

/** The sandbox that is served at the root of the API. */
export const mainName = 'main'

const nameForm = /^[a-z0-9][a-z0-9-]{1,62}$/

/** What a sandbox is made with over the control plane, where it is not as that of the server. */
export interface SandboxSettings extends Pick<SandboxOptions, 'seed' | 'now' | 'validation' | 'references'> {
  readonly mode?: 'static' | 'dynamic' | 'stateful'
  readonly auth?: 'off' | 'presence' | 'enforced'
  readonly tracing?: 'full' | 'decisions' | 'off'
}

/** A snapshot that is kept. */
export interface KeptSnapshot {
  readonly id: string
  readonly label: string
  /** Epoch milliseconds of the sandbox's clock when it was kept. */
  readonly at: number
  readonly snapshot: Snapshot
}

/** A sandbox with its name. What is kept of it goes with it: one of the same name that is made later sees nothing of it. */
export interface NamedSandbox {
  readonly name: string
  readonly sandbox: Sandbox
  readonly settings: SandboxSettings
  /** Id -> snapshot, oldest first. */
  readonly snapshots: Map<string, KeptSnapshot>
  /** How many snapshots there ever were. */
  snapshotCount: number
  /** Called when it is taken out of service. */
  readonly ends: Set<() => void>
}

/** Sandboxes by name. */
export interface Registry {
  /** `main` first, then in the order in which they were made. */
  list(): readonly NamedSandbox[]
  /** Only a name that is spelled exactly so: there are no other forms of it. */
  get(name: string): NamedSandbox | undefined
  /** A sandbox of the served release, not yet under any name. Throws what `createSandbox` throws. */
  create(settings: SandboxSettings): Sandbox
  /** Throws `ControlError` where the name is taken or cannot be, or there are too many. `make` is called when it is sure that there is room. */
  add(name: string, settings: SandboxSettings, make: () => Sandbox): NamedSandbox
  /** Takes a sandbox out of service: its clock stands still, and it sends nothing more. Throws `ControlError` for `main`. */
  remove(name: string): void
  /** Puts another sandbox in the place of `main`, such as that of a description that was edited. The one before comes to rest. */
  replaceMain(sandbox: Sandbox): void
  /** Told of every sandbox that comes or goes. */
  readonly onAdd: Set<(added: NamedSandbox) => void>
}

/** Options of `createRegistry`. */
export interface RegistryOptions {
  /** Makes a sandbox of the served release: with the options of the server where the settings do not say something else. */
  readonly create: (settings: SandboxSettings) => Sandbox
  /** How many sandboxes there are at most. @default 100 */
  readonly most?: number
}

/** A registry with the sandbox that is served at the start, named `main`. */
export function createRegistry(main: Sandbox, { create, most = 100 }: RegistryOptions): Registry {
  const sandboxes = new Map([[mainName, named(mainName, main, {})]])
  const onAdd = new Set<(added: NamedSandbox) => void>()

  function end(entry: NamedSandbox): void {
    for (const call of entry.ends) call()
    entry.ends.clear()
    entry.snapshots.clear()
    bringToRest(entry.sandbox)
  }

  return {
    list: () => [...sandboxes.values()],
    get: (name) => sandboxes.get(name),
    create,
    add(name, settings, make) {
      if (!nameForm.test(name))
        throw new ControlError(
          'invalid-sandbox-name',
          'A name has 2 to 63 lower case letters, digits and hyphens.'
        )
      if (sandboxes.has(name))
        throw new ControlError(
          'sandbox-exists',
          `There is a sandbox '${name}' already. Choose another name, or delete it first.`
        )
      if (sandboxes.size >= most)
        throw new ControlError('too-many-sandboxes', `There are ${most} sandboxes. Delete one first.`)
      const entry = named(name, make(), settings)
      sandboxes.set(name, entry)
      for (const call of onAdd) call(entry)
      return entry
    },
    remove(name) {
      if (name === mainName)
        throw new ControlError(
          'sandbox-protected',
          '`main` is there as long as the server is. Reset it, or stop the server.'
        )
      const entry = sandboxes.get(name)
      if (!entry) return
      sandboxes.delete(name)
      end(entry)
    },
    replaceMain(sandbox) {
      const before = sandboxes.get(mainName)!
      sandboxes.set(mainName, named(mainName, sandbox, {}))
      end(before)
    },
    onAdd
  }
}

/** Nothing of it happens any more by itself: a clock that follows the host's would go on, and so would what is to be sent. */
function bringToRest({ webhooks, clock }: Sandbox): void {
  for (const { id } of webhooks.endpoints()) webhooks.remove(id)
  clock.manual()
}

function named(name: string, sandbox: Sandbox, settings: SandboxSettings): NamedSandbox {
  return { name, sandbox, settings, snapshots: new Map(), snapshotCount: 0, ends: new Set() }
}
