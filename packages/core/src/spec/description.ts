// The door for descriptions: an unknown value becomes a document of a supported OpenAPI version, or an issue that says why not.
import { isObject } from '../internal/json.js'
import { checkShape } from './description-shape.js'
import type { Issue } from './issue.js'

/** An OpenAPI document that has passed the door. Its parts are read defensively: nothing about them is known yet. */
export interface Description {
  readonly document: Readonly<Record<string, unknown>>
  /** As written, such as `3.0.3`. */
  readonly openapi: string
  /** The family that decides how schemas are read. */
  readonly dialect: 'openapi-3.0' | 'openapi-3.1'
}

/** Accepts OpenAPI 3.0.x and 3.1.x objects of a reasonable size; refuses everything else with one issue that says what to do. */
export function openDescription(value: unknown): Description | Issue {
  if (!isObject(value)) {
    const got = Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`
    return refusal(
      '',
      'description-not-an-object',
      `An OpenAPI description must be an object; this is ${got}.`
    )
  }
  if (Object.hasOwn(value, 'swagger')) {
    return refusal(
      '/swagger',
      'openapi-version-unsupported',
      `This is a Swagger ${printVersion(value['swagger'])} description; Sandbed reads OpenAPI 3.0 and 3.1.`,
      'Convert it first, for example with the swagger2openapi package.'
    )
  }
  const openapi = value['openapi']
  if (typeof openapi !== 'string') {
    return refusal(
      '',
      'openapi-version-missing',
      'There is no `openapi` version string at the top of the description.',
      'Add `openapi: 3.1.0` (quoted in YAML) if this is an OpenAPI description.'
    )
  }
  const version = /^3\.([01])(\.\d+)?(-.*)?$/.exec(openapi)
  if (!version) {
    const next = openapi.startsWith('3.')
    return refusal(
      '/openapi',
      'openapi-version-unsupported',
      `OpenAPI ${printVersion(openapi)} is not supported; Sandbed reads 3.0 and 3.1.`,
      next
        ? 'If the description uses nothing that 3.2 added, set `openapi: 3.1.1`.'
        : 'Convert it to OpenAPI 3.1.'
    )
  }
  const tooMuch = checkShape(value)
  if (tooMuch) return tooMuch
  return { document: value, openapi, dialect: version[1] === '0' ? 'openapi-3.0' : 'openapi-3.1' }
}

function refusal(pointer: string, code: string, message: string, hint?: string): Issue {
  return { code, severity: 'error', pointer, message, ...(hint === undefined ? {} : { hint }) }
}

function printVersion(version: unknown): string {
  return String(typeof version === 'object' ? 'of unknown version' : version).slice(0, 40)
}
