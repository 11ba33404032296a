// What concerns a running sandbox as a whole: where it is, its moments, its time, its branches.
import type { Command } from 'commander'
import { addControlCommand, addGroup, collect, type CommandHelp, type Register } from './registrar.js'

/** Adds `sdb status`, `sdb sandbox`, `sdb snapshot`, `sdb restore`, `sdb reset`, `sdb diff`, `sdb advance` and `sdb apply`. */
export const registerWorlds: Register = (program, done) => {
  addControlCommand(program, {
    name: 'status',
    description: 'Show what a running server serves, and what is in its sandboxes.',
    examples: ['sdb status', 'sdb status --server 4010 --output json']
  }).action(async (options) => {
    const { statusCommand } = await import('../commands/control/status.js')
    done(await statusCommand(options))
  })

  registerSandbox(program, done)
  registerSnapshot(program, done)

  addControlCommand(program, {
    name: 'restore',
    description:
      'Go back to a snapshot: what is kept, the clock, webhook endpoints and deliveries. Clients and policies stay.',
    examples: ['sdb restore snap_1', 'sdb restore --file before.snapshot.json']
  })
    .argument('[snapshot]', 'the id of a snapshot, or its label')
    .option('--file <file>', 'a snapshot that was saved in a file')
    .action(async (snapshot, options) => {
      const { restoreCommand } = await import('../commands/control/snapshots.js')
      done(await restoreCommand(snapshot, options))
    })

  addControlCommand(program, {
    name: 'reset',
    description: 'Go back to the beginning: seed data only.',
    examples: ['sdb reset', 'sdb reset --sandbox partner-a']
  }).action(async (options) => {
    const { resetCommand } = await import('../commands/control/snapshots.js')
    done(await resetCommand(options))
  })

  addControlCommand(program, {
    name: 'diff',
    description: 'Show what was added, changed and removed since the beginning, or since a snapshot.',
    examples: ['sdb diff', 'sdb diff --since snap_1']
  })
    .option('--since <snapshot>', 'the id of a snapshot, or its label')
    .action(async (options) => {
      const { diffCommand } = await import('../commands/control/diff.js')
      done(await diffCommand(options))
    })

  addControlCommand(program, {
    name: 'advance',
    description: 'Move the clock on, and fire what becomes due on the way.',
    examples: ['sdb advance 7d', 'sdb advance --to 2026-03-01T00:00:00Z', 'sdb advance --drain']
  })
    .argument('[span]', "how far: '5m', '1h30m', '7d', 'P1M', or milliseconds")
    .option('--to <instant>', 'to an instant: ISO 8601 with a zone, or epoch milliseconds')
    .option('--next', 'to the next instant at which something is due')
    .option('--drain', 'to the last pending timer that does not recur')
    .action(async (span, options) => {
      const { advanceCommand } = await import('../commands/control/time.js')
      done(await advanceCommand(span, options))
    })

  addControlCommand(program, {
    name: 'apply',
    description: 'Carry out a scenario of the simulation pack.',
    examples: ['sdb apply "late payment"', 'sdb apply "late payment" --param amount=500 --param currency=EUR']
  })
    .argument('<scenario>', 'the name of a scenario')
    .option('--param <name=value>', 'what the scenario takes: JSON, or a plain text; repeat it', collect)
    .action(async (scenario, options) => {
      const { applyCommand } = await import('../commands/control/time.js')
      done(await applyCommand(scenario, options))
    })
}

function registerSandbox(program: Command, done: (code: number) => void): void {
  const sandbox = addGroup(program, {
    name: 'sandbox',
    description: 'The sandboxes of a running server: list them, branch one off, remove one.',
    examples: ['sdb sandbox fork what-if']
  })

  addControlCommand(sandbox, {
    name: 'list',
    description: 'List the sandboxes.',
    examples: ['sdb sandbox list']
  }).action(async (options) => {
    const { sandboxListCommand } = await import('../commands/control/sandboxes.js')
    done(await sandboxListCommand(options))
  })

  addControlCommand(sandbox, {
    name: 'fork',
    description: 'Make a sandbox that goes on from this moment of another, or from a snapshot of it.',
    examples: ['sdb sandbox fork what-if', 'sdb sandbox fork what-if --sandbox partner-a --snapshot snap_1']
  })
    .argument('<name>', 'what the new one is called')
    .option('--snapshot <snapshot>', 'the id of a snapshot, or its label')
    .action(async (name, options) => {
      const { sandboxForkCommand } = await import('../commands/control/sandboxes.js')
      done(await sandboxForkCommand(name, options))
    })

  addControlCommand(sandbox, {
    name: 'delete',
    description: 'Remove a sandbox with all that it holds.',
    examples: ['sdb sandbox delete what-if']
  })
    .argument('<name>', 'the sandbox')
    .action(async (name, options) => {
      const { sandboxDeleteCommand } = await import('../commands/control/sandboxes.js')
      done(await sandboxDeleteCommand(name, options))
    })
}

function registerSnapshot(program: Command, done: (code: number) => void): void {
  const snapshot = addGroup(program, {
    name: 'snapshot',
    description: 'Moments of a sandbox to go back to: keep one, list them, take one along.',
    examples: [
      'sdb snapshot',
      'sdb snapshot save --label "before checkout"',
      'sdb snapshot get snap_1 -o before.snapshot.json'
    ]
  })
  const command = (help: CommandHelp): Command => addControlCommand(snapshot, help)

  command({
    name: 'save',
    description: 'Keep this moment, or one from a file. This is what `sdb snapshot` alone does.',
    examples: ['sdb snapshot save', 'sdb snapshot save --label "before checkout"'],
    isDefault: true
  })
    .option('--label <text>', 'what it is for; it can be named by this as well')
    .option('--file <file>', 'keep a snapshot that was saved in a file')
    .action(async (options) => {
      const { snapshotSaveCommand } = await import('../commands/control/snapshots.js')
      done(await snapshotSaveCommand(options))
    })

  command({
    name: 'list',
    description: 'List the snapshots that are kept.',
    examples: ['sdb snapshot list']
  }).action(async (options) => {
    const { snapshotListCommand } = await import('../commands/control/snapshots.js')
    done(await snapshotListCommand(options))
  })

  command({
    name: 'get',
    description: 'Take a snapshot along: all that the sandbox held, as JSON, with the secrets of webhooks.',
    examples: ['sdb snapshot get snap_1 -o before.snapshot.json']
  })
    .argument('<snapshot>', 'the id of a snapshot, or its label')
    .option('-o, --out <file>', 'where to write it (default: standard output)')
    .action(async (id, options) => {
      const { snapshotGetCommand } = await import('../commands/control/snapshots.js')
      done(await snapshotGetCommand(id, options))
    })

  command({
    name: 'delete',
    description: 'Forget a snapshot.',
    examples: ['sdb snapshot delete snap_1']
  })
    .argument('<snapshot>', 'the id of a snapshot, or its label')
    .action(async (id, options) => {
      const { snapshotDeleteCommand } = await import('../commands/control/snapshots.js')
      done(await snapshotDeleteCommand(id, options))
    })
}
