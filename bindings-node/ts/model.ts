// What all values have in common, and where they stand in what the native half wrote.
import type { Answer } from './native'
import { assertOurs } from './ours'
import { isSecret } from './secret'
import type { Source } from './source'

/** What a value is part of: another one, or the answer itself; what a caller made is part of nothing. */
export type Parent = Model | Answer | null

/** The constructor of a model, as this package calls it. */
export type Made<T> = new (mark: unknown, from: Source, parent: Parent, place: number) => T

/** Where the whole of an answer stands: it is no field. */
export const WHOLE = 255

const FIELDS = 256

/** The place of an item of the list at a place. */
export const itemOf = (place: number, index: number): number => place + FIELDS * (index + 1)

/** The base of every value: frozen, its lists, too, but for what the language cannot freeze: the time inside of a `Date`. */
export abstract class Model {
  readonly #parent: Parent
  // The number of the field, and of the item in it: a value has no object of its own for where it stands.
  readonly #place: number

  /** For this package alone. */
  protected constructor(mark: unknown, parent: Parent, place: number) {
    assertOurs(mark)
    this.#parent = parent
    this.#place = place
  }

  /** The service's own JSON of this value, without secrets. */
  toJSON(): Record<string, unknown> {
    const path: number[] = []
    let whole: Parent = this
    while (whole instanceof Model) {
      const place: number = whole.#place
      if (place >= FIELDS) path.unshift(Math.floor(place / FIELDS) - 1)
      if (place % FIELDS !== WHOLE) path.unshift(place % FIELDS)
      whole = whole.#parent
    }
    const text = whole?.apiJson(path)
    if (text != null) return JSON.parse(text)
    return Object.fromEntries(Object.entries(this).filter(([, value]) => value !== null && !isSecret(value)))
  }
}

/** A list that nobody changes. */
export const frozen = <T>(items: T[]): readonly T[] => Object.freeze(items)
