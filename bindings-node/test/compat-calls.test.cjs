// The official SDK's names over this package: what calls are made with, and what is sent.
'use strict'

const assert = require('node:assert/strict')

const { configuration, sdk, tokensApi } = require('./support/official.cjs')
const { each, rejection, test } = require('./support/suite.cjs')
const { withEnvironment } = require('./support/variables.cjs')

/** @typedef {import('./support/emulator.cjs').World} World */

/** @param {World} world */
const authorizations = (world) => world.header('authorization')

each(
  'apiKey may be a text, a promise of it, or a function that gives either',
  {
    'a text': (/** @type {string} */ token) => token,
    'with Bearer before it': (/** @type {string} */ token) => `Bearer ${token}`,
    'a promise': async (/** @type {string} */ token) => token,
    'a function': (/** @type {string} */ token) => () => token,
    'an async function': (/** @type {string} */ token) => async () => token,
  },
  async (world, form) => {
    const api = tokensApi(world, { apiKey: form(world.token) })
    assert.equal((await api.registriesTokensGet({ registryId: world.registry })).status, 200)
    assert.deepEqual(await authorizations(world), [`Bearer ${world.token}`])
  },
)

test('a function as apiKey is asked before each call, for the header', async (world) => {
  /** @type {unknown[]} */
  const asked = []
  const apiKey = (/** @type {unknown[]} */ ...given) => {
    asked.push(given)
    return asked.length === 1 ? 'an old one' : world.token
  }
  const api = tokensApi(world, { apiKey })
  assert.equal((await rejection(api.registriesTokensGet({ registryId: world.registry }))).response.status, 401)
  assert.equal((await api.registriesTokensGet({ registryId: world.registry })).status, 200)
  assert.deepEqual(asked, [['Authorization'], ['Authorization']])
})

test('what a function as apiKey throws is thrown as it is', async (world) => {
  const error = new Error('no vault')
  const api = tokensApi(world, { apiKey: () => Promise.reject(error) })
  assert.equal(await rejection(api.registriesTokensGet({ registryId: world.registry })), error)
})

test('a call keeps its token while others have theirs, also when it tries again', async (world) => {
  await world.fault({ status: 503, delay_ms: 100 }, { path_contains: 'who=first' })
  const keys = [world.token, 'of somebody else']
  const api = tokensApi(world, { apiKey: () => keys.shift() })
  const first = api.registriesTokensGet({ registryId: world.registry }, { query: { who: 'first' } })
  await world.wait({ arrived: 1 })
  const second = await rejection(api.registriesTokensGet({ registryId: world.registry }))
  assert.equal((await first).status, 200)
  assert.equal(second.response.status, 401)
  const sent = (await world.requests()).map(({ query, headers }) => [query.includes('who=first'), tokenIn(headers)])
  // Whichever came first: the one that was tried again, or the other.
  assert.equal(sent.length, 3)
  for (const [isFirst, token] of sent) assert.equal(token, isFirst ? world.token : 'of somebody else')
})

/** @param {[string, string][]} headers */
const tokenIn = (headers) =>
  headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1].replace('Bearer ', '')

test('a token wins over user name and password', async (world) => {
  const { username, password } = world
  await tokensApi(world, { username, password }).registriesTokensGet({ registryId: world.registry })
  await tokensApi(world, { username, password, apiKey: '' }).registriesTokensGet({ registryId: world.registry })
  const kinds = (await authorizations(world)).map((value) => value.split(' ')[0])
  assert.deepEqual(kinds, ['Bearer', 'Basic'])
})

