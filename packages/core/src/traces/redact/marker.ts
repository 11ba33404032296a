// What stands where something was taken out. Its characters may stand in a URL, a header, a form and a JSON text alike.

/** Takes the place of a secret in everything that a trace holds. */
export const redacted = '*redacted*'
