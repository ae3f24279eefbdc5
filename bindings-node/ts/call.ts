// Making a call: the caller's signal, the stack of the caller, the details of the answer.
import { type Place, located, refused } from './failures'
import type { Origin } from './model'
import { type Answer, type Cancel, native } from './native'
import { Secret, held } from './secret'

/** What every call can be told. */
export interface CallOptions {
  /** Ends the call: it rejects with the signal's reason, and its connection is closed. */
  signal?: AbortSignal
  /** The time of the call in milliseconds, retries included; of a list for each page. Default: the client's (60000). */
  timeoutMs?: number
  /** How often a failed try may be repeated. Default: the client's (4). */
  maxRetries?: number
  /** Further headers. Those that the client is responsible for are refused. */
  extraHeaders?: Texts
  /** Further query parameters. Those that the call sets itself are refused. */
  extraQuery?: Texts
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

/** Makes a call: arguments that are of no use reject, too. */
export function call<T>(
  from: Place,
  options: CallOptions | undefined,
  start: (options: unknown, cancel: Cancel | null) => unknown,
  read: Read<T>,
): CallPromise<T> {
  const response = made(from, options, (cancel) => start(plain(options), cancel) as Promise<Answer>).then((answer) =>
    responseOf(answer as Answer, read),
  )
  const value = response.then((answer) => answer.value)
  const withResponse = () => {
    // Whoever asks for the details does not wait for the value.
    value.catch(() => {})
    // A promise of its own: a rejection that nobody handles is told.
    return response.then((answer) => answer)
  }
  return Object.defineProperty(value, 'withResponse', { value: withResponse }) as CallPromise<T>
}

/** Starts something that a signal can end. */
export async function made(
  from: Place,
  options: CallOptions | undefined,
  start: (cancel: Cancel | null) => Promise<Answer | null>,
): Promise<Answer | null> {
  const signal = options?.signal
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw refused(from, 'signal must be an AbortSignal')
  }
  signal?.throwIfAborted()
  const cancel = signal ? new native.Cancel() : null
  const forget = signal && cancel ? onAbort(signal, cancel) : () => {}
  try {
    return await start(cancel)
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    throw located(error, from)
  } finally {
    forget()
  }
}

const waiting = new WeakMap<AbortSignal, Set<Cancel>>()

/** Cancels when the signal says so, until the returned function is called. One listener for all calls of a signal. */
function onAbort(signal: AbortSignal, cancel: Cancel): () => void {
  let calls = waiting.get(signal)
  if (calls === undefined) {
    const added = new Set<Cancel>()
    const abort = () => {
      for (const one of added) one.cancel()
    }
    signal.addEventListener('abort', abort, { once: true })
    calls = Object.assign(added, { abort })
    waiting.set(signal, calls)
  }
  const all = calls as Set<Cancel> & { abort: () => void }
  all.add(cancel)
  return () => {
    all.delete(cancel)
    if (all.size > 0) return
    signal.removeEventListener('abort', all.abort)
    waiting.delete(signal)
  }
}

/** What the native half reads: secrets as what they hold, maps as objects. What is no plain object is left to it to refuse. */
export function plain(given: unknown): unknown {
  if (!isPlain(given)) return given
  const made: Record<string, unknown> = Object.create(null)
  for (const [name, value] of Object.entries(given)) {
    made[name] =
      value instanceof Secret
        ? held(value)
        : value instanceof Map
          ? texts(value)
          : isPlain(value)
            ? { ...value }
            : value
  }
  return made
}

export function isPlain(given: unknown): given is Record<string, unknown> {
  // Instances of a caller's own classes, too; not what the language knows to hold something else, such as a Map.
  return Object.prototype.toString.call(given) === '[object Object]'
}

/** Without a prototype, so that no key has a meaning of its own. */
function texts(map: Map<unknown, unknown>): unknown {
  const made: Record<string, unknown> = Object.create(null)
  for (const [key, value] of map) {
    // The native half refuses the map and says what it wants.
    if (typeof key !== 'string') return map
    made[key] = value
  }
  return made
}

/** The value of an answer. */
export function valueOf<T>(answer: Answer, read: Read<T>): T {
  return read(JSON.parse(answer.text()), { answer, path: [] })
}

function responseOf<T>(answer: Answer, read: Read<T>): Response<T> {
  const details = answer.details()
  return Object.freeze({
    value: valueOf(answer, read),
    httpStatus: details?.httpStatus ?? 0,
    headers: Object.freeze(Object.fromEntries(details?.headers ?? [])),
    requestId: details?.requestId ?? null,
    attempts: details?.attempts ?? 0,
    elapsedMs: details?.elapsedMs ?? 0,
    body: () => answer.body(),
  })
}
