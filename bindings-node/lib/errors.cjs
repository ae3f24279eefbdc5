// What can go wrong: one base class, one subclass per kind.
'use strict'

const native = require('./native.cjs')

class RegistryTokensError extends Error {
  #answer

  constructor(fields, answer) {
    super(fields.text)
    this.code = fields.kind
    this.operation = fields.operation
    this.reason = fields.reason
    this.httpStatus = fields.httpStatus ?? null
    this.details = fields.details
    this.requestId = fields.requestId ?? null
    this.attempts = fields.attempts
    this.retryAfterMs = fields.retryAfterMs ?? null
    this.retryable = fields.retryable
    this.outcomeUnknown = fields.outcomeUnknown
    this.resourceId = fields.resourceId ?? null
    this.#answer = answer
  }

  get name() {
    return this.constructor.name
  }

  responseHeaders() {
    return this.#answer.headers()
  }

  responseBody() {
    return this.#answer.body()
  }

  toJSON() {
    return { name: this.name, message: this.message, ...this }
  }
}

class InvalidArgumentError extends RegistryTokensError {}
class ConfigError extends RegistryTokensError {}
class AuthenticationError extends RegistryTokensError {}
class PermissionDeniedError extends RegistryTokensError {}
class NotFoundError extends RegistryTokensError {}
class ConflictError extends RegistryTokensError {}
class RateLimitedError extends RegistryTokensError {}
class BadRequestError extends RegistryTokensError {}
class ServerError extends RegistryTokensError {}
class ConnectError extends RegistryTokensError {}
class DeadlineExceededError extends RegistryTokensError {}
class TransportError extends RegistryTokensError {}
class InvalidResponseError extends RegistryTokensError {}
class ListingUnstableError extends RegistryTokensError {}
class ClosedError extends RegistryTokensError {}
class InternalError extends RegistryTokensError {}

const KINDS = {
  invalid_argument: InvalidArgumentError,
  config: ConfigError,
  authentication: AuthenticationError,
  permission_denied: PermissionDeniedError,
  not_found: NotFoundError,
  conflict: ConflictError,
  rate_limited: RateLimitedError,
  bad_request: BadRequestError,
  server: ServerError,
  connect: ConnectError,
  deadline_exceeded: DeadlineExceededError,
  transport: TransportError,
  invalid_response: InvalidResponseError,
  listing_unstable: ListingUnstableError,
  closed: ClosedError,
  internal: InternalError,
}

native.setErrorFactory((fields, answer) => new (KINDS[fields.kind] ?? RegistryTokensError)(fields, answer))

const classes = Object.fromEntries(Object.values(KINDS).map((kind) => [kind.name, kind]))

module.exports = { KINDS, classes: { RegistryTokensError, ...classes } }
