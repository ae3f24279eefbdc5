// From what the native half throws to the classes of errors.
import * as classes from './errors'
import type { ErrorFields, FailedAnswer } from './native'
import { native } from './native'
import { ours } from './ours'

/** Where a caller stands, for the stack of an error. */
export interface CallSite {
  readonly operation: string
  stack?: string
}

/** The site of whoever calls `method`. */
export function callSite(operation: string, method: NewableFunction | CallableFunction): CallSite {
  const site: CallSite = { operation }
  Error.captureStackTrace(site, method)
  return site
}

/** The error for what was thrown; what a caller's own code threw is its own affair. */
export function errorFrom(thrown: unknown, site: CallSite): unknown {
  return isNative(thrown) ? newError(thrown.fields, thrown.answer, site) : thrown
}

/** An error of ours that was met on the way, as that of whoever asked for the whole. */
export function asOf(site: CallSite, error: unknown): unknown {
  if (error instanceof classes.RegistryTokensError) error.stack = `${error.name}: ${error.message}${linesOf(site)}`
  return error
}

/** The error of an argument that only this layer can judge. */
export function refused(site: CallSite, reason: string): classes.RegistryTokensError {
  const { operation } = site
  const none = { details: [], attempts: 0, retryable: false, outcomeUnknown: false }
  return newError({ text: `${operation}: ${reason}`, kind: 'invalid_argument', operation, reason, ...none }, null, site)
}

/** Does something at once; an error has the stack of who asked for it. */
export function attempt<T>(
  operation: string,
  method: NewableFunction | CallableFunction,
  work: (site: CallSite) => T,
): T {
  const site = callSite(operation, method)
  try {
    return work(site)
  } catch (error) {
    throw errorFrom(error, site)
  }
}

function isNative(thrown: unknown): thrown is { fields: ErrorFields; answer: FailedAnswer } {
  // A getter of the caller may throw something that looks the same.
  return typeof thrown === 'object' && thrown !== null && 'answer' in thrown && native.FailedAnswer.is(thrown.answer)
}

// By name and not by what the classes are called in the end: bundlers rename them.
const CLASSES = new Map<string, { readonly prototype: classes.RegistryTokensError }>(Object.entries({ ...classes }))

function newError(fields: ErrorFields, answer: FailedAnswer | null, site: CallSite): classes.RegistryTokensError {
  const wanted = `${fields.kind.replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase())}Error`
  const name = CLASSES.has(wanted) ? wanted : 'RegistryTokensError'
  const error = ours(CLASSES.get(name) ?? classes.RegistryTokensError, name, fields, answer)
  // Its own stack begins inside of this package.
  error.stack = `${name}: ${error.message}${linesOf(site)}`
  return error
}

/** The caller's lines. What a program's own `Error.prepareStackTrace` gives may be no text, and it may throw. */
export function linesOf(site: CallSite): string {
  try {
    const stack: unknown = site.stack
    if (typeof stack !== 'string') return ''
    const first = stack.search(/\n\s*at /)
    return first < 0 ? '' : stack.slice(first)
  } catch {
    return ''
  }
}
