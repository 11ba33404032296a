// What `sdb check` reports: the findings of the loader, the compiler and the OpenAPI schema, each fault once and with its place.
import { check, type Issue } from '@sandbed/core'
import { placeIssues, type LoadedDescription } from '@sandbed/node'
import { checkStructure } from './structure/check-structure.js'
import { formatPointer, parsePointer } from './json-pointer.js'
import { nearestReference } from './nearest-reference.js'

/** All issues of a description, by file and line. */
export async function judge(loaded: LoadedDescription): Promise<Issue[]> {
  const { document } = loaded
  const own = withoutBrokenFiles(check(document), loaded.issues)
  const refused = own.some(({ code }) => /^(?:description|openapi-version)-/.test(code))
  const structure = refused ? [] : await checkStructure(document)
  const issues = [
    ...loaded.issues,
    ...own.map((issue) => withNearestReference(issue, document)),
    ...structure.filter((issue) => !own.some((other) => covers(other, issue)))
  ]
  return oncePerPlace(placeIssues(oncePerPath(issues), loaded)).toSorted(byPlace)
}

/** A reference to a file that cannot be used is the loader's to report; the compiler only sees that it leads nowhere. */
function withoutBrokenFiles(own: readonly Issue[], loading: readonly Issue[]): Issue[] {
  const reported = new Set(loading.map(({ pointer }) => pointer))
  return own.filter(({ code, pointer }) => !(isLostReference(code) && reported.has(pointer)))
}

function isLostReference(code: string): boolean {
  return code === 'ref-not-found' || code === 'schema-ref-not-found'
}

function withNearestReference(issue: Issue, document: unknown): Issue {
  const nearest = isLostReference(issue.code) ? nearestReference(document, issue.pointer) : undefined
  return nearest === undefined ? issue : { ...issue, hint: `Did you mean ${nearest}?` }
}

// About what the parts of an object mean together, so that a fault of its form beside them is another.
const aboutMeaning = new Set([
  'path-parameter-undeclared',
  'path-parameter-unused',
  'operation-id-duplicate',
  'path-duplicate',
  'example-invalid',
  'schema-unsatisfiable'
])

/** Two checkers often find the same fault: ours, which says what becomes of it, goes first, also when it names the member of an object. */
function covers(own: Issue, { pointer }: Issue): boolean {
  if (aboutMeaning.has(own.code)) return false
  if (own.pointer === pointer) return true
  const tokens = parsePointer(pointer)
  const member = tokens.pop()
  return member !== undefined && formatPointer(tokens) === own.pointer && own.message.includes(member)
}

/** A parameter that a path does not declare is missing in all of its operations: one issue, which names the others. */
function oncePerPath(issues: readonly Issue[]): Issue[] {
  const kept = new Map<string, { issue: Issue; also: string[] }>()
  issues.forEach((issue, index) => {
    const [, path, method = ''] = parsePointer(issue.pointer)
    const key = issue.code === 'path-parameter-undeclared' ? `${path} ${issue.message}` : String(index)
    const first = kept.get(key)
    if (first === undefined) kept.set(key, { issue, also: [] })
    else first.also.push(method.toUpperCase())
  })
  return [...kept.values()].map(({ issue, also }) =>
    also.length === 0 ? issue : { ...issue, message: `${issue.message} The same in ${also.join(', ')}.` }
  )
}

/** What several references or YAML aliases share is written once, and so is its fault. */
function oncePerPlace(issues: readonly Issue[]): Issue[] {
  const key = ({ code, file, line, column, message, pointer }: Issue): string =>
    line === undefined ? `${code} ${pointer} ${message}` : `${code} ${file}:${line}:${column} ${message}`
  return [...new Map(issues.toReversed().map((issue) => [key(issue), issue])).values()].toReversed()
}

function byPlace(a: Issue, b: Issue): number {
  return (a.file ?? '') < (b.file ?? '')
    ? -1
    : (a.file ?? '') > (b.file ?? '')
      ? 1
      : (a.line ?? 0) - (b.line ?? 0)
}
