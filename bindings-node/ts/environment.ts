// What the native half looks up in its surroundings: in a worker thread `process.env` is not the environment of the process.
import { readFileSync } from 'node:fs'
import { native } from './native'

/** As the native half takes it. */
export interface Environment {
  variables: Record<string, string>
  home: string | undefined
  extraCertificates: Uint8Array | undefined
}

/** The environment of this thread, now. */
export function environment(): Environment {
  const variables: Record<string, string> = Object.create(null)
  for (const name of native.lookedUp(Object.keys(process.env))) variables[name] = String(process.env[name])
  return { variables, home: home(), extraCertificates: extraCertificates() }
}

function home(): string | undefined {
  const named = process.env[process.platform === 'win32' ? 'USERPROFILE' : 'HOME']
  // The system's own answer follows the environment of the process, which a thread may have been kept away from.
  if (named) return named
  // Rarely needed: loading this module alone takes longer than all of ours.
  const { isMainThread } = require('node:worker_threads') as typeof import('node:worker_threads')
  if (!isMainThread) return undefined
  try {
    return (require('node:os') as typeof import('node:os')).homedir()
  } catch {
    // A user that the system does not know.
    return undefined
  }
}

const warned = new Set<string>()

/** What `fetch` trusts, too; unusable files are told and ignored, as Node does. */
export function extraCertificates(): Uint8Array | undefined {
  const path = process.env.NODE_EXTRA_CA_CERTS
  if (!path) return undefined
  let reason: string | null
  try {
    const read = readFileSync(path)
    reason = native.unusableCertificates(read)
    if (reason === null) return read
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error)
  }
  if (!warned.has(path)) process.emitWarning(`Ignoring extra certs from \`${path}\`, load failed: ${reason}`)
  warned.add(path)
  return undefined
}
