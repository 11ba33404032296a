// `sdb webhook`: who is told what happens in a running sandbox, and what became of it.
import { Option, type Command } from 'commander'
import { addControlCommand, addGroup, collect, type CommandHelp, type Register } from './registrar.js'

/** Adds `sdb webhook`. */
export const registerWebhook: Register = (program, done) => {
  const webhook = addGroup(program, {
    name: 'webhook',
    description: 'Webhooks of a running sandbox: endpoints, and what became of deliveries.',
    examples: ['sdb webhook add https://partner.example/hooks --event "payment.*"']
  })
  const command = (help: CommandHelp): Command => addControlCommand(webhook, help)

  command({
    name: 'list',
    description: 'List the endpoints, without their secrets.',
    examples: ['sdb webhook list']
  }).action(async (options) => {
    const { webhookListCommand } = await import('../commands/control/webhooks.js')
    done(await webhookListCommand(options))
  })

  command({
    name: 'add',
    description: 'Tell an endpoint what happens from now on. Its secret is shown this once.',
    examples: [
      'sdb webhook add https://partner.example/hooks',
      'sdb webhook add https://partner.example/hooks --event "payment.*" --secret-file whsec.txt'
    ]
  })
    .argument('<endpoint>', 'the URL of the endpoint')
    .option('--event <type>', 'which events, with * for anything; repeat it for several', collect)
    .option('--description <text>', 'what it is for')
    .option('--style <style>', 'how what is sent is signed and wrapped')
    .option('--secret-file <file>', 'a file with the secret to sign with; - for standard input')
    .action(async (url, options) => {
      const { webhookAddCommand } = await import('../commands/control/webhooks.js')
      done(await webhookAddCommand(url, options))
    })

  command({
    name: 'remove',
    description: 'Tell an endpoint nothing more, and cancel what was on its way.',
    examples: ['sdb webhook remove we_1']
  })
    .argument('<endpoint>', 'the id of an endpoint')
    .action(async (id, options) => {
      const { webhookRemoveCommand } = await import('../commands/control/webhooks.js')
      done(await webhookRemoveCommand(id, options))
    })

  command({
    name: 'rotate',
    description: 'Give an endpoint another secret. It is shown this once.',
    examples: ['sdb webhook rotate we_1', 'sdb webhook rotate we_1 --overlap 1h']
  })
    .argument('<endpoint>', 'the id of an endpoint')
    .option('--overlap <span>', 'how long the secret before signs as well (default: 24 hours)')
    .option('--secret-file <file>', 'a file with the secret to sign with; - for standard input')
    .action(async (id, options) => {
      const { webhookRotateCommand } = await import('../commands/control/webhooks.js')
      done(await webhookRotateCommand(id, options))
    })

  command({
    name: 'deliveries',
    description: 'List what was sent, and what came of it.',
    examples: ['sdb webhook deliveries', 'sdb webhook deliveries --status failed']
  })
    .addOption(
      new Option('--status <status>', 'what became of them').choices([
        'pending',
        'succeeded',
        'failed',
        'suppressed',
        'cancelled'
      ])
    )
    .option('--endpoint <id>', 'those to an endpoint')
    .option('--event <id>', 'those of an event')
    .option('--type <type>', 'those of a type of event, with * for anything')
    .action(async (options) => {
      const { webhookDeliveriesCommand } = await import('../commands/control/deliveries.js')
      done(await webhookDeliveriesCommand(options))
    })

  command({
    name: 'redeliver',
    description: 'Send a delivery again now, whatever became of it.',
    examples: ['sdb webhook redeliver dl_1']
  })
    .argument('<delivery>', 'the id of a delivery')
    .action(async (id, options) => {
      const { webhookRedeliverCommand } = await import('../commands/control/deliveries.js')
      done(await webhookRedeliverCommand(id, options))
    })
}
