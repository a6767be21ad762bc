/** No line of a report is longer. */
export const WIDTH = 139

/** Text of no more than `width` characters; what is cut off shows as an ellipsis. */
export const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, width - 1)}…`

/** Puts parts into lines, as many in each as fit, the second and all after it indented. */
export const wrapped = (parts: ReadonlyArray<string>, indent: number): ReadonlyArray<string> => {
  const lines: string[] = []
  for (const part of parts) {
    const line = lines.at(-1)
    const longer = `${line}; ${part}`
    if (line !== undefined && longer.length <= WIDTH) lines[lines.length - 1] = longer
    else lines.push(cut(line === undefined ? part : `${' '.repeat(indent)}${part}`, WIDTH))
  }
  return lines
}
