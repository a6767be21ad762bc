import ora from 'ora'

/** Shows a person what is going on; says nothing to a program. */
export type Progress = (text: string) => void

export interface Display {
  readonly progress: Progress
  readonly stop: () => void
}

export const showProgress = (isShown: boolean): Display => {
  if (!isShown || !process.stderr.isTTY) return { progress: () => {}, stop: () => {} }
  const spinner = ora({ stream: process.stderr }).start()
  return {
    progress: (text) => {
      spinner.text = text
    },
    stop: () => void spinner.stop(),
  }
}
