// Signals that end calls: one listener for all calls of a signal.
import { type CallSite, refused } from './failures'
import type { Cancel } from './native'

/** An `AbortSignal`: that of Node, or one of another realm or library. */
export interface AbortSignalLike {
  /** Whether it was said. */
  readonly aborted: boolean
  /** Why. */
  readonly reason?: unknown
  /** Tells when it is said. */
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  /** Tells no longer. */
  removeEventListener(type: 'abort', listener: () => void): void
}

/** The signal among options that were read; the native half does not look at it. */
export function signalOf(options: unknown, site: CallSite): AbortSignalLike | undefined {
  // What is no object is refused later, by name.
  const isRead = typeof options === 'object' && options !== null && Object.hasOwn(options, 'signal')
  const signal = isRead ? (options as { signal: unknown }).signal : undefined
  if (signal === undefined || isSignal(signal)) return signal
  throw refused(site, 'signal must be an AbortSignal')
}

/** By what it is, not by its class: a test runner or a library may have put one of its own in the place of Node's. */
function isSignal(value: unknown): value is AbortSignalLike {
  if (typeof value !== 'object' || value === null) return false
  const { aborted, addEventListener, removeEventListener } = value as Record<string, unknown>
  const isAlike =
    [typeof aborted, typeof addEventListener, typeof removeEventListener].join() === 'boolean,function,function'
  return isAlike && Object.prototype.toString.call(value) === '[object AbortSignal]'
}

/** Throws the reason of a signal that was said. */
export function assertNotAborted(signal: AbortSignalLike | undefined): void {
  if (signal?.aborted) throw reasonOf(signal)
}

/** Why; older libraries have no reasons. */
export function reasonOf(signal: AbortSignalLike): unknown {
  return signal.reason === undefined ? new DOMException('This operation was aborted', 'AbortError') : signal.reason
}

interface Listening {
  readonly calls: Set<Cancel>
  readonly abort: () => void
}

const listening = new WeakMap<AbortSignalLike, Listening>()

/** Cancels when the signal says so, until the returned function is called. */
export function onAbort(signal: AbortSignalLike, cancel: Cancel): () => void {
  const { calls, abort } = listening.get(signal) ?? listen(signal)
  calls.add(cancel)
  return () => {
    calls.delete(cancel)
    if (calls.size > 0) return
    signal.removeEventListener('abort', abort)
    listening.delete(signal)
  }
}

function listen(signal: AbortSignalLike): Listening {
  const calls = new Set<Cancel>()
  const abort = () => {
    for (const one of calls) one.cancel()
  }
  signal.addEventListener('abort', abort, { once: true })
  listening.set(signal, { calls, abort })
  return { calls, abort }
}
