// What a verb leaves behind: `cancel` makes things `canceled`, `pay` makes them `paid`, `deactivate` makes them `inactive`.
import { memoise } from '../../../internal/memoise.js'

const participles = table(
  'pay paid,send sent,hold held|on_hold,win won,lose lost,withdraw withdrawn,freeze frozen,begin begun,take taken,give given,write written,' +
    'sell sold,build built,hide hidden,choose chosen,draw drawn,leave left,undo undone,redo redone,do done,make made,buy bought,find found,' +
    'keep kept,spend spent,lend lent,bind bound,break broken,steal stolen,resend sent,repay paid,unfreeze unfrozen,withhold withheld,forget forgotten,' +
    'run running|ran,set set,reset reset,put put,cut cut,read read,shut shut,split split,submit submitted'
)

/** Verb -> the states it may as well lead to, the likeliest first, without separators. */
const others = table(
  'abort canceled|cancelled|stopped|failed,accept active|approved|open,acknowledge acked,activate active|enabled|running|live,admit active,' +
    'approve accepted|active|confirmed,archive inactive,authorize approved|active,authorise approved|active,' +
    'cancel voided|void|aborted|terminated|canceling|cancelling|inactive,capture succeeded|paid|completed|complete|settled|charged,' +
    'close resolved|done|complete|completed|ended|lost,complete done|finished|succeeded|fulfilled|closed,confirm succeeded|processing|active|accepted,' +
    'commit done|active,connect online|active,deactivate inactive|disabled|suspended|off,decline rejected|denied|refused|closed,' +
    'delete removed|trashed|destroyed|archived,deliver complete|completed|done,deny rejected|declined|refused,deploy live|active|running,' +
    'disable inactive|deactivated|off,disconnect offline|inactive,dismiss closed|ignored,enable active|activated|on,end complete|completed|finished|done|closed,' +
    'execute running|processing|inprogress|completed,expire canceled|inactive,fail failure|error|errored,' +
    'finalize final|open|complete|completed|closed|issued,finalise final|open|complete|completed|closed|issued,finish complete|completed|done|succeeded|ended,' +
    'fulfill complete|completed|shipped,halt stopped,ignore dismissed,install active,invite pending,issue open|active,kill terminated|stopped|canceled|dead,' +
    'launch running|active|live,lock frozen,merge closed,mute silenced,open active,pause onhold|suspended|inactive,pay succeeded|settled|complete|completed|captured,' +
    'post complete|completed|succeeded,process inprogress|running|completed,publish live|public|active|released|online,queue pending|queued,' +
    'recover available|active|running,redeem used,refund reversed|returned|voided,refuse rejected|declined|denied,reject declined|denied|refused|closed|failed,' +
    'release available|live|published|complete|completed,remove deleted|gone,resolve closed|done|fixed|solved|complete|completed,restart running|active|starting|queued|pending,' +
    'restore active|available|open|live,resume active|running|inprogress|started|enabled|open,retry queued|pending|running|inprogress|processing,' +
    'return complete|refunded,revert draft|rolledback,revoke canceled|cancelled|inactive|expired|disabled,' +
    'rollback rolledback|reverted,run inprogress|active|processing,schedule planned,send delivered|outfordelivery|processing|inprogress,' +
    'ship intransit|ontheway|sent|fulfilled|dispatched,solve resolved|closed|fixed,start inprogress|running|active|processing|online|available,' +
    'stop off|shutdown|inactive|halted|terminated|offline|paused|canceled,submit inreview|underreview|pending|pendingreview|review|sent,' +
    'subscribe active,suspend inactive|disabled|paused|onhold|blocked,terminate ended|stopped|canceled|cancelled|closed|deleted,' +
    'trash deleted,verify active|valid|approved|confirmed,void voided|canceled|cancelled,withdraw canceled|cancelled,poweron active|running|on,' +
    'poweroff off|stopped|inactive,shutdown off|stopped|shutdown,boot running|active,rerun queued|inprogress|running|pending,reboot running|active,' +
    'unpublish draft|inactive|hidden,uninstall inactive|removed,unverify pending,show visible|public,hide invisible|private,block banned,unsubscribe inactive|canceled,signoff approved'
)

