// The operating system's names for what happened to a connection.
import { getSystemErrorName } from 'node:util'

// Windows counts those of its sockets apart; Node's own errors have the names that all systems share.
const OF_WINDOWS = new Map([
  [10051, 'ENETUNREACH'],
  [10053, 'ECONNABORTED'],
  [10054, 'ECONNRESET'],
  [10060, 'ETIMEDOUT'],
  [10061, 'ECONNREFUSED'],
  [10065, 'EHOSTUNREACH'],
])

/** The name of a number of the system, where it has one. */
export function systemErrorName(number: number): string | undefined {
  const ofWindows = OF_WINDOWS.get(number)
  if (ofWindows !== undefined || number <= 0) return ofWindows
  const name = getSystemErrorName(-number)
  return /^E[A-Z0-9]+$/.test(name) ? name : undefined
}
