// The first argument of most commands: a description, or a release that was compiled before.
import { resolve } from 'node:path'
import { SandboxError, type Issue } from '@sandbed/core'
import {
  loadAuthProfile,
  loadDescription,
  loadPack,
  loadPolicy,
  type LoadedAuthProfile,
  type LoadedDescription,
  type LoadedPack,
  type LoadedPolicy
} from '@sandbed/node'

/** Options that concern reading, shared by the commands. */
export interface ReadOptions {
  readonly root?: string
  readonly allowRemote?: readonly string[]
  readonly thorough?: boolean
  /** Paths or URLs of OpenAPI Overlays, in the order in which they apply. */
  readonly overlay?: readonly string[]
  /** The path or URL of a simulation pack. */
  readonly pack?: string
  /** Paths or URLs of policy packs, in the order in which they are attached. */
  readonly policy?: readonly string[]
  /** The path or URL of an auth profile. */
  readonly authProfile?: string
}

/** What was read; `document` may turn out to be a release. */
export interface ReadInput {
  readonly loaded: LoadedDescription
  readonly pack?: LoadedPack
  readonly policies: readonly LoadedPolicy[]
  readonly authProfile?: LoadedAuthProfile
}

/** Reads a file or URL. Throws `invalid-description`, `invalid-pack`, `invalid-policy` or `invalid-auth-profile`, with the issues, when nothing can be made of one of them. */
export async function readInput(path: string, options: ReadOptions = {}): Promise<ReadInput> {
  const loaded = await loadDescription(path, {
    ...(options.thorough ? { thorough: true } : {}),
    ...(options.overlay === undefined ? {} : { overlay: options.overlay }),
    allow: {
      ...(options.root === undefined ? {} : { root: options.root }),
      ...(options.allowRemote === undefined ? {} : { remote: options.allowRemote })
    }
  })
  const { document } = loaded
  if (document === undefined) {
    throw new SandboxError('invalid-description', describeFailure(path, loaded.issues, options), {
      issues: loaded.issues
    })
  }
  const pack = options.pack === undefined ? {} : { pack: await loadPack(options.pack) }
  const policies: LoadedPolicy[] = []
  for (const file of options.policy ?? []) policies.push(await loadPolicy(file))
  const profile =
    options.authProfile === undefined ? {} : { authProfile: await loadAuthProfile(options.authProfile) }
  return { loaded, ...pack, policies, ...profile }
}

/** What comes of a file of its own: its issues are about that. */
export type LoadedPart = LoadedPack | LoadedPolicy | LoadedAuthProfile

/** What was read beside the description. */
export function partsOf({ pack, policies, authProfile }: ReadInput): readonly LoadedPart[] {
  return [...(pack ? [pack] : []), ...policies, ...(authProfile ? [authProfile] : [])]
}

/** What cannot be opened is said in one sentence; the issues tell about everything else. */
function describeFailure(path: string, [first]: readonly Issue[], { overlay }: ReadOptions): string {
  // It may be about an overlay, which is as necessary as the description.
  const place = overlay === undefined ? path : (first?.file ?? path)
  if (first?.code === 'overlay-on-release') return `${path} cannot take an overlay.`
  if (first?.code !== 'unreadable')
    return place === path ? `${path} cannot be read as a description.` : `${place} cannot be read.`
  const whole = /^[a-z]+:\/\//i.test(place) ? place : resolve(place)
  return first.message === 'There is no such file.'
    ? `There is no file ${whole}`
    : `${whole} cannot be read. ${first.message}`
}
