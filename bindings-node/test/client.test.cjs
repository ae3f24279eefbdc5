// The life of a client: made from arguments, the environment and a profile; told new credentials; closed.
'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { setImmediate: turn } = require('node:timers/promises')
const v8 = require('node:v8')
const vm = require('node:vm')

/** @type {any} */
const api = require('../lib/index.js')
const { CLIENTS, NOBODY, client, options } = require('./support/clients.cjs')
const { Emulator } = require('./support/emulator.cjs')
const { make, samples } = require('./support/samples.cjs')
const { each, emulator, rejection, test, thrown } = require('./support/suite.cjs')
const { METHODS, ROOT } = require('./support/surface.cjs')
const { withEnvironment } = require('./support/variables.cjs')

/**
 * The kind of credentials of each request.
 * @param {import('./support/emulator.cjs').World} world
 */
const authorization = async (world) => (await world.header('authorization')).map((value) => value.split(' ')[0])

test('import and require give the same', async () => {
  // By the package's name, as a program would.
  const imported = await import('registry-tokens')
  assert.equal(require('registry-tokens'), api)
  const names = Object.keys(imported).filter((name) => !['default', 'module.exports'].includes(name))
  assert.deepEqual(names.sort(), Object.keys(api).sort())
  for (const name of names) assert.equal(/** @type {any} */ (imported)[name], api[name], name)
})

test('close ends the idle connections, and later calls say so', async (world) => {
  const one = client(world)
  await one.registries.get(world.registry)
  await world.wait({ open: 1 })
  one.close()
  await world.wait({ open: 0 })
  assert((await rejection(one.registries.get(world.registry))) instanceof api.ClosedError)
})

test('calls under way end as they would have', async (world) => {
  await world.fault({ delay_ms: 200 })
  const one = client(world)
  const call = one.registries.get(world.registry)
  await world.wait({ in_flight: 1 })
  one.close()
  assert.equal((await call).name, 'demo')
  await world.wait({ open: 0 })
})

test('asyncDispose closes', async (world) => {
  const one = client(world)
  // `await using` calls this; Node 20 does not have its syntax yet.
  assert.equal(await one[Symbol.asyncDispose](), undefined)
  assert((await rejection(one.registries.get(world.registry))) instanceof api.ClosedError)
})

each('every call of a closed client says so', METHODS, async (world, method) => {
  const one = CLIENTS[method.provider](world)
  one.close()
  one.close() // twice is as good as once
  const made = make(one, method, samples(method, world))
  // The new credentials are in place: what could not be retired is no error.
  if (method.name === 'finishRotation') assert.match((await made).failure, /closed/)
  else {
    const error = await rejection(made)
    // Not undone, whatever the reason.
    const wanted = method.name === 'undoRotation' ? api.RotationIncompleteError : api.ClosedError
    assert(error instanceof wanted, String(error))
    assert.match(error.message, /closed/)
  }
  assert.deepEqual(await world.requests(), [])
})

test('a dropped client closes its connections', async (world) => {
  v8.setFlagsFromString('--expose-gc')
  const collect = vm.runInNewContext('gc')
  await (async () => {
    await client(world).registries.get(world.registry)
    await world.wait({ open: 1 })
  })()
  // What is collected is finalised in a later turn, which one is nobody's promise.
  const gone = world.wait({ open: 0 }).then(() => true)
  for (let isGone = false; !isGone; ) {
    collect()
    isGone = await Promise.race([gone, turn(false)])
  }
})

test('resources outlive the name of their client', async (world) => {
  const { tokens } = client(world)
  const { get } = { get: () => client(world).registries.get(world.registry) }
  assert.equal(await tokens.find(world.registry, 'none'), null)
  assert.equal((await get()).name, 'demo')
})

test('a resource is the same object each time, so that tests of a program can replace its methods', async (world) => {
  const one = client(world)
  assert.equal(one.tokens, one.tokens)
  one.tokens.get = async () => 'instead'
  assert.equal(await one.tokens.get(NOBODY, NOBODY), 'instead')
  assert.notEqual(await rejection(client(world).tokens.get(world.registry, NOBODY)), 'instead')
})

test('fromEnv', async (world) => {
  await withEnvironment({ IONOS_API_URL: world.url, IONOS_TOKEN: world.token }, async () => {
    for (const one of [api.IonosClient.fromEnv(), new api.IonosClient(), new api.IonosClient({})]) {
      assert(one instanceof api.IonosClient)
      assert.equal((await one.registries.get(world.registry)).name, 'demo')
    }
  })
  assert.deepEqual(await authorization(world), ['Bearer', 'Bearer', 'Bearer'])
})

test('fromEnv of a subclass', async (world) => {
  class Own extends api.IonosClient {}
  await withEnvironment({ IONOS_API_URL: world.url, IONOS_TOKEN: world.token }, () => {
    assert(Own.fromEnv() instanceof Own)
  })
})

test('without the environment nothing is taken from it', async () => {
  await withEnvironment({ IONOS_TOKEN: 'from the environment' }, () => {
    const error = thrown(() => new api.IonosClient({ loadEnvironment: false }))
    assert(error instanceof api.ConfigError)
    assert.match(error.message, /token/)
    assert(new api.IonosClient())
  })
})

test('arguments win over the environment', async (world) => {
  await withEnvironment({ IONOS_TOKEN: 'wrong', IONOS_API_URL: 'http://127.0.0.1:1' }, async () => {
    const one = new api.IonosClient({ token: world.token, baseUrl: world.url })
    assert.equal((await one.registries.get(world.registry)).name, 'demo')
  })
})

