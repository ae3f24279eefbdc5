// Secrets are planted everywhere, and every text that a program could print is searched for them.
'use strict'

const assert = require('node:assert/strict')
const { inspect } = require('node:util')
const v8 = require('node:v8')
const { MessageChannel } = require('node:worker_threads')

/** @type {any} */
const api = require('../lib/index.js')
const canary = require('./support/canary.cjs')
const { NOBODY, client } = require('./support/clients.cjs')
const { run, start } = require('./support/processes.cjs')
const { collected, each, rejection, test, thrown } = require('./support/suite.cjs')

const { CANARIES, ISSUED, PASSWORD, PROXY_PASSWORD, TOKEN, assertClean, findCanary, shown, shownError } = canary

/** @type {Record<string, Record<string, any>>} */
const WAYS = {
  token: { token: TOKEN },
  'token as Secret': { token: new api.Secret(TOKEN) },
  'bearer token': { token: `Bearer ${TOKEN}` },
  password: { username: 'user', password: PASSWORD },
  'password as Secret': { username: 'user', password: new api.Secret(PASSWORD) },
}
const STATUSES = [301, 400, 401, 403, 404, 408, 409, 422, 429, 500, 503]

const basic = (/** @type {string} */ password, user = 'user') => Buffer.from(`${user}:${password}`).toString('base64')

each(
  'the search finds a planted leak',
  {
    plain: `Bearer ${TOKEN}`,
    inspect: inspect([TOKEN]),
    JSON: JSON.stringify({ token: TOKEN }),
    'JSON in JSON': JSON.stringify(JSON.stringify({ token: TOKEN })),
    percent: encodeURIComponent(PASSWORD),
    'percent in lower case': encodeURIComponent(PASSWORD).replace(/%../g, (escape) => escape.toLowerCase()),
    URL: new URL(`http://user:${encodeURIComponent(PASSWORD)}@host/`).href,
    query: new URLSearchParams({ token: PASSWORD }).toString(),
    base64: Buffer.from(ISSUED).toString('base64'),
    'base64 for URLs': Buffer.from(ISSUED).toString('base64url'),
    hexadecimal: Buffer.from(ISSUED).toString('hex'),
    Buffer: inspect(Buffer.from(ISSUED)),
    'Buffer as JSON': JSON.stringify(Buffer.from(ISSUED)),
    Uint8Array: inspect(new Uint8Array(Buffer.from(TOKEN)), canary.DEEP),
    ...Object.fromEntries(
      ['u', 'us', 'use', 'user@example.org'].map((user) => [`Basic of ${user}`, basic(PASSWORD, user)]),
    ),
  },
  (_, leak) => {
    assert(findCanary(`some text ${leak} and more`))
    assert.throws(() => assertClean(['nothing', leak]), /a secret stands as/)
  },
)

test('the search looks where a value could show it', () => {
  class Hidden {
    #secret = TOKEN
    get token() {
      return this.#secret
    }
  }
  const symbol = Object.defineProperty({}, Symbol('token'), { value: TOKEN })
  for (const leaky of [
    new Hidden(),
    symbol,
    { toJSON: () => TOKEN },
    { toString: () => TOKEN },
    [{ deep: { er: TOKEN } }],
  ]) {
    assert.throws(() => assertClean(shown(leaky)), /a secret stands as/)
  }
  assert.throws(() => assertClean(shownError(new Error('outer', { cause: new Error(TOKEN) }))), /a secret stands as/)
  assert.equal(findCanary('Secret([redacted]) canary'), null)
  assert.throws(() => assertClean([]), /nothing to search/)
  assert(CANARIES.every((one) => findCanary(`<${one}>`)))
})

test('texts of a secret', () => {
  const secret = new api.Secret(TOKEN)
  assertClean(shown(secret))
  for (const text of [String(secret), `${secret}`, ['', secret].join(''), inspect(secret)])
    assert.match(text, /\[redacted\]/)
  assert.equal(secret.reveal(), TOKEN)
  assert.throws(() => JSON.stringify({ secret }), /reveal\(\)/)
  assert(Object.isFrozen(secret))
  // A copy of the object is no way to what it holds.
  assert.throws(() => ({ ...secret }).reveal(), TypeError)
  assert.throws(() => Object.create(secret).reveal(), TypeError)
})

