// How failed assertions get at what a diff knows and does not show.

/** The member by which a diff is asked for the traces of what became of a thing, in words (a `TracesOf`). The same in all copies of the package. */
export const tracesOfDiff = Symbol.for('sandbed.diff.traces')
