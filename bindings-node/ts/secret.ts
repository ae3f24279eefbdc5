// A text that shows itself only when asked.
import { attempt, callSite, refused } from './failures'
import { type HeldSecret, native } from './native'

const REDACTED = '[redacted]'

// As `node:util` has it, but without its types, which a program need not have.
const INSPECT = Symbol.for('nodejs.util.inspect.custom')
// On secrets of every copy of this package, so that one of another copy is known for what it is.
const BRAND = Symbol.for('registry-tokens.Secret')

// What the native half made crosses as it is; anything else is no value of a secret.
const fromNativeHalf = new WeakSet<object>()

let isOurs: (value: object) => value is Secret
/** What a secret holds; for the native half. */
export let held: (secret: Secret) => HeldSecret

/**
 * A password or token. Text forms and `util.inspect` show `[redacted]`; the value itself comes only from
 * {@link Secret.reveal}. `JSON.stringify` and `structuredClone` are refused: a password that the service shows once must not
 * turn into a word in a file.
 */
export class Secret {
  readonly #held: HeldSecret

  /** The value in clear. */
  declare readonly reveal: () => string

  static {
    held = (secret) => secret.#held
    isOurs = (value): value is Secret => #held in value
    Object.defineProperty(Secret.prototype, BRAND, { value: true })
  }

  /**
   * Wraps a value.
   *
   * @param value The text to hide.
   * @throws InvalidArgumentError when it is no text.
   */
  constructor(value: string) {
    this.#held = isHeld(value) ? value : attempt('Secret', new.target, () => new native.HeldSecret(value))
    // An own enumerable function is what structured cloning refuses, and it names the cure in its text. Not bound: a copy of
    // it without this object reveals nothing.
    Object.defineProperty(this, 'reveal', {
      enumerable: true,
      value: function reveal(this: Secret) {
        return held(this).reveal()
      },
    })
    Object.freeze(this)
  }

  /**
   * Whether another one has the same value; takes the same time wherever they differ.
   *
   * @param other The other one, of this copy of the package.
   * @throws InvalidArgumentError when it is no `Secret`.
   */
  equals(other: Secret): boolean {
    if (isSecret(other)) return this.#held.equals(held(other))
    const problem = isForeignSecret(other) ? FOREIGN : 'must be a Secret'
    throw refused(callSite('Secret.equals', this.equals), `other ${problem}`)
  }

  /** `[redacted]`. */
  toString(): string {
    return REDACTED
  }

  /** Refused; call {@link Secret.reveal} and store the value on purpose. */
  toJSON(): never {
    throw new TypeError('a Secret is not serialised; call reveal() and store the value on purpose')
  }

  /** @internal */
  [Symbol.toPrimitive](): string {
    return REDACTED
  }

  /** @internal */
  [INSPECT](): string {
    return `Secret(${REDACTED})`
  }
}

/** What is said of a secret that another copy of the package made. */
export const FOREIGN =
  'is a Secret of another copy of registry-tokens, which this one cannot look into; give the text, reveal()'

/** Whether a value is a secret of this copy of the package. */
export function isSecret(value: unknown): value is Secret {
  return typeof value === 'object' && value !== null && isOurs(value)
}

/** Whether a value is a secret, but of another copy of the package. */
export function isForeignSecret(value: unknown): boolean {
  return typeof value === 'object' && value !== null && BRAND in value && !isOurs(value)
}

/** A secret of the native half. */
export function fromNative(value: HeldSecret): Secret {
  fromNativeHalf.add(value)
  return new Secret(value as unknown as string)
}

const isHeld = (value: unknown): value is HeldSecret =>
  typeof value === 'object' && value !== null && fromNativeHalf.has(value)
