// The states an action may start from and the one it leads to, as the author's sentences say: "Only invoices in draft can be finalized".
import { normaliseName } from '../../../internal/normalise-name.js'

/** What the sentences say; the states in the order of the list. */
export interface Said {
  /** It may start from these only. */
  readonly from: readonly string[]
  /** It may not start from these. */
  readonly notFrom: readonly string[]
  readonly to?: string
}

const G = '((?:<\\d+>)+)'
// Between a cue and the states nothing may speak of what comes out.
const gap = (most: number): string =>
  `(?:(?!\\b(?:will|becomes?|transitions?|moves?|changes?|set)\\b)[^<]){0,${most}}`
const denials = [
  new RegExp(
    `\\b(?:cannot|can't|can not|may not|must not|not possible|unable to|not allowed|no longer|unless already)\\b${gap(80)}${G}`,
    'g'
  ),
  new RegExp(`\\b(?:not|never) (?:yet )?been ${G}`, 'g'),
  new RegExp(`${G}[^<.]{0,60}\\b(?:cannot|can't|can not|may not|must not)\\b`, 'g')
]
const demands = [
  new RegExp(`\\bonly\\b${gap(80)}${G}`, 'g'),
  new RegExp(`\\b(?:must|has to|have to|needs? to)\\b${gap(60)}${G}`, 'g'),
  new RegExp(
    `\\b(?:when|while|if|whose|where|unless|as long as)\\b${gap(60)}\\b(?:status|statuses|state|states|is|are|still|in)\\b${gap(40)}${G}`,
    'g'
  ),
  new RegExp(
    `^(?!for\\b)[^<]*?\\b(?:in|with)\\b (?:the |an? )?(?:(?:status|state|phase)(?:es|s)?(?: of| is|:)? ?)?${G}`,
    'g'
  ),
  new RegExp(`\\bfrom (?:the |status |state )?${G} (?:status |state )?(?:in)?to\\b`, 'g')
]
const outcomes = [
  new RegExp(
    `\\bfrom (?:the |status |state )?(?:<\\d+>)+ (?:status |state )?(?:in)?to (?:the |status |state )?${G}`,
    'g'
  ),
  new RegExp(
    `^(?:\\w+ )?(?:transition|move|change|update|set|mark|put|switch|return)(?:e?s|ing)?\\b[^<]{0,120}\\b(?:to|as|into)\\b (?:the |an? |be |its )?(?:status |state )?${G}`,
    'g'
  )
]
/** States whose names say too much else to be read without quotes. */
const common = new Set(
  'new on off all none any other default in out up down test free public private live'.split(' ')
)

/**
 * Reads the words about an operation. `states`: those that may be meant, without what the action itself is called after ("can only be
 * canceled while pending"); `forms`: the action's verb as sentences put it ("approves a pending order").
 */
export function startStates(text: string, states: readonly string[], forms: readonly string[]): Said {
  const from = new Set<string>()
  const notFrom = new Set<string>()
  let to: string | undefined
  const marked = mark(text.slice(0, 4000), states)
  const named =
    forms.length === 0
      ? undefined
      : new RegExp(`\\b(?:${forms.join('|')}) (?:an? |any |the |existing )${G}`, 'g')
  for (const sentence of marked.split(/[.!?;](?=\s|$)|\n\s*\n/)) {
    if (!sentence.includes('<')) continue
    const denied = statesIn(denials, sentence, states)
    for (const state of denied) notFrom.add(state)
    if (denied.size > 0) continue
    for (const state of statesIn(named ? [...demands, named] : demands, sentence, states)) from.add(state)
    const led = statesIn(outcomes, sentence, states)
    if (led.size === 1) to ??= [...led][0]
  }
  return {
    from: states.filter((state) => from.has(state)),
    notFrom: [...notFrom],
    ...(to === undefined ? {} : { to })
  }
}

/** The text in lower case, every mention of the n-th state put as `<n>`, and lists of them side by side. */
function mark(text: string, states: readonly string[]): string {
  const index = new Map<string, number>()
  for (const [at, state] of states.slice(0, 60).entries()) index.set(spelling(state), at)
  const plain = text
    .replace(/<\/?code>/g, '`')
    .replace(/<[^<>]{0,200}>/g, ' ')
    .replaceAll('<', ' ')
    .replaceAll('’', "'")
    .toLowerCase()
  const marked = plain.replace(
    /(["'`*]{0,3})\b([a-z][a-z0-9]*(?:[_-][a-z0-9]+)*)\b(["'`*]{0,3})/g,
    (whole, open: string, word: string, close: string) => {
      const at = index.get(spelling(word))
      if (at === undefined || (common.has(word) && (open === '' || close === ''))) return whole
      return `<${at}>`
    }
  )
  return marked
    .replace(/\s*\n\s*[-*]\s*(?=<)/g, ' ')
    .replace(/>(?:[\s,/]|\b(?:or|and|either|the|in|rare|some|cases)\b){1,12}(?=<)/g, '>')
    .replace(/[ \t]+/g, ' ')
}

function spelling(word: string): string {
  return normaliseName(word.toLowerCase()).replace(/cancelled$/, 'canceled')
}

function statesIn(patterns: readonly RegExp[], sentence: string, states: readonly string[]): Set<string> {
  const found = new Set<string>()
  for (const pattern of patterns)
    for (const [, group] of sentence.trim().matchAll(pattern))
      for (const [, at] of group!.matchAll(/<(\d+)>/g)) found.add(states[Number(at)]!)
  return found
}
