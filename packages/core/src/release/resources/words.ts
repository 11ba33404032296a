// English as far as inference needs it: words of a name, one and many of a noun, and whether the end of a path is something to do rather
// than something to have. Tables of words, then the rules for all others.
import { memoise } from '../../internal/memoise.js'
import { fieldName } from '../../schema/generate/realistic/field-name.js'

/** The words of a name in lower case, whatever its style: `markAsRead`, `mark-as-read` and `MarkAsRead` are `['mark', 'as', 'read']`; ASCII only. */
export const wordsOf: (name: string) => readonly string[] = memoise(
  (name) => fieldName(name).split('_').filter(Boolean),
  20_000,
  99
)

/** Singular -> plural where rules do not tell; `*` stands for the singular. */
const irregular = new Map(
  (
    'person people,child children,man men,woman women,mouse mice,foot feet,tooth teeth,goose geese,leaf leaves,life lives,shelf shelves,' +
    'half halves,knife knives,wolf wolves,calf calves,index indices,matrix matrices,vertex vertices,appendix appendices,vortex vortices,' +
    'criterion criteria,phenomenon phenomena,datum datums,status *es,alias *es,bias *es,gas *es,canvas *es,atlas *es,lens *es,bus *es,' +
    'bonus *es,campus *es,virus *es,corpus *es,census *es,nexus *es,focus *es,genus *es,radius *es,locus *es,surplus *es,' +
    'prospectus *es,chorus *es,consensus *es,apparatus *es,iris *es,analysis analyses,crisis crises,thesis theses,' +
    'hypothesis hypotheses,diagnosis diagnoses,synopsis synopses,axis axes,quiz quizzes,cache *s,niche *s,ache *s,avalanche *s,' +
    'movie *s,cookie *s,tie *s,pie *s,lie *s,zombie *s,selfie *s,calorie *s,hoodie *s,genie *s,smoothie *s,prairie *s,rookie *s,birdie *s,' +
    'base *s,hero *es,echo *es,veto *es,potato *es,tomato *es,cargo *es,embargo *es,api *s,uri *s,wiki *s,emoji *s,kpi *s,taxi *s,poi *s,' +
    'alibi *s,menu *s,sku *s,cpu *s,gpu *s,guru *s,emu *s,id *s,axe *s,ox oxen'
  )
    .split(',')
    .map((pair) => pair.split(' ') as [string, string])
    .map(([one, many]) => [one, many.replace('*', one)] as const)
)
const singulars = new Map([...irregular].map(([one, many]) => [many, one]))
// Long enough to be known at the end of a word: `salespeople`.
const longPlurals = [...singulars.keys()].filter((word) => word.length > 5)
const longSingulars = [...irregular.keys()].filter((word) => word.length > 5)

/** One and many are the same word. */
const alwaysPlural = new Set('data media series species news means headquarters staff metadata'.split(' '))
/** They end like plurals and are none. */
const neverPlural = new Set(
  (
    'analytics physics statistics logistics graphics basics electronics mathematics economics ethics dynamics kubernetes sms mms dns tls gps aws ' +
    'https ios os cors sas rss css ics pos ddos dos cms crm ens iss bps fps ops sms this has was is us as plus yes always perhaps thus chaos ' +
    'across progress address access business process christmas texas paris jenkins redis postgres aegis ssas acls'
  ).split(' ')
)

/** The last word of a name, in at most 60 characters, with what stands before it. */
function split(name: string): readonly [string, string] {
  const tail = name.slice(-60)
  const found = /(?:[A-Z]+s|[A-Z]?[a-z]+|[A-Z]+)$/.exec(tail)?.[0] ?? ''
  return [name.slice(0, name.length - found.length), found]
}

/** Gives the new word the case of the old: `People` -> `Person`. */
function like(old: string, word: string): string {
  if (/^[A-Z]+$/.test(old) && old.length > 1) return word.toUpperCase()
  return /^[A-Z]/.test(old) ? old.slice(0, 1) + word.slice(1) : word
}

