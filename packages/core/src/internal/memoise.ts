// Remembering what was made of a text: within bounds for texts that requests bring, without for the finite keys of a description.

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

/** Makes what belongs to a key on its first use, once, `undefined` too. For keys of which there are only so many: nothing is forgotten. */
export function onFirstUse<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>()
  return (key) => {
    if (made.has(key)) return made.get(key)!
    const value = make(key)
    made.set(key, value)
    return value
  }
}
