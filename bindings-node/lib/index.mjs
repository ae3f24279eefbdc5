// The same module for `import`: one copy, so that `instanceof` holds whichever way it was loaded.
import api from './index.cjs'

export const { IonosClient, Tokens, Secret } = api
export const {
  RegistryTokensError, InvalidArgumentError, ConfigError, AuthenticationError, PermissionDeniedError, NotFoundError,
  ConflictError, RateLimitedError, BadRequestError, ServerError, ConnectError, DeadlineExceededError, TransportError,
  InvalidResponseError, ListingUnstableError, ClosedError, InternalError,
} = api
export const { ResourceState, ScopeAction, ScopeType, TokenStatus } = api
