// What can go wrong: one base class, one subclass per kind.
import type { ErrorCode } from './generated/models'
import type { ErrorFields, FailedAnswer } from './native'
import { assertOurs } from './ours'
import { systemErrorName } from './system'

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
  readonly code?: string | undefined
}

/**
 * The base of every error of this package. New subclasses may come; nobody else makes objects of them.
 *
 * The message is one line: the operation, the status, the service's words. It never holds a credential, a header or a body.
 */
export class RegistryTokensError extends Error {
  /** What went wrong, named for what a caller does next; each subclass has its own. */
  readonly code: ErrorCode
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

  readonly #answer: FailedAnswer | null

  /** For this package alone. */
  protected constructor(mark: unknown, name: string, fields: ErrorFields, answer: FailedAnswer | null) {
    assertOurs(mark)
    super(fields.text)
    Object.defineProperty(this, 'name', { value: name, configurable: true, writable: true })
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
    const code = fields.systemError === undefined ? undefined : systemErrorName(fields.systemError)
    const cause = Object.freeze({ ...(code === undefined ? {} : { code }), fields: Object.freeze({ ...this }) })
    // Of a rotation the cause is what the deployment threw.
    const configurable = fields.kind === 'rotation_incomplete'
    Object.defineProperty(this, 'cause', { value: cause, enumerable: false, configurable })
  }

  /** The headers of the last answer, names in lower case. */
  responseHeaders(): Record<string, string> {
    return Object.fromEntries(this.#answer?.headers() ?? [])
  }

  /** The body of the last answer, cut at 64 KiB. It may hold a secret. */
  responseBody(): Uint8Array {
    return this.#answer?.body() ?? new Uint8Array()
  }

  /** The fields, with name and message. */
  toJSON(): Record<string, unknown> {
    const fields: Record<string, unknown> = Object.fromEntries(Object.entries(this))
    return { name: this.name, message: this.message, ...fields }
  }
}

/** Refused before anything was sent: a bad id, an empty name, a past expiry date, nothing to change, a wrong type. */
export class InvalidArgumentError extends RegistryTokensError {
  declare readonly code: 'invalid_argument'
}
/** The client cannot work as configured, or the service redirects. */
export class ConfigError extends RegistryTokensError {
  declare readonly code: 'config'
}
/** 401, or a code that means the same: the account's credentials are not accepted. */
export class AuthenticationError extends RegistryTokensError {
  declare readonly code: 'authentication'
}
/** 403: the account may not do this. */
export class PermissionDeniedError extends RegistryTokensError {
  declare readonly code: 'permission_denied'
}
/** 404, or a code that means the same: no such registry, token, instance or credential. */
export class NotFoundError extends RegistryTokensError {
  declare readonly code: 'not_found'
}
/** 409: for example a name that is taken. */
export class ConflictError extends RegistryTokensError {
  declare readonly code: 'conflict'
}
/** 429, or a code that means the same, after the retries. */
export class RateLimitedError extends RegistryTokensError {
  declare readonly code: 'rate_limited'
}
/** Any other 4xx. */
export class BadRequestError extends RegistryTokensError {
  declare readonly code: 'bad_request'
}
/** 5xx, after the retries where there are any. */
export class ServerError extends RegistryTokensError {
  declare readonly code: 'server'
}
/** Nothing was sent in the last attempt: DNS, refused, TLS, connect timeout. */
export class ConnectError extends RegistryTokensError {
  declare readonly code: 'connect'
}
/** The time of the call is up. */
export class DeadlineExceededError extends RegistryTokensError {
  declare readonly code: 'deadline_exceeded'
}
/** The exchange broke after something was sent. */
export class TransportError extends RegistryTokensError {
  declare readonly code: 'transport'
}
/** A 2xx answer that is not what the API promises, or larger than the cap. */
export class InvalidResponseError extends RegistryTokensError {
  declare readonly code: 'invalid_response'
}
/** `all()` could not get two agreeing scans of a list that kept changing. */
export class ListingUnstableError extends RegistryTokensError {
  declare readonly code: 'listing_unstable'
}
/** The new credentials are not in place, and both they and the old ones exist; `resourceId` is the id of the new ones. */
export class RotationIncompleteError extends RegistryTokensError {
  declare readonly code: 'rotation_incomplete'
  /** What the deployment threw; beside `undoRotation` alone it is as with every error. */
  // biome-ignore lint/suspicious/noExplicitAny: a deployment may throw anything
  declare readonly cause: any
}
/** The client was closed. */
export class ClosedError extends RegistryTokensError {
  declare readonly code: 'closed'
}
/** A bug of this library. */
export class InternalError extends RegistryTokensError {
  declare readonly code: 'internal'
}