test('what a configuration is told later counts', async (world) => {
  const set = configuration(world, { apiKey: 'wrong', basePath: 'http://127.0.0.1:1' })
  const api = new sdk.TokensApi(set)
  set.apiKey = world.token
  set.basePath = world.url
  set.setUserAgent('nightly/2')
  set.baseOptions.headers['X-Job'] = 'a'
  await api.registriesTokensGet({ registryId: world.registry })
  set.baseOptions.headers['X-Job'] = 'b'
  delete set.apiKey
  Object.assign(set, { apiKey: undefined, username: world.username, password: world.password })
  await api.registriesTokensGet({ registryId: world.registry }, { headers: { 'X-Call': 1 } })
  assert.deepEqual(await world.header('x-job'), ['a', 'b'])
  assert.deepEqual(await world.header('x-call'), ['1'])
  for (const agent of await world.header('user-agent')) assert.match(agent, /^registry-tokens\/\S+ \(.+\) nightly\/2$/)
  assert.match((await authorizations(world))[1], /^Basic /)
})

test('a contract number among the headers goes where ours has it', async (world) => {
  const { username, password } = world
  const baseOptions = { headers: { 'X-Contract-Number': '31415', Accept: 'application/json', 'User-Agent': 'own/1' } }
  const api = tokensApi(world, { apiKey: undefined, username, password, baseOptions })
  await api.registriesTokensGet({ registryId: world.registry })
  assert.deepEqual(await world.header('x-contract-number'), ['31415'])
  assert.match((await world.header('user-agent'))[0], / own\/1$/)
})

test('a call may have a contract number and an agent of its own', async (world) => {
  const { username, password } = world
  const api = new sdk.TokensApi(configuration(world, { apiKey: undefined, username, password }).setUserAgent('all/1'))
  const registryId = world.registry
  await api.registriesTokensGet({ registryId }, { headers: { 'X-Contract-Number': '27', 'User-Agent': 'own/2' } })
  await api.registriesTokensGet({ registryId })
  assert.deepEqual(await world.header('x-contract-number'), ['27'])
  const agents = await world.header('user-agent')
  assert.deepEqual(
    agents.map((agent) => agent.split(' ').at(-1)),
    ['own/2', 'all/1'],
  )
})

test('a deletion that was repeated and finds nothing is one', async (world) => {
  const [tokenId] = await world.seed(1)
  await world.fault({ status: 503 }, { method: 'DELETE', phase: 'after_processing' })
  const { status, data } = await tokensApi(world).registriesTokensDelete({ registryId: world.registry, tokenId })
  assert.deepEqual([status, data, (await world.requests()).length, await world.stored()], [204, '', 2, []])
})

each(
  'an object may be wrapped by',
  {
    'a Proxy': (/** @type {any} */ api) => new Proxy(api, {}),
    'one that inherits from it': (/** @type {any} */ api) => Object.create(api),
  },
  async (world, wrap) => {
    const api = wrap(tokensApi(world))
    assert.equal((await api.registriesTokensGet({ registryId: world.registry })).status, 200)
  },
)

test('connections are kept between calls, and between objects of one configuration', async (world) => {
  const set = configuration(world)
  for (let calls = 0; calls < 3; calls += 1) {
    await new sdk.TokensApi(set).registriesTokensGet({ registryId: world.registry })
  }
  assert.equal(new Set((await world.requests()).map(({ connection }) => connection)).size, 1)
})

test('fromEnv takes what the official one takes', async (world) => {
  const environment = { IONOS_API_URL: world.url, IONOS_TOKEN: world.token, IONOS_DEBUG: '' }
  const set = await withEnvironment(environment, async () => sdk.Configuration.fromEnv())
  assert.deepEqual([set.basePath, set.apiKey, set.isDebug()], [world.url, world.token, true])
  set.setDebug(false)
  assert.equal((await new sdk.TokensApi(set).registriesTokensGet({ registryId: world.registry })).status, 200)
})

