// The official SDK's names over this package: what calls are made with, and what is sent.
'use strict'

const assert = require('node:assert/strict')
const { once } = require('node:events')
const { createServer } = require('node:http')

/** @type {any} */
const sdk = require('../lib/compat/ionos/index.js')
const { NOBODY } = require('./support/clients.cjs')
const { each, rejection, test, thrown } = require('./support/suite.cjs')
const { withEnvironment } = require('./support/variables.cjs')

/** @typedef {import('./support/emulator.cjs').World} World */

/**
 * A configuration of a world's account that never waits.
 * @param {World} world
 * @param {Record<string, any>} [own]
 */
function configuration(world, own = {}) {
  const given = { basePath: world.url, apiKey: world.token, ...own }
  return new sdk.Configuration(given).setMaxWaitTime(0)
}

/**
 * @param {World} world
 * @param {Record<string, any>} [own]
 */
const tokensApi = (world, own) => new sdk.TokensApi(configuration(world, own))

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

each(
  'timeout is that of the whole call',
  { 'of the configuration': [{ timeout: 80 }, undefined], 'of the call': [{ timeout: 60_000 }, { timeout: 80 }] },
  async (world, [baseOptions, options]) => {
    await world.fault({ hang: true }, { times: null })
    const call = tokensApi(world, { baseOptions }).registriesTokensGet({ registryId: world.registry }, options)
    const error = await rejection(call)
    assert.deepEqual([error.code, error.response], ['ECONNABORTED', undefined])
    assert.equal(
      (await tokensApi(await freshWorld(world)).registriesTokensGet({ registryId: world.registry })).status,
      200,
    )
  },
)

/** @param {World} world */
async function freshWorld(world) {
  await world.clearFaults()
  return world
}

each(
  'what cannot be done is refused, with what to do instead',
  {
    httpsAgent: [{ baseOptions: { httpsAgent: {} } }, /httpsAgent .*NODE_EXTRA_CA_CERTS/],
    httpAgent: [{ baseOptions: { httpAgent: {} } }, /httpAgent/],
    auth: [{ baseOptions: { auth: { username: 'canary' } } }, /auth .*username and password/],
    params: [{ baseOptions: { params: {} } }, /params .*query/],
    validateStatus: [{ baseOptions: { validateStatus: () => true } }, /validateStatus is an option of axios/],
    accessToken: [{ accessToken: 'canary' }, /accessToken .*apiKey/],
  },
  async (world, [own, pattern]) => {
    const error = thrown(() => configuration(world, own))
    assert.match(error.message, /** @type {RegExp} */ (pattern))
    assert.doesNotMatch(error.message, /canary/)
    // Told later, each call says so.
    const set = Object.assign(configuration(world), own)
    const late = await rejection(new sdk.TokensApi(set).registriesTokensGet({ registryId: world.registry }))
    assert.match(late.message, /** @type {RegExp} */ (pattern))
    assert.deepEqual([late.response.status, await world.requests()], [400, []])
  },
)

each(
  'an option of a call that cannot be done is refused',
  {
    cancelToken: [{ cancelToken: {} }, /cancelToken .*signal/],
    proxy: [{ proxy: false }, /proxy .*Configuration/],
    responseType: [{ responseType: 'stream' }, /responseType is an option of axios/],
    'an Authorization of its own': [{ headers: { Authorization: 'canary' } }, /authorization/i],
    'a header that is an object': [{ headers: { common: {} } }, /common must be a text/],
    'no object': ['canary', /options must be an object/],
  },
  async (world, [options, pattern]) => {
    const error = await rejection(tokensApi(world).registriesTokensGet({ registryId: world.registry }, options))
    assert.match(error.message, /** @type {RegExp} */ (pattern))
    assert.doesNotMatch(error.message, /canary/)
    assert.deepEqual([error.response.status, await world.requests()], [400, []])
  },
)

test('an axios of its own is refused', () => {
  assert.match(thrown(() => new sdk.TokensApi(undefined, undefined, {})).message, /axios is not taken/)
})

