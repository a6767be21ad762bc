import type { Phase } from './meter.ts'

/** What a demo came to; the shape of its JSON. */
export interface Report {
  /** CPU for sending and receiving one datagram with nothing around it. */
  readonly bareDatagramMs: number
  readonly phases: ReadonlyArray<Phase & { readonly deliveryInBareDatagrams: number }>
  readonly drops: Readonly<Record<string, number>>
}

/** `bareMs` are measurements before the group was opened and after it was closed: machines slow down and speed up. */
export const reportOf = (
  bareMs: ReadonlyArray<number>,
  phases: ReadonlyArray<Phase>,
  drops: Report['drops'],
): Report => {
  const bareDatagramMs = rounded(bareMs.reduce((sum, each) => sum + each, 0) / bareMs.length, 5)
  return {
    bareDatagramMs,
    phases: phases.map((phase) => ({
      ...phase,
      deliveryInBareDatagrams: rounded(phase.cpuMsPerDelivery / bareDatagramMs, 1),
    })),
    drops,
  }
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits))
