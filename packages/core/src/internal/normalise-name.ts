// Names of members and parameters as people mean them: `petId`, `pet_id`, `pet-id` and `pet[id]` are one name.
import { memoise } from './memoise.js'

/** Lower case without ASCII signs and spaces. The names of a description come again and again: they are remembered, up to a bound. */
export const normaliseName: (name: string) => string = memoise(
  (name) => name.replaceAll(/[ -/:-@[-`{-~]/g, '').toLowerCase(),
  20_000,
  99
)
