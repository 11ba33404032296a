// `sdb compile`: description -> release file.
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { compile, SandboxError, type Release } from '@sandbed/core'
import { exitCodes } from '../exit-codes.js'
import { countIssues, formatIssues } from '../format-issues.js'
import { print, printError, printJson, visible, type OutputFormat } from '../output.js'
import { placeIssues } from '@sandbed/node'
import { readInput, type ReadOptions } from '../read-input.js'

/** The options of `sdb compile`. */
export interface CompileCommandOptions extends ReadOptions {
  readonly out?: string
  readonly output: OutputFormat
}

/** Writes the release even when parts of the description are faulty, and says so with exit code 1. */
export async function compileCommand(path: string, options: CompileCommandOptions): Promise<number> {
  const { loaded } = await readInput(path, options)
  const { release, issues: found } = compile(loaded.document)
  const issues = placeIssues([...loaded.issues, ...found], loaded)
  if (!release) throw new SandboxError('invalid-description', `${path} cannot be compiled.`, { issues })
  if (options.out !== undefined) await writeWhole(options.out, JSON.stringify(release))
  if (options.output === 'text') {
    printError(...(await formatIssues(issues.filter(({ severity }) => severity === 'error'))))
  }
  report(release, issues, options)
  return issues.some((issue) => issue.severity === 'error') ? exitCodes.faulty : exitCodes.ok
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

/** Makes the folder where it is missing; a reader never sees half a file. */
async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(temporary, text)
    await rename(temporary, file)
  } catch (cause) {
    throw new SandboxError('cannot-write', `Cannot write ${file}: ${(cause as Error).message}.`, { cause })
  }
}
