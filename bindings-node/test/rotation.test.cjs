// Rotations: whatever goes wrong wherever, the caller is left with what works.
'use strict'

const assert = require('node:assert/strict')
const { once } = require('node:events')

const { InvalidArgumentError, RotationIncompleteError, RotationStep } = require('../lib/index.js')
const { ISSUED, assertClean, shown } = require('./support/canary.cjs')
const { NOBODY, client, swr } = require('./support/clients.cjs')
const { expiresSoon, fail, failure, inUse, stored } = require('./support/rotating.cjs')
const { rejection, test } = require('./support/suite.cjs')

const GOOD = ['issued', 'deployed', 'retired']

/** Keeps what it is told. */
function observer() {
  /** @type {any[]} */
  const told = []
  return { told, onProgress: told.push.bind(told), steps: () => told.map((progress) => progress.step) }
}

test('the old one goes on for an hour', async (world) => {
  const [oldId, seen] = [await inUse(world), observer()]
  /** @type {any[]} */
  const deployed = []
  const deploy = async (/** @type {any} */ rotation) => {
    // Nothing is retired before this is done.
    assert(!expiresSoon((await stored(world))[oldId]))
    deployed.push(rotation)
  }
  const done = await client(world).tokens.rotate(world.registry, oldId, deploy, { onProgress: seen.onProgress })
  const [{ old, new: new_, credentials }, tokens] = [done.rotation, await stored(world)]
  assert.deepEqual(deployed, [done.rotation])
  assert.deepEqual(new Set(Object.keys(tokens)), new Set([oldId, new_.id]))
  assert(expiresSoon(tokens[oldId]) && !expiresSoon(tokens[new_.id]))
  assert.equal(tokens[new_.id].password, credentials.password.reveal())
  assert.deepEqual(new_.scopes, old.scopes)
  assert.deepEqual([done.retirement.oldOutcome, done.retirement.failure], ['expiring', null])
  assert.deepEqual(
    seen.told,
    GOOD.map((step) => ({ step, oldId, newId: new_.id })),
  )
  const methods = (await world.requests()).map((/** @type {any} */ request) => request.method)
  assert.deepEqual(methods, ['GET', 'POST', 'GET', 'PATCH'])
  assert.equal(RotationStep.KEPT_BOTH, 'kept_both')
})

test('a plain function deploys, too', async (world) => {
  const oldId = await inUse(world)
  const done = await client(world).tokens.rotate(world.registry, oldId, () => undefined)
  assert.equal(done.retirement.oldOutcome, 'expiring')
})

test('a lost creation is repaired', async (world) => {
  const oldId = await inUse(world)
  await world.fault({ close: 'reset' }, { method: 'POST', path_contains: '/tokens', phase: 'after_processing' })
  const done = await client(world).tokens.rotate(world.registry, oldId, () => {})
  assert.deepEqual(new Set(Object.keys(await stored(world))), new Set([oldId, done.rotation.new.id]))
})

test('a failed deployment is undone and its error goes on', async (world) => {
  for (const deploy of [fail, async () => fail()]) {
    const [oldId, seen] = [await inUse(world, deploy.name || 'ci'), observer()]
    const before = Object.keys(await stored(world))
    const error = await rejection(client(world).tokens.rotate(world.registry, oldId, deploy, seen))
    assert.match(error.message, /has "told"|has "steps"/)
    const { onProgress } = seen
    assert.equal(await rejection(client(world).tokens.rotate(world.registry, oldId, deploy, { onProgress })), failure)
    assert.deepEqual(Object.keys(await stored(world)), before)
    assert.deepEqual(seen.steps(), ['issued', 'undone'])
  }
})

/**
 * @param {any} error
 * @param {any} world
 * @param {string} oldId
 */
async function assertIncomplete(error, world, oldId) {
  assert(error instanceof RotationIncompleteError, String(error))
  assert.equal(error.cause, failure)
  assert.deepEqual([error.code, error.operation], ['rotation_incomplete', 'tokens.rotate'])
  const [newId] = Object.keys(await stored(world)).filter((id) => id !== oldId)
  assert.equal(error.resourceId, newId)
  assert(error.message.includes(oldId) && error.message.includes(String(newId)), error.message)
  assert.match(String(error.stack), /rotation\.test/)
}

test('both are kept where that is wanted', async (world) => {
  const [oldId, { onProgress, steps }] = [await inUse(world), observer()]
  const options = { onDeployError: 'keep_both', onProgress }
  await assertIncomplete(
    await rejection(client(world).tokens.rotate(world.registry, oldId, fail, options)),
    world,
    oldId,
  )
  assert.deepEqual(steps(), ['issued', 'kept_both'])
})

test('what cannot be undone is said', async (world) => {
  const [oldId, { onProgress, steps }] = [await inUse(world), observer()]
  await world.fault({ status: 500 }, { method: 'DELETE', times: null })
  const options = { maxRetries: 0, onProgress }
  const error = await rejection(client(world).tokens.rotate(world.registry, oldId, fail, options))
  await assertIncomplete(error, world, oldId)
  assert.match(error.message, /500/)
  assert.deepEqual(steps(), ['issued', 'kept_both'])
})

