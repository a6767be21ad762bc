import * as Either from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { parseHTML } from 'linkedom'

const Box = t.type({ left: t.number, right: t.number, top: t.number, bottom: t.number })

const Figure = t.type({
  section: t.string,
  chart: Box,
  symbols: t.array(Box),
  labels: t.array(Box),
})

const Frame = t.type({
  width: t.number,
  scrollWidth: t.number,
  heading: t.string,
  figures: t.array(Figure),
})

export type Box = t.TypeOf<typeof Box>
export type Frame = t.TypeOf<typeof Frame>

// Runs in the browser, where the frames with the report have loaded.
const measure = `
const boxOf = (element) => {
  const { left, right, top, bottom } = element.getBoundingClientRect()
  return { left, right, top, bottom }
}
const boxesOf = (parent, selector) => [...parent.querySelectorAll(selector)].map(boxOf)
const measured = [...document.querySelectorAll('iframe')].map(({ contentDocument, contentWindow }) => ({
  width: contentWindow.innerWidth,
  scrollWidth: contentDocument.documentElement.scrollWidth,
  heading: contentDocument.querySelector('h1').innerText,
  figures: [...contentDocument.querySelectorAll('figure')].map((figure) => ({
    section: figure.closest('section').id,
    chart: boxOf(figure.querySelector(':scope > svg')),
    symbols: boxesOf(figure, ':scope > svg .symbol > *'),
    labels: boxesOf(figure, ':scope > svg text'),
  })),
}))
document.querySelector('pre').textContent = JSON.stringify(measured)
`

/** A page that shows another one at these widths and writes down where its parts are. */
export const probePage = (address: string, widths: ReadonlyArray<number>): string => {
  const frames = widths.map((width) => `<iframe src="${address}" width="${width}" height="800"></iframe>`)
  const icon = '<link rel="icon" href="data:,">'
  const script = `<script>addEventListener('load', () => {${measure}})</script>`
  return `<!doctype html><html lang="en"><head>${icon}${script}</head><body>${frames.join('')}<pre></pre></body></html>`
}

/** What the probe wrote down, out of the page as the browser left it. */
export const readProbe = (dom: string): ReadonlyArray<Frame> => {
  const text: string = parseHTML(dom).document.querySelector('pre').textContent
  const frames = t.array(Frame).decode(JSON.parse(text))
  if (Either.isLeft(frames)) throw new Error(`the probe wrote ${text}`)
  return frames.right
}
