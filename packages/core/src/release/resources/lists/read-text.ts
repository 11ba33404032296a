// What the author says in words where keywords could have said it: sizes of pages, where counting starts, which comes first.

const number = '`?\\*{0,2}(\\d{1,3}(?:,\\d{3})+|\\d{1,7})\\b(?![.\\-:]\\d)'
const defaultPatterns = patterns(
  `defaults?(?: value)?(?: page size| size| limit| number(?: of [a-z]+)?)?(?: is| are| to| of|:|=|\\s)*(?: set to)? ?\\(?${number}`,
  `${number} (?:[a-z]+ )?by default`,
  `if (?:not specified|omitted|unspecified|not set|not provided)[^.\\d]{0,40}${number}`
)
const mostPatterns = patterns(
  `max(?:imum)?(?: value| size| page size| limit| number| allowed| permitted)*(?: of [a-z]+)*(?: per page)?(?: is| of|:|=|\\s)* ?${number}`,
  `(?:between|from|range(?: of)?|in the range) ?\`?\\d{1,3}\`? ?(?:and|to|-|–|through|\\.\\.) ?${number}`,
  `(?:up to|at most|no more than|not exceed|not be (?:greater|more|larger) than|cannot exceed|capped at|less than or equal to|limited to|<=) ?(?:a maximum of )?${number}`,
  `\\b(?:1|0) ?(?:-|–|\\.\\.|to) ?${number}`,
  `${number} (?:is the )?(?:max\\b|maximum|at most)`
)

function patterns(...sources: string[]): RegExp[] {
  return sources.map((source) => new RegExp(source, 'i'))
}

function find(text: string, all: readonly RegExp[]): number | undefined {
  for (const pattern of all) {
    const found = pattern.exec(text)?.[1]
    if (found !== undefined) return Number(found.replaceAll(',', ''))
  }
  return undefined
}

/** The size that a text says is taken when none is asked for: "defaults to 20". */
export function defaultIn(text: string): number | undefined {
  return find(text.slice(0, longest), defaultPatterns)
}

/** The largest size that a text allows: "Maximum 100", "between 1 and 100". */
export function mostIn(text: string): number | undefined {
  return find(text.slice(0, longest), mostPatterns)
}

/** The number that a text says counting starts with. */
export function firstIn(text: string): 0 | 1 | undefined {
  const said =
    /\b(zero|one|0|1)[- ](?:based|index)|(?:start(?:s|ing)?|begin(?:s|ning)?)(?: at| from| with)? ?`?([01])\b|first page (?:is|has)(?: number)? ?`?([01])\b/i.exec(
      text.slice(0, longest)
    )
  const word = said?.[1] ?? said?.[2] ?? said?.[3]
  return word === undefined ? undefined : word === '0' || word.toLowerCase() === 'zero' ? 0 : 1
}

/** Which end of a list a text says comes first, and the words that say it. */
export function orderIn(
  text: string
): { readonly order: 'oldest' | 'newest'; readonly words: string } | undefined {
  const part = text.slice(0, longest)
  if (!orderWords.test(part)) return undefined
  const newest = newestPattern.exec(part)
  if (newest) return { order: 'newest', words: newest[0].replaceAll(/\s+/g, ' ') }
  const oldest = oldestPattern.exec(part)
  return oldest ? { order: 'oldest', words: oldest[0].replaceAll(/\s+/g, ' ') } : undefined
}

// More than this is an essay, and no place for numbers.
const longest = 2000
// A quick look before the slow ones.
const orderWords = /newest|latest|recent|chronological|descending|ascending|oldest|earliest/i
const newestPattern =
  /(?:most|more) recent(?:ly)?(?: [a-z]+){0,4} (?:first|appearing first|at the top)|(?:newest|latest|most recent)(?: [a-z]+){0,3} first|reverse[- ]?chronological|(?:sorted|ordered|returned|listed)(?: [a-z]+){0,4} (?:in )?descending(?: order)?(?: (?:by|of|based on))?(?: the| their)?(?: [a-z]+)?(?: creat| date| time)|descending(?: order)? (?:by|of) (?:the )?(?:creat|date|time)|creat[a-z_]+(?: [a-z]+){0,3},? (?:in )?descending|from newest to oldest|newest to oldest/i
const oldestPattern =
  /(?:oldest|earliest|least recent)(?: [a-z]+){0,3} first|(?:in|by) chronological order|ascending(?: order)? (?:by|of) (?:the )?(?:creat|date|time)|creat[a-z_]+(?: [a-z]+){0,3},? (?:in )?ascending|oldest to newest/i
