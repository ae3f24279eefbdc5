// What `setDebug` shows: an event has no ids, headers, bodies or credentials.
import type { Event } from '../../index'

/** Tells an attempt on the console. One function for all: one that knew its configuration would keep it in memory. */
export function tell({
  operation,
  httpMethod,
  urlTemplate,
  attempt,
  httpStatus,
  errorKind,
  elapsedMs,
  retryInMs,
}: Event): void {
  const end = httpStatus ?? errorKind
  const next = retryInMs === null ? '' : `, again in ${Math.round(retryInMs)} ms`
  const what = `${operation}: ${httpMethod} ${urlTemplate}: attempt ${attempt}: ${end} after ${Math.round(elapsedMs)} ms${next}`
  console.log(`[ registry-tokens ][debug] ${what}`)
}
