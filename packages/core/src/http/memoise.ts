// Remembering what was made of short texts that come again with every request: header names, media types.

/**
 * Remembers a pure function's results, at most `entries` of them and none for texts longer than `length`: hostile input
 * can fill the memory but not grow it. `undefined` is not remembered.
 */
export function memoise<T>(make: (text: string) => T, entries: number, length: number): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const earlier = known.get(text)
    if (earlier !== undefined) return earlier
    const made = make(text)
    if (known.size < entries && text.length <= length) known.set(text, made)
    return made
  }
}