test('a profile', async (world) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'registry-tokens-'))
  try {
    const configFile = path.join(folder, 'config')
    fs.writeFileSync(configFile, `profiles:\n  - name: ci\n    credentials:\n      token: ${world.token}\n`)
    const one = new api.IonosClient({ baseUrl: world.url, loadEnvironment: false, configFile, profile: 'ci' })
    assert.equal((await one.registries.get(world.registry)).name, 'demo')
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
})

/** @type {Record<string, (text: string) => unknown>} */
const FORMS = { text: (text) => text, Secret: (text) => new api.Secret(text) }

each('credentials are texts or secrets', FORMS, async (world, hide) => {
  await client(world, { token: hide(world.token) }).registries.get(world.registry)
  const { username } = world
  await client(world, { username, password: hide(world.password) }).registries.get(world.registry)
  assert.deepEqual(await authorization(world), ['Bearer', 'Basic'])
})

each('new credentials hold for later calls', FORMS, async (world, hide) => {
  const one = client(world, { token: 'wrong' })
  assert((await rejection(one.registries.get(world.registry))) instanceof api.AuthenticationError)
  const { registries } = one
  assert.equal(one.setCredentials({ token: hide(world.token) }), undefined)
  await registries.get(world.registry)
  one.setCredentials({ username: world.username, password: hide(world.password) })
  await registries.get(world.registry)
  assert.deepEqual(await authorization(world), ['Bearer', 'Bearer', 'Basic'])
})

each(
  'half credentials are refused and change nothing',
  {
    none: {},
    nothing: undefined,
    null: null,
    text: 'token',
    username: { username: 'user' },
    password: { password: 'p' },
    both: { token: 't', username: 'user', password: 'p' },
    unknown: { token: 't', colour: 'red' },
    null_token: { token: null },
  },
  async (world, given) => {
    const one = client(world)
    const error = thrown(() => one.setCredentials(given))
    assert(error instanceof api.ConfigError || error instanceof api.InvalidArgumentError, String(error))
    assert.equal((await one.registries.get(world.registry)).name, 'demo')
  },
)

test('the user agent names the language', async (world) => {
  await client(world, { userAgent: 'team/1.0' }).registries.get(world.registry)
  const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'bindings-node/package.json'), 'utf8'))
  assert.deepEqual(await world.header('user-agent'), [`registry-tokens/${version} (node) team/1.0`])
})

test('options of one call', async (world) => {
  const call = {
    timeoutMs: 30_000,
    maxRetries: 0,
    extraHeaders: { 'X-Trace': 'a' },
    extraQuery: new Map([['depth', '1']]),
  }
  await client(world).registries.get(world.registry, call)
  assert.deepEqual(await world.header('x-trace'), ['a'])
  assert.deepEqual(
    (await world.requests()).map(({ query }) => query),
    ['depth=1'],
  )
})

test('details of an answer', async (world) => {
  const [token] = await world.seed()
  await world.fault({ status: 503 })
  const { tokens } = client(world)
  const call = tokens.get(world.registry, token)
  assert.equal(Object.prototype.toString.call(call), '[object Promise]')
  const [value, response, again] = [await call, await call.withResponse(), await call.withResponse()]
  assert.equal((await world.requests()).length, 2, 'asked for once, however often one looks')
  assert(response.value === value && again.value === value)
  assert.deepEqual([response.httpStatus, response.attempts], [200, 2])
  assert(typeof response.elapsedMs === 'number' && response.elapsedMs > 0)
  assert.equal(response.requestId, response.headers['x-request-id'])
  assert.equal(JSON.parse(Buffer.from(response.body()).toString()).id, token)
  const deleted = await tokens.delete(world.registry, token).withResponse()
  assert.deepEqual([deleted.httpStatus, deleted.value, deleted.body().length], [204, undefined, 0])
  const missing = await tokens.delete(world.registry, token, { missingOk: true }).withResponse()
  assert.deepEqual([missing.httpStatus, missing.value], [404, undefined])
  const none = await tokens.find(world.registry, 'none').withResponse()
  assert.deepEqual([none.httpStatus, none.value], [200, null])
  assert((await rejection(tokens.get(world.registry, NOBODY).withResponse())) instanceof api.NotFoundError)
})

test('certificates, from text and bytes', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'registry-tokens-'))
  const secure = await Emulator.start('--tls', folder)
  try {
    const [world, pem] = [await secure.world(), secure.caCertificate()]
    assert(world.url.startsWith('https://'))
    const get = (/** @type {object} */ own) => client(world, { maxRetries: 0, ...own }).registries.get(world.registry)
    const error = await rejection(get({}))
    assert(error instanceof api.ConnectError && !error.retryable)
    for (const caCerts of [pem, Buffer.from(pem), new Uint8Array(Buffer.from(pem))]) {
      assert.equal((await get({ caCerts })).name, 'demo')
    }
    assert.equal((await get({ pinnedCertificate: secure.ready.tls.good.leaf_sha256 })).name, 'demo')
  } finally {
    secure.stop()
    fs.rmSync(folder, { recursive: true })
  }
})

test('a proxy, as text, as secret and none', async (world) => {
  const proxy = emulator().ready.proxy_url
  await withEnvironment({ IONOS_HTTP_PROXY: 'http://127.0.0.1:1' }, async () => {
    for (const given of [proxy, new api.Secret(proxy), false]) {
      const one = new api.IonosClient({ ...options(world), loadEnvironment: true, proxy: given })
      assert.equal((await one.registries.get(world.registry)).name, 'demo')
    }
  })
  assert.equal((await world.requests()).length, 3)
})
