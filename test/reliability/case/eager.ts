import { type Case, faultsOf } from '../case.ts'
import { rounded } from '../crowd.ts'
import { spreadOf } from '../spread.ts'

export const eager: Case = {
  name: 'eager',
  promise:
    '100 nodes, rumors from random origins, delays 5 to 50 ms: with 2 eager arcs at most 2.4 copies a delivery and p99 3.2 times that of the flood; with 3 at most 3.4 and 2.2',
  run: (seed, scale) => {
    const [flood, two, three] = [
      spreadOf(seed, scale, { eagerArcs: 0 }),
      spreadOf(seed, scale, { eagerArcs: 2 }),
      spreadOf(seed, scale, { eagerArcs: 3 }),
    ]
    return {
      figures: {
        'copies, flood': rounded(flood.copies),
        'copies, 2 eager': rounded(two.copies),
        'copies, 3 eager': rounded(three.copies),
        'p99 ms, flood': flood.p99,
        'p99 ms, 2 eager': two.p99,
        'p99 ms, 3 eager': three.p99,
      },
      faults: faultsOf([
        [flood.missing + two.missing + three.missing === 0, 'something was not delivered once'],
        [two.copies <= 2.4, 'more than 2.4 copies with 2 eager arcs'],
        [three.copies <= 3.4, 'more than 3.4 copies with 3 eager arcs'],
        [two.p99 <= 3.2 * flood.p99, 'p99 of more than 3.2 floods with 2 eager arcs'],
        [three.p99 <= 2.2 * flood.p99, 'p99 of more than 2.2 floods with 3 eager arcs'],
      ]),
    }
  },
}
