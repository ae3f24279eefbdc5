// Making a call: the caller's signal, the stack of the caller, the details of the answer.
import { type CallSite, errorFrom } from './failures'
import { type Names, read } from './input'
import type { Origin } from './model'
import { type Answer, type Cancel, native } from './native'
import { type AbortSignalLike, assertNotAborted, onAbort, reasonOf, signalOf } from './signal'

/** What every call can be told. */
export interface CallOptions {
  /**
   * Ends the call: it rejects with the signal's reason, and its connection is closed; a failure that was there before is given
   * as it is. After an abort of a change only `onEvent` tells whether it may have been carried out (`outcomeUnknown`).
   */
  signal?: AbortSignalLike | undefined
  /** The time of the call in milliseconds, retries included; of a list for each page. Default: the client's (60000). */
  timeoutMs?: number | undefined
  /** How often a failed try may be repeated. Default: the client's (4). */
  maxRetries?: number | undefined
  /** Further headers. Those that the client is responsible for are refused. */
  extraHeaders?: Texts | undefined
  /** Further query parameters. Those that the call sets itself are refused. */
  extraQuery?: Texts | undefined
}

/** Texts by name. */
export type Texts = Readonly<Record<string, string>> | ReadonlyMap<string, string>

/** A value and the answer it came in. Where a call takes several requests (`find`), the details are those of the last. */
export interface Response<T> {
  /** What the call gives. */
  readonly value: T
  /** The HTTP status. */
  readonly httpStatus: number
  /** The headers that are of use to a caller, names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The id to quote to the service's support. */
  readonly requestId: string | null
  /** How many requests it took. */
  readonly attempts: number
  /** How long it took in milliseconds, waits included. */
  readonly elapsedMs: number
  /** The raw body, decompressed. That of an answer that issues a token holds its password in clear. */
  body(): Uint8Array
}

/** A promise of what a call gives. */
export interface CallPromise<T> extends Promise<T> {
  /** The value with the details of the answer; the call is made once all the same. */
  withResponse(): Promise<Response<T>>
}

export type Read<T> = (wire: unknown, origin: Origin) => T

/** The names of the options of every call. */
export const CALL_NAMES: Names = {
  signal: null,
  timeoutMs: null,
  maxRetries: null,
  extraHeaders: null,
  extraQuery: null,
}

/** What a method knows of the call that it makes. */
export interface Calling<T> {
  readonly site: CallSite
  /** The names of its own options. */
  readonly names: Names
  readonly start: (options: unknown, cancel: Cancel | null) => unknown
  readonly read: Read<T>
}

/** Makes a call: arguments that are of no use reject, too. */
export function call<T>(calling: Calling<T>, options: CallOptions | undefined): CallPromise<T> {
  const response = respond(calling, options)
  const value = response.then((answer) => answer.value)
  const withResponse = () => {
    // Whoever asks for the details does not wait for the value.
    value.catch(() => {})
    // A promise of its own: a rejection that nobody handles is told.
    return response.then((answer) => answer)
  }
  return Object.defineProperty(value, 'withResponse', { value: withResponse }) as CallPromise<T>
}

/** The same for what takes several requests, of which none has the details to show. */
export async function callValue<T>(calling: Calling<T>, options: CallOptions | undefined): Promise<T> {
  return (await respond(calling, options)).value
}

async function respond<T>(calling: Calling<T>, given: CallOptions | undefined): Promise<Response<T>> {
  const { site, names, start } = calling
  const options = read(given, { ...CALL_NAMES, ...names }, site)
  const signal = signalOf(options, site)
  const answer = await openCall(site, signal, (cancel) => start(options, cancel) as Promise<Answer>)
  return responseOf(answer as Answer, calling.read)
}

/** Starts a request that a signal can end, or whoever holds `cancel`. */
export async function openCall(
  site: CallSite,
  signal: AbortSignalLike | undefined,
  start: (cancel: Cancel | null) => Promise<Answer | null>,
  cancel: Cancel | null = signal ? new native.Cancel() : null,
): Promise<Answer | null> {
  assertNotAborted(signal)
  const forget = signal && cancel ? onAbort(signal, cancel) : () => {}
  try {
    return await start(cancel)
  } catch (error) {
    // A failure that was there before the signal is told as it is: it may say that the outcome is unknown.
    if (signal?.aborted && isGivenUp(error)) throw reasonOf(signal)
    throw errorFrom(error, site)
  } finally {
    forget()
  }
}

const isGivenUp = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'Cancelled'

/** The value of an answer. */
export function valueOf<T>(answer: Answer, readValue: Read<T>): T {
  return readValue(JSON.parse(answer.text()), { answer, path: [] })
}

function responseOf<T>(answer: Answer, readValue: Read<T>): Response<T> {
  const details = answer.details()
  return Object.freeze({
    value: valueOf(answer, readValue),
    httpStatus: details?.httpStatus ?? 0,
    headers: Object.freeze(Object.fromEntries(details?.headers ?? [])),
    requestId: details?.requestId ?? null,
    attempts: details?.attempts ?? 0,
    elapsedMs: details?.elapsedMs ?? 0,
    body: () => answer.body(),
  })
}
