/**
 * The revision of what `step` does: it grows whenever the same events may give another state or other effects. A
 * journal of another revision cannot be compared by fingerprints.
 */
export const BEHAVIOUR = 2

/** The revision of how events and states are written down. Journals of all earlier ones are read. */
export const SHAPE = 2

/** That of the package, which a journal names for those who look for the code that has recorded it. */
export const RELEASE = '0.1.0'
