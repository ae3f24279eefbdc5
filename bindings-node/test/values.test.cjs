// Values are JavaScript's own kind of values: plain to look at, compared by value, and never changed.
'use strict'

const assert = require('node:assert/strict')
const { inspect } = require('node:util')

/** @type {any} */
const api = require('../lib/index.js')
const { NOBODY, client } = require('./support/clients.cjs')
const { each, test } = require('./support/suite.cjs')
const { MODELS, WORDS, camel, inner } = require('./support/surface.cjs')

/** @typedef {import('./support/emulator.cjs').World} World */

const TIME = '2091-05-04T10:00:00.250+02:00'
const FULL = {
  id: NOBODY,
  type: 'token',
  href: '/tokens/1',
  metadata: {
    createdBy: 'dev@example.org',
    createdByUserId: 'u-77',
    createdDate: TIME,
    state: 'enabled',
    lastModifiedBy: 'ops@example.org',
    lastModifiedByUserId: 'u-12',
    lastModifiedDate: TIME,
  },
  properties: {
    name: 'nightly',
    status: 'enabled',
    scopes: [
      { type: 'repository', name: 'team/app', actions: ['pull', 'push'] },
      { type: 'repository', name: '*', actions: ['pull'] },
    ],
    expiryDate: TIME,
    credentials: { username: 'nightly' },
  },
}
const PAGE = { items: [FULL], offset: 0, limit: 100, count: 1, total: 1, _links: { next: '', self: '/here' } }

/**
 * @param {World} world
 * @param {object} body
 */
async function reading(world, body) {
  return client(await world.script([{ reply: { status: 200, body: { json: body } } }]))
}

/** @param {World} world */
const aToken = async (world) => (await reading(world, FULL)).tokens.get(NOBODY, NOBODY)

/** @type {Record<string, (world: World) => Promise<any>>} */
const MAKERS = {
  Token: aToken,
  TokenPage: async (world) => (await reading(world, PAGE)).tokens.listPage(NOBODY),
  Registry: async (world) => client(world).registries.get(world.registry),
  Scope: async () => api.Scope.repository('team/app', ['pull', 'push']),
}

/**
 * Every object inside of a value, itself, too; without Dates, which are of the language.
 * @param {any} value
 * @returns {any[]}
 */
function objects(value) {
  if (value === null || typeof value !== 'object' || value instanceof Date) return []
  return [value, ...Object.values(value).flatMap(objects)]
}

each('values of the same content are equal', MAKERS, async (world, make) => {
  const [one, two] = [await make(world), await make(world)]
  assert.notEqual(one, two)
  assert.deepStrictEqual(one, two)
  assert.equal(JSON.stringify(one), JSON.stringify(two))
})

each('values are of their class, with fields to list', MAKERS, async (world, make, name) => {
  const value = await make(world)
  assert(value instanceof api[name])
  assert.equal(value.constructor.name, name)
  assert.deepEqual(Object.keys(value), Object.keys(MODELS[name]).map(camel))
  assert.deepEqual({ ...value }, Object.fromEntries(Object.entries(value)))
})

each('nothing can be changed', MAKERS, async (world, make) => {
  const value = await make(world)
  for (const one of objects(value)) assert(Object.isFrozen(one), inspect(one))
  for (const field of Object.keys(value)) {
    assert.throws(() => (value[field] = null), TypeError)
    assert.throws(() => delete value[field], TypeError)
  }
  assert.throws(() => (value.somethingNew = 1), TypeError)
})

each('inspect tells the class and every field', MAKERS, async (world, make, name) => {
  const text = inspect(await make(world))
  assert(text.startsWith(`${name} {`), text)
  for (const field of Object.keys(MODELS[name])) assert(text.includes(`${camel(field)}:`), `${field} in ${text}`)
})

