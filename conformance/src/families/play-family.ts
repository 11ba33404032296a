// Plays one family over HTTP: create, read, list, update, read again, create another, delete, read what is gone.
import type { ComposedBody } from './compose-body.js'
import { canCompare, differing, missingEcho, type Difference } from './compare-things.js'
import type { Exchange } from './client.js'
import type { Family } from './family.js'
import { isSuccess, itemBindings, type Made, type Settled } from './made.js'
import { responseSchema, type PlainOperation } from './plain-operation.js'
import { recogniser } from './recognise.js'
import { steps, StepRecorder, type FamilyResult, type Step, type StepResult } from './record-steps.js'
import { isTombstone, thingsIn, type Candidate } from './thing.js'
import { walkList, type Walk } from './walk-list.js'
import { updateBody } from './update-body.js'
import { NotComposable, type World } from './world.js'

/** The note on a family whose reads show nothing that was sent or answered before. */
export const nothingToCompare = 'what is read has nothing in common with what was sent and answered'

/** Plays a family. Never rejects for what the server does. */
export async function playFamily(world: World, family: Family): Promise<FamilyResult> {
  const play = new Play(world, family)
  const skipped = await play.run()
  const results = steps.map(
    (step) => play.results.get(step) ?? ({ step, state: 'not declared' } satisfies StepResult)
  )
  return {
    family: family.name,
    kind: family.kind,
    passed: results.every(({ state }) => state !== 'failed'),
    results,
    notes: play.notes,
    ...(skipped === undefined ? {} : { skipped })
  }
}

class Play extends StepRecorder {
  /** Values that the server is expected to have, by plain name. */
  private sent = new Map<string, unknown>()

  constructor(
    private readonly world: World,
    private readonly family: Family
  ) {
    super()
  }

  async run(): Promise<string | undefined> {
    const { world, family } = this
    let made: Made
    try {
      made = await world.create(family)
    } catch (error) {
      if (error instanceof NotComposable) return error.message
      throw error
    }
    this.sent = new Map(made.body?.sent)
    if (!this.judge('create', made.exchange, this.echoOf(made.exchange, this.sent))) {
      if (!isSuccess(made.exchange)) return this.giveUp('nothing was created')
    }
    const thing = await this.read(made)
    if (thing === undefined) return this.giveUp('no key could be found in the answer to the create')
    await this.list(thing)
    await this.update(thing)
    await this.second(thing)
    await this.remove(thing)
    return undefined
  }

  /** All declared steps that were not reached fail. */
  private giveUp(reason: string): undefined {
    const { read, list, updates, remove } = this.family
    const declared: [Step, unknown][] = [
      ['read', read],
      ['list', list],
      ['update', updates[0]],
      ['reread', read === undefined ? undefined : updates[0]],
      ['second', true],
      ['delete', remove],
      ['gone', remove]
    ]
    for (const [step, operation] of declared) {
      if (operation !== undefined && !this.results.has(step))
        this.results.set(step, { step, state: 'failed', reason })
    }
  }

  private async read(made: Made): Promise<Settled | undefined> {
    const { read } = this.family
    const [first, second] = made.keys
    if (first === undefined) return undefined
    if (read === undefined) return { ...made, key: first }
    let fallback: Settled | undefined
    let failure: [Exchange, Difference] | undefined
    for (const [index, key] of [first, second].entries()) {
      if (key === undefined) continue
      const thing = { ...made, key }
      const exchange = await this.world.send(read, thing)
      const things = thingsIn(exchange.json, this.family.noun)
      const difference = differing(made.things, things, new Set()) ?? this.echoOf(exchange, this.sent)
      if (isSuccess(exchange)) fallback ??= thing
      if (isSuccess(exchange) && exchange.fault === undefined && difference === undefined) {
        if (index > 0)
          this.notes.push(`the second candidate was the key: ${describe(key)}, not ${describe(first)}`)
        this.judge('read', exchange, undefined)
        if (!canCompare(made.things, things, this.sent)) this.notes.push(nothingToCompare)
        return { ...thing, things: made.things.length > 0 ? made.things : things }
      }
      failure ??= [exchange, difference]
    }
    if (failure !== undefined) {
      const tried = [first, second].filter((key) => key !== undefined).map(describe)
      this.judge('read', failure[0], failure[1], `tried ${tried.join(', then ')}`)
    }
    return fallback ?? { ...made, key: first }
  }

