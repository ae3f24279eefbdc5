// The native half. Which file it is on which platform is decided here and nowhere else.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A value on its way from the native half; see `src/answer.rs`. */
export interface Answer {
  text(): string
  secret(number: number): HeldSecret | null
  apiJson(path: readonly number[]): string | null
  details(): Details | null
  body(): Uint8Array
}

export interface Details {
  httpStatus: number
  headers: [string, string][]
  requestId?: string
  attempts: number
  elapsedMs: number
}

export interface HeldSecret {
  reveal(): string
  equals(other: HeldSecret): boolean
}

export interface Cancel {
  cancel(): void
}

export interface Stream {
  next(cancel: Cancel | null): Promise<Answer | null>
}

export interface NativePager {
  items(): Stream
  pages(): Stream
  all(): Stream
}

export interface FailedAnswer {
  headers(): [string, string][]
  body(): Uint8Array
}

export interface ErrorFields {
  text: string
  kind: string
  operation: string
  reason: string
  httpStatus?: number
  details: { code: string; message: string }[]
  requestId?: string
  attempts: number
  retryAfterMs?: number
  retryable: boolean
  outcomeUnknown: boolean
  resourceId?: string
  systemError?: number
}

/** A native resource: each method takes its arguments, the options of the call and, unless it is a list, a `Cancel`. */
export type NativeResource = Record<string, (...given: unknown[]) => unknown>

export interface NativeClient {
  setCredentials(credentials: unknown): void
  close(): void
}

interface Native {
  HeldSecret: new (value: string) => HeldSecret
  Cancel: new () => Cancel
}

// One literal `require` each: tools that follow them see which packages there are.
const PACKAGES: Readonly<Record<string, () => unknown>> = {
  'linux-x64-gnu': () => require('@registry-tokens/linux-x64-gnu'),
  'linux-x64-musl': () => require('@registry-tokens/linux-x64-musl'),
  'linux-arm64-gnu': () => require('@registry-tokens/linux-arm64-gnu'),
  'linux-arm64-musl': () => require('@registry-tokens/linux-arm64-musl'),
  'darwin-x64': () => require('@registry-tokens/darwin-x64'),
  'darwin-arm64': () => require('@registry-tokens/darwin-arm64'),
  'win32-x64-msvc': () => require('@registry-tokens/win32-x64-msvc'),
  'win32-arm64-msvc': () => require('@registry-tokens/win32-arm64-msvc'),
}

/** The platform as the packages name it. */
function platform(): string {
  const name = `${process.platform}-${process.arch}`
  if (process.platform === 'win32') return `${name}-msvc`
  if (process.platform !== 'linux') return name
  return `${name}-${isGlibc() ? 'gnu' : 'musl'}`
}

function isGlibc(): boolean {
  // The report says it for sure, but takes longer than all the rest of loading.
  try {
    const ldd = readFileSync('/usr/bin/ldd', 'utf8')
    if (ldd.includes('GNU C Library')) return true
    if (ldd.includes('musl')) return false
  } catch {
    // No such file, or none that this process may read.
  }
  const { report } = process as { report?: { excludeNetwork?: boolean; getReport(): object } }
  if (report === undefined) return true
  // It would look up the names of all open connections, too.
  const before = report.excludeNetwork
  report.excludeNetwork = true
  const { header } = report.getReport() as { header?: { glibcVersionRuntime?: string } }
  report.excludeNetwork = before
  return header?.glibcVersionRuntime !== undefined
}

function load(): Native {
  // Where it was built, it is beside the rest. Not literal: a bundler would take it for a part of the package.
  const built = join(__dirname, '..', 'registry-tokens.node')
  if (existsSync(built)) return require(built)
  const here = platform()
  const name = `@registry-tokens/${here}`
  const open = PACKAGES[here]
  if (open === undefined) {
    const known = Object.keys(PACKAGES).join(', ')
    throw new Error(`registry-tokens has no native module for ${here}; there are ones for ${known}`)
  }
  try {
    return open() as Native
  } catch (cause) {
    // Node adds who asked for it on further lines.
    const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause)
    const lines = [
      `registry-tokens cannot load its native module for ${here}, which is in the package ${name}.`,
      'Tried:',
      `  ${built}: not there (it is where the package was built from source)`,
      `  ${name}: ${reason}`,
      'The package is an optional dependency. It is missing after an installation with `--omit=optional` (`--no-optional`), with',
      'a lock file or a node_modules that was made on another platform, or when its download failed. Remove node_modules and,',
      'if that is not enough, package-lock.json, and run `npm install` on this platform, without `--omit=optional`.',
    ]
    throw new Error(lines.join('\n'), { cause })
  }
}

export const native: Native = load()

/** A new object of a native class that belongs to a service. */
export function make<T>(name: string, ...given: unknown[]): T {
  const classes = native as unknown as Record<string, new (...given: unknown[]) => T>
  const wanted = classes[name]
  if (wanted === undefined) throw new TypeError(`the native half has no ${name}`)
  return new wanted(...given)
}