each('structuredClone keeps every field', MAKERS, async (world, make) => {
  const value = await make(world)
  // JSON has no bigints.
  const written = (/** @type {string} */ _, /** @type {any} */ part) => (typeof part === 'bigint' ? `${part}` : part)
  const plain = (/** @type {any} */ one) => JSON.parse(JSON.stringify(Object.entries(one), written))
  const clone = structuredClone(value)
  assert.deepEqual(Object.keys(clone), Object.keys(value))
  assert.deepEqual(plain(clone).length, plain(value).length)
  // Classes do not survive it, fields do: also the times, as Dates.
  assert.deepEqual(stripped(clone), stripped(value))
})

/**
 * The same as plain objects.
 * @param {any} value
 * @returns {any}
 */
function stripped(value) {
  if (Array.isArray(value)) return value.map(stripped)
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, stripped(part)]))
}

test('differences are seen', async (world) => {
  const { Scope } = api
  const scope = Scope.repository('team/app', ['pull', 'push'])
  assert.notDeepStrictEqual(scope, Scope.repository('team/app', ['pull']))
  assert.notDeepStrictEqual(scope, Scope.repository('team/other', ['pull', 'push']))
  assert.notDeepStrictEqual(scope, { type: 'repository', name: 'team/app', actions: ['pull', 'push'] })
  const other = { ...FULL, properties: { ...FULL.properties, expiryDate: '2091-05-04T10:00:00.251+02:00' } }
  assert.notDeepStrictEqual(await aToken(world), await (await reading(world, other)).tokens.get(NOBODY, NOBODY))
})

test('types of fields', async (world) => {
  const token = await aToken(world)
  assert.equal(token.id, NOBODY)
  assert(token.expiryDate instanceof Date)
  assert.equal(token.expiryDate.toISOString(), '2091-05-04T08:00:00.250Z')
  assert(Array.isArray(token.scopes) && Array.isArray(token.scopes[0].actions))
  assert(token.scopes[0] instanceof api.Scope)
  assert(token.metadata instanceof api.Metadata)
  assert.equal(token.metadata.createdByUserId, 'u-77')
  for (const [field, kind] of Object.entries(MODELS.Token)) {
    assert(inner(kind)[0] === 'optional' || token[camel(field)] !== null, field)
  }
})

test('what is absent is null, never undefined', async (world) => {
  const bare = await (await reading(world, { id: NOBODY, properties: { name: 'n' } })).tokens.get(NOBODY, NOBODY)
  assert.deepEqual(
    [bare.status, bare.expiryDate, bare.username, bare.metadata, bare.scopes, bare.href],
    [null, null, null, null, [], ''],
  )
  assert.equal(await client(world).tokens.find(world.registry, 'none'), null)
})

each(
  'fractions finer than a millisecond are cut off, not rounded',
  {
    '.9999999Z': '.999Z',
    '.0009999Z': '.000Z',
    '.123456789Z': '.123Z',
    '.1Z': '.100Z',
  },
  async (world, kept, written) => {
    const body = { id: NOBODY, properties: { name: 'n', expiryDate: `2091-05-04T10:00:00${written}` } }
    const token = await (await reading(world, body)).tokens.get(NOBODY, NOBODY)
    // Rounded up, a token would seem to live when it does not.
    assert.equal(token.expiryDate.toISOString(), `2091-05-04T10:00:00${kept}`)
  },
)

each(
  'times go out as the instant they are',
  {
    now: new Date('2091-07-04T10:30:15Z'),
    offset: new Date('2091-07-04T23:30:15+05:45'),
  },
  async (world, at) => {
    const { tokens } = client(world)
    const { token } = await tokens.create(world.registry, { name: 'ci', expiryDate: at })
    assert.deepEqual(token.expiryDate, at)
    const later = new Date(at.getTime() + 1000)
    assert.deepEqual((await tokens.update(world.registry, token.id, { expiryDate: later })).expiryDate, later)
    assert.equal((await tokens.update(world.registry, token.id, { expiryDate: null })).expiryDate, null)
  },
)

