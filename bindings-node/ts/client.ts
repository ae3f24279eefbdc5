/// <reference lib="esnext.disposable" preserve="true" />
// What every client has, whatever its service.
import { type Environment, environment } from './environment'
import { type CallSite, attempt, refused } from './failures'
import type { ErrorCode } from './generated/models'
import { deliver } from './inbox'
import { type Names, read } from './input'
import type { NativeClient } from './native'

/** One attempt of a call, as it ended; without ids, headers or bodies. */
export interface Event {
  /** The operation, such as `tokens.create`. */
  readonly operation: string
  /** The provider: `ionos`, `swr`, or `iam` where the project is looked up for that. */
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
  readonly errorKind: ErrorCode | null
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
  readonly #credentialNames: Names

  /** @internal */
  constructor(native: NativeClient, credentialNames: Names) {
    this.#native = native
    this.#credentialNames = credentialNames
  }

  /**
   * Replaces the account's credentials for every request from now on, also of calls that wait to try again. What was looked
   * up with the ones before, such as a project, is looked up anew; what was given stays.
   *
   * @param credentials The new ones, whole.
   * @throws InvalidArgumentError when they are of the wrong type or not one set; the old ones stay.
   * @throws ConfigError when they cannot be sent; the old ones stay.
   */
  setCredentials(credentials: Credentials): void {
    attempt('client.build', this.setCredentials, (site) =>
      this.#native.setCredentials(read(credentials, this.#credentialNames, site)),
    )
  }

  /** Closes the client: requests under way end as they would have, later ones reject with `ClosedError`. */
  close(): void {
    this.#native.close()
  }

  /** Closes the client at the end of a `using` block. */
  [Symbol.dispose](): void {
    this.close()
  }

  /** Closes the client at the end of an `await using` block. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.close()
  }
}

type Arguments = [
  options: unknown,
  deliver: (outcomes: readonly unknown[]) => void,
  observer: ((event: Told) => void) | undefined,
  surroundings: Environment | undefined,
]

/** What a caller gave a client, as the native half takes it: the options and the observer apart, and what it may look up. */
export function clientArguments(given: unknown, names: Names, site: CallSite): Arguments {
  const options = read(given, names, site)
  // No object, so nothing was read: the native half refuses it.
  if (options === given) return [given, deliver, undefined, undefined]
  const { onEvent, loadEnvironment } = options as { onEvent?: unknown; loadEnvironment?: unknown }
  Reflect.deleteProperty(options as object, 'onEvent')
  const surroundings = loadEnvironment === false ? undefined : environment()
  if (onEvent === undefined) return [options, deliver, undefined, surroundings]
  if (typeof onEvent !== 'function') throw refused(site, 'onEvent must be a function')
  const tell = (event: Told) => {
    const { httpStatus = null, errorKind = null, retryInMs = null, requestId = null } = event
    onEvent(Object.freeze({ ...event, httpStatus, errorKind, retryInMs, requestId }))
  }
  return [options, deliver, tell, surroundings]
}
