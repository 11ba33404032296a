// `sdb compile`: description -> release file.
import { compile, SandboxError, type Issue, type Release } from '@sandbed/core'
import { exitCodes } from '../exit-codes.js'
import { countIssues, formatIssues } from '../format-issues.js'
import { print, printError, printJson, visible, type OutputFormat } from '../output.js'
import { isAboutPack } from '../pack-notes.js'
import { placeIssues } from '@sandbed/node'
import { partsOf, readInput, type LoadedPart, type ReadInput, type ReadOptions } from '../read-input.js'
import { writeWhole } from '../write-whole.js'

/** The options of `sdb compile`. */
export interface CompileCommandOptions extends ReadOptions {
  readonly out?: string
  readonly output: OutputFormat
}

/** Writes the release even when parts of the description are faulty, and says so with exit code 1. Throws `invalid-pack` for a pack with errors, `invalid-auth-profile` for such a profile. */
export async function compileCommand(path: string, options: CompileCommandOptions): Promise<number> {
  const input = await readInput(path, options)
  const { loaded, pack, authProfile } = input
  const { release, issues: found } = compile(loaded.document, {
    ...(pack && { pack: pack.pack }),
    ...(authProfile && { authProfile: authProfile.profile })
  })
  const placed = partsOf(input).reduce<readonly Issue[]>((left, part) => part.place(left), found)
  const issues = placeIssues([...loaded.issues, ...placed], loaded)
  if (!release) throw cannotCompile(path, issues, input)
  if (options.out !== undefined) await writeWhole(options.out, JSON.stringify(release))
  if (options.output === 'text') {
    printError(...(await formatIssues(issues.filter(({ severity }) => severity === 'error'))))
  }
  report(release, issues, options)
  return issues.some((issue) => issue.severity === 'error') ? exitCodes.faulty : exitCodes.ok
}

function cannotCompile(
  path: string,
  issues: readonly Issue[],
  { pack, authProfile }: ReadInput
): SandboxError {
  const faultsOf = (part: LoadedPart | undefined): readonly Issue[] =>
    issues.filter((issue) => issue.severity === 'error' && isAboutPack(issue, part))
  const [inPack, inProfile] = [faultsOf(pack), faultsOf(authProfile)]
  if (inPack.length > 0)
    return new SandboxError('invalid-pack', `The pack ${pack!.name} cannot be used.`, {
      issues: [...inPack, ...inProfile]
    })
  return inProfile.length === 0
    ? new SandboxError('invalid-description', `${path} cannot be compiled.`, { issues })
    : new SandboxError('invalid-auth-profile', `The auth profile ${authProfile!.name} cannot be used.`, {
        issues: inProfile
      })
}

function report(
  release: Release,
  issues: Parameters<typeof countIssues>[0],
  { out, output }: CompileCommandOptions
): void {
  if (out === undefined) {
    // Without a file the release itself is the output, whatever the format.
    print(JSON.stringify(release))
    return
  }
  const { digest, index } = release
  if (output === 'json') {
    printJson({
      out,
      digest,
      title: index.title,
      version: index.version,
      operations: index.operations.length,
      issues
    })
    return
  }
  print(
    `Wrote ${visible(out)}: ${visible(index.title)} ${visible(index.version)}, ${index.operations.length} operations, ${countIssues(issues)}`
  )
  print(`digest ${digest}`)
}
