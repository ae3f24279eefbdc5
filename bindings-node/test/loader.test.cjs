// Which native module is loaded where, and what is said when there is none.
'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { after, before } = require('node:test')

const { run, start } = require('./support/processes.cjs')
const { each, test } = require('./support/suite.cjs')
const { ROOT } = require('./support/surface.cjs')

const HERE = path.join(ROOT, 'bindings-node')
const { version } = JSON.parse(fs.readFileSync(path.join(HERE, 'package.json'), 'utf8'))

let copy = ''
before(() => {
  copy = fs.mkdtempSync(path.join(os.tmpdir(), 'registry-tokens-'))
  for (const part of ['lib', 'package.json']) {
    fs.cpSync(path.join(HERE, part), path.join(copy, part), { recursive: true })
  }
})
after(() => fs.rmSync(copy, { recursive: true }))

const GLIBC = '# This file is part of the GNU C Library.'
const MUSL = '\x7fELF ... musl libc'
const PLATFORMS = {
  'linux-x64-gnu': ['linux', 'x64', GLIBC],
  'linux-arm64-gnu': ['linux', 'arm64', '', '2.36'],
  'linux-x64-musl': ['linux', 'x64', MUSL],
  'linux-arm64-musl': ['linux', 'arm64'],
  'darwin-x64': ['darwin', 'x64'],
  'darwin-arm64': ['darwin', 'arm64'],
  'win32-x64-msvc': ['win32', 'x64'],
  'win32-arm64-msvc': ['win32', 'arm64'],
}

each('a platform has its package', PLATFORMS, async (_, machine, name) => {
  const { out: refusal } = await run('platforms', [copy, ...machine])
  for (const words of [`native module for ${name},`, `package @registry-tokens/${name}`, 'run `npm install`']) {
    assert(refusal.includes(words), `${words} is not in: ${refusal}`)
  }
  install(name, `exports.loaded = '${name}'; exports.version = () => '${version}'`)
  const { out: loaded } = await run('platforms', [copy, ...machine])
  assert.equal(loaded, `${name}\n`)
})

/**
 * Puts a native module of a platform where npm would.
 * @param {string} name
 * @param {string} source
 */
function install(name, source) {
  const home = path.join(copy, 'node_modules/@registry-tokens', name)
  fs.mkdirSync(home, { recursive: true })
  fs.writeFileSync(path.join(home, 'index.js'), source)
  return path.join(home, 'index.js')
}

/**
 * What is said where it is not as it should be.
 * @param {string} out
 * @param {string[]} words
 */
function assertSaid(out, ...words) {
  for (const one of words) assert(out.includes(one), `${one} is not in: ${out}`)
}

each(
  'a native module of another version is refused',
  { newer: "exports.version = () => '99.0.0'", older: '' },
  async (_, source, which) => {
    const name = 'linux-x64-gnu'
    install(name, source)
    const { out } = await run('platforms', [copy, 'linux', 'x64', GLIBC])
    const theirs = which === 'newer' ? '99.0.0' : 'older'
    assertSaid(out, `registry-tokens ${version} needs`, `@registry-tokens/${name} is ${theirs}`, 'npm install')
  },
)

each(
  'one that is there and cannot be loaded: where, and why',
  { linux: ['linux', 'x64', GLIBC], darwin: ['darwin', 'x64'] },
  async (_, machine) => {
    const name = machine[0] === 'linux' ? 'linux-x64-gnu' : 'darwin-x64'
    const file = install(name, "throw new Error('version `GLIBC_2.17` not found')")
    const { out } = await run('platforms', [copy, ...machine])
    assertSaid(out, name, fs.realpathSync(file), 'version `GLIBC_2.17` not found')
    assert.equal(out.includes('glibc 2.17 or later'), machine[0] === 'linux')
    assert(!out.includes('--omit=optional'), 'it is not missing')
  },
)

test('one built from source that cannot be loaded is named, too', async () => {
  const built = path.join(copy, 'registry-tokens.node')
  fs.writeFileSync(built, 'no library')
  const { out } = await run('platforms', [copy, process.platform, process.arch, GLIBC])
  fs.rmSync(built)
  assertSaid(out, 'cannot load its native module', `It is there, as ${built}`, 'cannot be used')
})

const permission = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission'

each(
  'a Node that loads no native modules: which option it is',
  { 'no addons': '--no-addons', permission: `${permission} --allow-fs-read=*` },
  async (_, NODE_OPTIONS) => {
    const { out } = await start('platforms', [HERE, process.platform, process.arch, GLIBC], { NODE_OPTIONS }).ended
    assertSaid(out, '--no-addons', '--permission', '--allow-addons')
    assert(!out.includes('npm install'))
  },
)

each('any other platform is told which there are', { sunos: ['sunos', 'x64'] }, async (_, machine) => {
  const { out } = await run('platforms', [copy, ...machine])
  assert(out.includes('no native module for sunos-x64'))
  for (const name of Object.keys(PLATFORMS)) assert(out.includes(name), name)
})
