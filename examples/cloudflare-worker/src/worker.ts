// The whole Worker: a compiled release, and how it is to answer.
import { createWorker } from '@sandbed/workers'
import release from '../dist/petstore.release.json'

export default createWorker(release, { mode: 'dynamic', seed: 'worker' })
