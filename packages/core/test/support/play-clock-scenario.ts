// Plays a scenario of the clock: a pure function from data to data, so that hosts can be compared by what it gives.
import { isSandboxError } from '../../src/errors.js'
import type { JsonObject } from '../../src/internal/json.js'
import { exportSnapshot, importSnapshot } from '../../src/state/snapshot-file.js'
import { emptyWorld, type World } from '../../src/state/world.js'
import { advance, drain, next, resume, runUntil, type Destination } from '../../src/time/advance.js'
import { restoreClock } from '../../src/time/clock-state.js'
import type { ClockDriver, Ran } from '../../src/time/fire.js'
import { readInstant } from '../../src/time/instant.js'
import type { Timer } from '../../src/time/timer.js'
import { cancel, schedule } from '../../src/time/timers.js'
import { waitingResult, type Advanced } from '../../src/time/travel.js'
import type { Act, ClockScenario, Expected, MoveStep, Planned, When } from './clock/scenario.js'

/** What a move of a scenario came to: the result, or why there was none; and what the handlers wrote down so far. */
export type Played = JsonObject

interface Payload extends JsonObject {
  readonly plan: JsonObject
}

/** How a scenario is played. */
export interface PlayOptions {
  /** Each step is taken by a host that has nothing but the text of a snapshot of the one before. @default false */
  readonly evicts?: boolean
}

/** Plays all steps, and tells what came of each move. */
export function playClockScenario(
  { start: text, retries = {}, steps }: ClockScenario,
  { evicts = false }: PlayOptions = {}
): readonly Played[] {
  const start = readInstant(text ?? '2026-01-01T00:00:00Z')
  const instantOf = (when: When) => (typeof when === 'number' ? start + when : when)
  let world = emptyWorld()
  const kept = new Map<string, { readonly world: World; readonly ticket: string | undefined }>()
  const played: Played[] = []

  function plan(into: World, planned: Planned): World {
    const { name, at, after, priority, every, anchor, catchUp } = planned
    const made = schedule(into, start, {
      ...(at === undefined ? { after } : { at: instantOf(at) }),
      priority,
      kind: name,
      payload: { plan: planned as unknown as JsonObject },
      ...(every !== undefined && {
        recur: { every, catchUp, ...(anchor !== undefined && { anchor: instantOf(anchor) }) }
      })
    })
    const names = made.world.collection<{ name: string; seq: number }>('$names')
    return made.world.withCollection('$names', names.insert({ name, seq: made.seq }).collection)
  }

  function cancelNamed(from: World, name: string): World {
    const made = [...from.collection<{ name: string; seq: number }>('$names')].findLast(
      ([, entry]) => entry.name === name
    )
    return cancel(from, made![1].seq)
  }

  function act(now: World, action: Act): World {
    if ('schedule' in action) return plan(now, action.schedule)
    if ('cancel' in action) return cancelNamed(now, action.cancel)
    if ('throws' in action) throw new Error(action.throws)
    if ('advance' in action) return advance(now, driver, { by: action.advance }).world
    return now
  }

  const driver: ClockDriver = {
    start,
    run(given, timer, answer): World | Ran {
      const planned = (timer.payload as Payload).plan as unknown as Planned
      const waits = planned.does?.find((action) => 'waitFor' in action)
      if (answer === 'throw') throw new Error('refused')
      if (waits && (answer === undefined || answer === 'again')) {
        const noted = answer === undefined ? note(given, `${waits.waitFor} started`) : given
        return { world: noted, waitFor: { id: 1, call: waits.waitFor, at: timer.dueAt } }
      }
      let after = (planned.does ?? []).reduce(act, given)
      if (planned.renewsAfter !== undefined)
        after = plan(after, { ...planned, at: undefined, after: planned.renewsAfter })
      const said = answer === undefined ? '' : ` ${String(answer)}`
      after = note(after, `${timer.kind}@${timer.dueAt - start}${said}`)
      return answer === undefined ? after : { world: after, outcome: String(answer) }
    },
    retry: ({ kind, failures = 0 }: Timer) => retries[kind]?.[failures]
  }

  function move(step: MoveStep): Advanced | undefined {
    const { id, limits } = step
    if ('advance' in step) {
      const { by, to } = step.advance
      const destination = { by, to: to === undefined ? undefined : instantOf(to) } as Destination
      return advance(world, driver, { ...destination, id, limits })
    }
    if ('next' in step) return next(world, driver, step.next, { id, limits })
    if ('drain' in step) return drain(world, driver, { id, limits })
    if ('resume' in step) {
      const ticket = step.of === undefined ? waitingResult(world, start)?.ticket : kept.get(step.of)?.ticket
      return resume(world, driver, ticket ?? 'none', step.resume, { limits })
    }
    const { fired, max } = step.runUntil
    const holds = (now: World) => journalOf(now).some((line) => line.startsWith(`${fired}@`))
    return runUntil(world, driver, holds, { id, limits, max })
  }

  for (const step of steps) {
    if (evicts) world = reload(world)
    if ('schedule' in step) world = plan(world, step.schedule)
    else if ('cancel' in step) world = cancelNamed(world, step.cancel)
    else if ('keep' in step) kept.set(step.keep, { world, ticket: waitingResult(world, start)?.ticket })
    else if ('restore' in step) world = restoreClock(world, kept.get(step.restore)!.world, start)
    else if ('reload' in step) world = reload(world)
    else {
      try {
        const moved = move(step)
        world = moved?.world ?? world
        const journal = journalOf(world)
        played.push(moved ? { result: moved.result as unknown as JsonObject, journal } : { dropped: true })
      } catch (error) {
        if (!isSandboxError(error)) throw error
        played.push({ error: error.code })
      }
    }
  }
  return played
}

/** What an expectation of a scenario demands of what was played, in the form of the latter. */
export function expectedOf(expected: Expected, { start: text }: ClockScenario): JsonObject {
  const start = readInstant(text ?? '2026-01-01T00:00:00Z')
  const at = (when: When | null) =>
    when === null ? null : typeof when === 'number' ? start + when : readInstant(when)
  const firing = ([kind, due, outcome]: NonNullable<Expected['fired']>[number]) => ({
    kind,
    dueAt: at(due),
    ...(outcome !== undefined && { outcome })
  })
  const { error, dropped, journal, now, fired, failures, pending, nextDueAt, hottest, effect, ...rest } =
    expected
  if (error !== undefined) return { error }
  if (dropped) return { dropped }
  return {
    ...(journal && { journal }),
    result: {
      ...rest,
      ...(now !== undefined && { now: at(now) }),
      ...(fired && { fired: fired.map(firing), firedCount: fired.length }),
      ...(failures && {
        failures: failures.map(([kind, message, retryAt]) => ({ kind, message, retryAt: at(retryAt) }))
      }),
      ...((pending !== undefined || nextDueAt !== undefined) && {
        pending: {
          ...(pending !== undefined && { count: pending }),
          ...(nextDueAt !== undefined && { nextDueAt: at(nextDueAt) })
        }
      }),
      ...(hottest && { hottest: hottest.map(([kind, count]) => ({ kind, count })) }),
      ...(effect !== undefined && { effect: { call: effect } })
    }
  }
}

function note(world: World, line: string): World {
  const journal = world.collection<{ line: string }>('$journal')
  return world.withCollection('$journal', journal.insert({ line }).collection)
}

function journalOf(world: World): string[] {
  return Array.from(world.collection<{ line: string }>('$journal'), ([, { line }]) => line)
}

function reload(world: World): World {
  return importSnapshot(exportSnapshot(world, { release: 'r', meta: {} }), 'r').world
}
