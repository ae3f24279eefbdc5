// The official SDK's names over this package: options of axios, proxies, and what is refused.
'use strict'

const assert = require('node:assert/strict')
const { execFileSync } = require('node:child_process')
const { once } = require('node:events')
const { createServer } = require('node:http')

const { NOBODY } = require('./support/clients.cjs')
const { configuration, sdk, tokensApi } = require('./support/official.cjs')
const { each, rejection, test, thrown } = require('./support/suite.cjs')
const { withEnvironment } = require('./support/variables.cjs')

each(
  'timeout is that of the whole call',
  { 'of the configuration': [{ timeout: 80 }, undefined], 'of the call': [{ timeout: 60_000 }, { timeout: 80 }] },
  async (world, [baseOptions, options]) => {
    await world.fault({ hang: true }, { times: null })
    const call = tokensApi(world, { baseOptions }).registriesTokensGet({ registryId: world.registry }, options)
    const error = await rejection(call)
    assert.deepEqual([error.code, error.response], ['ECONNABORTED', undefined])
  },
)

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
    'a contract number beside a token': [{ headers: { 'X-Contract-Number': '1' } }, /X-Contract-Number .*username/],
    'a timeout that is none': [{ timeout: -1 }, /: timeout must/],
    'a header that cannot be sent': [{ headers: { 'X-A': 'canary\n' } }, /: headers: "x-a" has a value/],
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

for (const accessToken of [null, '', undefined]) {
  test(`an accessToken of ${JSON.stringify(accessToken)} is none`, async (world) => {
    assert.equal(
      (await tokensApi(world, { accessToken }).registriesTokensGet({ registryId: world.registry })).status,
      200,
    )
  })
}

test('plain http leaves this machine with nothing', async () => {
  const set = new sdk.Configuration({ apiKey: 'canary', basePath: 'http://api.example/containerregistries' })
  const error = await rejection(new sdk.TokensApi(set).registriesTokensGet({ registryId: NOBODY }))
  assert.match(error.message, /basePath would send the credentials unencrypted; use https; it should/)
  assert.match(error.response.data.messages[0].message, /^basePath .* use https; it should/)
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
    'of an address without a scheme': [{ HTTPS_PROXY: 'http://p:1' }, 'api.example/x', 'http://p:1'],
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
  const program = `require('registry-tokens'); console.log(Object.keys(require.cache).filter((name) => name.includes('compat')))`
  assert.equal(execFileSync(process.execPath, ['-e', program], { cwd: __dirname, encoding: 'utf8' }).trim(), '[]')
})
