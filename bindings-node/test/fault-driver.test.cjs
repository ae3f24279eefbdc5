// The driver of the fault run does what it is told: tests/faults/DRIVERS.md.
'use strict'

const assert = require('node:assert/strict')

const { NOBODY } = require('./support/clients.cjs')
const { Driver } = require('./support/driver.cjs')
const { findCanary } = require('./support/canary.cjs')
const { test } = require('./support/suite.cjs')

/**
 * What every command of a world says.
 * @param {import('./support/suite.cjs').World} world
 */
const commandOf = (world) => ({ provider: 'ionos', client: { base_url: world.url, token: world.token } })

test('calls: what they give, what they fail with, what is no error of ours', async (world) => {
  const driver = new Driver('node')
  assert.deepEqual(await driver.ready, { ready: { style: 'node' } })
  const ask = (/** @type {string} */ operation, /** @type {object} */ given, /** @type {object} */ more = {}) => {
    const call = { operation, arguments: { registry_id: world.registry, ...given } }
    return driver.ask('call', { ...commandOf(world), ...more, call })
  }
  // Side by side, with a client of their own each and with one that is kept.
  const [made, missing, odd, unknown, listed] = await Promise.all([
    ask('tokens.create', { name: 'ci' }, { keep: 'a' }),
    ask('tokens.get', { token_id: NOBODY }),
    ask('tokens.get', { token_id: '../x' }),
    ask('tokens.get', { colour: 'red' }),
    ask('registries.list', { registry_id: undefined, take: 'pages' }, { keep: 'a' }),
  ])
  assert.equal(made.value.token.name, 'ci')
  assert.equal(typeof made.value.credentials.password.secret, 'string')
  assert(made.elapsed_ms > 0)
  const { error, texts, elapsed_ms } = missing
  assert.deepEqual(error, {
    kind: 'not_found',
    operation: 'tokens.get',
    http_status: 404,
    attempts: 1,
    outcome_unknown: false,
    retryable: false,
    retry_after_ms: null,
  })
  assert(elapsed_ms > 0 && texts.length > 5)
  for (const text of texts) assert.equal(findCanary(text, [world.token]), null)
  assert.deepEqual([odd.error.kind, odd.error.attempts], ['invalid_argument', 0])
  assert.match(unknown.crash, /^Error: unknown argument: colour/)
  assert.equal(listed.value[0].items[0].name, 'demo')
  assert.equal((await ask('tokens.delete', { token_id: made.value.token.id })).value, null)

  const { measure } = await driver.ask('measure')
  for (const name of ['resident_kib', 'handles', 'threads']) assert(measure[name] > 0, name)
  assert.equal(measure.tasks, 0)
  await world.wait({ open: 1 })
  assert.deepEqual(await driver.ask('close', { keep: 'a' }), {})
  await world.wait({ open: 0 })
  assert.deepEqual(await driver.end(), { code: 0, err: '' })
})

test('load: so many rounds of the steps by all callers together', async (world) => {
  const driver = new Driver('node')
  const registry_id = world.registry
  const steps = [
    { operation: 'tokens.create', arguments: { registry_id, name: '$name', scopes: [] } },
    { operation: 'tokens.get', arguments: { registry_id, token_id: '$created' } },
    { operation: 'tokens.list', arguments: { registry_id, take: 'all' } },
  ]
  const more = { callers: 4, seconds: 20, calls: 24, prefix: 'run1', steps, keep: 'a' }
  const { load, crashes, elapsed_ms } = await driver.ask('load', { ...commandOf(world), ...more })
  // A round that has begun is brought to its end.
  const rounds = load['tokens.create'].calls
  assert(rounds >= 8 && rounds < 12, `${rounds} rounds`)
  for (const { operation } of steps) {
    assert.deepEqual(load[operation], { calls: rounds, ok: rounds, errors: {}, outcome_unknown: 0 })
  }
  assert.deepEqual(crashes, [])
  assert(elapsed_ms > 0)
  const names = (await world.stored()).map((/** @type {any} */ token) => token.name)
  assert.equal(new Set(names).size, rounds)
  assert(names.includes('run1-0-0') && names.includes('run1-3-1'), String(names))

  await world.fault({ status: 500 }, { times: null, method: 'POST' })
  const failing = await driver.ask('load', { ...commandOf(world), ...more, calls: 2, callers: 1, seconds: null })
  assert.deepEqual(failing.load['tokens.create'], { calls: 1, ok: 0, errors: { server: 1 }, outcome_unknown: 1 })
  assert.equal(failing.load['tokens.get'].calls, 0)
  assert.equal(failing.load['tokens.list'].ok, 1)
  // What is kept is closed at the end.
  assert.deepEqual(await driver.end(), { code: 0, err: '' })
  await world.wait({ open: 0 })
})
