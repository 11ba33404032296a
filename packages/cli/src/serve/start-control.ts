// The control plane beside `sdb serve`: on a port of its own, found by other commands through a file that only its owner can read.
import { isSandboxError, type SandboxOptions } from '@sandbed/core'
import {
  serveControl,
  writeControlFile,
  type Catalogue,
  type Registry,
  type SandboxSettings
} from '@sandbed/node'
import { printError, visible } from '../output.js'
import type { ReadInput } from '../read-input.js'
import { version } from '../version.js'

/** Where it is, and how it ends. */
export interface RunningControl {
  readonly url: string
  close(): Promise<void>
}

/** What it needs to know of the server. */
export interface ControlSetting {
  readonly sandboxes: Registry
  /** Where the API is served. */
  readonly api: string
  /** 0 for a free one. */
  readonly port: number
  readonly catalogue: () => Catalogue
}

/**
 * Starts it. A server whose file cannot be written goes on without: nobody could find its control plane, or be let in. Throws `cannot-listen`.
 */
export async function startControl({
  sandboxes,
  api,
  port,
  catalogue
}: ControlSetting): Promise<RunningControl | undefined> {
  const { url, token, close } = await serveControl(sandboxes, { port, api, catalogue })
  try {
    const remove = await writeControlFile({ url, token, pid: process.pid, api, version })
    // However it ends: a file that is left over is no harm, and no use.
    process.once('exit', remove)
    return {
      url,
      close() {
        remove()
        return close()
      }
    }
  } catch (error) {
    await close()
    if (!isSandboxError(error)) throw error
    printError(visible(`There is no control plane. ${error.message}`))
    return undefined
  }
}

/** What was said over the control plane, as options of a sandbox. */
export function optionsOf({ auth, ...settings }: SandboxSettings): Omit<SandboxOptions, 'pack'> {
  return { ...settings, ...(auth !== undefined && { auth: { mode: auth } }) }
}

/** What the server was started with. */
export function catalogueOf(
  path: string,
  { title, version: described }: { readonly title: string; readonly version: string },
  { pack, authProfile }: ReadInput,
  files: { readonly pack?: string; readonly authProfile?: string }
): Catalogue {
  const named = pack === undefined ? undefined : (pack.pack.name ?? 'pack')
  const profile = authProfile === undefined ? undefined : (authProfile.profile.name ?? '(auth profile)')
  return {
    specs: [{ name: `${title} ${described}`, source: path }],
    simulationPacks:
      named === undefined ? [] : [{ name: named, ...(files.pack !== undefined && { source: files.pack }) }],
    ...(profile !== undefined && {
      authProfiles: [{ name: profile, ...(files.authProfile !== undefined && { source: files.authProfile }) }]
    })
  }
}
