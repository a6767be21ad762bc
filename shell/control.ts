/** An agent can't be spoken to: what the operating system says of its control socket. */
export interface ControlUnavailable {
  readonly _tag: 'ControlUnavailable'
  readonly path: string
  readonly code: string
}

const obstacles: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another agent listens there; choose another path',
  EEXIST: 'there is a file that is no socket, and it is left as it is; choose another path',
  ENOENT: 'there is none; is the agent running, with --control and this path?',
  ENOTDIR: 'what should be its folder is none; make it, or choose another path',
  ECONNREFUSED: 'nobody listens there any more; is the agent running?',
  EACCES: 'this user may not; be the user that the agent runs as',
  EINVAL: 'the path is too long for a socket; choose a shorter one',
  ETIMEDOUT: 'it does not answer; look whether the agent is stopped or busy, and try again',
  EPROTO: 'what answers is no agent of this version, or too busy; use the same version, and try again',
}

/** A sentence for a person: what is wrong, and what to do about it. */
export const explainControl = ({ path, code }: ControlUnavailable): string =>
  `the control socket ${JSON.stringify(path)} can't be used: ${obstacles[code] ?? code}`
