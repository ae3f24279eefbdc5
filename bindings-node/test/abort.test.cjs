// Who gives up waiting ends the call: its connection is closed, and what is unknown then is said.
'use strict'

const assert = require('node:assert/strict')
const { getEventListeners } = require('node:events')
const { setImmediate: turn } = require('node:timers/promises')

const { CLIENTS, NOBODY, client, swr } = require('./support/clients.cjs')
const { make, samples } = require('./support/samples.cjs')
const { collected, each, rejection, test } = require('./support/suite.cjs')
const { METHODS } = require('./support/surface.cjs')

// A time has to be told: long enough for a request to arrive, also on a busy machine.
const SHORT = 300
const CHANGING = ['create', 'withResponse', 'replace', 'update', 'delete']

/** @type {Record<string, (client: any, call: object) => PromiseLike<unknown>>} */
const CALLS = {
  get: (c, call) => c.tokens.get(NOBODY, NOBODY, call),
  find: (c, call) => c.tokens.find(NOBODY, 'ci', call),
  listPage: (c, call) => c.tokens.listPage(NOBODY, {}, call),
  create: (c, call) => c.tokens.create(NOBODY, { name: 'ci' }, call),
  withResponse: (c, call) => c.tokens.create(NOBODY, { name: 'ci' }, call).withResponse(),
  replace: (c, call) => c.tokens.replace(NOBODY, NOBODY, { name: 'ci' }, call),
  update: (c, call) => c.tokens.update(NOBODY, NOBODY, { status: 'disabled' }, call),
  delete: (c, call) => c.tokens.delete(NOBODY, NOBODY, call),
  items: (c, call) => collected(c.tokens.list(NOBODY, call)),
  pages: (c, call) => collected(c.registries.list(call).pages()),
  all: (c, call) => c.tokens.list(NOBODY, call).all(),
  waitUntilRunning: (c, call) => c.registries.waitUntilRunning(NOBODY, call),
}

/** @type {Record<string, () => { signal: AbortSignal, abort: () => void, reason: () => unknown }>} */
const WAYS = {
  controller: () => {
    const controller = new AbortController()
    return { signal: controller.signal, abort: () => controller.abort(), reason: () => controller.signal.reason }
  },
  'any of several': () => {
    const [one, other] = [new AbortController(), new AbortController()]
    const signal = AbortSignal.any([one.signal, other.signal])
    return { signal, abort: () => other.abort(new Error('mine')), reason: () => other.signal.reason }
  },
}

for (const [way, begin] of Object.entries(WAYS)) {
  each(`an abort closes the connection, ${way}`, CALLS, async (world, call, name) => {
    const script = await world.silence()
    /** @type {any[]} */
    const events = []
    const aborting = begin()
    /** @type {(value: unknown) => void} */
    let tell
    const told = new Promise((resolve) => (tell = resolve))
    const one = client(script, { onEvent: (/** @type {any} */ event) => tell(events.push(event)) })
    const rejected = rejection(call(one, { signal: aborting.signal }))
    await script.wait({ arrived: 1, open: 1 })
    aborting.abort()
    assert.equal(await rejected, aborting.reason())
    await script.wait({ arrived: 1, open: 0 })
    await told
    const seen = events.map((event) => [event.attempt, event.httpStatus, event.errorKind, event.outcomeUnknown])
    assert.deepEqual(seen, [[1, null, null, CHANGING.includes(name)]])
    assert.equal(getEventListeners(aborting.signal, 'abort').length, 0)
  })
}

/**
 * Aborts a call when its request is there, and gives what was told of it.
 * @param {any} script
 * @param {(onEvent: (event: any) => void, signal: AbortSignal) => Promise<unknown>} begin
 */
async function abortWhenArrived(script, begin) {
  const controller = new AbortController()
  /** @type {(value: any) => void} */
  let tell
  const told = new Promise((resolve) => (tell = resolve))
  const rejected = rejection(begin((event) => tell(event), controller.signal))
  await script.wait({ arrived: 1, open: 1 })
  controller.abort()
  assert.equal(await rejected, controller.signal.reason)
  await script.wait({ arrived: 1, open: 0 })
  return await told
}

each('an abort of any call closes its connection', METHODS, async (world, method) => {
  const script = await world.silence()
  const event = await abortWhenArrived(script, (onEvent, signal) =>
    make(CLIENTS[method.provider](script, { onEvent }), method, { ...samples(method, world), signal }),
  )
  const seen = [event.provider, event.attempt, event.httpStatus, event.outcomeUnknown]
  assert.deepEqual(seen, [method.provider, 1, null, method.changes])
})

test('an abort while the project is looked up changes nothing', async (world) => {
  const script = await world.silence()
  const event = await abortWhenArrived(script, (onEvent, signal) =>
    swr(script, { onEvent, projectId: undefined }).longTermCredentials.create('i', 'ci', { signal }),
  )
  assert.deepEqual([event.provider, event.operation, event.outcomeUnknown], ['iam', 'projects.list', false])
})

each('a time that is up', { get: CALLS.get, create: CALLS.create, items: CALLS.items }, async (world, call) => {
  const script = await world.silence()
  const signal = AbortSignal.timeout(SHORT)
  const error = await rejection(call(client(script), { signal }))
  assert.equal(error, signal.reason)
  assert.equal(error.name, 'TimeoutError')
  await script.wait({ open: 0 })
})

each('a call aborted before it began sends nothing', METHODS, async (world, method) => {
  const one = CLIENTS[method.provider](world)
  const signal = AbortSignal.abort()
  const error = await rejection(make(one, method, { ...samples(method, world), signal }))
  assert.equal(error, signal.reason)
  assert.equal(error.name, 'AbortError')
  assert.deepEqual(await world.requests(), [])
})

