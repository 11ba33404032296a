// What looks at a description and serves nothing: `sdb check`, `sdb compile`, `sdb inspect`.
import { Option } from 'commander'
import { addDescriptionCommand, packHelp, type Register } from './registrar.js'

/** Adds `sdb check`. */
export const registerCheck: Register = (program, done) => {
  addDescriptionCommand(program, {
    name: 'check',
    description: 'Report everything that is wrong with a description, with lines.',
    examples: ['sdb check petstore.yaml', 'sdb check petstore.yaml --strict --output json']
  })
    .option('--strict', 'end with 1 for warnings too')
    .action(async (path, options) => {
      const { checkCommand } = await import('../commands/check.js')
      done(await checkCommand(path, options))
    })
}

/** Adds `sdb compile`. */
export const registerCompile: Register = (program, done) => {
  addDescriptionCommand(program, {
    name: 'compile',
    description: 'Compile a description into a release: one JSON file for Workers and for fast starts.',
    examples: [
      'sdb compile petstore.yaml -o petstore.release.json',
      'sdb compile petstore.yaml --pack petstore.pack.yaml -o petstore.release.json'
    ]
  })
    .option('-o, --out <file>', 'where to write the release (default: standard output)')
    .option('--pack <file>', 'a simulation pack that becomes part of the release')
    .option('--auth-profile <file>', 'an auth profile that becomes part of the release')
    .action(async (path, options) => {
      const { compileCommand } = await import('../commands/compile.js')
      done(await compileCommand(path, options))
    })
}

/** Adds `sdb inspect`. */
export const registerInspect: Register = (program, done) => {
  addDescriptionCommand(program, {
    name: 'inspect',
    description: 'Show what Sandbed makes of a description: resources, operations, and how sure it is.',
    examples: [
      'sdb inspect petstore.yaml',
      'sdb inspect petstore.yaml --explain getPet',
      'sdb inspect petstore.yaml --resource pets',
      'sdb inspect petstore.yaml --operation getPet'
    ]
  })
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
      const { inspectCommand } = await import('../commands/inspect.js')
      done(await inspectCommand(path, options))
    })
}