test('what cannot be retired is said in the result', async (world) => {
  const [oldId, { onProgress, steps }] = [await inUse(world), observer()]
  await world.fault({ status: 500 }, { method: 'PATCH', times: null })
  const done = await client(world).tokens.rotate(world.registry, oldId, () => {}, { maxRetries: 0, onProgress })
  assert.equal(done.retirement.oldOutcome, 'failed')
  assert.match(done.retirement.failure, /500/)
  assert.deepEqual(steps(), GOOD)
})

test('an abort while it is deployed keeps both', async (world) => {
  const [oldId, { onProgress, steps }] = [await inUse(world), observer()]
  const controller = new AbortController()
  const deploy = () => {
    controller.abort(failure)
    // Whoever does not look at the signal is not waited for.
    return new Promise(() => {})
  }
  const { signal } = controller
  assert.equal(
    await rejection(client(world).tokens.rotate(world.registry, oldId, deploy, { signal, onProgress })),
    failure,
  )
  assert.deepEqual(steps(), ['issued', 'kept_both'])
  const tokens = await stored(world)
  assert.deepEqual([Object.keys(tokens).length, expiresSoon(tokens[oldId])], [2, false])
})

test('an abort before it is deployed deploys nothing', async (world) => {
  const oldId = await inUse(world)
  const controller = new AbortController()
  let deployments = 0
  const deploy = () => {
    deployments += 1
  }
  /** @type {string[]} */
  const steps = []
  const onProgress = (/** @type {any} */ { step }) => {
    steps.push(step)
    controller.abort()
  }
  const { signal } = controller
  const call = () => client(world).tokens.rotate(world.registry, oldId, deploy, { signal, onProgress })
  assert.equal(await rejection(call()), signal.reason)
  assert.deepEqual(steps, ['issued', 'kept_both'])
  const { length } = await world.requests()
  assert.equal(await rejection(call()), signal.reason)
  assert.equal((await world.requests()).length, length)
  assert.equal(deployments, 0)
})

test('what an observer throws is an uncaught exception, and the rotation goes on', async (world) => {
  const oldId = await inUse(world)
  const listeners = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  /** @type {unknown[]} */
  const uncaught = []
  process.on('uncaughtException', (error) => uncaught.push(error))
  try {
    const done = await client(world).tokens.rotate(world.registry, oldId, () => {}, { onProgress: fail })
    assert.equal(done.retirement.oldOutcome, 'expiring')
    if (uncaught.length < 3) await once(process, 'uncaughtException')
    assert.deepEqual(uncaught, [failure, failure, failure])
  } finally {
    process.removeAllListeners('uncaughtException')
    for (const listener of listeners) process.on('uncaughtException', listener)
  }
})

test('other ways to retire', async (world) => {
  for (const [retire, outcome, left] of [
    ['delete', 'deleted', 1],
    ['disable', 'disabled', 2],
    ['keep', 'kept', 2],
  ]) {
    const oldId = await inUse(world, `ci-${retire}`)
    const before = Object.keys(await stored(world)).length
    const options = { retire, expiresInMs: 7_200_000 }
    const done = await client(world).tokens.rotate(world.registry, oldId, () => {}, options)
    assert.equal(done.retirement.oldOutcome, outcome)
    assert.equal(Object.keys(await stored(world)).length, before - 1 + Number(left))
  }
})

test('what is wrong is refused before anything is made', async (world) => {
  const oldId = await inUse(world)
  for (const options of [
    { retire: 'burn' },
    { graceMs: 60_000 },
    { graceMs: 7_200_000, retire: 'keep' },
    { onDeployError: 'give_up' },
    { concurrency: 2 },
    { signal: 5 },
  ]) {
    const error = await rejection(client(world).tokens.rotate(world.registry, oldId, fail, options))
    assert(error instanceof InvalidArgumentError, String(error))
    assert(error.message.includes(Object.keys(options)[0]), error.message)
  }
  assert.deepEqual(await world.requests(), [])
})

test('a rotation of SWR keeps the old one', async (world) => {
  const [oldId] = (await world.make({ long_term_credentials: [{ name: 'ci' }] })).long_term_credentials
  const credentials = swr(world).longTermCredentials
  const done = await credentials.rotate(world.instance, oldId, () => {})
  assert.equal(done.retirement.oldOutcome, 'kept')
  const gone = await credentials.rotate(world.instance, oldId, () => {}, { retire: 'delete' })
  assert.equal(await rejection(credentials.rotate(world.instance, gone.rotation.new.tokenId, fail)), failure)
  const left = await credentials.list(world.instance, { selfOnly: false }).all()
  assert.deepEqual(
    left.map((/** @type {any} */ one) => one.tokenId),
    [gone.rotation.new.tokenId],
  )
})

test('nothing of a rotation shows the password', async (world) => {
  const properties = { name: 'ci', credentials: { username: 'ci', password: ISSUED } }
  const json = { id: NOBODY, properties }
  const reply = (/** @type {number} */ status, /** @type {object} */ body) => ({
    reply: { status, body: { json: body } },
  })
  const issued = { ...json, id: NOBODY.replace('6f1c', '7f1c') }
  const script = await world.script([reply(200, json), reply(201, issued), reply(500, {})])
  const { onProgress, told } = observer()
  const done = await client(script, { maxRetries: 0 }).tokens.rotate(NOBODY, NOBODY, () => {}, { onProgress })
  assert.equal(done.rotation.credentials.password.reveal(), ISSUED)
  for (const value of [done, done.rotation, done.retirement, ...told]) assertClean(shown(value), [ISSUED])
})
