// The public door of @sandbed/cli: the command line as a function.

export { main } from './main.js'
export { exitCodes } from './exit-codes.js'
