// Whatever object says it, what is said is taken or refused, and what nobody said is not sent.
'use strict'

const assert = require('node:assert/strict')
const vm = require('node:vm')

/** @type {any} */
const api = require('../lib/index.js')
const { NOBODY, client, options } = require('./support/clients.cjs')
const { assertRefused } = require('./support/refusal.cjs')
const { collected, each, rejection, test, thrown } = require('./support/suite.cjs')

const SCOPE = { type: 'repository', name: 'team/app', actions: ['pull'] }
const EXPIRY = new Date('2091-05-04T10:00:00Z')

/** @param {Record<string, any>} fields */
const ownAccessors = (fields) =>
  Object.defineProperties(
    {},
    Object.fromEntries(Object.keys(fields).map((name) => [name, { enumerable: true, get: () => fields[name] }])),
  )

// The same content, told in every way that JavaScript has.
/** @type {Record<string, (fields: Record<string, any>) => any>} */
const FORMS = {
  'a literal': (fields) => ({ ...fields }),
  'of a class, by accessors': (fields) => {
    class Wish {}
    for (const name of Object.keys(fields)) Object.defineProperty(Wish.prototype, name, { get: () => fields[name] })
    return new Wish()
  },
  'of a class of a class': (fields) => {
    class Base {}
    Object.assign(Base.prototype, fields)
    return new (class extends Base {})()
  },
  'its own accessors': ownAccessors,
  inherited: (fields) => Object.create(fields),
  'inherited, without the prototype of all': (fields) => Object.create(Object.assign(Object.create(null), fields)),
  'without a prototype': (fields) => Object.assign(Object.create(null), fields),
  hidden: (fields) =>
    Object.defineProperties(
      {},
      Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value, enumerable: false }])),
    ),
  'of another realm': (fields) => Object.assign(vm.runInNewContext('({})'), fields),
  'inherited in another realm': (fields) =>
    vm.runInNewContext('Object.create(fields)', { fields: Object.assign(vm.runInNewContext('({})'), fields) }),
  'behind a proxy': (fields) => new Proxy({ ...fields }, {}),
}

/** @param {import('./support/emulator.cjs').World} world */
const bodies = async (world) => (await world.requests()).map(({ body }) => JSON.parse(body))

each('what an object says is sent', FORMS, async (world, form) => {
  const one = client(world)
  const scopes = [form(SCOPE)]
  await one.tokens.create(world.registry, form({ name: 'ci', scopes, expiryDate: EXPIRY }))
  const [{ properties }] = await bodies(world)
  assert.deepEqual(properties.scopes, [SCOPE])
  assert.equal(new Date(properties.expiryDate).getTime(), EXPIRY.getTime())
})

each('what options say holds', FORMS, async (world, form) => {
  const one = new api.IonosClient(form(options(world, { userAgent: 'team/1' })))
  const call = form({ extraHeaders: { 'X-Trace': 'a' }, extraQuery: new Map([['depth', '1']]) })
  await one.registries.get(world.registry, call)
  await one.registries
    .list(form({ pageSize: 7, ...call, extraHeaders: { 'X-Trace': 'a' }, extraQuery: { depth: '1' } }))
    .all()
  assert.deepEqual(await world.header('x-trace'), ['a', 'a'])
  assert((await world.requests()).every(({ query }) => query.includes('depth=1')))
  assert((await world.header('user-agent')).every((agent) => agent.endsWith('team/1')))
  const signal = AbortSignal.abort()
  for (const call_ of [{ signal }, { signal, timeoutMs: 5000 }]) {
    assert.equal(await rejection(one.registries.get(world.registry, form(call_))), signal.reason)
    assert.equal(await rejection(one.registries.list(form(call_)).all()), signal.reason)
  }
  one.setCredentials(form({ token: 'wrong' }))
  assert((await rejection(one.registries.get(world.registry))) instanceof api.AuthenticationError)
})

each('texts by name come in the same ways', FORMS, async (world, form, name) => {
  // Names that nobody knows beforehand have to be there to be seen.
  const isSeen = !['hidden', 'of a class, by accessors'].includes(name)
  await client(world).registries.get(world.registry, { extraHeaders: form({ 'X-Trace': 'a' }) })
  assert.deepEqual(await world.header('x-trace'), isSeen ? ['a'] : [])
})

