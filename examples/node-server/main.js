// `pnpm start`: serves until it is interrupted.
import { serveShelter } from './serve-shelter.ts'

const server = await serveShelter(Number(process.env['PORT'] ?? 4010))
console.log(`The pet shelter listens on ${server.url}; try ${server.url}/pets`)
process.once('SIGINT', () => void server.close())
