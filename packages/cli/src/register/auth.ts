// `sdb auth`: who may call a running sandbox.
import { addControlCommand, addDescriptionCommand, addGroup, collect, type Register } from './registrar.js'

/** Adds `sdb auth`. */
export const registerAuth: Register = (program, done) => {
  const auth = addGroup(program, {
    name: 'auth',
    description: 'Who may call: clients of a running sandbox, and auth profiles.',
    examples: [
      'sdb auth issue Partner --scope payments:read',
      'sdb auth check payments.yaml --auth-profile partner.auth.yaml'
    ]
  })

  addDescriptionCommand(auth, {
    name: 'check',
    description: 'Report everything that is wrong with an auth profile, with lines.',
    examples: [
      'sdb auth check payments.yaml --auth-profile partner.auth.yaml',
      'sdb auth check payments.yaml --auth-profile partner.auth.yaml --strict --output json'
    ]
  })
    .requiredOption('--auth-profile <file>', 'the auth profile to check, a file or URL')
    .option('--strict', 'end with 1 for warnings too')
    .action(async (path, options) => {
      const { authCheckCommand } = await import('../commands/auth-check.js')
      done(await authCheckCommand(path, options))
    })

  addControlCommand(auth, {
    name: 'list',
    description: 'List the clients, without their secrets.',
    examples: ['sdb auth list']
  }).action(async (options) => {
    const { authListCommand } = await import('../commands/control/clients.js')
    done(await authListCommand(options))
  })

  addControlCommand(auth, {
    name: 'issue',
    description: 'Let a client in. Its secret is shown this once.',
    examples: [
      'sdb auth issue Partner --scope payments:read --scope payments:write',
      'sdb auth issue "nightly tests" --all-scopes --expires 7d'
    ]
  })
    .argument('<label>', 'what the client is for')
    .option('--scope <scope>', 'what it may do; repeat it for several', collect)
    .option('--all-scopes', 'it may do everything')
    .option('--id <id>', 'its id (default: the next of client_1, client_2, ...)')
    .option('--expires <when>', 'a span from now on (7d) or an instant (2026-03-01T00:00:00Z)')
    .option('--redirect-uri <uri>', 'where an authorization code may be sent; repeat it for several', collect)
    .option('--secret-prefix <text>', 'what its secrets begin with')
    .option('--public', 'without a secret, for apps that can keep none')
    .action(async (label, options) => {
      const { authIssueCommand } = await import('../commands/control/clients.js')
      done(await authIssueCommand(label, options))
    })

  addControlCommand(auth, {
    name: 'rotate',
    description: 'Give a client another secret. It is shown this once.',
    examples: ['sdb auth rotate client_1', 'sdb auth rotate client_1 --overlap 24h']
  })
    .argument('<client>', 'the id of a client')
    .option('--overlap <span>', 'how long the secret before is taken as well (default: not at all)')
    .action(async (id, options) => {
      const { authRotateCommand } = await import('../commands/control/clients.js')
      done(await authRotateCommand(id, options))
    })

  addControlCommand(auth, {
    name: 'revoke',
    description: 'Shut a client out for good, with every token that it has.',
    examples: ['sdb auth revoke client_1']
  })
    .argument('<client>', 'the id of a client')
    .action(async (id, options) => {
      const { authRevokeCommand } = await import('../commands/control/clients.js')
      done(await authRevokeCommand(id, options))
    })
}
