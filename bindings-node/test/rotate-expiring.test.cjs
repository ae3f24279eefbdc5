// Rotations of a whole registry: several at a time, one result each, and an end for all at an abort.
'use strict'

const assert = require('node:assert/strict')

const { InvalidArgumentError, NotFoundError } = require('../lib/index.js')
const { NOBODY, client } = require('./support/clients.cjs')
const { expiresSoon, failure, inUse, stored } = require('./support/rotating.cjs')
const { rejection, test } = require('./support/suite.cjs')

const DAY = 86_400_000
const WITHIN = 60 * DAY

test('one failure does not stop the others', async (world) => {
  /** @type {string[]} */
  const ids = []
  for (const name of ['one', 'two', 'three', 'four', 'five']) ids.push(await inUse(world, name))
  await world.seed([{ name: 'for good' }, { name: 'later', expires_in_seconds: 90 * 86_400 }])
  /** @type {any[]} */
  const told = []
  let [now, most] = [0, 0]
  const deploy = async (/** @type {any} */ rotation) => {
    now += 1
    most = Math.max(most, now)
    await stored(world)
    now -= 1
    if (rotation.old.name === 'three') throw failure
  }
  const { tokens } = client(world)
  const options = { concurrency: 2, expiresInMs: 90 * DAY, onProgress: (/** @type {any} */ one) => void told.push(one) }
  const done = await tokens.rotateExpiring(world.registry, WITHIN, deploy, options)
  const pick = (/** @type {(one: any) => unknown} */ of) => done.map(of)
  assert.deepEqual(
    pick((one) => one.token.id),
    ids,
  )
  assert.deepEqual(
    pick((one) => one.error),
    [null, null, failure, null, null],
  )
  assert.deepEqual(
    pick((one) => one.result === null),
    [false, false, true, false, false],
  )
  assert(most <= 2, String(most))
  const left = await stored(world)
  assert.deepEqual(
    ids.map((id) => expiresSoon(left[id])),
    [true, true, false, true, true],
  )
  const ofOne = told.filter((progress) => progress.oldId === ids[2])
  assert.deepEqual(
    ofOne.map((progress) => [progress.step, progress.newId === null]),
    [
      ['begun', true],
      ['issued', false],
      ['undone', false],
      ['failed', true],
    ],
  )
  // Made again, there is one left to do.
  const again = await tokens.rotateExpiring(world.registry, WITHIN, () => {})
  assert.deepEqual(
    again.map((/** @type {any} */ one) => one.token.id),
    [ids[2]],
  )
})

test('nothing to do, and a list that cannot be read', async (world) => {
  const { tokens } = client(world)
  const never = () => assert.fail('it was deployed')
  assert.deepEqual(await tokens.rotateExpiring(world.registry, WITHIN, never), [])
  assert((await rejection(tokens.rotateExpiring(NOBODY, WITHIN, never))) instanceof NotFoundError)
})

test('what is wrong for all is refused before the list is read', async (world) => {
  await inUse(world)
  for (const options of [{ concurrency: 0 }, { concurrency: 1.5 }, { onDeployError: 'give_up' }, { graceMs: 'long' }]) {
    const error = await rejection(client(world).tokens.rotateExpiring(world.registry, WITHIN, () => {}, options))
    assert(error instanceof InvalidArgumentError, String(error))
    assert(error.message.includes(Object.keys(options)[0]), error.message)
  }
  assert.deepEqual(await world.requests(), [])
})

test('an abort ends all', async (world) => {
  const ids = [await inUse(world, 'one'), await inUse(world, 'two'), await inUse(world, 'three')]
  const controller = new AbortController()
  /** @type {any[]} */
  const told = []
  let deploying = 0
  const deploy = () => {
    deploying += 1
    if (deploying === 2) controller.abort(failure)
    return new Promise(() => {})
  }
  const options = {
    concurrency: 2,
    signal: controller.signal,
    onProgress: (/** @type {any} */ one) => void told.push(one),
  }
  assert.equal(await rejection(client(world).tokens.rotateExpiring(world.registry, WITHIN, deploy, options)), failure)
  assert.deepEqual(
    ids.map((id) => told.filter((one) => one.oldId === id).map((one) => one.step)),
    [['begun', 'issued', 'kept_both'], ['begun', 'issued', 'kept_both'], []],
  )
  assert(!Object.values(await stored(world)).some(expiresSoon))
})