test('equality of secrets tells nothing but itself', () => {
  const secret = new api.Secret(TOKEN)
  assert.equal(secret.equals(new api.Secret(TOKEN)), true)
  assert.equal(secret.equals(new api.Secret(PASSWORD)), false)
  for (const other of [TOKEN, null, undefined, {}, { ...secret }]) {
    // Refused or different; never the same, and never told.
    try {
      assert.equal(secret.equals(other), false)
    } catch (error) {
      assertClean(shownError(error))
    }
  }
})

each(
  'what is no text is no secret',
  { number: 5, none: undefined, null: null, Buffer: Buffer.from(TOKEN), list: [TOKEN] },
  (_, value) => assertClean(shownError(thrown(() => new api.Secret(value)))),
)

each('clients and what they make', WAYS, (_, own) => {
  const proxy = `http://user:${PROXY_PASSWORD}@127.0.0.1:1`
  for (const given of [proxy, new api.Secret(proxy)]) {
    const one = client('http://127.0.0.1:1', { proxy: given, ...own })
    const pager = one.tokens.list(NOBODY, { extraHeaders: { 'X-Note': TOKEN }, extraQuery: { note: PASSWORD } })
    for (const thing of [one, one.tokens, one.registries, pager, pager.pages(), pager[Symbol.asyncIterator]()]) {
      assertClean(shown(thing))
    }
  }
})

each('bad options', WAYS, (_, own) => {
  for (const bad of [
    { baseUrl: `http://user:${PASSWORD}@host` },
    { baseUrl: `https://host/?token=${TOKEN}` },
    { proxy: `nonsense://user:${PROXY_PASSWORD}@127.0.0.1:1` },
    { contractNumber: TOKEN },
    { userAgent: `${TOKEN}\n` },
    { pinnedCertificate: PASSWORD },
    { caCerts: TOKEN },
    { caCerts: Buffer.from(TOKEN) },
    { profile: 'none', configFile: '/dev/null' },
  ]) {
    const error = thrown(() => new api.IonosClient({ loadEnvironment: false, ...own, ...bad }))
    assert(error instanceof api.RegistryTokensError, String(error))
    assertClean(shownError(error))
  }
})

test('bad credentials, when a client is made and later', () => {
  const one = client('http://127.0.0.1:1')
  for (const bad of [
    { token: `${TOKEN}\n\x7f` },
    { token: '' },
    { token: `${TOKEN}\ud800` },
    { username: 'a:b', password: PASSWORD },
    { token: Buffer.from(TOKEN) },
    { token: [TOKEN] },
    { token: { value: TOKEN } },
    { username: 'u', password: [PASSWORD] },
    { token: Promise.resolve(TOKEN) },
    { username: new api.Secret(PASSWORD), password: 'x' },
    { [TOKEN]: 'x' },
  ]) {
    for (const refuse of [
      () => new api.IonosClient({ loadEnvironment: false, ...bad }),
      () => one.setCredentials(bad),
    ]) {
      const error = thrown(refuse)
      assert(error instanceof api.RegistryTokensError, String(error))
      // A name is no secret, whoever writes one there.
      if (!(TOKEN in bad)) assertClean(shownError(error))
    }
  }
})

/**
 * The errors that calls come to.
 * @param {any} one
 * @returns {Promise<any[]>}
 */
async function errorsOf(one) {
  const { registries, tokens } = one
  return [
    await rejection(tokens.get(NOBODY, NOBODY)),
    await rejection(tokens.create(NOBODY, { name: 'ci' }).withResponse()),
    await rejection(tokens.list(NOBODY).all()),
    await rejection(collected(tokens.list(NOBODY))),
    await rejection(registries.waitUntilRunning(NOBODY)),
  ]
}

for (const status of STATUSES) {
  each(`errors though the service repeats what it was sent, ${status}`, WAYS, async (world, own) => {
    const message = `not with Bearer ${TOKEN}, nor Basic ${basic(PASSWORD)}, nor ${PASSWORD}`
    const Location = `https://elsewhere.example/?t=${encodeURIComponent(TOKEN)}`
    const headers = { 'WWW-Authenticate': message, Location, 'X-Request-Id': basic(PASSWORD) }
    const messages = [
      { errorCode: PASSWORD, message },
      { errorCode: TOKEN, message: '' },
    ]
    await world.fault({ status, headers, body: { messages } }, { times: null })
    /** @type {any[]} */
    const events = []
    const onEvent = (/** @type {any} */ event) => events.push(event)
    // What was never this client's secret is the service's own text, and may be shown.
    const secrets = ['token' in own ? TOKEN : PASSWORD]
    for (const error of await errorsOf(client(world, { onEvent, maxRetries: 1, ...own }))) {
      assert(error instanceof api.RegistryTokensError)
      assertClean(shownError(error), secrets)
    }
    assertClean(events.flatMap(shown), secrets)
  })
}

