// What clients of the IONOS Container Registry have beside their resources, and what is written by hand of their values.
import { callSite, refused } from './failures'
import { type Registry, Scope, type ScopeAction, readScope } from './generated/models'
import type { Names } from './input'
import { WHOLE } from './model'
import type { Secret } from './secret'
import { Given } from './source'

/** What proves to IONOS who is calling: an account token, or the user name and password of Basic authentication. */
export type IonosCredentials = { token: string | Secret } | { username: string; password: string | Secret }

/** The names in them. */
export const ionosCredentialNames: Names = { token: null, username: null, password: null }

/** Whether a registry can be used: its state is `Running`, in whatever capitals. */
export const registryIsRunning = (registry: Registry): boolean => registry.metadata?.state?.toLowerCase() === 'running'

/** A scope on one repository, or on all of them with the name `*`. */
export function scopeRepository(name: string, actions: readonly ScopeAction[]): Scope {
  const site = callSite('Scope.repository', Scope.repository)
  if (typeof name !== 'string') throw refused(site, 'name must be a string')
  const isList = Array.isArray(actions) && actions.every((action) => typeof action === 'string')
  if (!isList) throw refused(site, 'actions must be an array of strings')
  return readScope(new Given(['repository', name, actions]), null, WHOLE)
}
