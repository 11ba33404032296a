// The public door of @sandbed/workers.

export { createWorker, type WorkerContext, type WorkerHandler } from './create-worker.js'
export type { DestinationRules } from './destination.js'
export { workersHost, type WebhookOptions, type WorkerState } from './workers-host.js'
