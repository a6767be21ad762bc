import { execFile } from 'node:child_process'

/** Runs a program, with this text as its input; what it wrote. Rejects with what it complained about. */
export const runTool = (program: string, args: ReadonlyArray<string>, input = ''): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = execFile(program, args, (error, out, complaint) => {
      if (error === null) resolve(out)
      else reject(new Error(`${program} ${args.join(' ')}: ${complaint.trim() || error.message}`))
    })
    // A program that ends before it has read all says why by its exit code.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })

/** One line a command, carried out by one `ip` in this namespace. */
export const runIp = async (namespace: string, lines: ReadonlyArray<string>): Promise<void> => {
  await runTool('ip', ['-n', namespace, '-batch', '-'], `${lines.join('\n')}\n`)
}

export const runNft = (namespace: string, rules: string): Promise<string> =>
  runTool('ip', ['netns', 'exec', namespace, 'nft', '-f', '-'], rules)
