// What every client has, whatever its service.
import { isPlain, plain } from './call'
import { type Place, located, place, refused } from './failures'
import type { NativeClient } from './native'

/** One attempt of a call, as it ended; without ids, headers or bodies. */
export interface Event {
  /** The operation, such as `tokens.create`. */
  readonly operation: string
  /** The provider, such as `ionos`. */
  readonly provider: string
  /** The HTTP method. */
  readonly httpMethod: string
  /** The path with the names of its parameters, not their values. */
  readonly urlTemplate: string
  /** 1 for the first attempt of a call. */
  readonly attempt: number
  /** The status, when an answer came. */
  readonly httpStatus: number | null
  /** What went wrong, when something did; the `code` of the errors. */
  readonly errorKind: string | null
  /** How long the attempt took, in milliseconds. */
  readonly elapsedMs: number
  /** The wait before the next attempt in milliseconds, when there will be one. */
  readonly retryInMs: number | null
  /** Whether this or an earlier attempt of a changing call may have been carried out without the caller knowing. */
  readonly outcomeUnknown: boolean
  /** The id to quote to the service's support. */
  readonly requestId: string | null
}

type Told = Partial<Event>

/** The base of every client. */
export abstract class Client<Credentials> {
  readonly #native: NativeClient

  /** @internal */
  constructor(native: NativeClient) {
    this.#native = native
  }

  /** Replaces the account's credentials for every request from now on, also of calls that wait to try again. */
  setCredentials(credentials: Credentials): void {
    built(this.setCredentials, () => this.#native.setCredentials(plain(credentials)))
  }

  /** Closes the client: calls under way end as they would have, later ones reject with `ClosedError`. */
  close(): void {
    this.#native.close()
  }

  /** Closes the client at the end of an `await using` block. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.close()
  }
}

/** Makes something; an error has the stack of who asked for it. */
export function built<T>(by: NewableFunction | CallableFunction, make: (from: Place) => T): T {
  const from = place('client.build', by)
  try {
    return make(from)
  } catch (error) {
    throw located(error, from)
  }
}

/** What a caller gave, as the native half takes it: the options and the observer apart. */
export function given(options: unknown, from: Place): [unknown, ((event: Told) => void) | undefined] {
  if (!isPlain(options)) return [options, undefined]
  const { onEvent, ...rest } = options as { onEvent?: unknown }
  if (onEvent === undefined) return [plain(rest), undefined]
  if (typeof onEvent !== 'function') throw refused(from, 'onEvent must be a function')
  const tell = (event: Told) => {
    const { httpStatus = null, errorKind = null, retryInMs = null, requestId = null } = event
    onEvent(Object.freeze({ ...event, httpStatus, errorKind, retryInMs, requestId }))
  }
  return [plain(rest), tell]
}
