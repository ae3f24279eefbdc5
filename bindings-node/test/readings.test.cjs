// One reading of a list is over when its reader says so, and not a page later.
'use strict'

const assert = require('node:assert/strict')
const { once } = require('node:events')
const { Readable } = require('node:stream')

const { client } = require('./support/clients.cjs')
const { each, rejection, test } = require('./support/suite.cjs')

/** @typedef {AsyncGenerator<any, void, undefined>} Reading */
/** @type {Record<string, (pager: any) => Reading>} */
const READINGS = { items: (pager) => pager[Symbol.asyncIterator](), pages: (pager) => pager.pages() }
const OVER = { done: true, value: undefined }

/**
 * A reading whose next page never comes.
 * @param {import('./support/emulator.cjs').World} world
 * @param {(pager: any) => Reading} read
 */
async function waiting(world, read) {
  await world.seed(4)
  await world.fault({ hang: true }, { skip: 1, times: null })
  const reading = read(client(world).tokens.list(world.registry, { pageSize: 2 }))
  await reading.next()
  return reading
}

/** @type {Record<string, (reading: any) => Promise<unknown>>} */
const ENDS = {
  return: async (reading) => assert.deepEqual(await reading.return(), OVER),
  'return with a value': async (reading) =>
    assert.deepEqual(await reading.return(Promise.resolve('mine')), { done: true, value: 'mine' }),
  throw: async (reading) => assert.equal(await rejection(reading.throw('mine')), 'mine'),
  'await using': async (reading) => assert.equal(await reading[Symbol.asyncDispose](), undefined),
}

for (const [kind, read] of Object.entries(READINGS)) {
  each(`an end takes back the request under way, ${kind}`, ENDS, async (world, end) => {
    const reading = await waiting(world, read)
    if (kind === 'items') await reading.next()
    const pending = [reading.next(), reading.next()]
    await world.wait({ in_flight: 1 })
    const ended = end(reading)
    assert.deepEqual(await Promise.all(pending), [OVER, OVER])
    await ended
    await world.wait({ in_flight: 0, open: 0 })
    assert.deepEqual(await reading.next(), OVER)
    assert.equal((await world.requests()).length, 2)
  })
}

each(
  'a stream that is destroyed ends its reading',
  { plainly: undefined, 'with an error': new Error('mine') },
  async (world, error) => {
    await world.seed(4)
    await world.fault({ hang: true }, { skip: 1, times: null })
    const stream = Readable.from(client(world).tokens.list(world.registry, { pageSize: 2 }))
    if (error) stream.once('error', () => {})
    stream.resume()
    await world.wait({ in_flight: 1 })
    const closed = once(stream, 'close').catch(() => {})
    stream.destroy(error)
    await world.wait({ in_flight: 0, open: 0 })
    await closed
  },
)

test('results come in the order in which they were asked for, the end after them', async (world) => {
  await world.seed([{ name: 'one' }, { name: 'two' }])
  const reading = client(world).tokens.list(world.registry, { pageSize: 2 })[Symbol.asyncIterator]()
  /** @type {string[]} */
  const order = []
  const first = reading.next()
  await first
  await Promise.all([
    reading.next().then(({ value }) => order.push(value?.name)),
    reading.next().then(({ done }) => order.push(`done ${done}`)),
    reading.return().then(() => order.push('returned')),
  ])
  // What was there when it was asked for was given; what still had to be asked for was not.
  assert.deepEqual(order, ['two', 'done true', 'returned'])
})

test('a reading that is ended before it began sends nothing', async (world) => {
  for (const read of Object.values(READINGS)) {
    const reading = read(client(world).tokens.list(world.registry))
    assert.deepEqual(await reading.return(), OVER)
    assert.deepEqual(await reading.next(), OVER)
    assert.deepEqual(await reading.return(), OVER)
  }
  assert.deepEqual(await world.requests(), [])
})

test('an abort between two items is seen before the next one', async (world) => {
  await world.seed(20)
  const controller = new AbortController()
  const { signal } = controller
  let seen = 0
  const rejected = rejection(
    (async () => {
      for await (const _ of client(world).tokens.list(world.registry, { pageSize: 10, signal })) {
        seen += 1
        if (seen === 3) controller.abort()
      }
    })(),
  )
  assert.equal(await rejected, signal.reason)
  assert.equal(seen, 3)
})

test('a reading that was aborted stays at its end', async (world) => {
  await world.seed(5)
  const controller = new AbortController()
  const { signal } = controller
  const items = client(world).tokens.list(world.registry, { signal })[Symbol.asyncIterator]()
  await items.next()
  controller.abort('mine')
  assert.equal(await rejection(items.next()), 'mine')
  assert.deepEqual(await items.next(), OVER)
})
