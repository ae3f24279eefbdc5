// Arguments that are of the right type, and odd all the same.
'use strict'

const assert = require('node:assert/strict')

/** @type {any} */
const api = require('../lib/index.js')
const { NOBODY, client } = require('./support/clients.cjs')
const { assertRefused } = require('./support/refusal.cjs')
const { each, rejection, test, thrown } = require('./support/suite.cjs')
const { CLIENT_OPTIONS, given } = require('./support/surface.cjs')

const SCOPE = { type: 'repository', name: 'team/app', actions: ['pull'] }

test('names with a meaning of their own are names like others', async (world) => {
  const one = client(world)
  const odd = JSON.parse('{"__proto__": "p", "constructor": "c", "toString": "t", "hasOwnProperty": "h"}')
  for (const texts of [odd, new Map(Object.entries(odd)), Object.assign(Object.create(null), odd)]) {
    await one.registries.get(world.registry, { extraQuery: texts })
  }
  for (const { query } of (await world.requests()).slice(0, 2)) {
    assert.deepEqual(new Map(new URLSearchParams(query)), new Map(Object.entries(odd)))
  }
  assert.equal(/** @type {any} */ ({}).p, undefined)
  await one.tokens.list(world.registry, { filters: JSON.parse('{"__proto__": "x"}') }).all()
  const { query } = (await world.requests()).at(-1)
  assert.equal(new URLSearchParams(query).get('filter.__proto__'), 'x')
})

test('objects without a prototype and of classes are objects', async (world) => {
  const { tokens } = client(world)
  const bare = Object.assign(Object.create(null), { name: 'bare' })
  assert.equal((await tokens.create(world.registry, bare)).token.name, 'bare')
  class Wish {
    name = 'wish'
  }
  assert.equal((await tokens.create(world.registry, new Wish())).token.name, 'wish')
})

test('arguments are read at the call, and kept', async (world) => {
  const { tokens } = client(world)
  const wish = { name: 'before', scopes: [{ ...SCOPE, actions: ['pull'] }] }
  const created = tokens.create(world.registry, wish)
  wish.name = 'after'
  wish.scopes[0].actions.push('delete')
  const { token } = await created
  assert.deepEqual([token.name, token.scopes[0].actions], ['before', ['pull']])
})

test('what an object of the caller throws is what the caller gets', async (world) => {
  const mine = new Error('mine')
  const wish = {
    get name() {
      throw mine
    },
  }
  const { tokens } = client(world)
  assert.equal(await rejection(tokens.create(world.registry, wish)), mine)
  const { proxy, revoke } = Proxy.revocable({ name: 'ci' }, {})
  revoke()
  assert((await rejection(tokens.create(world.registry, proxy))) instanceof Error)
  assert.deepEqual(await world.requests(), [])
})

test('huge texts are refused in short ones', async (world) => {
  const huge = 'x'.repeat(2 ** 24)
  const one = client(world)
  for (const [name, promise] of Object.entries({
    registryId: one.tokens.get(huge, NOBODY),
    tokenId: one.tokens.get(NOBODY, huge),
    name: one.tokens.create(world.registry, { name: huge }),
  })) {
    const error = await rejection(promise)
    assert(error instanceof api.InvalidArgumentError)
    assert(error.message.length < 1000, name)
  }
  assert.deepEqual(await world.requests(), [])
  const filters = { name: 'x'.repeat(2 ** 20) }
  const error = await rejection(one.tokens.list(world.registry, { filters }).all())
  assert(error instanceof api.RegistryTokensError && error.message.length < 1000)
})

test('texts that no UTF-8 can hold are refused, not sent as others', async (world) => {
  const { tokens } = client(world)
  // Half of a surrogate pair comes out of cutting a text in the middle of a sign.
  const half = 'ci-\ud800'
  /** @type {Record<string, () => PromiseLike<unknown>>} */
  const calls = {
    create: () => tokens.create(world.registry, { name: half }),
    find: () => tokens.find(world.registry, half),
    filter: () => tokens.list(world.registry, { filters: { name: half } }).all(),
    'name of a parameter': () => tokens.get(world.registry, NOBODY, { extraQuery: { [half]: 'x' } }),
  }
  await assertRefused(Object.keys(calls), '', (name) => calls[name]())
  assert.deepEqual(await world.requests(), [])
})

test('a change of nothing is refused', async (world) => {
  const { tokens } = client(world)
  for (const nothing of [{}, { scopes: undefined }, { status: undefined, scopes: undefined, expiryDate: undefined }]) {
    const error = await rejection(tokens.update(world.registry, NOBODY, nothing))
    assert(error instanceof api.InvalidArgumentError)
    assert.match(error.message, /nothing to change/)
  }
  await assertRefused([null], 'status', (status) => tokens.update(world.registry, NOBODY, { status }))
  assert.deepEqual(await world.requests(), [])
})

each(
  'scopes made by hand are checked where they are made',
  {
    type: () => api.Scope.repository(5, ['pull']),
    none: () => api.Scope.repository('a'),
    text: () => api.Scope.repository('a', 'pull'),
    number: () => api.Scope.repository('a', [5]),
    promise: () => api.Scope.repository(Promise.resolve('a'), ['pull']),
  },
  (_, make_) => {
    const error = thrown(make_)
    assert(error instanceof api.InvalidArgumentError || error instanceof TypeError, String(error))
    assert.match(error.message, /name|actions/)
  },
)

test('the longest spans are as good as none', async (world) => {
  const names = Object.entries(CLIENT_OPTIONS.ionos).map(([name, kind]) => given(name, kind))
  const spans = names.filter((name) => name.endsWith('Ms'))
  const one = client(world, Object.fromEntries(spans.map((name) => [name, Number.MAX_SAFE_INTEGER])))
  assert.equal((await one.registries.get(world.registry, { timeoutMs: Number.MAX_SAFE_INTEGER })).name, 'demo')
})
