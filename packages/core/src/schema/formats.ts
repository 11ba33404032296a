// Formats.
/** Tests by format name. A test takes any value and passes what is not of its type. */
export const FORMATS: ReadonlyMap<string, (value: unknown) => boolean> = new Map()
