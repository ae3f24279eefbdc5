// Issue, list, scope, change and revoke access tokens of container registries.
export type { CallOptions, CallPromise, Response, Texts } from './call'
export type { Event } from './client'
export * from './errors'
export * from './generated/ionos'
export * from './generated/models'
export type { IonosCredentials } from './ionos'
export { Pager } from './pager'
export { Secret } from './secret'
