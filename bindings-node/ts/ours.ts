// Classes whose objects come from this package alone.

const OURS = Symbol('ours')

/** For constructors that callers may call as well. */
export const MARK: unknown = OURS

/** Whether this package calls such a constructor. */
export const isOurs = (mark: unknown): boolean => mark === OURS

/** A new object of such a class; its constructor takes the mark first. */
export function ours<T>(one: { readonly prototype: T }, ...given: unknown[]): T {
  const made = one as unknown as new (...given: unknown[]) => T
  return new made(OURS, ...given)
}

/** Refuses whoever calls such a constructor from elsewhere, in words instead of with what happens to break. */
export function assertOurs(mark: unknown): void {
  if (mark === OURS) return
  throw new TypeError(
    'objects of this class are not made with new: they come from a client and its calls, a Scope from Scope.repository()',
  )
}
