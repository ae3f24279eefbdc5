// Lists: read lazily, again and again, in pages or as a whole.
'use strict'

const assert = require('node:assert/strict')
const { inspect } = require('node:util')
const { Readable } = require('node:stream')

const { ServerError, Token, TokenPage } = require('../lib/index.js')
const { client } = require('./support/clients.cjs')
const { collected, rejection, test } = require('./support/suite.cjs')

test('three ways to read', async (world) => {
  await world.seed(25)
  const pager = client(world).tokens.list(world.registry, { pageSize: 10 })
  const [items, all, pages] = [await collected(pager), await pager.all(), await collected(pager.pages())]
  assert.equal(items.length, 25)
  assert(items.every((item) => item instanceof Token))
  assert(Array.isArray(all))
  assert.deepEqual(all, items)
  assert.equal(pages.length, 3)
  assert(pages.every((page) => page instanceof TokenPage))
  assert.deepEqual(
    pages.flatMap((/** @type {any} */ page) => page.items),
    items,
  )
})

test('what all gives belongs to the caller', async (world) => {
  await world.seed(3)
  const pager = client(world).tokens.list(world.registry)
  const all = await pager.all()
  all.length = 0
  assert.equal((await pager.all()).length, 3)
})

test('nothing is sent before it is needed', async (world) => {
  await world.seed(25)
  const pager = client(world).tokens.list(world.registry, { pageSize: 10 })
  const items = pager[Symbol.asyncIterator]()
  const pages = pager.pages()
  assert.deepEqual(await world.requests(), [])
  for (let item = 0; item < 10; item += 1) await items.next()
  assert.equal((await world.requests()).length, 1)
  await items.next()
  assert.equal((await world.requests()).length, 2)
  await pages.next()
  assert.equal((await world.requests()).length, 3)
})

test('break ends the reading', async (world) => {
  await world.seed(25)
  await world.fault({ hang: true }, { skip: 1, times: null })
  const one = client(world)
  const items = one.tokens.list(world.registry, { pageSize: 10 })[Symbol.asyncIterator]()
  let seen = 0
  for await (const _ of { [Symbol.asyncIterator]: () => items }) if ((seen += 1) === 10) break
  assert.deepEqual(await items.next(), { done: true, value: undefined })
  assert.equal((await world.requests()).length, 1, 'no page is read ahead')
  await world.clearFaults()
  const pages = one.tokens.list(world.registry).pages()
  for await (const _ of pages) break
  assert.deepEqual(await pages.next(), { done: true, value: undefined })
})

test('each iteration starts anew', async (world) => {
  await world.seed(5)
  const pager = client(world).tokens.list(world.registry, { pageSize: 2 })
  const [first, second] = [pager[Symbol.asyncIterator](), pager[Symbol.asyncIterator]()]
  assert.deepEqual(await first.next(), await second.next())
  assert.equal(first[Symbol.asyncIterator](), first)
  for await (const _ of pager) break
  assert.equal((await collected(pager)).length, 5)
  await world.seed(1)
  assert.equal((await collected(pager)).length, 6)
})

test('items may be asked for before the last one came', async (world) => {
  await world.seed([{ name: 'one' }, { name: 'two' }, { name: 'three' }])
  const items = client(world).tokens.list(world.registry, { pageSize: 1 })[Symbol.asyncIterator]()
  const results = await Promise.all([items.next(), items.next(), items.next(), items.next()])
  assert.deepEqual(
    results.map((result) => result.value?.name),
    ['one', 'two', 'three', undefined],
  )
  assert.deepEqual(
    results.map((result) => result.done),
    [false, false, false, true],
  )
})

test('an error ends the iteration', async (world) => {
  await world.seed(5)
  await world.fault({ status: 500 }, { skip: 1 })
  const items = client(world).tokens.list(world.registry, { pageSize: 2 })[Symbol.asyncIterator]()
  await items.next()
  await items.next()
  assert((await rejection(items.next())) instanceof ServerError)
  assert.deepEqual(await items.next(), { done: true, value: undefined })
  assert.equal((await world.requests()).length, 2)
})

test('an iterator that ended stays at its end', async (world) => {
  await world.seed(1)
  const items = client(world).tokens.list(world.registry)[Symbol.asyncIterator]()
  assert.equal((await collected(items)).length, 1)
  await world.seed(1)
  assert.deepEqual(await items.next(), { done: true, value: undefined })
})

test('a long list leaves the event loop its turns', async (world) => {
  const PAGES = 10
  await world.seed(PAGES * 100)
  let turns = 0
  let open = true
  const turn = () => {
    turns += 1
    if (open) setImmediate(turn)
  }
  setImmediate(turn)
  const between = []
  let seen = 0
  for await (const _ of client(world).tokens.list(world.registry)) {
    if (seen % 100 === 0) between.push(turns)
    seen += 1
  }
  open = false
  assert.equal(seen, PAGES * 100)
  assert.equal(between.length, PAGES)
  assert.deepEqual(
    between.filter((after, page) => after <= (between[page - 1] ?? 0)),
    [],
    'each page comes in a later turn than the one before',
  )
})

test('the options of a list', async (world) => {
  await world.seed([{ name: 'one' }, { name: 'two' }, { name: 'three' }])
  const { tokens } = client(world)
  const names = async (/** @type {object} */ settings) =>
    (await collected(tokens.list(world.registry, settings))).map((token) => token.name)
  assert.deepEqual(await names({ filters: { name: 'two' } }), ['two'])
  assert.deepEqual(await names({ filters: new Map([['name', 'two']]) }), ['two'])
  assert.deepEqual(await names({ offset: 1, maxResults: 1 }), ['two'])
  assert.deepEqual(await names({ pageSize: 1, maxRetries: 0, timeoutMs: 30_000 }), ['one', 'two', 'three'])
  const page = await tokens.listPage(world.registry, { offset: 1, limit: 1 })
  assert.deepEqual([page.items.map((/** @type {any} */ token) => token.name), page.total], [['two'], 3])
  assert.equal((await tokens.listPage(world.registry)).items.length, 3)
})

test('options are not taken over by later changes', async (world) => {
  const settings = { extraHeaders: { 'X-Trace': 'a' } }
  const pager = client(world).registries.list(settings)
  settings.extraHeaders['X-Trace'] = 'b'
  await pager.all()
  assert.deepEqual(new Set(await world.header('x-trace')), new Set(['a']))
})

test('a list is a source of a stream', async (world) => {
  await world.seed(5)
  const stream = Readable.from(client(world).tokens.list(world.registry, { pageSize: 2 }))
  assert.equal((await stream.map((token) => token.name).toArray()).length, 5)
})

test('a pager says what it is without asking the service', async (world) => {
  const pager = client(world).tokens.list(world.registry)
  assert.match(inspect(pager), /Pager/)
  // Nobody means the pager itself when it is awaited; it is no promise, so that it comes back as it is.
  assert.equal(typeof pager.then, 'undefined')
  assert.equal(pager[Symbol.iterator], undefined)
  assert.deepEqual(await world.requests(), [])
})