/**
 * A service that issues the canary as password.
 * @param {import('./support/emulator.cjs').World} world
 */
async function issuing(world) {
  const body = { id: NOBODY, properties: { name: 'ci', credentials: { username: 'ci', password: ISSUED } } }
  return await world.script(Array(2).fill({ reply: { status: 201, body: { json: body } } }))
}

/** @param {import('./support/emulator.cjs').World} world */
async function issued(world) {
  /** @type {any[]} */
  const events = []
  const { tokens } = client(await issuing(world), { onEvent: (/** @type {any} */ event) => events.push(event) })
  const promise = tokens.create(NOBODY, { name: 'ci' })
  const [value, response] = [await promise, await promise.withResponse()]
  const replaced = await tokens.replace(NOBODY, NOBODY, { name: 'ci' })
  return { events, promise, replaced, response, value }
}

test('what a service issues', async (world) => {
  const { events, promise, replaced, response, value } = await issued(world)
  // It is there to be found.
  assert(findCanary(Buffer.from(response.body()).toString()))
  assert.equal(value.credentials.password.reveal(), ISSUED)
  const { credentials, token } = value
  const { password } = credentials
  for (const one of [value, token, credentials, password, replaced, response, promise, ...events])
    assertClean(shown(one))
  for (const one of [value, replaced]) assert.deepEqual(one.toJSON().properties.credentials, { username: 'ci' })
})

test('what holds a secret is not cloned, stored or sent to a thread', async (world) => {
  const { replaced, value } = await issued(world)
  const { port1, port2 } = new MessageChannel()
  for (const one of [
    value.credentials.password,
    value.credentials,
    value,
    replaced,
    { ...value.credentials },
    [value],
  ]) {
    for (const copy of [structuredClone, v8.serialize, (/** @type {any} */ held) => port1.postMessage(held)]) {
      const error = thrown(() => copy(one))
      assert.match(error.message, /reveal\(\)/)
      assertClean([error.message, String(error.stack), inspect(error)])
    }
  }
  port1.close()
  port2.close()
})

test('an answer that cannot be read', async (world) => {
  // The password is in the body of an answer that is refused for another reason.
  const body = { id: NOBODY, properties: { name: [ISSUED], credentials: { username: 'ci', password: ISSUED } } }
  const script = await world.script([{ reply: { status: 201, body: { json: body } } }])
  const error = await rejection(client(script).tokens.create(NOBODY, { name: 'ci' }))
  assertClean(shownError(error))
  assert(findCanary(Buffer.from(error.responseBody()).toString()))
})

test('with every debug output on, a whole program shows no secret', async (world) => {
  const script = await issuing(world)
  const environment = {
    IONOS_API_URL: script.url,
    IONOS_TOKEN: TOKEN,
    IONOS_HTTP_PROXY: '',
    NODE_DEBUG: '*',
    RUST_LOG: 'trace',
    RUST_BACKTRACE: '1',
  }
  const done = await start('debugged', [NOBODY], environment).ended
  assert.equal(done.code, 0, done.err)
  assert.match(done.out, /made ci/)
  assert(done.err.length > 0, 'there was debug output')
  assertClean([done.out, done.err])
})

test('a failure that ends a program shows no secret', async (world) => {
  await world.fault({ status: 401, body: `no ${TOKEN}` })
  const environment = { IONOS_API_URL: world.url, IONOS_TOKEN: TOKEN, UNHANDLED: '1' }
  const done = await start('debugged', [NOBODY], environment).ended
  assert.equal(done.code, 1)
  assert.match(done.err, /AuthenticationError/)
  assertClean([done.out, done.err])
  await assert.rejects(run('debugged', [NOBODY], { environment }), 'and the helper would have seen it')
})
