// `sdb`: parse the command line, run one command, turn the outcome into an exit code. Commands are loaded when they are asked for.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import {
  authDials,
  isSandboxError,
  modes,
  referencesDials,
  validationDials,
  type SandboxError
} from '@sandbed/core'
import { exitCodes } from './exit-codes.js'
import { printError, printJson, type OutputFormat } from './output.js'
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
    return error.code === 'invalid-option' || error.code === 'unknown-operation'
      ? exitCodes.usage
      : exitCodes.unusable
  }
}

const packHelp = 'a simulation pack: how things behave, what is there from the start, and corrections'

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
  1  the description has errors (sdb check, sdb compile), or the pack (sdb pack check), or with --strict warnings
  2  the command line is wrong
  3  a file, URL or port could not be used, or the file is not an OpenAPI 3.0 or 3.1 description

Examples:
  $ sdb serve petstore.yaml
  $ sdb serve petstore.yaml --mode dynamic --seed ci --watch
  $ sdb check petstore.yaml
  $ sdb compile petstore.yaml -o petstore.release.json
  $ sdb pack init petstore.yaml -o petstore.pack.yaml`
    )

  const command = (name: string, description: string, example: string, parent = program): Command =>
    parent
      .command(name)
      .description(description)
      .argument('<description>', 'an OpenAPI 3.0 or 3.1 file or URL (YAML or JSON), or a compiled release')
      .addOption(new Option('--output <format>', 'how to report').choices(['text', 'json']).default('text'))
      .option(
        '--root <folder>',
        'the folder that $refs to other files may reach (default: the folder of the description)'
      )
      .option(
        '--allow-remote <origin...>',
        'origins that $refs may be fetched from, such as https://example.com'
      )
      .option('--overlay <file>', 'an OpenAPI Overlay to apply; repeat it for several, in order', collect)
      .addHelpText('after', `\nExamples:\n${example.replaceAll(/^/gm, '  $ ')}`)

  command(
    'serve',
    'Serve a working copy of the API on a local port.',
    'sdb serve petstore.yaml --mode dynamic\nsdb serve petstore.yaml --mode stateful --pack shelter.pack.yaml\nsdb serve petstore.yaml --port 0 --watch'
  )
    .addOption(new Option('--mode <mode>', 'how operations are answered').choices(modes).default('static'))
    .option('--port <number>', 'the port to listen on; 0 picks a free one', parsePort, 4010)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--seed <text>', 'changes every generated value', 'sandbed')
    .addOption(
      new Option('--validation <dial>', 'what happens to requests that break the description')
        .choices(validationDials)
        .default('reject')
    )
    .addOption(
      new Option('--references <dial>', 'whether what a request refers to has to be there, in stateful mode')
        .choices(referencesDials)
        .default('check')
    )
    .addOption(
      new Option(
        '--auth <dial>',
        'whether clients need credentials: of a client that is known, some, or none'
      )
        .choices(authDials)
        .default('presence')
    )
    .option('--pack <file>', packHelp)
    .option('--allow-loopback', 'let webhooks go to this machine, also by http')
    .option(
      '--live [scale]',
      'let the clock run with that of this machine, so many times as fast (1 where nothing is said)',
      parseScale
    )
    .option('--no-cors', 'do not answer CORS preflights or add CORS headers')
    .option('--watch', 'load the description again when its files change')
    .option('--quiet', 'do not print a line for each request')
    .action(async (path, options) => {
      const { serveCommand } = await import('./commands/serve.js')
      done(await serveCommand(path, options))
    })

  command(
    'check',
    'Report everything that is wrong with a description, with lines.',
    'sdb check petstore.yaml\nsdb check petstore.yaml --strict --output json'
  )
    .option('--strict', 'end with 1 for warnings too')
    .action(async (path, options) => {
      const { checkCommand } = await import('./commands/check.js')
      done(await checkCommand(path, options))
    })

  command(
    'compile',
    'Compile a description into a release: one JSON file for Workers and for fast starts.',
    'sdb compile petstore.yaml -o petstore.release.json\nsdb compile petstore.yaml --pack petstore.pack.yaml -o petstore.release.json'
  )
    .option('-o, --out <file>', 'where to write the release (default: standard output)')
    .option('--pack <file>', 'a simulation pack that becomes part of the release')
    .action(async (path, options) => {
      const { compileCommand } = await import('./commands/compile.js')
      done(await compileCommand(path, options))
    })

  command(
    'inspect',
    'Show what Sandbed makes of a description: resources, operations, and how sure it is.',
    'sdb inspect petstore.yaml\nsdb inspect petstore.yaml --explain getPet\nsdb inspect petstore.yaml --resource pets\nsdb inspect petstore.yaml --operation getPet'
  )
    .addOption(
      new Option(
        '--explain <operation>',
        'tell what one operation does and why (operationId, or a key such as "GET /pets/{petId}")'
      ).conflicts(['resource', 'operation'])
    )
    .addOption(
      new Option('--resource <name>', 'tell everything that is known of one resource').conflicts('operation')
    )
    .option('--operation <name>', 'list the parameters, responses and examples of one operation')
    .option('--pack <file>', packHelp)
    .option('--json', 'the same as --output json')
    .action(async (path, options) => {
      const { inspectCommand } = await import('./commands/inspect.js')
      done(await inspectCommand(path, options))
    })

  const pack = program
    .command('pack')
    .description('Simulation packs: start one, check one.')
    .addHelpText('after', '\nExamples:\n  $ sdb pack init petstore.yaml -o petstore.pack.yaml')

  command(
    'init',
    'Write a commented pack to start from, made of what is inferred of a description.',
    'sdb pack init petstore.yaml -o petstore.pack.yaml',
    pack
  )
    .option('-o, --out <file>', 'where to write the pack (default: standard output)')
    .option('--force', 'write over a file that is there')
    .action(async (path, options) => {
      const { packInitCommand } = await import('./commands/pack-init.js')
      done(await packInitCommand(path, options))
    })

  command(
    'check',
    'Report everything that is wrong with a pack, with lines.',
    'sdb pack check petstore.yaml --pack petstore.pack.yaml\nsdb pack check petstore.yaml --pack petstore.pack.yaml --strict --output json',
    pack
  )
    .requiredOption('--pack <file>', 'the pack to check, a file or URL')
    .option('--strict', 'end with 1 for warnings too')
    .action(async (path, options) => {
      const { packCheckCommand } = await import('./commands/pack-check.js')
      done(await packCheckCommand(path, options))
    })

  return program
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

function parsePort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('It must be a whole number from 0 to 65535.')
  return port
}

function parseScale(text: string): number {
  const scale = Number(text)
  if (!Number.isFinite(scale) || scale <= 0) throw new InvalidArgumentError('It must be a number above 0.')
  return scale
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
