import { parseHTML } from 'linkedom'

/** The little of a DOM that the report needs; the types of the whole one belong to browsers. */
export interface Element {
  setAttribute(name: string, value: string): void
  append(...content: ReadonlyArray<Element | string>): void
  textContent: string
  readonly innerHTML: string
}

export interface Page {
  readonly head: Element
  readonly body: Element
  createElement(name: string): Element
  toString(): string
}

export const emptyPage = (): Page =>
  parseHTML('<!doctype html><html lang="en"><head></head><body></body></html>').document

/** The program that says in a page that it wrote it. */
export const generatorOf = (html: string): string | undefined =>
  parseHTML(html).document.querySelector('meta[name=generator]')?.getAttribute('content') ?? undefined

/**
 * An element, with its content escaped as text. Attributes are for names and addresses of our own making only: the
 * serialization of a page leaves `&` as it is there.
 */
export const element = (
  page: Page,
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...content: ReadonlyArray<Element | string>
): Element => {
  const made = page.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...content)
  return made
}

/**
 * The title of the page. The text of a title is serialized as it is, so it is escaped first, by way of an element
 * whose text is not.
 */
export const titleElement = (page: Page, text: string): Element =>
  element(page, 'title', {}, element(page, 'p', {}, text).innerHTML)
