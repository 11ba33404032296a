// `sdb trace`: what happened in a running sandbox, and why. `sdb replay`: the same again, without a server.
import { Option, type Command } from 'commander'
import { authDials, modes, referencesDials, validationDials } from '@sandbed/core'
import {
  addControlCommand,
  addDescriptionCommand,
  addGroup,
  authProfileHelp,
  collect,
  packHelp,
  parseCount,
  type CommandHelp,
  type Register
} from './registrar.js'

/** Adds `sdb trace`. */
export const registerTrace: Register = (program, done) => {
  const trace = addGroup(program, {
    name: 'trace',
    description: 'What happened in a running sandbox, and why.',
    examples: ['sdb trace tail', 'sdb trace get tr_272bf0790390_1']
  })
  const command = (help: CommandHelp): Command => addControlCommand(trace, help)

  withFilter(
    command({
      name: 'tail',
      description: 'Print what happens while it happens, until it is told to stop.',
      examples: ['sdb trace tail', 'sdb trace tail --status 4xx --output json']
    })
  )
    .option('--limit <number>', 'begin with the last so many', parseCount, 10)
    .action(async (options) => {
      const { traceTailCommand } = await import('../commands/control/trace-tail.js')
      done(await traceTailCommand(options))
    })

  withFilter(
    command({
      name: 'list',
      description: 'List what happened, the latest last.',
      examples: ['sdb trace list', 'sdb trace list --operation /payments --status 403']
    })
  )
    .option('--limit <number>', 'the last so many', parseCount, 50)
    .action(async (options) => {
      const { traceListCommand } = await import('../commands/control/traces.js')
      done(await traceListCommand(options))
    })

  command({
    name: 'get',
    description: 'Tell what happened, step by step: what was asked, what was decided, what came of it.',
    examples: ['sdb trace get tr_272bf0790390_1', 'sdb trace get last --output json']
  })
    .argument('<trace>', 'the id of a trace, as in the header Sandbed-Trace, or `last`')
    .action(async (id, options) => {
      const { traceGetCommand } = await import('../commands/control/traces.js')
      done(await traceGetCommand(id, options))
    })

  command({
    name: 'explain',
    description: 'Tell in a few words why a request was answered as it was, and what to do about it.',
    examples: ['sdb trace explain tr_272bf0790390_1', 'sdb trace explain last']
  })
    .argument('<trace>', 'the id of a trace, as in the header Sandbed-Trace, or `last`')
    .action(async (id, options) => {
      const { traceExplainCommand } = await import('../commands/control/traces.js')
      done(await traceExplainCommand(id, options))
    })

  command({
    name: 'replay',
    description:
      'Do a request again on what it saw, beside the sandbox, and compare. Ends with 1 where it differs.',
    examples: ['sdb trace replay tr_272bf0790390_1', 'sdb trace replay last --state now']
  })
    .argument('<trace>', 'the id of a trace, as in the header Sandbed-Trace, or `last`')
    .addOption(stateOption())
    .action(async (id, options) => {
      const { traceReplayCommand } = await import('../commands/control/trace-replay.js')
      done(await traceReplayCommand(id, options))
    })

  withFilter(
    command({
      name: 'export',
      description: 'Take traces along: JSON lines, HAR 1.2 or OTLP/JSON.',
      examples: ['sdb trace export -o incident.jsonl', 'sdb trace export --format har -o incident.har']
    })
  )
    .addOption(new Option('--format <format>', 'the form').choices(['jsonl', 'har', 'otlp']).default('jsonl'))
    .option('--limit <number>', 'the last so many', parseCount)
    .option('-o, --out <file>', 'where to write them (default: standard output)')
    .action(async (options) => {
      const { traceExportCommand } = await import('../commands/control/trace-files.js')
      done(await traceExportCommand(options))
    })

  command({
    name: 'save-scenario',
    description:
      'Write all that led to a trace, and the trace, as a file that `sdb replay` repeats and compares.',
    examples: ['sdb trace save-scenario tr_272bf0790390_3 -o refund.scenario.json']
  })
    .argument('<trace>', 'the id of a trace, as in the header Sandbed-Trace, or `last`')
    .requiredOption('-o, --out <file>', 'where to write it')
    .option('--name <text>', 'what the scenario is called (default: the request)')
    .option('--force', 'write it also where the server, which repeats it first, comes to something else')
    .action(async (id, options) => {
      const { traceSaveScenarioCommand } = await import('../commands/control/trace-files.js')
      done(await traceSaveScenarioCommand(id, options))
    })
}

/** Adds `sdb replay`. */
export const registerReplay: Register = (program, done) => {
  addDescriptionCommand(program, {
    name: 'replay',
    description:
      'Repeat a recording on a description, without a server, and compare. Ends with 1 where it differs.',
    examples: [
      'sdb replay petstore.yaml incident.jsonl --mode stateful',
      'sdb replay petstore.yaml refund.scenario.json --output json'
    ]
  })
    .argument('<recording>', 'traces as JSON lines, or a file of `sdb trace save-scenario`')
    .addOption(
      new Option(
        '--mode <mode>',
        'how operations are answered (default: as recorded, else stateful)'
      ).choices(modes)
    )
    .option('--seed <text>', 'the seed of generated values (default: as recorded, else sandbed)')
    .addOption(new Option('--validation <dial>', 'as with sdb serve').choices(validationDials))
    .addOption(new Option('--references <dial>', 'as with sdb serve').choices(referencesDials))
    .addOption(new Option('--auth <dial>', 'as with sdb serve').choices(authDials))
    .addOption(
      new Option(
        '--state <state>',
        'what it starts from: what it saw, or the beginning, whatever that is now'
      )
        .choices(['seen', 'start'])
        .default('seen')
    )
    .option('--auth-profile <file>', authProfileHelp)
    .option('--pack <file>', packHelp)
    .option(
      '--policy <file>',
      'a policy pack that was in force from the start; repeat it for several, in order',
      collect
    )
    .option('--save <file>', 'write what it came to as a new recording, to be expected from now on')
    .action(async (path, recording, options) => {
      const { replayCommand } = await import('../commands/replay.js')
      done(await replayCommand(path, recording, options))
    })
}

function withFilter(command: Command): Command {
  return command
    .option('--kind <kind>', 'what happened: request, timer, delivery, scenario, restore, clock or control')
    .option('--operation <text>', 'the key of an operation, or a part of it, such as /pets')
    .option('--status <status>', 'a status, or a class of them: 4xx')
    .option('--client <id>', 'those of a client')
    .option('--since <when>', 'those after a trace (its id), or from an instant on')
    .option('--text <text>', 'those in which this stands anywhere')
}

function stateOption(): Option {
  return new Option('--state <state>', 'what it starts from: what it saw, this moment, or the beginning')
    .choices(['seen', 'now', 'start'])
    .default('seen')
}
