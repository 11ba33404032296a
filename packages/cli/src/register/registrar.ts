// What the files of this folder have in common: each registers a group of commands, and none loads a command before it is asked for.
import { InvalidArgumentError, Option, type Command } from 'commander'

/** Adds commands to the program; `done` takes the exit code of the one that ran. */
export type Register = (program: Command, done: (code: number) => void) => void

/** What the help of a command says. */
export interface CommandHelp {
  readonly name: string
  readonly description: string
  /** One or more command lines, without the prompt. */
  readonly examples: readonly string[]
  /** Whether its group means it where no command is named. */
  readonly isDefault?: boolean
}

/** A command below `parent`, with examples and `--output`. */
export function addCommand(
  parent: Command,
  { name, description, examples, isDefault = false }: CommandHelp
): Command {
  return parent
    .command(name, { isDefault })
    .description(description)
    .addOption(new Option('--output <format>', 'how to report').choices(['text', 'json']).default('text'))
    .addHelpText('after', `\nExamples:\n${examples.map((line) => `  $ ${line}`).join('\n')}`)
}

/** A command that begins with a description: with the argument, and the options by which it is read. */
export function addDescriptionCommand(parent: Command, help: CommandHelp): Command {
  return addCommand(parent, help)
    .argument('<description>', 'an OpenAPI 3.0 or 3.1 file or URL (YAML or JSON), or a compiled release')
    .option(
      '--root <folder>',
      'the folder that $refs to other files may reach (default: the folder of the description)'
    )
    .option(
      '--allow-remote <origin...>',
      'origins that $refs may be fetched from, such as https://example.com'
    )
    .option('--overlay <file>', 'an OpenAPI Overlay to apply; repeat it for several, in order', collect)
}

/** A command against a running server. */
export function addControlCommand(parent: Command, help: CommandHelp): Command {
  return addCommand(parent, help)
    .option('--server <url>', 'the URL or port of a running `sdb serve` (default: the only one)')
    .option('--sandbox <name>', 'a sandbox of that server', 'main')
}

/** A command that holds others, such as `sdb pack`. */
export function addGroup(program: Command, { name, description, examples }: CommandHelp): Command {
  return program
    .command(name)
    .description(description)
    .addHelpText('after', `\nExamples:\n${examples.map((line) => `  $ ${line}`).join('\n')}`)
}

/** What `--pack` is, wherever it stands. */
export const packHelp = 'a simulation pack: how things behave, what is there from the start, and corrections'

/** What `--auth-profile` is. */
export const authProfileHelp = 'an auth profile: how the security schemes of the API are simulated'

/** An option that may be repeated. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

/** A port, from 0. */
export function parsePort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('It must be a whole number from 0 to 65535.')
  return port
}

/** A whole number from 1 on. */
export function parseCount(text: string): number {
  const count = Number(text)
  if (!Number.isSafeInteger(count) || count < 1)
    throw new InvalidArgumentError('It must be a whole number from 1 on.')
  return count
}

/** A number above 0. */
export function parseScale(text: string): number {
  const scale = Number(text)
  if (!Number.isFinite(scale) || scale <= 0) throw new InvalidArgumentError('It must be a number above 0.')
  return scale
}
