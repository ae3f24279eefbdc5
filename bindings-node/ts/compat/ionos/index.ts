// What `@ionos-cloud/sdk-nodejs-container-registry` has for tokens, over the clients of this package.
export * from './configuration'
export { IonosApiError, RequiredError } from './errors'
export type { ApiResponse } from './errors'
export * from './models'
export * from './not-yet'
export * from './tokens-api'
