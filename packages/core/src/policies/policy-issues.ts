// What the readers of packs find, as issues of policies: who fences somebody in must not find out later that a word was overlooked.
import type { Issue } from '../spec/issue.js'

/** What issues call a pack that has no usable name. Their pointers lead into the pack. */
export const namelessPolicy = '(policy)'

/** What issues call a pack. */
export function policyFile(name: string | undefined): string {
  return name === undefined ? namelessPolicy : `(policy ${name})`
}

// The readers are those of simulation packs. Names may be of operations that are gone by now; members that nobody knows are mistakes.
const known: { readonly [code: string]: Pick<Issue, 'code' | 'severity'> } = {
  'override-invalid': { code: 'policy-invalid', severity: 'error' },
  'override-unknown': { code: 'policy-invalid', severity: 'error' },
  'simulation-invalid': { code: 'policy-invalid', severity: 'error' },
  'simulation-unknown': { code: 'policy-unknown', severity: 'warning' },
  'simulation-doubtful': { code: 'policy-doubtful', severity: 'warning' }
}

/** An issue of a reader as one about a policy. */
export function inPolicy(issue: Issue): Issue {
  const message = issue.message.replace(/; it is ignored\.$/, '.')
  return { ...issue, ...known[issue.code], message }
}