each(
  'without credentials nothing is sent, and the environment is not asked',
  {
    'no configuration': (/** @type {World} */ world) => new sdk.TokensApi(undefined, world.url),
    'an empty one': (/** @type {World} */ world) => tokensApi(world, { apiKey: undefined }),
    'a function that gives none': (/** @type {World} */ world) => tokensApi(world, { apiKey: () => undefined }),
  },
  async (world, make) => {
    await withEnvironment({ IONOS_TOKEN: world.token, IONOS_API_URL: world.url }, async () => {
      const error = await rejection(make(world).registriesTokensGet({ registryId: world.registry }))
      assert.deepEqual([error.response.status, error.response.statusText], [401, 'Unauthorized'])
      assert.match(error.message, /apiKey/)
    })
    assert.deepEqual(await world.requests(), [])
  },
)

each(
  'a list is asked for with',
  {
    'nothing said': [{}, undefined, 'offset=0&limit=100'],
    'a page': [{ offset: '2', limit: '1' }, undefined, 'offset=2&limit=1'],
    'a Map of filters': [
      { filters: new Map([['name', 'ci-push']]) },
      undefined,
      'offset=0&limit=100&filter.name=ci-push',
    ],
    'an object of filters': [{ filters: { name: 'ci' } }, undefined, 'offset=0&limit=100&filter.name=ci'],
    'a most of results': [{ maxResults: 2 }, undefined, 'offset=0&limit=100&maxResults=2'],
    'a query of its own': [{}, { query: { depth: 1, pretty: true } }, 'offset=0&limit=100&depth=1&pretty=true'],
    'a query that wins': [
      { limit: '9' },
      { query: { limit: 3, 'filter.name': 'x' } },
      'offset=0&limit=3&filter.name=x',
    ],
  },
  async (world, [given, options, query]) => {
    await tokensApi(world).registriesTokensGet({ registryId: world.registry, .../** @type {any} */ (given) }, options)
    assert.equal((await world.requests())[0].query, query)
  },
)

test('defaults of a configuration: offset and limit of the list, and nothing elsewhere', async (world) => {
  const set = configuration(world).setDepth(3).setPretty(true).setDefaultParamValue('limit', '7')
  assert.deepEqual([set.getDepth(), set.getPretty(), set.getDefaultParamValue('limit')], [3, true, '7'])
  const api = new sdk.TokensApi(set)
  const [tokenId] = await world.seed(1)
  await api.registriesTokensGet({ registryId: world.registry })
  await api.registriesTokensFindById({ registryId: world.registry, tokenId }, { query: { depth: 5 } })
  assert.deepEqual(
    (await world.requests()).map(({ query }) => query),
    ['offset=0&limit=7', 'depth=5'],
  )
})

each(
  'setMaxRetries counts attempts, and a create is one',
  {
    'unless said': [undefined, 'GET', 3],
    five: [5, 'GET', 5],
    one: [1, 'GET', 1],
    none: [0, 'GET', 1],
    'a create': [5, 'POST', 1],
  },
  async (world, [max, method, attempts]) => {
    await world.fault({ status: 503 }, { times: null })
    const set = configuration(world)
    if (max !== undefined) set.setMaxRetries(max)
    const api = new sdk.TokensApi(set)
    const registryId = world.registry
    const call =
      method === 'GET'
        ? api.registriesTokensGet({ registryId })
        : api.registriesTokensPost({ registryId, postTokenInput: { properties: { name: 'ci' } } })
    assert.equal((await rejection(call)).response.status, 503)
    assert.equal((await world.requests()).length, attempts)
  },
)

test('what stands on the prototype of every object is not sent', async (world, context) => {
  const polluted = /** @type {any} */ (Object.prototype)
  context.after(() => {
    delete polluted.scopes
    delete polluted.depth
  })
  Object.assign(polluted, { scopes: [], depth: '1' })
  const postTokenInput = { properties: { name: 'ci' } }
  await tokensApi(world).registriesTokensPost({ registryId: world.registry, postTokenInput }, { query: {} })
  const [{ body, query }] = await world.requests()
  assert.deepEqual([Object.keys(JSON.parse(body).properties), query], [['name'], null])
})
