// The findings that users should look at first: the least certain, and of those that are alike one with a count.
import { callbackSentences, eventSentences } from './event-sentences.js'
import type { ModelView } from './model-view.js'
import { operationSections } from './operation-sections.js'
import { resourceSentences } from './resource-sentences.js'
import { isGuess, type Sentence } from './sentence.js'

/** A finding below 0.5. It is about an operation (its key) or a resource (its name). */
export interface Guess {
  readonly operation?: string
  readonly resource?: string
  readonly text: string
  readonly confidence: number
  readonly reason: string
}

/** The findings of a model, counted. */
export interface Certainty {
  readonly findings: number
  /** The least certain first. */
  readonly guesses: readonly Guess[]
}

/** Looks at everything that is said of a model. */
export function weighFindings(model: ModelView): Certainty {
  let findings = 0
  const guesses: Guess[] = []
  const weigh = (about: Pick<Guess, 'operation' | 'resource'>, sentences: readonly Sentence[]): void => {
    for (const sentence of sentences) {
      const { text, confidence, reason = '' } = sentence
      if (confidence === undefined) continue
      findings += 1
      if (isGuess(sentence)) guesses.push({ ...about, text, confidence, reason })
    }
  }
  for (const binding of model.bindings)
    for (const { sentences } of operationSections(binding, model))
      weigh({ operation: binding.operation }, sentences)
  for (const { operation } of model.bindings) weigh({ operation }, callbackSentences(operation, model))
  for (const resource of model.resources) {
    weigh({ resource: resource.name }, resourceSentences(resource, model))
    weigh({ resource: resource.name }, eventSentences(resource.name, model))
  }
  return { findings, guesses: guesses.toSorted((a, b) => a.confidence - b.confidence) }
}

/** A guess, and how many others say the same. */
export interface AlikeGuesses {
  readonly first: Guess
  readonly others: number
}

/** Guesses that say the same put together; the least certain first, of equals those that there are most of. */
export function gatherAlike(guesses: readonly Guess[]): AlikeGuesses[] {
  const alike = new Map<string, Guess[]>()
  for (const guess of guesses) {
    const key = JSON.stringify([guess.resource === undefined, guess.text, guess.confidence])
    const same = alike.get(key)
    if (same) same.push(guess)
    else alike.set(key, [guess])
  }
  return [...alike.values()]
    .map((same) => ({ first: same[0]!, others: same.length - 1 }))
    .toSorted((a, b) => a.first.confidence - b.first.confidence || b.others - a.others)
}
