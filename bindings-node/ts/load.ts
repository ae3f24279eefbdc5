// Which file the native half is on which platform, and what is said when there is none that can be used.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

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

/** The native half, in the version of this one. */
export function load(): unknown {
  const here = platform()
  const found = source(here)
  try {
    const native = found.open() as { version?: () => string }
    assertVersion(typeof native.version === 'function' ? native.version() : 'older', found.name)
    return native
  } catch (cause) {
    if (cause instanceof WrongVersion) throw new Error(cause.message)
    const title = `registry-tokens cannot load its native module for ${here}, which is in ${found.isBuilt ? '' : 'the package '}${found.name}.`
    throw new Error([title, ...advice(cause, found)].join('\n'), { cause })
  }
}

interface Source {
  readonly name: string
  readonly isBuilt: boolean
  readonly open: () => unknown
}

function source(here: string): Source {
  // Not literal: a bundler would take it for a part of the package.
  const built = join(__dirname, '..', 'registry-tokens.node')
  if (existsSync(built)) return { name: built, isBuilt: true, open: () => require(built) }
  const open = PACKAGES[here]
  if (open !== undefined) return { name: `@registry-tokens/${here}`, isBuilt: false, open }
  const known = Object.keys(PACKAGES).join(', ')
  throw new Error(`registry-tokens has no native module for ${here}; there are ones for ${known}`)
}

class WrongVersion extends Error {}

/** Each half is made of the sources of the other: they agree on more than names. */
function assertVersion(theirs: string, name: string): void {
  const { version: ours } = require('../package.json') as { version: string }
  if (theirs === ours) return
  const halves = `registry-tokens ${ours} needs its native module in the same version, but ${name} is ${theirs}.`
  throw new WrongVersion(
    `${halves}\nRemove node_modules and, if that is not enough, package-lock.json, and run \`npm install\`.`,
  )
}

function advice(cause: unknown, { name, isBuilt }: Source): string[] {
  const { code, message } = cause as Partial<NodeJS.ErrnoException>
  // Node adds who asked for it on further lines.
  const reason = message === undefined ? String(cause) : message.split('\n', 1)[0]
  if (code === 'ERR_DLOPEN_DISABLED') {
    return [
      'This Node was told not to load native modules: it was started with `--no-addons`, or with `--permission` and without',
      '`--allow-addons`. Start it without the one, or with the other (on the command line or in NODE_OPTIONS).',
    ]
  }
  if (code === 'MODULE_NOT_FOUND') {
    return [
      `Tried: ${name}: ${reason}`,
      'The package is an optional dependency. It is missing after an installation with `--omit=optional` (`--no-optional`), with',
      'a lock file or a node_modules that was made on another platform, or when its download failed. Remove node_modules and,',
      'if that is not enough, package-lock.json, and run `npm install` on this platform, without `--omit=optional`.',
    ]
  }
  const needs = process.platform === 'linux' ? ['It needs glibc 2.17 or later, or musl where the package says so.'] : []
  return [`It is there, as ${isBuilt ? name : resolved(name)}, but cannot be used: ${reason}`, ...needs]
}

function resolved(name: string): string {
  try {
    return require.resolve(name)
  } catch {
    return name
  }
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
