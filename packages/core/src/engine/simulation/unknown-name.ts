// Somebody asks by name for what is not there.
import { SandboxError, type SandboxErrorCode } from '../../errors.js'
import { suggest } from '../../internal/suggest.js'

const mostListed = 50

/** Says that there is no `what` (`fault`, `scenario`) of a name, and which of those that there are is nearest. */
export function unknownName(
  code: SandboxErrorCode,
  what: string,
  name: unknown,
  known: readonly string[]
): SandboxError {
  const text = String(name).slice(0, 100)
  const nearest = suggest(text, known)
  const hint =
    known.length === 0
      ? 'The pack has none.'
      : nearest === undefined
        ? `There are: ${known.slice(0, mostListed).join(', ')}.`
        : `Did you mean '${nearest}'?`
  return new SandboxError(code, `There is no ${what} '${text}'. ${hint}`)
}
