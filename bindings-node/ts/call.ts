// Making a call: the caller's signal, the stack of the caller, the details of the answer.
import { type CallSite, errorFrom } from './failures'
import { type Arrived, GIVEN_UP, arrival } from './inbox'
import { type Names, read } from './input'
import { type Parent, WHOLE } from './model'
import { type Answer, type Cancel, native } from './native'
import { type AbortSignalLike, assertNotAborted, onAbort, reasonOf, signalOf } from './signal'
import { type Source, Written } from './source'

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

export type Read<T> = (from: Source, parent: Parent, place: number) => T

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
  readonly start: (options: unknown, cancel: Cancel | null, number: number) => unknown
  readonly read: Read<T>
}

/** Makes a call: arguments that are of no use reject, too. */
export function call<T>(calling: Calling<T>, options: CallOptions | undefined): CallPromise<T> {
  const arrived = respond(calling, options)
  const value = arrived.then((one) => valueOf(one, calling.read))
  const withResponse = async () => {
    // Whoever asks for the details does not wait for the value.
    value.catch(() => {})
    const { answer } = await arrived
    return responseOf(await value, answer)
  }
  return Object.defineProperty(value, 'withResponse', { value: withResponse }) as CallPromise<T>
}

/** The same for what takes several requests, of which none has the details to show. */
export async function callValue<T>(calling: Calling<T>, options: CallOptions | undefined): Promise<T> {
  return valueOf(await respond(calling, options), calling.read)
}

async function respond<T>(calling: Calling<T>, given: CallOptions | undefined): Promise<NonNullable<Arrived>> {
  const { site, names, start } = calling
  const options = given === undefined ? undefined : read(given, { ...CALL_NAMES, ...names }, site)
  const signal = signalOf(options, site)
  const begin = (cancel: Cancel | null) => arrival((number) => start(options, cancel, number))
  return (await openCall(site, signal, begin)) as NonNullable<Arrived>
}

/** Starts a request that a signal can end, or whoever holds `cancel`. */
export async function openCall(
  site: CallSite,
  signal: AbortSignalLike | undefined,
  start: (cancel: Cancel | null) => Promise<Arrived>,
  cancel: Cancel | null = signal ? new native.Cancel() : null,
): Promise<Arrived> {
  assertNotAborted(signal)
  const forget = signal && cancel ? onAbort(signal, cancel) : () => {}
  try {
    return await start(cancel)
  } catch (error) {
    // A failure that was there before the signal is told as it is: it may say that the outcome is unknown.
    if (signal?.aborted && error === GIVEN_UP) throw reasonOf(signal)
    throw errorFrom(error, site)
  } finally {
    forget()
  }
}

/** The value of an answer. */
export function valueOf<T>({ units, answer }: NonNullable<Arrived>, readValue: Read<T>): T {
  return readValue(new Written(units, answer), answer, WHOLE)
}

function responseOf<T>(value: T, answer: Answer): Response<T> {
  const details = answer.details()
  return Object.freeze({
    value,
    httpStatus: details?.httpStatus ?? 0,
    headers: Object.freeze(Object.fromEntries(details?.headers ?? [])),
    requestId: details?.requestId ?? null,
    attempts: details?.attempts ?? 0,
    elapsedMs: details?.elapsedMs ?? 0,
    body: () => answer.body(),
  })
}
