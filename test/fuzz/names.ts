/** What can be fuzzed, by name. */
export const names = ['envelope', 'journal', 'sealed', 'dtls', 'session'] as const

/** Targets with a fault that is there to be found. */
export const faultyNames = ['planted', 'slow', 'endless'] as const

export type TargetName = (typeof names)[number] | (typeof faultyNames)[number]
