// What was inferred of an API and is no more than a guess, with what to write where it is wrong.
import { operationOverride, resourceOverride } from '../inspect/corrections.js'
import { gatherAlike, weighFindings, type AlikeGuesses, type Guess } from '../inspect/guesses.js'
import { formatConfidence } from '../inspect/sentence.js'
import type { PackPart } from './pack-part.js'
import type { PackSubject } from './pack-subject.js'

/** How many resources, and how many operations, are written down. */
const most = 5

/** Corrections to start from, and how many guesses there are, and are told of. */
export interface Uncertain {
  readonly parts: readonly PackPart[]
  readonly guesses: number
  readonly told: number
}

/** The weakest guesses, by what they are about; of those that are alike one. */
export function uncertainParts({ model }: PackSubject): Uncertain {
  const { guesses } = weighFindings(model)
  const alike = gatherAlike(guesses)
  const resources = gather(alike, ({ resource }) => resource)
  // What nothing is known of has nothing to be put right by leaving the rest out.
  const operations = gather(alike, ({ operation }) =>
    operation === undefined || model.binding(operation).does.value === 'none' ? undefined : operation
  )
  const parts = [
    ...resources.map(([name, some]): PackPart => {
      const value = resourceOverride(model.resource(name)!)
      return { section: 'resources', name, value, comments: some.map(toldOf), isExample: true }
    }),
    ...operations.map(([name, some]): PackPart => {
      const value = operationOverride(model.binding(name))
      return { section: 'operations', name, value, comments: some.map(toldOf), isExample: true }
    })
  ]
  return {
    parts,
    guesses: guesses.length,
    told: [...resources, ...operations]
      .flatMap(([, some]) => some)
      .reduce((sum, { others }) => sum + 1 + others, 0)
  }
}

function gather(
  alike: readonly AlikeGuesses[],
  about: (guess: Guess) => string | undefined
): (readonly [name: string, guesses: readonly AlikeGuesses[]])[] {
  const gathered = new Map<string, AlikeGuesses[]>()
  for (const guess of alike) {
    const name = about(guess.first)
    if (name === undefined) continue
    const same = gathered.get(name)
    if (same) same.push(guess)
    else if (gathered.size < most) gathered.set(name, [guess])
  }
  return [...gathered]
}

function toldOf({ first: { text, confidence, reason }, others }: AlikeGuesses): string {
  const more = others === 0 ? '' : ` So it is with ${others} more.`
  return `uncertain (${formatConfidence(confidence)}), correct it here: ${text} (${reason})${more}`
}
