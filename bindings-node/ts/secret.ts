// A text that shows itself only when asked.
import { inspect } from 'node:util'
import { type HeldSecret, native } from './native'

const REDACTED = '[redacted]'

/**
 * A password or token. Text forms and `util.inspect` show `[redacted]`; the value itself comes only from
 * {@link Secret.reveal}. `JSON.stringify` and `structuredClone` are refused: a password that the service shows once must not
 * turn into a word in a file.
 */
export class Secret {
  readonly #held: HeldSecret

  /** The value in clear. */
  declare readonly reveal: () => string

  /** Wraps a value. */
  constructor(value: string) {
    this.#held = typeof value === 'string' ? new native.HeldSecret(value) : taken(value)
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

  /** Whether another one has the same value; takes the same time wherever they differ. */
  equals(other: Secret): boolean {
    return this.#held.equals(held(other))
  }

  /** `[redacted]`. */
  toString(): string {
    return REDACTED
  }

  /** Refused; call {@link Secret.reveal} and store the value on purpose. */
  toJSON(): never {
    throw new TypeError('a Secret is not serialised; call reveal() and store the value on purpose')
  }

  [Symbol.toPrimitive](): string {
    return REDACTED
  }

  [inspect.custom](): string {
    return `Secret(${REDACTED})`
  }

  /** @internal */
  static held(secret: Secret): HeldSecret {
    return secret.#held
  }
}

/** What a secret holds; for the native half. */
export const held = (secret: Secret): HeldSecret => Secret.held(secret)

// What the native half made crosses as it is; anything else is no value of a secret.
const made = new WeakSet<object>()

/** A secret of the native half. */
export function fromNative(value: HeldSecret): Secret {
  made.add(value)
  return new Secret(value as unknown as string)
}

function taken(value: unknown): HeldSecret {
  if (typeof value === 'object' && value !== null && made.has(value)) return value as HeldSecret
  throw new TypeError('a Secret is made of a string')
}