each(
  'the reason is what was said',
  {
    'an error': new Error('mine'),
    'a text': 'mine',
    'a number': 0,
    null: null,
    'an object': { mine: true },
  },
  async (world, reason) => {
    await world.fault({ hang: true }, { times: null })
    const one = client(world)
    assert.equal(await rejection(one.registries.get(world.registry, { signal: AbortSignal.abort(reason) })), reason)
    const controller = new AbortController()
    const rejected = rejection(one.registries.get(world.registry, { signal: controller.signal }))
    await world.wait({ arrived: 1 })
    controller.abort(reason)
    assert.equal(await rejected, reason)
  },
)

test('an abort after the end changes nothing', async (world) => {
  const controller = new AbortController()
  const one = client(world)
  const call = one.registries.get(world.registry, { signal: controller.signal })
  const registry = await call
  controller.abort()
  assert.equal(await call, registry)
  await one.registries.get(world.registry)
  const connections = new Set((await world.requests()).map((request) => request.connection))
  assert.equal(connections.size, 1, 'the connection was still good')
})

test('an abort while waiting for the next attempt', async (world) => {
  await world.fault({ status: 503 }, { times: null })
  const controller = new AbortController()
  // A minute each: it ends only when the abort ends it.
  const waits = { firstWaitMs: 60_000, longestWaitMs: 60_000, timeoutMs: 600_000 }
  const one = client(world, { ...waits, onEvent: () => controller.abort() })
  assert.equal(
    await rejection(one.registries.get(world.registry, { signal: controller.signal })),
    controller.signal.reason,
  )
  assert.equal((await world.requests()).length, 1)
})

test('an abort between two looks at a registry', async (world) => {
  const slow = await world.slowRegistry()
  const controller = new AbortController()
  const one = client(world, { onEvent: () => controller.abort() })
  const call = { signal: controller.signal, pollIntervalMs: 60_000, withinMs: 600_000 }
  assert.equal(await rejection(one.registries.waitUntilRunning(slow, call)), controller.signal.reason)
})

test('an abort between two items of a list', async (world) => {
  await world.seed(20)
  const controller = new AbortController()
  const one = client(world)
  const rejected = rejection(
    (async () => {
      for await (const _ of one.tokens.list(world.registry, { pageSize: 10, signal: controller.signal }))
        controller.abort()
    })(),
  )
  assert.equal(await rejected, controller.signal.reason)
  assert.equal((await world.requests()).length, 1)
})

test('many given up calls leave nothing behind', async (world) => {
  await world.fault({ hang: true }, { times: null, method: 'POST' })
  const controller = new AbortController()
  const one = client(world)
  const rejected = Array.from({ length: 50 }, (_, number) =>
    rejection(one.tokens.create(world.registry, { name: `t-${number}` }, { signal: controller.signal })),
  )
  await world.wait({ in_flight: 50 })
  controller.abort()
  for (const error of await Promise.all(rejected)) assert.equal(error, controller.signal.reason)
  await world.wait({ in_flight: 0, open: 0 })
  assert.equal((await one.registries.get(world.registry)).name, 'demo')
})

test('an abort that loses the race changes nothing', async (world) => {
  const one = client(world)
  for (let turns = 0; turns < 60; turns += 1) {
    const controller = new AbortController()
    const call = one.registries.get(world.registry, { signal: controller.signal })
    const ended = call.then(
      (/** @type {any} */ registry) => registry.name,
      (/** @type {any} */ error) => error,
    )
    for (let passed = 0; passed < turns; passed += 1) await turn()
    controller.abort()
    assert([controller.signal.reason, 'demo'].includes(await ended))
  }
  assert.equal((await one.registries.get(world.registry)).name, 'demo')
  one.close()
  await world.wait({ in_flight: 0, open: 0 })
})

test('many calls at once share a signal without a warning', async (world) => {
  /** @type {Error[]} */
  const warnings = []
  const onWarning = (/** @type {Error} */ warning) => warnings.push(warning)
  process.on('warning', onWarning)
  const { signal } = new AbortController()
  const one = client(world)
  await Promise.all(Array.from({ length: 100 }, () => one.registries.get(world.registry, { signal })))
  // Warnings are told in a later turn.
  await turn()
  process.off('warning', onWarning)
  assert.deepEqual(
    warnings.map((warning) => warning.message),
    [],
  )
})

test('ten thousand calls leave no listener on their signal', async (world) => {
  const { signal } = new AbortController()
  const one = client(world)
  // Every tenth is answered; the others are refused before they are sent, for time's sake.
  const caller = async () => {
    for (let made = 0; made < 1000; made += 1) {
      if (made % 10 === 0) await one.registries.get(world.registry, { signal })
      else await rejection(one.registries.get('no id', { signal }))
    }
  }
  await Promise.all(Array.from({ length: 10 }, caller))
  assert.equal(getEventListeners(signal, 'abort').length, 0)
  await rejection(one.tokens.get(world.registry, NOBODY, { signal }))
  await collected(one.tokens.list(world.registry, { signal }))
  for await (const _ of one.registries.list({ signal })) break
  assert.equal(getEventListeners(signal, 'abort').length, 0)
})

each(
  'what is no signal is refused',
  {
    controller: new AbortController(),
    target: new EventTarget(),
    object: {},
    text: 'abort',
    number: 5,
    null: null,
    alike: { aborted: true, reason: 'x' },
  },
  async (world, signal) => {
    const one = client(world)
    for (const call of [CALLS.get, CALLS.items]) {
      const error = await rejection(call(one, { signal }))
      assert.equal(error.name, 'InvalidArgumentError', String(error))
      assert.match(error.message, /signal/)
    }
    assert.deepEqual(await world.requests(), [])
  },
)