function one(word: string): string {
  if (alwaysPlural.has(word) || neverPlural.has(word) || irregular.has(word)) return word
  const known = singulars.get(word)
  if (known !== undefined) return known
  const ending = longPlurals.find((many) => word.endsWith(many))
  if (ending !== undefined) return word.slice(0, -ending.length) + singulars.get(ending)!
  if (!word.endsWith('s') || word.length < 3 || /(ss|us|is)$/.test(word)) return word
  if (word.endsWith('ies')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1)
  return /(ss|x|ch|sh|zz)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1)
}

function many(word: string): string {
  if (alwaysPlural.has(word) || one(word) !== word) return word
  const known = irregular.get(word)
  if (known !== undefined) return known
  const ending = longSingulars.find((end) => word.endsWith(end))
  if (ending !== undefined) return word.slice(0, -ending.length) + irregular.get(ending)!
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
  if (word.endsWith('sis')) return `${word.slice(0, -2)}es`
  return /(s|x|ch|sh|z)$/.test(word) ? `${word}es` : `${word}s`
}

/** One of what a name counts, its other words and its style kept: `orderLines` -> `orderLine`, `people` -> `person`; singulars stay. */
export const singularOf: (name: string) => string = memoise(
  (name) => {
    const [before, last] = split(name)
    const word = one(last.toLowerCase())
    return word === last.toLowerCase() ? name : before + like(last.replace(/s$/, ''), word)
  },
  20_000,
  99
)

/** Many of what a name says: `address` -> `addresses`, `orderLine` -> `orderLines`; plurals stay. */
export const pluralOf: (name: string) => string = memoise(
  (name) => {
    const [before, last] = split(name)
    if (last === '' || many(last.toLowerCase()) === last.toLowerCase()) return name
    // An abbreviation takes a small s: `APIs`.
    return before + (/^[A-Z]{2,}$/.test(last) ? `${last}s` : like(last, many(last.toLowerCase())))
  },
  20_000,
  99
)

/** Whether a name is that of many: `orders`, `people`, `data`, `order-lines`. */
export function isPlural(name: string): boolean {
  return alwaysPlural.has(split(name)[1].toLowerCase()) || singularOf(name) !== name
}

const weights = new Map<string, number>()
function weigh(weight: number, words: string): void {
  for (const word of words.split(' ')) weights.set(word, weight)
}
// Hardly ever a noun at the end of a path.
weigh(
  0.95,
  'accept acknowledge succeed unstack expunge activate add advance allow apply approve assign associate attach authenticate authorize authorise ban begin bind build bump ' +
    'calculate cancel clear close collect complete compute confirm connect convert create deactivate decline decrypt deliver delete deny ' +
    'deprecate deprovision describe destroy detach disable disconnect dismiss dispatch enable encrypt enqueue enroll erase evaluate execute expire ' +
    'extend fail finalize finalise find finish generate get grant ignore increment decrement initialize initiate insert install instantiate invalidate ' +
    'invoke join kick launch leave list make mark merge migrate modify move mute notify open parse pay ' +
    'populate postpone preview prepare promote demote propose provision publish purge reactivate read rebuild recalculate recover redeem redeliver ' +
    'refresh regenerate register reject release reload remind remove rename renew reopen reorder replace reply replay rerequest rerun ' +
    'resend reset resize resolve respond restore resubmit resume retrieve retry revert revoke rollback rotate ' +
    'save select send set settle simulate skip snooze solve start stop submit subscribe suspend swap sync synchronize terminate ' +
    'touch transition translate trash unarchive unassign unban unblock undelete undo unfollow uninstall unlink unlock unmute unpause unpublish ' +
    'unregister unshare unstar unsubscribe unsuspend update upgrade downgrade upsert validate verify void wipe withdraw recreate reassign ' +
    'reconcile requeue reprocess repair relaunch reauthorize reverse refuse discard opt acquire relinquish escalate ' +
    'override obtain inspect introspect impersonate patch edit dequeue unsnooze unpin unfreeze unhide hide show lookup browse'
)
// Mostly a verb there.
weigh(
  0.8,
  'abort adjust login logout restart upload zip ask redact recycle extract reveal analyze analyse archive attest capture cast check checkin checkout clone commit compare copy crawl debit defer deploy detect drain ' +
    'drop duplicate empty end enter exit export fetch flush fork freeze import ingest init invite kill load lock ' +
    'manage observe onboard pause perform ping poll post present print process prune pull push query reboot receive reclaim ' +
    'recommend reconnect refund reindex rerank resubscribe ' +
    'rewind run scale scan seal search share shutdown sign signin signout signup split star substitute suggest switch toggle transfer ' +
    'transmit trigger tune unlike unwatch use vacuum yank predict classify rank moderate summarize'
)
// As well a noun: the caller's other evidence decides.
weigh(
  0.5,
  'audit change backup block boost bookmark call charge claim cover credit deposit discover dispute draft estimate favorite favourite favor flag ' +
    'follow forward fund hold host like match offer pin poke power purchase quote rate react reserve return review ship snapshot sort ' +
    'stream supply test trade train unstage visit vote watch answer'
)
// Verbs, but nouns at the end of a path.
weigh(
  0.15,
  'account address balance batch bill book campaign cause comment contact content contract cost count document email event exchange file ' +
    'filter form group image index interest invoice issue item job key label license limit link log mail map message model name note number object ' +
    'order pattern phone place plan point position price profile project question reason record region report request resource result role route ' +
    'rule schedule score secret service session settings stage state status store structure subject support tag target task team template term ticket ' +
    'token track type user value version view volume work access alert mode'
)

