// What logs in, as the files that docker, podman, skopeo and Kubernetes read.
'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { inspect } = require('node:util')

const { ConfigError, ConfigMerge, Credentials, InvalidArgumentError, Secret } = require('../lib/index.js')
const { ISSUED, assertClean, shown } = require('./support/canary.cjs')
const { rejection, test, thrown } = require('./support/suite.cjs')

const HOST = 'team.cr.example:5000'
const AUTH = 'Y2k6cGE6c3Mid8O2cmRcICUk'
const CONFIG = `{\n\t"auths": {\n\t\t"${HOST}": {\n\t\t\t"auth": "${AUTH}"\n\t\t}\n\t}\n}\n`

const login = () => new Credentials('ci', 'pa:ss"wörd\\ %$')

/** @param {import('node:test').TestContext} context */
function folder(context) {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'registry-tokens-'))
  context.after(() => fs.rmSync(made, { recursive: true }))
  return made
}

test('credentials can be made of what was stored', () => {
  for (const made of [new Credentials('ci', 'p'), new Credentials('ci', new Secret('p'))]) {
    assert(made instanceof Credentials)
    assert.deepEqual([made.username, made.password.reveal()], ['ci', 'p'])
    assert.deepEqual([made.hostname, made.expiresAt], [null, null])
    assert.deepEqual(made.toJSON(), { username: 'ci' })
    assert(Object.isFrozen(made))
  }
  /** @type {any} */
  const any = Credentials
  for (const [name, given] of [
    ['username', [5, 'p']],
    ['username', []],
    ['password', ['ci', 5]],
    ['password', ['ci']],
  ]) {
    const error = thrown(() => new any(...given))
    assert(error instanceof InvalidArgumentError, String(error))
    assert.match(error.message, new RegExp(String(name)))
  }
})

test('a config for docker', () => {
  const config = login().dockerConfig(HOST)
  assert(config instanceof Secret)
  assert.equal(config.reveal(), CONFIG)
})

test('a secret for Kubernetes', () => {
  const inside = { '.dockerconfigjson': Buffer.from(CONFIG).toString('base64') }
  for (const [namespace, metadata] of /** @type {const} */ ([
    [undefined, { name: 'regcred' }],
    ['ci', { name: 'regcred', namespace: 'ci' }],
  ])) {
    assert.deepEqual(JSON.parse(login().kubernetesSecret(HOST, 'regcred', namespace).reveal()), {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata,
      type: 'kubernetes.io/dockerconfigjson',
      data: inside,
    })
  }
})

test('a login is merged into a file, and all else in it stays', async (_, context) => {
  const file = path.join(folder(context), 'docker', 'config.json')
  const merging = login().mergeInto(file, HOST)
  assert(merging instanceof Promise)
  assert.equal((await merging).shadowedBy, null)
  assert.equal(fs.readFileSync(file, 'utf8'), CONFIG)
  assert.equal(fs.statSync(file).mode & 0o777, 0o600)
  const text = (/** @type {string} */ auth) =>
    `{ "k":"ctrl-\\u0065,e" ,\r\n "x": 1.50, "auths": {"${HOST}": {"auth": "${auth}"}},\r\n "credHelpers": {"${HOST}": "pass"}}`
  fs.writeFileSync(file, text('b2xk'))
  assert.equal((await login().mergeInto(file, HOST)).shadowedBy, 'pass')
  assert.equal(fs.readFileSync(file, 'utf8'), text(AUTH))
})

test('what the files cannot express is refused', async (_, context) => {
  const file = path.join(folder(context), 'config.json')
  for (const username of ['ci:x', '', 'c\ni']) {
    const credentials = new Credentials(username, ISSUED)
    for (const error of [
      thrown(() => credentials.dockerConfig(HOST)),
      thrown(() => credentials.kubernetesSecret(HOST, 'regcred')),
      await rejection(credentials.mergeInto(file, HOST)),
    ]) {
      assert(error instanceof InvalidArgumentError, String(error))
      assert.match(error.message, /user name/)
      assert.match(String(error.stack), /credential-files\.test/)
      assertClean(shown(error), [ISSUED])
    }
  }
  assert(!fs.existsSync(file))
})

test('arguments of a wrong type are named', async () => {
  /** @type {any} */
  const credentials = login()
  for (const [name, work] of /** @type {[string, () => unknown][]} */ ([
    ['hostname', () => credentials.dockerConfig(5)],
    ['path', () => credentials.mergeInto(5, HOST)],
    ['hostname', () => credentials.mergeInto('f')],
    ['name', () => credentials.kubernetesSecret(HOST)],
    ['namespace', () => credentials.kubernetesSecret(HOST, 'regcred', 5)],
  ])) {
    const error = await rejection(Promise.resolve().then(work))
    assert(error instanceof InvalidArgumentError, String(error))
    assert.match(error.message, new RegExp(name))
  }
})

test('a file that cannot be written says why', async (_, context) => {
  const place = folder(context)
  fs.writeFileSync(path.join(place, 'file'), '')
  const error = await rejection(login().mergeInto(path.join(place, 'file', 'config.json'), HOST))
  assert(error instanceof ConfigError, String(error))
  assert.equal(error.cause.code, 'EEXIST')
  fs.writeFileSync(path.join(place, 'file'), '{"auths": {"a": {"auth": "')
  assert.match((await rejection(login().mergeInto(path.join(place, 'file'), HOST))).message, /line 1/)
})

test('nothing that is made shows the password', async (_, context) => {
  const credentials = new Credentials('ci', ISSUED)
  const auth = Buffer.from(`ci:${ISSUED}`).toString('base64')
  const merge = await credentials.mergeInto(path.join(folder(context), 'config.json'), HOST)
  assert(merge instanceof ConfigMerge)
  const config = credentials.dockerConfig(HOST)
  assert(config.reveal().includes(auth))
  for (const value of [credentials, config, credentials.kubernetesSecret(HOST, 'regcred'), merge]) {
    assertClean([...shown(value), inspect(value, { depth: 9, showHidden: true })], [ISSUED, auth])
  }
})
