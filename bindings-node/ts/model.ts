// What all values have in common, and how they are read from what the native half wrote.
import type { Answer } from './native'
import { assertOurs, ours } from './ours'
import { type Secret, fromNative, isSecret } from './secret'

/** A model as the native half writes it: the list of its fields. */
export type Wire = readonly unknown[]

/** Where a value stands in its answer. */
export interface Origin {
  readonly answer: Answer
  readonly path: readonly number[]
}

/** The base of every value: frozen, its lists, too, but for what the language cannot freeze: the time inside of a `Date`. */
export abstract class Model {
  readonly #origin: Origin | null

  /** For this package alone. */
  protected constructor(mark: unknown, origin: Origin | null) {
    assertOurs(mark)
    this.#origin = origin
  }

  /** The service's own JSON of this value, without secrets. */
  toJSON(): Record<string, unknown> {
    const text = this.#origin?.answer.apiJson(this.#origin.path)
    if (text != null) return JSON.parse(text)
    return Object.fromEntries(Object.entries(this).filter(([, value]) => value !== null && !isSecret(value)))
  }
}

/** Reads a value of a class. */
export const model = <T>(one: { readonly prototype: T }, wire: unknown, origin: Origin | null): T =>
  ours(one, wire, origin)

export const at = (origin: Origin | null, index: number): Origin | null =>
  origin && { answer: origin.answer, path: [...origin.path, index] }

export const date = (wire: unknown): Date => new Date(wire as number)

export const optional = <T>(wire: unknown, read: (wire: unknown) => T): T | null => (wire == null ? null : read(wire))

export function list<T>(
  wire: unknown,
  origin: Origin | null,
  read: (wire: unknown, origin: Origin | null) => T,
): readonly T[] {
  return Object.freeze((wire as unknown[]).map((item, index) => read(item, at(origin, index))))
}

/** Without a prototype, so that no name has a meaning of its own. */
export function map<T>(wire: unknown, read: (wire: unknown) => T): Readonly<Record<string, T>> {
  const made: Record<string, T> = Object.create(null)
  for (const [name, value] of wire as [string, unknown][]) made[name] = read(value)
  return Object.freeze(made)
}

export function secret(wire: unknown, origin: Origin | null): Secret {
  // A value that the caller made.
  if (isSecret(wire)) return wire
  const held = origin?.answer.secret(wire as number)
  if (held == null) throw new TypeError('a secret has no value here')
  return fromNative(held)
}
