// The public door of @sandbed/msw.

export { sandboxHandlers, type SandboxHandlersOptions } from './sandbox-handlers.js'
