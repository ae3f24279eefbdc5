// Observers are told of each attempt, and cannot harm the call.
'use strict'

const assert = require('node:assert/strict')

const { client } = require('./support/clients.cjs')
const { run } = require('./support/processes.cjs')
const { test } = require('./support/suite.cjs')

test('events tell each attempt, before the call ends', async (world) => {
  await world.fault({ status: 503, headers: { 'X-Request-Id': 'first' } })
  /** @type {any[]} */
  const events = []
  await client(world, { onEvent: (/** @type {any} */ event) => events.push(event) }).registries.get(world.registry)
  const [first, second] = events
  assert.equal(events.length, 2)
  assert(Object.isFrozen(first))
  const { elapsedMs, retryInMs, ...rest } = first
  assert.deepEqual(rest, {
    operation: 'registries.get',
    provider: 'ionos',
    httpMethod: 'GET',
    urlTemplate: '/registries/{registry_id}',
    attempt: 1,
    httpStatus: 503,
    errorKind: 'server',
    outcomeUnknown: false,
    requestId: 'first',
  })
  assert.deepEqual([typeof elapsedMs, typeof retryInMs], ['number', 'number'])
  assert.deepEqual([second.attempt, second.httpStatus, second.errorKind, second.retryInMs], [2, 200, null, null])
  assert(!JSON.stringify(events).includes(world.registry), 'ids are the business of nobody else')
})

test('an observer may make calls of its own', async (world) => {
  const other = client(world)
  /** @type {Promise<any>[]} */
  const made = []
  const one = client(world, { onEvent: () => made.push(other.registries.get(world.registry)) })
  await one.registries.get(world.registry)
  assert.equal((await made[0]).name, 'demo')
})

test('what an observer throws is reported as from any callback, and the call goes on', async (world) => {
  const { out } = await run('observer', [world.url, world.token, world.registry])
  assert.deepEqual(JSON.parse(out), {
    name: 'demo',
    reported: ['uncaughtException: mine', 'uncaughtException: mine', 'unhandledRejection: mine'],
  })
})