/** Verb -> the verb that takes back what it does. */
const opposites = table(
  'activate deactivate,enable disable,resume pause|suspend,restore delete|archive|trash|remove,recover delete|trash,undelete delete|trash,reopen close|resolve|lock,' +
    'open close,show hide,start stop,connect disconnect,attach detach,approve reject,accept decline,deny allow,lock unlock,verify unverify,shut open,install uninstall'
)

function table(text: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    text.split(',').map((entry) => {
      const [verb, forms] = entry.split(' ')
      return [verb!, forms!.split('|').map((form) => form.replaceAll('_', ''))]
    })
  )
}
const reverse = new Map<string, string[]>()
for (const [verb, list] of opposites)
  for (const other of list) reverse.set(other, [...(reverse.get(other) ?? []), verb])

/** The forms a state takes that is named after the verb itself, lower case, without separators; the first is the participle. */
export const ownForms: (verb: string) => readonly string[] = memoise(
  (verb) => {
    const irregular = participles.get(verb)
    if (irregular) return [...irregular, verb]
    const forms = [verb]
    if (verb.endsWith('e')) forms.unshift(`${verb}d`)
    else if (/[^aeiou]y$/.test(verb)) forms.unshift(`${verb.slice(0, -1)}ied`)
    else {
      forms.unshift(`${verb}ed`)
      // One consonant after one vowel is doubled, in one English or the other: `canceled`, `cancelled`, `stopped`.
      if (/[^aeiou][aeiou][bdgklmnprst]$/.test(verb)) forms.unshift(`${verb}${verb.at(-1)!}ed`)
    }
    return forms
  },
  5000,
  40
)

/** States of other names that the verb may lead to, the likeliest first; a `re-` or `un-` before a known verb is understood. */
export function otherForms(verb: string): readonly string[] {
  const known = others.get(verb)
  if (known) return known
  const again = /^re-?(.{3,})$/.exec(verb)?.[1]
  if (again !== undefined && others.has(again)) return [...ownForms(again), ...others.get(again)!]
  const base = undoing(verb)
  return base !== undefined && others.has(base) ? afterUndoing : []
}
const afterUndoing = ['active', 'enabled', 'open', 'available']

/** Flags that are named for what the verb makes of a thing: `active` and `enabled` for `activate`. */
export function flagForms(verb: string): readonly string[] {
  return (others.get(verb) ?? []).filter((form) => flagWords.has(form))
}
const flagWords = new Set(
  'active inactive enabled disabled live public private visible online offline running on open'.split(' ')
)

/** What a verb with a prefix takes back: `unlock` -> `lock`. */
function undoing(verb: string): string | undefined {
  const base = /^(?:un|de|dis)(.{3,})$/.exec(verb)?.[1]
  return base !== undefined &&
    !/^(?:lete|liver|cline|fer|tach|tect|bit|miss|able|pute|ploy|fine|scribe|i)/.test(base)
    ? base
    : undefined
}

/** The verbs whose work the verb takes back: `lock` for `unlock`, `disable` for `enable` and the other way round. */
export function oppositesOf(verb: string): readonly string[] {
  return [...undoneBy(verb), ...(reverse.get(verb) ?? [])]
}

/** The verbs that the verb is there to undo: `pause` for `resume`, `lock` for `unlock`; none for `pause`. */
export function undoneBy(verb: string): readonly string[] {
  const base = undoing(verb)
  return [...(opposites.get(verb) ?? []), ...(base === undefined ? [] : [base])]
}

/** The verbs that a word may be a form of: `captured` is `capture`, `stopped` is `stop`. */
export const verbsOf: (word: string) => readonly string[] = memoise<readonly string[]>(
  (word) => {
    const stems = [word]
    if (word.endsWith('ied')) stems.push(`${word.slice(0, -3)}y`)
    else if (word.endsWith('ed')) stems.push(word.slice(0, -1), word.slice(0, -2), word.slice(0, -3))
    else stems.push(...(irregular.get(word) ?? []))
    return stems.filter((stem) => stem.length > 1 && (stem === word || ownForms(stem).includes(word)))
  },
  5000,
  40
)

const irregular = new Map(
  'paid pay,sent send,held hold,won win,lost lose,frozen freeze,taken take,hidden hide,built build,sold sell,withdrawn withdraw,undone undo,unfrozen unfreeze'
    .split(',')
    .map((pair) => pair.split(' '))
    .map(([form, verb]) => [form!, [verb!]] as const)
)
