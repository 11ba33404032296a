// `sdb`: parse the command line, run one command, turn the outcome into an exit code. Commands are loaded when they are asked for.
import { Command, CommanderError } from 'commander'
import { isSandboxError, type SandboxError } from '@sandbed/core'
import { exitCodeOf, exitCodes } from './exit-codes.js'
import { printError, printJson, type OutputFormat } from './output.js'
import { registerAuth } from './register/auth.js'
import { registerCheck, registerCompile, registerInspect } from './register/descriptions.js'
import { registerPack } from './register/packs.js'
import { registerPolicy } from './register/policies.js'
import type { Register } from './register/registrar.js'
import { registerServe } from './register/serve.js'
import { registerReplay, registerTrace } from './register/traces.js'
import { registerWebhook } from './register/webhooks.js'
import { registerWorlds } from './register/worlds.js'
import { version } from './version.js'

/**
 * Runs `sdb` and resolves to its exit code; a command that goes on (`serve`) resolves once it is under way.
 *
 * @example
 * process.exitCode = await main(['check', 'petstore.yaml'])
 */
export async function main(args: readonly string[]): Promise<number> {
  let code: number = exitCodes.ok
  const program = createProgram((result) => {
    code = result
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    if (!isSandboxError(error)) throw error
    await report(error, wantsJson(args) ? 'json' : 'text')
    return exitCodeOf(error)
  }
}

/** Every group of commands, in the order of the help. */
const groups: readonly Register[] = [
  registerServe,
  registerCheck,
  registerCompile,
  registerInspect,
  registerPack,
  registerReplay,
  registerWorlds,
  registerTrace,
  registerAuth,
  registerPolicy,
  registerWebhook
]

function createProgram(done: (code: number) => void): Command {
  const program = new Command('sdb')
    .description('A working copy of any REST API, from its OpenAPI description.')
    .version(version, '-v, --version')
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      `
Exit codes:
  0  done
  1  the description has errors (sdb check, sdb compile), or the pack (sdb pack check), a policy (sdb policy check)
     or an auth profile (sdb auth check), or with --strict warnings; or what was repeated came to something else
     (sdb replay, sdb trace replay)
  2  the command line is wrong, or names something that there is not
  3  a file, URL, port or server could not be used, or the file is not an OpenAPI 3.0 or 3.1 description

Examples:
  $ sdb serve petstore.yaml
  $ sdb serve petstore.yaml --mode dynamic --seed ci --watch
  $ sdb check petstore.yaml
  $ sdb compile petstore.yaml -o petstore.release.json
  $ sdb pack init petstore.yaml -o petstore.pack.yaml`
    )
  for (const register of groups) register(program, done)
  return program
}

function wantsJson(args: readonly string[]): boolean {
  return args.some(
    (arg, index) =>
      arg === '--json' || arg === '--output=json' || (arg === 'json' && args[index - 1] === '--output')
  )
}

async function report(error: SandboxError, format: OutputFormat): Promise<void> {
  if (format === 'json') {
    printJson({ error: { code: error.code, message: error.message }, issues: error.issues })
    return
  }
  const { formatError } = await import('./format-issues.js')
  printError(...(await formatError(error)))
}
