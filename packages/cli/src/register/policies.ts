// `sdb policy`: packs of rules about who may do what, to write and to put in force.
import {
  addCommand,
  addControlCommand,
  addDescriptionCommand,
  addGroup,
  collect,
  packHelp,
  type Register
} from './registrar.js'

/** Adds `sdb policy`. */
export const registerPolicy: Register = (program, done) => {
  const policy = addGroup(program, {
    name: 'policy',
    description: 'Policies: rules about who may do what.',
    examples: [
      'sdb policy create refunds-only payments.yaml -o refunds-only.policy.yaml',
      'sdb policy attach refunds-only.policy.yaml',
      'sdb policy list'
    ]
  })

  addCommand(policy, {
    name: 'create',
    description: 'Write a policy to start from, made for an API.',
    examples: [
      'sdb policy create read-only petstore.yaml',
      'sdb policy create refunds-only payments.yaml -o refunds-only.policy.yaml'
    ]
  })
    .argument(
      '<starter>',
      `read-only, no-deletes, rate-limited, redact-personal-data, or a word and -only (refunds-only)`
    )
    .argument('<description>', 'an OpenAPI 3.0 or 3.1 file or URL (YAML or JSON), or a compiled release')
    .option('-o, --out <file>', 'where to write the policy (default: standard output)')
    .option('--force', 'write over a file that is there')
    .action(async (starter, path, options) => {
      const { policyCreateCommand } = await import('../commands/policy-create.js')
      done(await policyCreateCommand(starter, path, options))
    })

  addDescriptionCommand(policy, {
    name: 'check',
    description: 'Report everything that is wrong with policies, with lines.',
    examples: [
      'sdb policy check petstore.yaml --policy fence.policy.yaml',
      'sdb policy check petstore.yaml --policy fence.policy.yaml --strict --output json'
    ]
  })
    .requiredOption('--policy <file>', 'a policy to check, a file or URL; repeat it for several', collect)
    .option('--pack <file>', packHelp)
    .option('--strict', 'end with 1 for warnings too')
    .action(async (path, options) => {
      const { policyCheckCommand } = await import('../commands/policy-check.js')
      done(await policyCheckCommand(path, options))
    })

  addControlCommand(policy, {
    name: 'list',
    description: 'List the policies that are in force in a running sandbox.',
    examples: ['sdb policy list']
  }).action(async (options) => {
    const { policyListCommand } = await import('../commands/control/policies.js')
    done(await policyListCommand(options))
  })

  addControlCommand(policy, {
    name: 'attach',
    description: 'Put a policy in force; one of the same name gives way.',
    examples: ['sdb policy attach refunds-only.policy.yaml']
  })
    .argument('<policy>', 'a policy pack, a file or URL')
    .action(async (path, options) => {
      const { policyAttachCommand } = await import('../commands/control/policies.js')
      done(await policyAttachCommand(path, options))
    })

  addControlCommand(policy, {
    name: 'detach',
    description: 'Take a policy out of force.',
    examples: ['sdb policy detach refunds-only']
  })
    .argument('<name>', 'the name of a policy that is in force')
    .action(async (name, options) => {
      const { policyDetachCommand } = await import('../commands/control/policies.js')
      done(await policyDetachCommand(name, options))
    })
}
