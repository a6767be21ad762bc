import { ownName, removeOwn } from './ownership.ts'
import { rulesOf } from './rule.ts'
import { runIp, runNft, runTool } from './tool.ts'

/** Why the suite cannot run here, as a sentence; null when it can. */
export const findObstacle = async (): Promise<string | null> => {
  if (process.platform !== 'linux') return 'network namespaces exist on Linux only'
  if (process.getuid?.() !== 0) return 'only root may make network namespaces; run it as root'
  if (!(await exists('ip', '-V'))) return 'the program ip is missing; install iproute2'
  if (!(await exists('nft', '--version'))) return 'the program nft is missing; install nftables'
  return tryOut()
}

const exists = (program: string, question: string): Promise<boolean> =>
  runTool(program, [question]).then(
    () => true,
    () => false,
  )

/** Containers often refuse to root what the kernel could do; only trying tells. */
const tryOut = async (): Promise<string | null> => {
  const probe = ownName('probe')
  try {
    await runTool('ip', ['netns', 'add', probe])
    await runIp(probe, [
      'link add name bridge type bridge',
      'link add name left type veth peer name right',
      'link set dev left master bridge up',
    ])
    await runNft(probe, rulesOf(1))
    return null
  } catch (error) {
    return `network namespaces, bridges or packet rules are refused here (${error instanceof Error ? error.message : error})`
  } finally {
    await removeOwn().catch(() => {})
  }
}
