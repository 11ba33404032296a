// The words by which an envelope is told from an entity: what may stand beside the items of a list.
import { normaliseName } from '../../../internal/normalise-name.js'
import { idNames } from '../../../internal/identity-names.js'
import { memoise } from '../../../internal/memoise.js'

/** What the name of a member says about the object that has it. */
export type EnvelopeWord =
  /** It is there because the list has pages: `has_more`, `next`, `total_count`. */
  | 'paging'
  /** It stands in envelopes, and elsewhere too: `total`, `url`, `meta`, `success`. */
  | 'neutral'

const neutral = new Set(
  (
    'total count size length object type kind url uri href self link links meta metadata info success ok status statuscode statusreason statustext statusmessage statusdescription code ' +
    'message messages msg error errors warning warnings requestid traceid correlationid timestamp time took duration etag included ' +
    'includes jsonapi sort order orderby sortby query filter filters facets aggregations context schema embedded first last limit ' +
    'range version empty startat apiversion notifications debug truncated result results response'
  ).split(' ')
)

const things =
  '(?:items?|results?|records?|elements?|entries|entry|rows?|hits?|docs?|objects?|matches|pages?|resources?)'
const paging = new RegExp(
  `^(?:${[
    // How many there are: `total_count`, `num_pages`, `itemsTotal`, `resultsPerPage`, `numberOfElements`, `numFound`.
    `(?:total|num|number|count)(?:of|number)?(?:the)?(?:total|available|returned)?(?:${things}|count|found|size)`,
    `${things}(?:total|count|found|returned|limit|offset|index|number|perpage)|(?:page|chunk|total)size|max${things}|current${things}|perpage`,
    // Where the next page is: `next`, `nextPageToken`, `prev_cursor`, `next_stream_position`, `endCursor`, `continuationToken`.
    '(?:next|prev|previous|last|first|start|end|page|continuation|sync|list)(?:results?|records?|page|start|stream|sync)*(?:page|cursor|token|url|uri|link|href|id|key|offset|marker|index|iterator|position|number|start|path)',
    // Whether there is one: `has_more`, `isLast`, `incomplete_results`.
    '(?:has|is)(?:more|next|prev|previous|first|last|truncated)[a-z]{0,9}|incompleteresults|moreresults|done|more',
    'next|prev|previous|cursors?|iterator|previterator|offset|skip|limit|marker|scrollid|continuation|after|before',
    'pag(?:ing|ination|er|eable)[a-z]{0,9}|pageinfo|resultinfo|odata[a-z]{0,12}'
  ].join('|')})$`
)

/** What a member of this name says; `undefined` for names that entities have. */
export function envelopeWord(name: string): EnvelopeWord | undefined {
  const word = readWord(name)
  return word === 'foreign' ? undefined : word
}

// The same few hundred names stand in all entities of a description.
const readWord = memoise<EnvelopeWord | 'foreign'>(
  (name) => {
    const plain = normaliseName(name)
    if (neutral.has(plain)) return 'neutral'
    return plain.length < 40 && paging.test(plain) ? 'paging' : 'foreign'
  },
  20_000,
  99
)

const containers = new Set(
  'data items item results result records values value entries content contents rows list elements objects resources docs documents hits nodes edges collection members matches'.split(
    ' '
  )
)

/** Whether arrays of this name are what lists keep their items in, whatever they hold. */
export function isContainerName(name: string): boolean {
  return containers.has(normaliseName(name))
}

const wrappers = new Set(
  'data response result results body payload embedded content list collection page output hits'.split(' ')
)

/** Whether objects of this name are wrapped around what an answer is about. */
export function isWrapperName(name: string): boolean {
  return wrappers.has(normaliseName(name))
}

const sides = new Set(
  'error errors message messages warning warnings notifications included includes links sort order orderby sortby filter filters facets aggregations fields columns'.split(
    ' '
  )
)

/** Whether arrays of this name stand beside the items of lists. */
export function isSideName(name: string): boolean {
  return sides.has(normaliseName(name))
}

const identifying = new Set([...idNames, 'sha', 'key', 'slug'])

/** Whether a member of this name identifies the object that has it. */
export function isIdName(name: string): boolean {
  return identifying.has(normaliseName(name))
}
