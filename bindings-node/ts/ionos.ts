// What clients of the IONOS Container Registry have beside their resources, and what is written by hand of their values.
import { Scope, type Registry, type ScopeAction } from './generated/models'
import { place, refused } from './failures'
import type { Secret } from './secret'

/** What proves to IONOS who is calling: an account token, or the user name and password of Basic authentication. */
export type IonosCredentials = { token: string | Secret } | { username: string; password: string | Secret }

/** Whether a registry can be used: its state is `Running`, in whatever capitals. */
export const registryIsRunning = (registry: Registry): boolean => registry.metadata?.state?.toLowerCase() === 'running'

/** A scope on one repository, or on all of them with the name `*`. */
export function scopeRepository(name: string, actions: readonly ScopeAction[]): Scope {
  const from = place('Scope.repository', Scope.repository)
  if (typeof name !== 'string') throw refused(from, 'name must be a string')
  const isList = Array.isArray(actions) && actions.every((action) => typeof action === 'string')
  if (!isList) throw refused(from, 'actions must be an array of strings')
  return new Scope(['repository', name, [...actions]], null)
}
