// What to do about a refusal, as command lines: a hint each, for whoever runs the sandbox.
import type { TraceRecord } from '@sandbed/core'

/** Sentences with what to try; empty where nothing was refused, or nothing is known to help. */
export function remediesFor(record: TraceRecord): readonly string[] {
  const last = record.steps.at(-1)
  if (last?.result !== 'refused') return []
  return remedies[last.step]?.(record) ?? []
}

const remedies: { readonly [step: string]: (record: TraceRecord) => readonly string[] } = {
  match: () => ['See what there is with: sdb inspect <description>'],
  authenticate: () => [
    'See who may call with: sdb auth list',
    'Let somebody in with: sdb auth issue <label> --scope <scope>, or --all-scopes'
  ],
  authorise: ({ auth }) => {
    const scopes = [...(auth?.scopes ?? []), ...(auth?.missing ?? [])]
    return [
      `Let a client do this with: sdb auth issue <label> ${scopes.map((scope) => `--scope ${quoted(scope)}`).join(' ')}`
    ]
  },
  policy: aboutPolicies,
  'rate-limit': (record) => [
    ...aboutPolicies(record),
    'A limit is over when its time is, on the clock of the sandbox: sdb advance <span>'
  ],
  validate: ({ operation }) =>
    operation === null
      ? []
      : [`See what it takes with: sdb inspect <description> --operation ${quoted(operation)}`]
}

function aboutPolicies({ policies }: TraceRecord): readonly string[] {
  const pack = policies.at(-1)?.pack
  return pack === undefined ? [] : [`Take the policy out of force with: sdb policy detach ${quoted(pack)}`]
}

/** A word of a command line. */
function quoted(text: string): string {
  return /^[\w:./*-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
