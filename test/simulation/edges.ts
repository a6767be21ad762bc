import { asNodeId } from '../../core/index.ts'
import { type Overlay, overlayOf } from '../../shell/simulation/index.ts'
import { viewsOf } from './graph.ts'

/** Lines of edges, read back: who holds whom, and who has crashed. */
export const overlayFrom = (
  text: string,
): { readonly overlay: Overlay; readonly crashed: ReadonlySet<string> } => {
  const lines = text.trimEnd().split('\n')
  const names = lines.map((line) => line.slice(0, line.indexOf(':')))
  const numberOf = (name: string): number => {
    const number = names.indexOf(name)
    if (number < 0) throw new Error(`${name} has no line`)
    return number
  }
  const members = lines.map((line) => line.split(' ').slice(1).map(numberOf))
  const overlay = overlayOf(members.map((view, number) => viewsOf(number, view)))
  const crashed = names.filter((name) => name.endsWith('!')).map((name) => asNodeId(name.slice(0, -1)))
  return { overlay, crashed: new Set(crashed) }
}
