// `sdb serve`.
import { Option } from 'commander'
import { authDials, modes, referencesDials, tracingDials, validationDials } from '@sandbed/core'
import {
  addDescriptionCommand,
  authProfileHelp,
  collect,
  packHelp,
  parsePort,
  parseScale,
  type Register
} from './registrar.js'

/** Adds `sdb serve`. */
export const registerServe: Register = (program, done) => {
  addDescriptionCommand(program, {
    name: 'serve',
    description: 'Serve a working copy of the API on a local port.',
    examples: [
      'sdb serve petstore.yaml --mode dynamic',
      'sdb serve petstore.yaml --mode stateful --pack shelter.pack.yaml',
      'sdb serve petstore.yaml --port 0 --watch'
    ]
  })
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
    .addOption(
      new Option('--tracing <dial>', 'how much is kept of what happens, for sdb trace and sdb replay')
        .choices(tracingDials)
        .default('full')
    )
    .option('--auth-profile <file>', authProfileHelp)
    .option('--pack <file>', packHelp)
    .option('--policy <file>', 'a policy pack: what clients may do; repeat it for several, in order', collect)
    .option('--allow-loopback', 'let webhooks go to this machine, also by http')
    .option(
      '--live [scale]',
      'let the clock run with that of this machine, so many times as fast (1 where nothing is said)',
      parseScale
    )
    .option('--no-cors', 'do not answer CORS preflights or add CORS headers')
    .option('--watch', 'load the description again when its files change')
    .option(
      '--control-port <number>',
      'the port of the control plane; a free one where it is not given',
      parsePort
    )
    .option('--no-control', 'no control plane: sdb trace, sdb reset and others do not reach this server')
    .option('--quiet', 'do not print a line for each request')
    .action(async (path, options) => {
      const { serveCommand } = await import('../commands/serve.js')
      done(await serveCommand(path, options))
    })
}
