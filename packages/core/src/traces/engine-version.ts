// Which code decided: part of every trace. A test holds it against package.json.

/** The version of this package. */
export const engineVersion = '0.1.0'
