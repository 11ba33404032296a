// An overlay as it was written -> its actions, and what is wrong with it (Overlay Specification 1.0.0, section 4.4).

import { isObject, joinPointer } from '../json-pointer.js'
import { MAX_ISSUES, quote, type LoadIssue } from '../load-issue.js'

/** What one action does. */
export interface OverlayAction {
  /** Where it stands in the overlay: `/actions/0`. */
  readonly pointer: string
  /** JSONPath. */
  readonly target: string
  /** What to merge into what `target` selects; not there when that is to be removed. */
  readonly update?: { readonly value: unknown }
}

/** The actions that can be tried, none when the overlay is refused. Pointers of the issues lead into the overlay. */
export interface OverlayReading {
  readonly actions: readonly OverlayAction[]
  readonly issues: readonly LoadIssue[]
}

/** Reads an overlay. Never throws, whatever is given. */
export function readOverlay(overlay: unknown): OverlayReading {
  const issues: LoadIssue[] = []
  const report = (issue: LoadIssue): void => {
    if (issues.length < MAX_ISSUES) issues.push(issue)
  }
  const refused = (issue: LoadIssue): OverlayReading => ({ actions: [], issues: [issue] })

  if (!isObject(overlay)) {
    const message = 'An overlay is an object with overlay, info and actions.'
    return refused({ code: 'overlay-invalid', severity: 'error', pointer: '', message })
  }
  const version = Object.hasOwn(overlay, 'overlay') ? overlay['overlay'] : undefined
  if (typeof version !== 'string' || !/^1\.0\.\d+$/.test(version)) {
    const pointer = version === undefined ? '' : '/overlay'
    const given = typeof version === 'string' ? `Overlay ${quote(version)}` : 'An overlay without a version'
    const message = `${given} is not supported: only 1.0 is.`
    const hint = 'Write overlay: 1.0.0; of later versions leave out what 1.0 does not have'
    return refused({ code: 'overlay-version-unsupported', severity: 'error', pointer, message, hint })
  }
  const actions = Object.hasOwn(overlay, 'actions') ? overlay['actions'] : undefined
  if (!Array.isArray(actions) || actions.length === 0) {
    const pointer = actions === undefined ? '' : '/actions'
    const message = 'An overlay has a list of actions, at least one.'
    const hint = 'Add an action: a target, and an update or remove: true'
    return refused({ code: 'overlay-invalid', severity: 'error', pointer, message, hint })
  }
  reportInfo(overlay, report)
  const read = actions.map((action: unknown, index) => readAction(action, `/actions/${index}`, report))
  return { actions: read.filter((action) => action !== undefined), issues }
}

function reportInfo(overlay: Record<string, unknown>, report: (issue: LoadIssue) => void): void {
  const info = Object.hasOwn(overlay, 'info') ? overlay['info'] : undefined
  const missing = ['title', 'version'].filter(
    (name) => !isObject(info) || !Object.hasOwn(info, name) || typeof info[name] !== 'string'
  )
  if (missing.length === 0) return
  report({
    code: 'overlay-info-incomplete',
    severity: 'warning',
    pointer: info === undefined ? '' : '/info',
    message: `\`info\` must have ${missing.map((name) => `a ${name}`).join(' and ')}, as text.`,
    hint: 'Quote a version that looks like a number'
  })
}

function readAction(
  action: unknown,
  pointer: string,
  report: (issue: LoadIssue) => void
): OverlayAction | undefined {
  const refuse = (member: string | undefined, message: string, hint?: string): undefined => {
    const place = member === undefined ? pointer : joinPointer(pointer, [member])
    report({
      code: 'overlay-action-invalid',
      severity: 'error',
      pointer: place,
      message,
      ...(hint !== undefined && { hint })
    })
  }
  if (!isObject(action)) return refuse(undefined, 'An action is an object.')
  const target = Object.hasOwn(action, 'target') ? action['target'] : undefined
  if (target === undefined)
    return refuse(undefined, 'An action needs a target.', "Add a JSONPath such as $.paths['/pets'].get")
  if (typeof target !== 'string') return refuse('target', 'A target is a JSONPath, as text.')
  const remove = Object.hasOwn(action, 'remove') ? action['remove'] : false
  if (typeof remove !== 'boolean') return refuse('remove', '`remove` is true or false.')
  if (remove) return { pointer, target }
  if (!Object.hasOwn(action, 'update'))
    return refuse(undefined, 'An action needs an update, or remove: true.', 'Check the spelling')
  return { pointer, target, update: { value: action['update'] } }
}
