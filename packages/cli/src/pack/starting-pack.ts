// A pack to start from: what was inferred of an API, as what a user would have written, with examples of everything else.
import { exampleParts } from './example-parts.js'
import { exampleSeed, type ExampleSeed } from './example-seed.js'
import { findTransitions, isSureEnough, plainName, transitionPart } from './found-transitions.js'
import { soundParts, type PackPart, type Section } from './pack-part.js'
import { packSubject } from './pack-subject.js'
import { exampleMarker, printPack } from './print-pack.js'
import type { Trial } from './trial.js'
import { uncertainParts, type Uncertain } from './uncertain-parts.js'

/** A pack to start from. */
export interface StartingPack {
  /** YAML. */
  readonly text: string
  /** How many transitions are in force. */
  readonly transitions: number
  readonly examples: number
  /** How many findings are no more than guesses. */
  readonly guesses: number
}

/** Writes one. Everything in it, also what is commented out, has passed the trial, which throws where nothing can be made of the API. */
export function startingPack(trial: Trial): StartingPack {
  const sandbox = trial.sandbox()
  const subject = packSubject(sandbox)
  const { found, others } = findTransitions(subject)
  const seed = exampleSeed(subject.resources, trial)
  const uncertain = uncertainParts(subject)
  const given = [
    ...withSeed(uncertain.parts, seed),
    ...found.map((transition) => transitionPart(transition, subject)),
    ...exampleParts({ subject, transitions: found.filter(isSureEnough), seed })
  ]
  const parts = soundParts(given, trial)
  const { title, version } = sandbox.api
  const text = printPack({
    name: plainName(title, 'pack').toLowerCase(),
    head: [
      `A simulation pack for ${title} ${version}: what its description cannot say. Made by \`sdb pack init\` from what was inferred; yours to change.`,
      `Lines that begin with \`${exampleMarker.trim()}\` are examples and corrections: take the marker away, and they work. \`sdb pack check\` tells whether all is well.`
    ],
    about,
    parts,
    notes: notesOn(parts, others, uncertain)
  })
  return {
    text,
    transitions: parts.filter(({ section, isExample }) => section === 'transitions' && !isExample).length,
    examples: parts.filter(({ isExample }) => isExample).length,
    guesses: uncertain.guesses
  }
}

/** A seed goes with what else is said of its resource. */
function withSeed(parts: readonly PackPart[], seed: ExampleSeed | undefined): PackPart[] {
  if (!seed) return [...parts]
  const { name } = seed.resource
  const isSame = (part: PackPart): boolean => part.section === 'resources' && part.name === name
  const same = parts.find(isSame)
  const part: PackPart = {
    section: 'resources',
    name,
    value: { ...same?.value, seed: [seed.seed] },
    comments: [
      ...(same?.comments ?? []),
      'Things that are there from the start. What a seed does not say is made up.'
    ],
    isExample: true
  }
  return [part, ...parts.filter((one) => !isSame(one))]
}

function notesOn(
  parts: readonly PackPart[],
  transitions: number,
  { guesses, told }: Uncertain
): ReadonlyMap<Section, string> {
  const notes = new Map<Section, string>()
  if (transitions > 0)
    notes.set(
      'transitions',
      `And ${transitions} more that are not written down here; \`sdb inspect\` tells what each action does.`
    )
  else if (!parts.some(({ section }) => section === 'transitions'))
    notes.set(
      'transitions',
      'No action is known to lead from one state to another. Which member says the state of a thing can be said under `resources`.'
    )
  if (guesses > told) {
    const section = parts.some((part) => part.section === 'operations') ? 'operations' : 'resources'
    notes.set(section, `${guesses} findings in all are guesses; \`sdb inspect\` lists them.`)
  }
  return notes
}

const about: { readonly [section in Section]: string } = {
  resources:
    'What is there from the start, and corrections of what is kept. What is left out stays as inferred.',
  operations: 'Corrections of what operations do. What is left out stays as inferred.',
  transitions: 'What things may go through. What may not happen is refused, in the error shape of the API.',
  timers: 'What happens by itself, on the clock of the sandbox.',
  scenarios: 'Steps that put a sandbox in a place worth testing.',
  faults: 'What can go wrong.',
  responses: 'Answers in place of the usual ones; the first that matches.',
  webhooks: 'Who is told of what happens.'
}
