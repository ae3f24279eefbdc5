// Which native module is loaded where, and what is said when there is none.
'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { after, before } = require('node:test')

const { run } = require('./support/processes.cjs')
const { each } = require('./support/suite.cjs')
const { ROOT } = require('./support/surface.cjs')

let copy = ''
before(() => {
  copy = fs.mkdtempSync(path.join(os.tmpdir(), 'registry-tokens-'))
  fs.cpSync(path.join(ROOT, 'bindings-node/lib'), path.join(copy, 'lib'), { recursive: true })
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
  const home = path.join(copy, 'node_modules/@registry-tokens', name)
  fs.mkdirSync(home, { recursive: true })
  fs.writeFileSync(path.join(home, 'index.js'), `exports.loaded = '${name}'`)
  const { out: loaded } = await run('platforms', [copy, ...machine])
  assert.equal(loaded, `${name}\n`)
})

each('any other platform is told which there are', { sunos: ['sunos', 'x64'] }, async (_, machine) => {
  const { out } = await run('platforms', [copy, ...machine])
  assert(out.includes('no native module for sunos-x64'))
  for (const name of Object.keys(PLATFORMS)) assert(out.includes(name), name)
})
