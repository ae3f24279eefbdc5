// Where the fields of values come from, one after the other.
import type { Answer } from './native'
import { type Secret, fromNative } from './secret'

/** Gives the values in the order in which the native half wrote them; see `src/value.rs`. */
export interface Source {
  /** Whether what may be missing follows. */
  has(): boolean
  /** How many items follow. */
  count(): number
  bool(): boolean
  integer(): number
  bigint(): bigint
  float(): number
  date(): Date
  text(): string
  secret(): Secret
  /** One of these words, or one of the service's own. */
  word(known: readonly string[]): string
  words(known: readonly string[]): readonly string[]
  list<T>(read: () => T): readonly T[]
  map<T>(read: () => T): Readonly<Record<string, T>>
}

const LONG = 255
const INTEGER = 7
const HALF = 2 ** 24

/** What the native half wrote. */
export class Written implements Source {
  readonly #units: string
  readonly #answer: Answer
  #at = 0

  constructor(units: string, answer: Answer) {
    this.#units = units
    this.#answer = answer
  }

  #unit(): number {
    const unit = this.#units.charCodeAt(this.#at)
    this.#at += 1
    return unit
  }

  has(): boolean {
    return this.#unit() !== 0
  }

  bool(): boolean {
    return this.#unit() !== 0
  }

  count(): number {
    const unit = this.#unit()
    return unit === LONG ? this.integer() : unit
  }

  integer(): number {
    const units = this.#units
    const at = this.#at
    this.#at = at + INTEGER
    const low = units.charCodeAt(at) | (units.charCodeAt(at + 1) << 8) | (units.charCodeAt(at + 2) << 16)
    // The sign is in the last one.
    const last = (units.charCodeAt(at + 6) << 24) >> 24
    const middle = units.charCodeAt(at + 3) | (units.charCodeAt(at + 4) << 8) | (units.charCodeAt(at + 5) << 16)
    return (last * HALF + middle) * HALF + low
  }

  bigint(): bigint {
    return BigInt(this.text())
  }

  float(): number {
    return Number(this.text())
  }

  date(): Date {
    return new Date(this.integer())
  }

  text(): string {
    const count = this.count()
    const from = this.#at
    this.#at = from + count
    return this.#units.slice(from, from + count)
  }

  secret(): Secret {
    const held = this.#answer.secret(this.count())
    if (held == null) throw new TypeError('a secret has no value here')
    return fromNative(held)
  }

  word(known: readonly string[]): string {
    const place = this.#unit()
    return place === 0 ? this.text() : (known[place - 1] as string)
  }

  words(known: readonly string[]): readonly string[] {
    const count = this.count()
    const words: string[] = []
    for (let index = 0; index < count; index += 1) words.push(this.word(known))
    return Object.freeze(words)
  }

  list<T>(read: () => T): readonly T[] {
    const count = this.count()
    const items: T[] = []
    for (let index = 0; index < count; index += 1) items.push(read())
    return Object.freeze(items)
  }

  /** Without a prototype, so that no name has a meaning of its own. */
  map<T>(read: () => T): Readonly<Record<string, T>> {
    const made: Record<string, T> = Object.create(null)
    for (let left = this.count(); left > 0; left -= 1) {
      const name = this.text()
      made[name] = read()
    }
    return Object.freeze(made)
  }
}

/** What a caller gave, of a model that callers may make: its first fields, and nothing more. */
export class Given implements Source {
  readonly #values: readonly unknown[]
  #at = 0

  constructor(values: readonly unknown[]) {
    this.#values = values
  }

  #next<T>(): T {
    const value = this.#values[this.#at]
    this.#at += 1
    return value as T
  }

  has(): boolean {
    if (this.#values[this.#at] != null) return true
    this.#at += 1
    return false
  }

  count = (): number => this.#next()
  bool = (): boolean => this.#next()
  integer = (): number => this.#next()
  bigint = (): bigint => this.#next()
  float = (): number => this.#next()
  date = (): Date => this.#next()
  text = (): string => this.#next()
  secret = (): Secret => this.#next()
  word = (): string => this.#next()
  words = (): readonly string[] => Object.freeze([...this.#next<readonly string[]>()])
  list = <T>(): readonly T[] => Object.freeze([...this.#next<readonly T[]>()])
  map = <T>(): Readonly<Record<string, T>> => this.#next()
}
