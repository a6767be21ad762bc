import { command, type Group, pick, run } from '../../shell/simulation/index.ts'
import { memberAt } from './crowd.ts'

export interface Load {
  readonly messages: number
  /** Milliseconds between two of them. */
  readonly pause: number
  readonly bytes: number
}

/** Members drawn by the seed publish one message after the other. */
export const publish = (group: Group, { messages, pause, bytes }: Load): void => {
  for (let index = 0; index < messages; index++) {
    const origin = memberAt(group, pick(group, group.members.length))
    command(group.world, origin, { _tag: 'Publish', payload: new Uint8Array(bytes) })
    run(group.world, pause)
  }
}
