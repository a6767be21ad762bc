const forbid = (name: string) => (): never => {
  throw new Error(`${name} was asked, where everything must come in with the event`)
}

/** Runs `act` where clocks and sources of randomness throw. */
export const withoutRuntime = <A>(act: () => A): A => {
  const sources: ReadonlyArray<readonly [object, string]> = [
    [Math, 'random'],
    [Date, 'now'],
    [performance, 'now'],
    [crypto, 'getRandomValues'],
    [crypto, 'randomUUID'],
  ]
  const replaced = sources.map(([owner, name]) => ({
    owner,
    name,
    own: Object.getOwnPropertyDescriptor(owner, name),
  }))
  for (const { owner, name } of replaced) {
    Object.defineProperty(owner, name, { value: forbid(name), configurable: true, writable: true })
  }
  try {
    return act()
  } finally {
    for (const { owner, name, own } of replaced) {
      // What was inherited from a prototype shows again when the stand-in is gone.
      if (own === undefined) Reflect.deleteProperty(owner, name)
      else Object.defineProperty(owner, name, own)
    }
  }
}