test('a span from now', async (world) => {
  const day = 24 * 60 * 60 * 1000
  const before = Date.now()
  const { token } = await client(world).tokens.create(world.registry, { name: 'ci', expiresInMs: day + 1000 })
  // The service keeps whole seconds.
  const lives = token.expiryDate.getTime() - before
  assert(day <= lives && lives < day + 60_000, String(lives))
})

test('a change of three states', async (world) => {
  const { tokens } = client(world)
  const scopes = [api.Scope.repository('team/app', ['pull'])]
  const { token } = await tokens.create(world.registry, { name: 'ci', scopes })
  // Left out and undefined are the same: left alone.
  const same = await tokens.update(world.registry, token.id, {
    status: 'disabled',
    scopes: undefined,
    expiryDate: undefined,
  })
  assert.deepEqual([same.status, same.scopes], ['disabled', scopes])
  assert.deepEqual((await tokens.update(world.registry, token.id, { scopes: null })).scopes, [])
  const bodies = (await world.requests()).filter(({ method }) => method === 'PATCH').map(({ body }) => JSON.parse(body))
  assert.deepEqual(bodies, [{ status: 'disabled' }, { scopes: null }])
})

test('scopes are taken as they come', async (world) => {
  const wanted = { type: 'repository', name: 'team/app', actions: ['pull', 'push'] }
  const { tokens } = client(world)
  const read = await aToken(world)
  const given = [
    wanted,
    Object.freeze({ ...wanted }),
    api.Scope.repository('team/app', ['pull', 'push']),
    read.scopes[0],
  ]
  const { token } = await tokens.create(world.registry, { name: 'ci', scopes: given })
  assert.deepEqual(
    token.scopes.map((/** @type {any} */ scope) => scope.toJSON()),
    given.map(() => wanted),
  )
  assert(token.scopes.every((/** @type {any} */ scope) => scope instanceof api.Scope))
  const again = await tokens.update(world.registry, token.id, { scopes: read.scopes })
  assert.deepStrictEqual(again.scopes, read.scopes)
})

test('a scope keeps what it was given', () => {
  const actions = ['pull']
  const scope = api.Scope.repository('team/app', actions)
  actions.push('delete')
  assert.deepEqual(scope.actions, ['pull'])
  assert.deepEqual([scope.type, api.ScopeType.REPOSITORY, api.ScopeAction.PULL], ['repository', 'repository', 'pull'])
})

test('words are plain texts as the service spells them', () => {
  for (const [name, known] of Object.entries(WORDS)) {
    assert.deepEqual({ ...api[name] }, known)
    assert(Object.isFrozen(api[name]), name)
  }
})

test('a word of the future is kept', async (world) => {
  const body = { id: NOBODY, properties: { name: 'n', status: 'paused' } }
  assert.equal((await (await reading(world, body)).tokens.get(NOBODY, NOBODY)).status, 'paused')
})

test('a registry says whether it is running', async (world) => {
  const { registries } = client(world)
  assert.equal((await registries.get(world.registry)).isRunning(), true)
  assert.equal((await registries.get(await world.slowRegistry())).isRunning(), false)
})

test('toJSON gives the JSON of the API', async (world) => {
  assert.equal((await aToken(world)).toJSON().properties.name, 'nightly')
  const page = JSON.parse(JSON.stringify(await MAKERS.TokenPage(world)))
  assert.equal(page.items[0].id, NOBODY)
  assert.equal(new Date(page.items[0].properties.expiryDate).getTime(), Date.parse(TIME))
  const registry = (await MAKERS.Registry(world)).toJSON()
  assert.deepEqual([registry.id, registry.properties.name], [world.registry, 'demo'])
  const scope = await MAKERS.Scope(world)
  assert.deepEqual(scope.toJSON(), { type: 'repository', name: 'team/app', actions: ['pull', 'push'] })
})
