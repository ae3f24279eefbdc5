// What can go wrong: one base class, one subclass per kind.
import { getSystemErrorName } from 'node:util'
import type { ErrorFields, FailedAnswer } from './native'

/** One message of the service about what it refused. */
export interface ErrorDetail {
  /** The service's own code, opaque; empty when it gave none. */
  readonly code: string
  /** The service's words. */
  readonly message: string
}

/** What an error holds beside itself: structured cloning keeps it, and nothing else of the fields. */
export interface ErrorCause {
  /** The fields of the error. */
  readonly fields: Readonly<Record<string, unknown>>
  /** The operating system's name for what happened to a connection, such as `ECONNREFUSED`. */
  readonly code?: string
}

const NO_ANSWER: FailedAnswer = { headers: () => [], body: () => new Uint8Array() }

/**
 * The base of every error of this package. New subclasses may come.
 *
 * The message is one line: the operation, the status, the service's words. It never holds a credential, a header or a body.
 */
export class RegistryTokensError extends Error {
  /** What went wrong, named for what a caller does next: `not_found`, `rate_limited`, ... */
  readonly code: string
  /** The operation that failed, such as `tokens.get`, or `client.build`. */
  readonly operation: string
  /** What happened, in one sentence without the operation's name. */
  readonly reason: string
  /** The HTTP status of the last answer, when there was one. */
  readonly httpStatus: number | null
  /** The service's own messages. */
  readonly details: readonly ErrorDetail[]
  /** The id to quote to the service's support. */
  readonly requestId: string | null
  /** How many requests were sent or tried; 0 when the call was refused before that. */
  readonly attempts: number
  /** How long the service asked to wait, as its last answer said. */
  readonly retryAfterMs: number | null
  /** Whether the same call may be made again without risk and may then succeed. */
  readonly retryable: boolean
  /** Whether any attempt of this changing call may have been carried out by the service. */
  readonly outcomeUnknown: boolean
  /** The id of what the service made before the exchange broke, when it told. */
  readonly resourceId: string | null
  /** The fields again, for `structuredClone`, and the operating system's word for a broken connection. */
  declare readonly cause: ErrorCause

  readonly #answer: FailedAnswer

  /** @internal */
  constructor(fields: ErrorFields, answer: FailedAnswer = NO_ANSWER) {
    super(fields.text)
    Object.defineProperty(this, 'name', { value: new.target.name, configurable: true, writable: true })
    this.code = fields.kind
    this.operation = fields.operation
    this.reason = fields.reason
    this.httpStatus = fields.httpStatus ?? null
    this.details = Object.freeze(fields.details.map((detail) => Object.freeze(detail)))
    this.requestId = fields.requestId ?? null
    this.attempts = fields.attempts
    this.retryAfterMs = fields.retryAfterMs ?? null
    this.retryable = fields.retryable
    this.outcomeUnknown = fields.outcomeUnknown
    this.resourceId = fields.resourceId ?? null
    this.#answer = answer
    const system = fields.systemError === undefined ? {} : { code: getSystemErrorName(-fields.systemError) }
    const cause = Object.freeze({ ...system, fields: Object.freeze({ ...this }) })
    Object.defineProperty(this, 'cause', { value: cause, enumerable: false })
  }

  /** The headers of the last answer, names in lower case. */
  responseHeaders(): Record<string, string> {
    return Object.fromEntries(this.#answer.headers())
  }

  /** The body of the last answer, cut at 64 KiB. It may hold a secret. */
  responseBody(): Uint8Array {
    return this.#answer.body()
  }

  /** The fields, with name and message. */
  toJSON(): Record<string, unknown> {
    const fields: Record<string, unknown> = Object.fromEntries(Object.entries(this))
    return { name: this.name, message: this.message, ...fields }
  }
}

/** Refused before anything was sent: a bad id, an empty name, a past expiry date, nothing to change, a wrong type. */
export class InvalidArgumentError extends RegistryTokensError {}
/** The client cannot work as configured, or the service redirects. */
export class ConfigError extends RegistryTokensError {}
/** 401: the account's credentials are not accepted. */
export class AuthenticationError extends RegistryTokensError {}
/** 403: the account may not do this. */
export class PermissionDeniedError extends RegistryTokensError {}
/** 404: no such registry or token. */
export class NotFoundError extends RegistryTokensError {}
/** 409: for example a name that is taken. */
export class ConflictError extends RegistryTokensError {}
/** 429, after the retries. */
export class RateLimitedError extends RegistryTokensError {}
/** Any other 4xx. */
export class BadRequestError extends RegistryTokensError {}
/** 5xx, after the retries where there are any. */
export class ServerError extends RegistryTokensError {}
/** Nothing was sent in the last attempt: DNS, refused, TLS, connect timeout. */
export class ConnectError extends RegistryTokensError {}
/** The time of the call is up. */
export class DeadlineExceededError extends RegistryTokensError {}
/** The exchange broke after something was sent. */
export class TransportError extends RegistryTokensError {}
/** A 2xx answer that is not what the API promises, or larger than the cap. */
export class InvalidResponseError extends RegistryTokensError {}
/** `all()` could not get two agreeing scans of a list that kept changing. */
export class ListingUnstableError extends RegistryTokensError {}
/** The client was closed. */
export class ClosedError extends RegistryTokensError {}
/** A bug of this library. */
export class InternalError extends RegistryTokensError {}
