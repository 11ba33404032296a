// The public door of @sandbed/node.

export { createSandbox } from './create-sandbox.js'
export { serve, type ServeOptions, type SandboxServer } from './serve.js'
export { loadDescription, loadText, type LoadOptions, type LoadedDescription, type LoadIssue } from './load/load-description.js'
