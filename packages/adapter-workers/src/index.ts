// The public door of @sandbed/workers.

export { createWorker, type WorkerHandler } from './create-worker.js'
