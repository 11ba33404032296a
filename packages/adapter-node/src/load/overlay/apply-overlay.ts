// OpenAPI Overlay 1.0 (https://spec.openapis.org/overlay/v1.0.0.html): corrections to a description that live beside it, in a file of their own.
// Loading applies them to the parsed description before its references are followed.

import { isObject, joinPointer } from '../json-pointer.js'
import { MAX_ISSUES, quote, type LoadIssue } from '../load-issue.js'
import { defaultLimits, type LoadLimits } from '../load-options.js'
import { WalkBudgetError, type WalkBudget } from '../map-references.js'
import { measureValue } from '../measure-value.js'
import { OverlayDraft, type Origin } from './overlay-draft.js'
import { readOverlay, type OverlayAction } from './read-overlay.js'
import { selectNodes, type Location } from './select-nodes.js'

/** A description with an overlay applied. */
export interface Overlaid {
  /** Shares with the original, and with the overlay, what was not changed. */
  readonly description: unknown
  /** Pointers lead into the overlay. */
  readonly issues: readonly LoadIssue[]
  /** Where the part of `description` at a pointer was written. */
  trace(pointer: string): Origin
}

// Values read of the description for one overlay, in values that a description may have: some ten seconds at most.
const READINGS = 5

/**
 * Applies an overlay: its actions in order, each to what those before it left. Never throws, and changes neither argument. An action with a
 * fault is left out, an overlay that is none or leads beyond `limits` as a whole; each is an issue.
 *
 * - `update` is merged into the objects that `target` selects and appended to the arrays (an array item by item).
 * - `remove: true` takes out what `target` selects. Overlay 1.0 speaks of objects and arrays only; scalars are removed too, as since 1.1.
 * - A target that selects nothing is a warning, `overlay-stale`: the description has probably moved on.
 */
export function applyOverlay(
  description: unknown,
  overlay: unknown,
  limits: Pick<LoadLimits, 'depth' | 'nodes'> = defaultLimits
): Overlaid {
  const unchanged = (...issues: readonly LoadIssue[]): Overlaid => ({
    description,
    issues,
    trace: (pointer) => ({ in: 'description', pointer })
  })
  const unfit = measureValue(overlay, limits)
  if (unfit !== undefined) {
    const pointer = joinPointer('', unfit.path)
    const message = `${unfit.message}.`
    return unchanged(
      unfit.code === 'not-json'
        ? { code: 'overlay-invalid', severity: 'error', pointer, message }
        : tooLarge(pointer, message)
    )
  }
  const { actions, issues: found } = readOverlay(overlay)
  const issues = [...found]
  const report = (issue: LoadIssue): void => {
    if (issues.length < MAX_ISSUES) issues.push(issue)
  }
  const readings: WalkBudget = { left: READINGS * limits.nodes }
  const draft = new OverlayDraft(description, { left: limits.nodes })
  for (const action of actions) {
    try {
      applyAction(action, draft, readings, report)
    } catch (error) {
      if (!(error instanceof WalkBudgetError)) throw error
      const message = 'Up to here the overlay reads or writes more values than a description may have.'
      return unchanged(...issues, tooLarge(action.pointer, message))
    }
  }
  const excess = measureValue(draft.value, limits)
  if (excess !== undefined)
    return unchanged(...issues, tooLarge('', `The description would be too large: ${excess.message}.`))
  return { description: draft.value, issues, trace: (pointer) => draft.trace(pointer) }
}

function applyAction(
  { pointer, target, update }: OverlayAction,
  draft: OverlayDraft,
  readings: WalkBudget,
  report: (issue: LoadIssue) => void
): void {
  const targetPointer = joinPointer(pointer, ['target'])
  const selected = selectNodes(target, draft.value, readings)
  if ('fault' in selected) {
    const message = `The target ${quote(target)} is no JSONPath: ${quote(selected.fault)}.`
    const hint = "Names with other characters than letters and digits go in brackets: $.paths['/pets']"
    report({ code: 'overlay-action-invalid', severity: 'error', pointer: targetPointer, message, hint })
    return
  }
  const { locations } = selected
  if (locations.length === 0) {
    const message = `The target ${quote(target)} matches nothing any more.`
    const hint = 'Correct it for this version of the description, or remove the action'
    report({ code: 'overlay-stale', severity: 'warning', pointer: targetPointer, message, hint })
    return
  }
  if (update === undefined) {
    if (locations.some((location) => location.length === 0)) {
      const message = 'The whole description cannot be removed.'
      report({ code: 'overlay-action-invalid', severity: 'error', pointer: targetPointer, message })
    } else draft.remove(locations)
    return
  }
  const from = joinPointer(pointer, ['update'])
  const misfits: Location[] = []
  for (const location of locations) if (!updateAt(location, update.value, from, draft)) misfits.push(location)
  if (misfits[0] === undefined) return
  const { message, hint } = explainMisfit(misfits[0], misfits.length, draft)
  report({ code: 'overlay-update-mismatch', severity: 'error', pointer: targetPointer, message, hint })
}

/** False when the update does not fit what is there. */
function updateAt(location: Location, update: unknown, from: string, draft: OverlayDraft): boolean {
  const node = draft.reach(location)
  if (Array.isArray(node)) {
    if (Array.isArray(update)) draft.append(node, update, from)
    else draft.push(node, update, from)
    return true
  }
  if (node === undefined || !isObject(update)) return false
  draft.merge(node, update, from)
  return true
}

function explainMisfit(
  location: Location,
  count: number,
  draft: OverlayDraft
): { message: string; hint: string } {
  const place = `${quote(joinPointer('', location.map(String)))}${count > 1 ? ` and ${count - 1} more` : ''}`
  return isObject(draft.reach(location))
    ? {
        message: `The target selects an object, ${place}, which only an object can be merged into.`,
        hint: 'Write the members to change below update'
      }
    : {
        message: `The target selects ${place}, which is neither an object nor an array.`,
        hint: 'Select the object that holds it, and name the member below update'
      }
}

function tooLarge(pointer: string, message: string): LoadIssue {
  const hint = 'Select less, or split the overlay'
  return { code: 'overlay-too-large', severity: 'error', pointer, message, hint }
}