  private async list(thing: Settled): Promise<void> {
    const { list, create } = this.family
    if (list === undefined) return
    const unmatched = this.world.requests.unmatched(list, thing)
    if (unmatched !== undefined) {
      this.notes.push(`${list.key} was not judged: ${unmatched}`)
      return
    }
    const bindings = this.listBindings(thing)
    const target = await this.world.requests.target(list, bindings, this.family, new Map(), thing.things)
    const walk = await this.walk(list, target, thing)
    const missing = walk.found
      ? undefined
      : `${describe(thing.key)} is not among the ${walk.elements} elements of ${walk.pages} page(s)`
    if (!this.judge('list', walk.exchange, missing)) return
    if (list.pathNames.length === 0 || !create.pathNames.some((name) => bindings.has(name))) return
    const others = await this.world.requests.bind(list, this.family, true)
    const elsewhere = await this.world.requests.target(list, others, this.family, new Map(), thing.things)
    if (elsewhere === target) return
    const other = await this.walk(list, elsewhere, thing)
    if (other.found)
      this.judge('list', other.exchange, `${describe(thing.key)} is also in the list of another parent`)
  }

  private async walk(list: PlainOperation, target: string, thing: Settled): Promise<Walk> {
    const isIt = recogniser(this.world.document, list, thing)
    return walkList(this.world.client, list, target, isIt, await this.world.requests.headers(list))
  }

  private listBindings(thing: Settled): Map<string, string> {
    const { list } = this.family
    return list === undefined
      ? new Map()
      : itemBindings({ operation: list, key: { in: 'query', names: [] } }, thing)
  }

  private async update(thing: Settled): Promise<void> {
    const { updates, read } = this.family
    for (const item of updates) {
      let body: ComposedBody | undefined
      try {
        body = await updateBody(this.world, item, thing, this.sent)
      } catch (error) {
        if (!(error instanceof NotComposable)) throw error
        this.notes.push(`${item.operation.key} was not played: ${error.message}`)
        continue
      }
      const exchange = await this.world.send(item, thing, body)
      if (!this.judge('update', exchange, undefined)) {
        if (read !== undefined) this.fail('reread', 'the update failed')
        continue
      }
      const changed = body?.sent ?? new Map<string, unknown>()
      const kept = [...this.sent].filter(([name]) => !changed.has(name))
      this.sent = new Map(item.operation.method === 'PUT' ? changed : [...kept, ...changed])
      if (read === undefined) continue
      const again = await this.world.send(read, thing)
      this.judge('reread', again, this.echoOf(again, this.sent))
    }
  }

  private async second(thing: Settled): Promise<void> {
    const another = await this.world.create(this.family)
    if (!isSuccess(another.exchange)) {
      if (thing.chosen) this.notes.push(`a second create was answered ${another.exchange.status}`)
      else this.judge('second', another.exchange, undefined)
      return
    }
    const source = thing.key.at(-1)?.source
    const key = another.keys.find((one) => one.at(-1)?.source === source) ?? another.keys[0]
    const same = thing.key.every((one, index) => one.value === key?.[index]?.value)
    if (same && thing.chosen) this.notes.push('the client chose the key')
    else
      this.judge(
        'second',
        another.exchange,
        same ? `the second create gave the same key, ${describe(thing.key)}` : undefined
      )
  }

  private async remove(thing: Settled): Promise<void> {
    const { remove, read, list, noun } = this.family
    if (remove === undefined) return
    let exchange: Exchange
    try {
      exchange = await this.world.send(remove, thing)
    } catch (error) {
      if (!(error instanceof NotComposable)) throw error
      this.notes.push(`${remove.operation.key} was not played: ${error.message}`)
      return
    }
    if (!this.judge('delete', exchange, undefined)) {
      this.fail('gone', 'the delete failed')
      return
    }
    if (read !== undefined) {
      const after = await this.world.send(read, thing)
      const gone = after.status === 404 || after.status === 410
      const declared = after.status >= 400 && after.status < 500 && after.fault === undefined
      const buried =
        isSuccess(after) && thingsIn(after.json, noun).some(isTombstone) && !thing.things.some(isTombstone)
      if (gone || declared || buried) this.pass('gone', after)
      else this.fail('gone', `it is still there: ${after.status}`, after)
    } else if (list !== undefined) {
      const target = await this.world.requests.target(
        list,
        this.listBindings(thing),
        this.family,
        new Map(),
        thing.things
      )
      const walk = await this.walk(list, target, thing)
      if (walk.found) this.fail('gone', 'it is still in the list', walk.exchange)
      else this.pass('gone', walk.exchange)
    }
  }

  private echoOf(exchange: Exchange, sent: ReadonlyMap<string, unknown>): Difference {
    const { document, schemas } = this.world
    const { noun } = this.family
    if (exchange.json === undefined) return undefined
    const schema = responseSchema(
      document,
      exchange.operation,
      exchange.status,
      exchange.headers['content-type']
    )
    return missingEcho({ document, schemas, schema, things: thingsIn(exchange.json, noun), noun }, sent)
  }
}

function describe(key: readonly Candidate[]): string {
  return key.map(({ source, value }) => `${source} ${value}`).join(' + ')
}
