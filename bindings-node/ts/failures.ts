// From what the native half throws to the classes of errors.
import {
  AuthenticationError,
  BadRequestError,
  ClosedError,
  ConfigError,
  ConflictError,
  ConnectError,
  DeadlineExceededError,
  InternalError,
  InvalidArgumentError,
  InvalidResponseError,
  ListingUnstableError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitedError,
  RegistryTokensError,
  ServerError,
  TransportError,
} from './errors'
import type { ErrorFields, FailedAnswer } from './native'

const KINDS: Record<string, typeof RegistryTokensError> = {
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

/** Where a caller stands, for the stack of an error. */
export interface Place {
  readonly operation: string
  stack?: string
}

/** The place of whoever calls `method`. */
export function place(operation: string, method: NewableFunction | CallableFunction): Place {
  const here: Place = { operation }
  Error.captureStackTrace(here, method)
  return here
}

/** The error for what was thrown, with the stack of the caller: its own begins inside of this package. */
export function located(thrown: unknown, from: Place): unknown {
  const error = isRecord(thrown) ? made(thrown.fields, thrown.answer) : thrown
  if (error instanceof RegistryTokensError) {
    const frames = from.stack?.split('\n').slice(1).join('\n') ?? ''
    error.stack = `${error.name}: ${error.message}\n${frames}`
  }
  return error
}

/** The error of an argument that only this layer can judge. */
export function refused(from: Place, reason: string): unknown {
  const { operation } = from
  const none = { details: [], attempts: 0, retryable: false, outcomeUnknown: false }
  return located(made({ text: `${operation}: ${reason}`, kind: 'invalid_argument', operation, reason, ...none }), from)
}

function isRecord(thrown: unknown): thrown is { fields: ErrorFields; answer: FailedAnswer } {
  return typeof thrown === 'object' && thrown !== null && 'fields' in thrown && 'answer' in thrown
}

const made = (fields: ErrorFields, answer?: FailedAnswer) =>
  new (KINDS[fields.kind] ?? RegistryTokensError)(fields, answer)
