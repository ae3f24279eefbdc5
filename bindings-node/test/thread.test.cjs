// What no vector can say: the shape of values, errors and secrets in Node.
'use strict'

const assert = require('node:assert/strict')
const { after, before, test } = require('node:test')
const { inspect } = require('node:util')

const api = require('../lib/index.cjs')
const { KINDS } = require('../lib/errors.cjs')
const { call, startEmulator } = require('./emulator.cjs')
const vectors = require('./vectors.cjs')

let emulator, client
before(async () => {
  emulator = await startEmulator()
  const { token, url } = emulator.session
  client = new api.IonosClient({ token, baseUrl: url, loadEnvironment: false })
})
after(() => emulator.stop())

test('every kind has its class', () => {
  assert.deepEqual(Object.keys(KINDS), vectors.surface.error_kinds)
})

test('import and require give the same', async () => {
  const imported = await import('../lib/index.mjs')
  assert.deepEqual(Object.keys(imported).sort(), Object.keys(api).sort())
  for (const name of Object.keys(api)) assert.equal(imported[name], api[name])
})

test('errors are of their class, with fields, and survive cloning without the answer', async () => {
  const id = '00000000-0000-4000-8000-000000000000'
  const error = await client.tokens.get(emulator.session.registry_id, id).catch((thrown) => thrown)
  assert(error instanceof api.NotFoundError && error instanceof Error)
  assert.equal(error.name, 'NotFoundError')
  assert(error.responseBody().length > 0)
  const { text, ...fields } = JSON.parse(JSON.stringify(error))
  assert.deepEqual([fields.code, fields.httpStatus, fields.attempts], ['not_found', 404, 1])
  assert.equal(structuredClone(error).message, error.message)
})

test('the language is in the User-Agent', async () => {
  const requests = await call('GET', `${emulator.session.control_url}/requests`)
  assert.match(JSON.stringify(requests), /registry-tokens\/[\d.]+ \(node\)/)
})

test('the constructor throws config errors, and refuses what it does not know', () => {
  assert.throws(() => new api.IonosClient({ loadEnvironment: false }), api.ConfigError)
  assert.throws(() => new api.IonosClient({ maxRetry: 1 }), api.InvalidArgumentError)
  assert.throws(() => new api.IonosClient({ maxRetries: -1 }), api.InvalidArgumentError)
})

test('arguments are checked', async () => {
  await assert.rejects(client.tokens.get(), api.InvalidArgumentError)
  await assert.rejects(client.tokens.get('not-an-id', 'x'), api.InvalidArgumentError)
})

test('secrets hide', () => {
  const secret = new api.Secret('canary-5f1e')
  assert.equal(secret.reveal(), 'canary-5f1e')
  assert(secret.equals(new api.Secret('canary-5f1e')) && !secret.equals(new api.Secret('other')))
  const texts = [String(secret), `${secret}`, inspect(secret, { showHidden: true }), inspect({ ...secret })]
  for (const text of texts) assert.doesNotMatch(text, /canary/)
  assert.throws(() => JSON.stringify({ secret }), /reveal\(\)/)
})