test('plain http leaves this machine with nothing', async () => {
  const set = new sdk.Configuration({ apiKey: 'canary', basePath: 'http://api.example/containerregistries' })
  const error = await rejection(new sdk.TokensApi(set).registriesTokensGet({ registryId: NOBODY }))
  assert.match(error.message, /unencrypted/)
  assert.equal(error.response.status, 400)
})

test('requests go through the proxy of baseOptions, with its login', async (world, context) => {
  const { promise, resolve } = /** @type {any} */ (withResolvers())
  const proxy = createServer().on('connect', ({ url, headers }, socket) => {
    resolve([url, headers['proxy-authorization']])
    socket.end('HTTP/1.1 502 no\r\n\r\n')
  })
  proxy.listen(0, '127.0.0.1')
  context.after(() => proxy.close())
  await once(proxy, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (proxy.address())
  const baseOptions = { proxy: { host: '127.0.0.1', port, auth: { username: 'me', password: 'p@ss' } } }
  const set = configuration(world, { basePath: 'https://api.example/containerregistries', baseOptions })
  const error = await rejection(new sdk.TokensApi(set.setMaxRetries(1)).registriesTokensGet({ registryId: NOBODY }))
  assert.equal(error.response, undefined)
  assert.deepEqual(await promise, ['api.example:443', `Basic ${Buffer.from('me:p@ss').toString('base64')}`])
})

function withResolvers() {
  /** @type {any} */
  const made = {}
  made.promise = new Promise((resolve) => {
    made.resolve = resolve
  })
  return made
}

each(
  'the proxy of the environment, as axios chooses it',
  {
    'that of https': [{ HTTPS_PROXY: 'http://p:1' }, 'https://api.example', 'http://p:1'],
    'in small letters': [{ https_proxy: 'http://p:1', HTTPS_PROXY: 'http://q:1' }, 'https://api.example', 'http://p:1'],
    'not for this machine': [{ HTTPS_PROXY: 'http://p:1' }, 'https://127.0.0.1:1', false],
    'not where it is excepted': [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x, .example' }, 'https://api.example', false],
    'nor with a star': [{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, 'https://api.example', false],
    'where another is excepted': [
      { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'api.example.org' },
      'https://api.example',
      'http://p:1',
    ],
    'none of the other SDK': [{ IONOS_HTTP_PROXY: 'http://p:1' }, 'https://api.example', false],
  },
  async (_world, [environment, url, wanted]) => {
    const { proxyOf } = require('../lib/compat/ionos/proxy.js')
    const site = { operation: 'test' }
    await withEnvironment(/** @type {any} */ (environment), async () => {
      assert.equal(proxyOf(undefined, url, site), wanted)
      assert.equal(proxyOf(false, url, site), false)
    })
  },
)

test('setDebug tells each attempt, and no secret', async (world, context) => {
  const log = context.mock.method(console, 'log', () => {})
  await world.fault({ status: 503 })
  const set = configuration(world).setDebug()
  await new sdk.TokensApi(set).registriesTokensGet({ registryId: world.registry })
  const lines = log.mock.calls.map((/** @type {any} */ { arguments: [line] }) => line)
  assert.match(lines[0], /tokens\.list: GET .*attempt 1: 503 after \d+ ms, again in \d+ ms$/)
  assert.match(lines[1], /attempt 2: 200 after \d+ ms$/)
  assert(!lines.join().includes(world.token))
  set.setDebug(false)
  await new sdk.TokensApi(set).registriesTokensGet({ registryId: world.registry })
  assert.equal(log.mock.callCount(), 2)
})

each(
  'what is not here yet says so',
  Object.fromEntries(
    ['Artifacts', 'Locations', 'Names', 'Registries', 'Repositories', 'Vulnerabilities'].map((name) => [
      `${name}Api`,
      0,
    ]),
  ),
  (world, _, name) => {
    const error = thrown(() => new sdk[name](configuration(world)))
    assert.match(error.message, new RegExp(`^${name} is not yet .*second part of the IONOS API`))
  },
)

test('loading the package loads none of this', () => {
  const { execFileSync } = require('node:child_process')
  const program = `require('registry-tokens'); console.log(Object.keys(require.cache).filter((name) => name.includes('compat')))`
  assert.equal(execFileSync(process.execPath, ['-e', program], { cwd: __dirname, encoding: 'utf8' }).trim(), '[]')
})