/** Words before a verb that say how it is done. */
const manners = new Set(
  'batch bulk mass multi force auto async quick soft hard re un self safe remote admin partial partially permanently'.split(
    ' '
  )
)
/** Words after a verb that make it one: `check-in`, `mark_as_read`. */
const particles = new Set(
  'in out up off on to as from with by for back down over into until again'.split(' ')
)
/** What follows a verb that is used as a noun: `export-job`, `review_request`. */
const kept = new Set(
  'job event link session count request token key rate date url id log result record report line item'.split(
    ' '
  )
)

/**
 * How likely the last segment of a path is something to do (`capture`, `rotate-secret`, `batchUpdate`) rather than something to have
 * (`settings`, `comments`): 0 to 1, about 0.5 for words that are both (`review`).
 */
export const verbness: (name: string) => number = memoise((name) => phrase(wordsOf(name)), 20_000, 99)

/** Whether the last segment of a path is rather a verb phrase than a noun. */
export function isActionWord(name: string): boolean {
  return verbness(name) >= 0.7
}

function phrase(words: readonly string[]): number {
  const [first, second, ...rest] = words
  if (first === undefined) return 0
  if (second === undefined) return verb(first)
  if (manners.has(first) && verb(second) >= 0.5) return Math.max(0.85, phrase([second, ...rest]))
  const start = verb(first)
  if (start > 0.2 && particles.has(second)) return 0.95
  // `rotate-secret` is something to do, `search_results` and `order_lines` are things.
  if (start >= 0.9) return 0.95
  const last = rest.at(-1) ?? second
  if (start >= 0.5) return one(last) !== last || kept.has(last) ? 0.3 : start - 0.05
  return verb(last) >= 0.9 && last !== 'list' ? 0.6 : 0.05
}

function verb(word: string): number {
  const known = weights.get(word)
  if (known !== undefined) return known
  if (one(word) !== word || alwaysPlural.has(word)) return 0.02
  const base = /^(?:re|un|de|dis)(?=.{3})/.exec(word)?.[0]
  if (base !== undefined && (weights.get(word.slice(base.length)) ?? 0) >= 0.5) return 0.9
  if (/(?:tion|sion|ment|ness|ity|ing|er|or|ance|ence|ship|ure|logy|ism|ed)$/.test(word)) return 0.03
  return /(?:ify|i[sz]e|yze)$/.test(word) && word.length > 5 ? 0.8 : 0.1
}
