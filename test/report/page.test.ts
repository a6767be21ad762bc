import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { renderReport } from '../../shell/cli/evaluate/report/render.ts'
import { holds } from '../property/holds.ts'
import { example } from './example.ts'
import { textArbitrary } from './text.ts'

const pageOf = (text: string): string => renderReport(example(text))[0]?.text ?? ''

interface Parsed {
  readonly textContent: string
  readonly tagName: string
  getAttributeNames(): ReadonlyArray<string>
  getAttribute(name: string): string | null
  querySelectorAll(selector: string): ReadonlyArray<Parsed>
}

// The parser's types need those of a browser, which this project has not.
const parsePage = (html: string): Parsed => parseHTML(html).document.documentElement

const select = (page: Parsed, selector: string): ReadonlyArray<Parsed> => [...page.querySelectorAll(selector)]

/** Every element with its attributes, in order, without texts. */
const skeletonOf = (page: Parsed): ReadonlyArray<string> =>
  select(page, '*').map((element) => {
    const attributes = [...element.getAttributeNames()].map((name) => `${name}=${element.getAttribute(name)}`)
    return `${element.tagName} ${attributes.join(' ')}`
  })

const plain = parsePage(pageOf('plain'))
const skeleton = skeletonOf(plain)

describe('the page of a report', () => {
  holds('is one and the same but for its texts, and shows these as they are', [textArbitrary], (text) => {
    const page = parsePage(pageOf(text))
    expect(skeletonOf(page)).toEqual(skeleton)
    for (const place of [
      'title',
      'h1',
      'header p',
      'dt',
      'dd',
      'nav a',
      'section > p',
      '.verdicts td.text',
    ]) {
      expect(select(page, place)[0]?.textContent, place).toBe(text)
    }
    expect(select(page, 'figcaption')[0]?.textContent).toBe(`Figure 1. ${text}`)
    expect(select(page, 'figure text').map((label) => label.textContent)).toContain(`${text} (${text})`)
    // The text of an entry stands behind its sample, which has a style of its own.
    expect(select(page, '.key li').some(({ textContent }) => textContent.endsWith(`}${text} again`))).toBe(
      true,
    )
  })

  it('asks for nothing from elsewhere', () => {
    const addresses = select(plain, '[href]').map((link) => link.getAttribute('href') ?? '')
    expect(addresses.filter((address) => !/^(data:,|#[a-z0-9-]+|[a-z0-9-]+\.csv)$/.test(address))).toEqual([])
    expect(select(plain, 'script, img, image, iframe, object, embed, use, [src], [srcset]')).toEqual([])
    expect(pageOf('plain').replaceAll(/xmlns(:xlink)?="http[^"]*"/g, '')).not.toMatch(/https?:|url\(|@import/)
  })

  it('links to the CSV of every section, and to every section from its contents', () => {
    const files = renderReport(example('plain')).map(({ name }) => name)
    expect(select(plain, '.digits a').map((link) => link.getAttribute('href'))).toEqual(files.slice(1))
    const anchors = select(plain, 'section').map((section) => `#${section.getAttribute('id')}`)
    expect(select(plain, 'nav a').map((link) => link.getAttribute('href'))).toEqual(anchors)
  })

  it('names every figure by its caption', () => {
    const names = select(plain, 'figure > svg[role=img]').map((svg) => svg.getAttribute('aria-labelledby'))
    expect(names).toEqual(select(plain, 'figcaption').map((caption) => caption.getAttribute('id')))
    expect(new Set(names).size).toBe(3)
  })

  it('has no id twice', () => {
    const ids = select(plain, '[id]').map((element) => element.getAttribute('id'))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('is the same, byte by byte, for the same report, whatever was rendered before', () => {
    const first = renderReport(example('plain'))
    renderReport(example('other'))
    expect(renderReport(example('plain'))).toEqual(first)
  })
})