test('what stands on every object is nobody’s word', async (world) => {
  const other = vm.createContext({})
  const prototypes = [Object.prototype, vm.runInContext('Object.prototype', other)]
  const polluted = {
    expiresInMs: 1000,
    status: 'disabled',
    timeoutMs: -1,
    signal: AbortSignal.abort(),
    extraHeaders: { 'X-Evil': 'a' },
    actions: ['delete'],
    baseUrl: 'http://127.0.0.1:1',
    limit: 0,
    evil: 'evil',
  }
  /** @type {any} */
  let made
  for (const prototype of prototypes) Object.assign(prototype, polluted)
  try {
    const { baseUrl, ...rest } = options(world)
    const one = new api.IonosClient({ ...rest, baseUrl, onEvent: () => {} })
    made = await one.tokens.create(world.registry, { name: 'ci', scopes: [{ ...SCOPE }] }, { extraHeaders: {} })
    await one.tokens.create(world.registry, vm.runInContext('({name: "other"})', other), { extraQuery: {} })
    await one.tokens.listPage(world.registry, {}, {})
    const error = await rejection(one.tokens.update(world.registry, made.token.id, {}))
    assert.match(error.message, /nothing to change/)
    const { type, name } = SCOPE
    await assertRefused([{ type, name }], 'actions', (scope) => one.tokens.create(NOBODY, { name, scopes: [scope] }))
  } finally {
    for (const prototype of prototypes) for (const name of Object.keys(polluted)) delete prototype[name]
  }
  assert.deepEqual([made.token.status, made.token.expiryDate], ['enabled', null])
  assert.deepEqual(await world.header('x-evil'), [])
  const sent = (await world.requests()).map(({ query, body }) => query + body)
  assert(!sent.some((text) => text.includes('evil')))
})

test('a module is an object of options', async (world) => {
  const text = `export const name = 'ci'; export const scopes = [${JSON.stringify(SCOPE)}]`
  const config = await import(`data:text/javascript,${encodeURIComponent(text)}`)
  assert.equal((await client(world).tokens.create(world.registry, config)).token.name, 'ci')
  const { baseUrl, token } = options(world)
  const settings = `export const [baseUrl, token, loadEnvironment] = ${JSON.stringify([baseUrl, token, false])}`
  const one = new api.IonosClient(await import(`data:text/javascript,${encodeURIComponent(settings)}`))
  assert.equal((await one.registries.get(world.registry)).name, 'demo')
})

test('maps and lists of another realm, or behind a proxy', async (world) => {
  const one = client(world)
  const extraQuery = vm.runInNewContext('new Map([["depth", "1"]])')
  await one.registries.get(world.registry, { extraQuery })
  assert.equal((await world.requests())[0].query, 'depth=1')
  const lists = [
    vm.runInNewContext('[scope]', { scope: SCOPE }),
    new Proxy([SCOPE], {}),
    [{ ...SCOPE, actions: new Proxy(['pull'], {}) }],
    [new Proxy(SCOPE, {})],
  ]
  for (const [index, scopes] of lists.entries()) {
    const { token } = await one.tokens.create(world.registry, { name: `ci-${index}`, scopes })
    assert.deepEqual(token.scopes[0].toJSON(), SCOPE)
  }
  // An array may be long and have nothing in it.
  await assertRefused([new Array(2 ** 32 - 1)], 'item 0', (scopes) => one.tokens.create(NOBODY, { name: 'ci', scopes }))
})

test('a scope says nothing that nobody knows', async (world) => {
  const { tokens } = client(world)
  const create = (/** @type {unknown} */ scope) => tokens.create(world.registry, { name: 'ci', scopes: [scope] })
  await assertRefused([{ ...SCOPE, action: 'push' }], 'action', create)
  await assertRefused([{ ...SCOPE, Actions: [] }], 'scopes item 0 has "Actions"', create)
  assert.deepEqual(await world.requests(), [])
  await create({ ...SCOPE, toJSON: () => 'mine' })
})

test('whatever a getter throws is what the caller gets, when the call is made', async (world) => {
  const one = client(world)
  // It looks like what the native half throws.
  for (const mine of [{ fields: { kind: 'x', text: 'y' }, answer: {} }, new Error('mine'), 'mine', null]) {
    const bad = {
      get extraHeaders() {
        throw mine
      },
      get token() {
        throw mine
      },
    }
    const { extraHeaders: _, ...both } = Object.getOwnPropertyDescriptors(bad)
    assert.equal(await rejection(one.registries.get(world.registry, bad)), mine)
    const pager = one.registries.list(bad)
    for (const read of [() => pager.all(), () => collected(pager), () => collected(pager.pages())]) {
      assert.equal(await rejection(read()), mine)
    }
    assert.equal(
      thrown(() => new api.IonosClient(Object.defineProperties({}, both))),
      mine,
    )
  }
  assert.deepEqual(await world.requests(), [])
})

test('numbers are told as they are written', async (world) => {
  const one = client(world)
  for (const [timeoutMs, text] of [
    [Infinity, 'Infinity'],
    [-Infinity, '-Infinity'],
    [NaN, 'NaN'],
    [1e300, '1e+300'],
    [-1, '-1'],
  ]) {
    const { message } = await rejection(one.registries.get(world.registry, { timeoutMs }))
    assert(message.endsWith(`not ${text}`), message)
  }
})

each(
  'other kinds of bytes are no certificates',
  {
    floats: new Float64Array([1]),
    shorts: new Uint16Array(2),
    buffer: new ArrayBuffer(2),
    view: new DataView(new ArrayBuffer(2)),
  },
  (_, caCerts) => {
    const error = thrown(() => client('http://127.0.0.1:1', { caCerts }))
    assert(error instanceof api.InvalidArgumentError)
    assert.match(error.message, /caCerts must be a string or a Uint8Array/)
  },
)
