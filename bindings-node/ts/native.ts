// The native half, as the files in `src` write it.
import { load } from './load'

/** A value on its way from the native half; see `src/answer.rs`. */
export interface Answer {
  text(): string
  secret(number: number): HeldSecret | null
  apiJson(path: readonly number[]): string | null
  details(): Details | null
  body(): Uint8Array
}

export interface Details {
  httpStatus: number
  headers: [string, string][]
  requestId?: string
  attempts: number
  elapsedMs: number
}

export interface HeldSecret {
  current(): HeldSecret
  reveal(): string
  equals(other: HeldSecret): boolean
}

export interface Cancel {
  cancel(): void
}

export interface Stream {
  next(cancel: Cancel | null, number: number): void
}

export interface NativePager {
  items(): Stream
  pages(): Stream
  all(): Stream
}

export interface FailedAnswer {
  headers(): [string, string][]
  body(): Uint8Array
}

export interface ErrorFields {
  text: string
  kind: string
  operation: string
  reason: string
  httpStatus?: number
  details: { code: string; message: string }[]
  requestId?: string
  attempts: number
  retryAfterMs?: number
  retryable: boolean
  outcomeUnknown: boolean
  resourceId?: string
  systemError?: number
}

/** A native resource: each method takes its arguments, the options of the call and, unless it is a list, a `Cancel`. */
export type NativeResource = Record<string, (...given: unknown[]) => unknown>

export interface NativeClient {
  setCredentials(credentials: unknown): void
  close(): void
}

interface Native {
  readonly HeldSecret: new (value: string) => HeldSecret
  readonly Cancel: new () => Cancel
  readonly FailedAnswer: { is(value: unknown): boolean }
  /** Those of these names of variables that a client looks up. */
  lookedUp(names: readonly string[]): string[]
  /** Why nothing can be trusted because of a file's content; null when it can. */
  unusableCertificates(pem: Uint8Array): string | null
}

export const native: Native = load() as Native

/** A new object of a native class that belongs to a service. */
export function make<T>(name: string, ...given: unknown[]): T {
  const classes = native as unknown as Record<string, new (...given: unknown[]) => T>
  const wanted = classes[name]
  if (wanted === undefined) throw new TypeError(`the native half has no ${name}`)
  return new wanted(...given)
}
