/** The part of CDDL (RFC 8610) that wire.cddl is written in. */
export type Type =
  | { readonly _tag: 'Number'; readonly value: bigint }
  | { readonly _tag: 'Text'; readonly value: string }
  | { readonly _tag: 'Name'; readonly name: string }
  | { readonly _tag: 'Range'; readonly min: bigint; readonly max: bigint }
  | { readonly _tag: 'Control'; readonly of: Type; readonly control: string; readonly by: Type }
  | { readonly _tag: 'Choice'; readonly of: ReadonlyArray<Type> }
  | { readonly _tag: 'Array'; readonly entries: ReadonlyArray<Entry> }

/** A field of an array: its name, if it has one, and whether it may be repeated, or be absent. */
export interface Entry {
  readonly key: string | null
  readonly many: boolean
  readonly type: Type
}

export type Grammar = ReadonlyMap<string, Type>

const TOKEN = /\s*(?:;[^\n]*|("(?:[^"\\]|\\.)*"|\.\.|\.[a-z]+|\d+|[a-z][a-z0-9-]*|[=[\](),:/*]))/y

const tokenise = (source: string): ReadonlyArray<string> => {
  const tokens: string[] = []
  const pattern = new RegExp(TOKEN)
  const end = source.trimEnd().length
  while (pattern.lastIndex < end) {
    const start = pattern.lastIndex
    const found = pattern.exec(source)
    if (found === null) throw new Error(`not understood: ${source.slice(start, start + 40)}`)
    if (found[1] !== undefined) tokens.push(found[1])
  }
  return tokens
}

/** The rules by name, in the order of the file. */
export const parse = (source: string): Grammar => {
  const tokens = tokenise(source)
  let at = 0
  const peek = (ahead = 0): string => tokens[at + ahead] ?? ''
  const next = (): string => {
    at += 1
    return tokens[at - 1] ?? ''
  }
  const expect = (token: string): void => {
    const found = next()
    if (found !== token) throw new Error(`expected ${token}, found ${found} as token ${at}`)
  }
  const choice = (): Type => {
    const of = [operation()]
    while (peek() === '/') {
      next()
      of.push(operation())
    }
    const [only] = of
    return of.length === 1 && only !== undefined ? only : { _tag: 'Choice', of }
  }
  const operation = (): Type => {
    const of = operand()
    if (peek() === '..') {
      next()
      const max = operand()
      if (of._tag !== 'Number' || max._tag !== 'Number') throw new Error('a range of what are no numbers')
      return { _tag: 'Range', min: of.value, max: max.value }
    }
    return peek().startsWith('.') ? { _tag: 'Control', of, control: next(), by: operand() } : of
  }
  const operand = (): Type => {
    const token = next()
    if (token === '[') return array()
    if (token === '(') {
      const inner = choice()
      expect(')')
      return inner
    }
    if (/^\d/.test(token)) return { _tag: 'Number', value: BigInt(token) }
    // A string follows the conventions of JSON.
    if (token.startsWith('"')) return { _tag: 'Text', value: String(JSON.parse(token)) }
    return { _tag: 'Name', name: token }
  }
  const array = (): Type => {
    const entries: Entry[] = []
    while (peek() !== ']') {
      const many = peek() === '*'
      if (many) next()
      const key = peek(1) === ':' ? next() : null
      if (key !== null) expect(':')
      entries.push({ key, many, type: choice() })
      if (peek() !== ']') expect(',')
    }
    expect(']')
    return { _tag: 'Array', entries }
  }
  const rules = new Map<string, Type>()
  while (at < tokens.length) {
    const name = next()
    expect('=')
    if (rules.has(name)) throw new Error(`${name} is defined twice`)
    rules.set(name, choice())
  }
  return rules
}
