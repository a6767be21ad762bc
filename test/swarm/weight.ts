/** What may happen to a group in a run. */
export type Act =
  | 'enter'
  | 'leave'
  | 'crash'
  | 'restart'
  | 'pause'
  | 'resume'
  | 'cut'
  | 'part'
  | 'clog'
  | 'mend'
  | 'publish'
  | 'seek'
  | 'stop'

/** How often, next to each other. */
export type Weights = Readonly<Record<Act, number>>
