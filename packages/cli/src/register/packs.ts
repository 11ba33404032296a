// `sdb pack init` and `sdb pack check`.
import { addDescriptionCommand, addGroup, type Register } from './registrar.js'

/** Adds `sdb pack`. */
export const registerPack: Register = (program, done) => {
  const pack = addGroup(program, {
    name: 'pack',
    description: 'Simulation packs: start one, check one.',
    examples: ['sdb pack init petstore.yaml -o petstore.pack.yaml']
  })

  addDescriptionCommand(pack, {
    name: 'init',
    description: 'Write a commented pack to start from, made of what is inferred of a description.',
    examples: ['sdb pack init petstore.yaml -o petstore.pack.yaml']
  })
    .option('-o, --out <file>', 'where to write the pack (default: standard output)')
    .option('--force', 'write over a file that is there')
    .action(async (path, options) => {
      const { packInitCommand } = await import('../commands/pack-init.js')
      done(await packInitCommand(path, options))
    })

  addDescriptionCommand(pack, {
    name: 'check',
    description: 'Report everything that is wrong with a pack, with lines.',
    examples: [
      'sdb pack check petstore.yaml --pack petstore.pack.yaml',
      'sdb pack check petstore.yaml --pack petstore.pack.yaml --strict --output json'
    ]
  })
    .requiredOption('--pack <file>', 'the pack to check, a file or URL')
    .option('--strict', 'end with 1 for warnings too')
    .action(async (path, options) => {
      const { packCheckCommand } = await import('../commands/pack-check.js')
      done(await packCheckCommand(path, options))
    })
}
