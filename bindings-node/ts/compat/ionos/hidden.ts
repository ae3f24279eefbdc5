// What programs may read, and no printout shows.

/**
 * A property that programs read, write and test for as any other, and that `inspect` does not open. Enumerable ones are
 * copied by a spread.
 */
export function hide(owner: object, name: string, value: unknown, enumerable: boolean): void {
  let held = value
  const set = (given: unknown) => {
    held = given
  }
  Object.defineProperty(owner, name, { enumerable, configurable: true, get: () => held, set })
}

/** An address without the login that may stand in it. */
export function withoutLogin(address: string | undefined): string | undefined {
  // What a program without types puts there may be a URL.
  return address == null ? address : String(address).replace(/^([a-z]+:\/\/)?.*@/i, '$1')
}
