import type { Token } from './generated/models.js'

export * from './generated/models.js'

/** A password or token: text forms show `[redacted]`, the value itself comes only from {@link Secret.reveal}. */
export declare class Secret {
  constructor(value: string)
  /** The value in clear. */
  reveal(): string
  /** Whether another one has the same value; takes the same time wherever they differ. */
  equals(other: Secret): boolean
}

/** The options of a client. */
export interface ClientOptions {
  /** An account token, with or without `Bearer `. Environment: `IONOS_TOKEN`. */
  token?: string | Secret
  /** Where the API is. Environment: `IONOS_API_URL`. */
  baseUrl?: string
  /** Whether the environment and the default config file are read at all. Default: true. */
  loadEnvironment?: boolean
  /** How often a failed try may be repeated. Default: 4. */
  maxRetries?: number
  /** The upper bound of the wait before the first retry. Default: 100. */
  firstWaitMs?: number
}

/** A client of the IONOS Container Registry API. */
export declare class IonosClient {
  /** Sets up a client; nothing is sent. */
  constructor(options?: ClientOptions)
  /** The tokens of a registry. */
  get tokens(): Tokens
  /** Closes the client: later calls are rejected with {@link ClosedError}. */
  close(): void
}

/** The tokens of a registry. Get it from {@link IonosClient.tokens}. */
export declare class Tokens {
  private constructor()
  /** One token. Rejected with {@link NotFoundError} where there is none. */
  get(registryId: string, tokenId: string): Promise<Token>
}

/** One message of the service about what it refused. */
export interface ErrorDetail {
  /** The service's own code, opaque; empty when it gave none. */
  readonly code: string
  /** The service's words. */
  readonly message: string
}

/** The base of every error of this package. New subclasses may come. */
export declare class RegistryTokensError extends Error {
  private constructor()
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
  /** The headers of the last answer. */
  responseHeaders(): Array<[string, string]>
  /** The body of the last answer, cut at 64 KiB. It may hold a secret. */
  responseBody(): Uint8Array
}

export declare class InvalidArgumentError extends RegistryTokensError {}
export declare class ConfigError extends RegistryTokensError {}
export declare class AuthenticationError extends RegistryTokensError {}
export declare class PermissionDeniedError extends RegistryTokensError {}
export declare class NotFoundError extends RegistryTokensError {}
export declare class ConflictError extends RegistryTokensError {}
export declare class RateLimitedError extends RegistryTokensError {}
export declare class BadRequestError extends RegistryTokensError {}
export declare class ServerError extends RegistryTokensError {}
export declare class ConnectError extends RegistryTokensError {}
export declare class DeadlineExceededError extends RegistryTokensError {}
export declare class TransportError extends RegistryTokensError {}
export declare class InvalidResponseError extends RegistryTokensError {}
export declare class ListingUnstableError extends RegistryTokensError {}
export declare class ClosedError extends RegistryTokensError {}
export declare class InternalError extends RegistryTokensError {}
