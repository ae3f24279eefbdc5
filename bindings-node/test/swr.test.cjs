// Clients of Huawei Cloud SWR: made from options, the environment and files; new credentials; nothing told.
'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const v8 = require('node:v8')

/** @type {any} */
const api = require('../lib/index.js')
const canary = require('./support/canary.cjs')
const { NOBODY, swr, swrOptions } = require('./support/clients.cjs')
const { start } = require('./support/processes.cjs')
const { collected, each, rejection, test, thrown } = require('./support/suite.cjs')
const { swrVariables, withEnvironment } = require('./support/variables.cjs')

const { ISSUED, PASSWORD, PROXY_PASSWORD, TOKEN, assertClean, findCanary, shown, shownError } = canary

/** @typedef {import('./support/emulator.cjs').World} World */

const KEYS = { accessKey: 'AK', secretKey: PASSWORD }
/** @type {Record<string, Record<string, any>>} */
const WAYS = {
  keys: KEYS,
  'keys as Secret': { ...KEYS, secretKey: new api.Secret(PASSWORD) },
  'temporary keys': { ...KEYS, securityToken: TOKEN },
  'temporary keys as Secret': { ...KEYS, securityToken: new api.Secret(TOKEN) },
  token: { token: TOKEN },
  'token as Secret': { token: new api.Secret(TOKEN) },
}
const NOWHERE = { region: 'cn-north-4', projectId: 'p', loadEnvironment: false }

/**
 * How each request to SWR showed who was calling.
 * @param {World} world
 */
async function proofs(world) {
  const requests = (await world.requests()).filter((request) => request.api === 'swr')
  return requests.map((request) => {
    const names = request.headers.map((/** @type {string[]} */ [name]) => name.toLowerCase())
    return ['authorization', 'x-security-token', 'x-auth-token'].filter((name) => names.includes(name)).join('+')
  })
}

test('from the environment', async (world) => {
  await withEnvironment(swrVariables(world), async () => {
    for (const one of [api.SwrClient.fromEnv(), new api.SwrClient(), new api.SwrClient({})]) {
      assert(one instanceof api.SwrClient)
      assert.equal((await one.targetRegistries.listPage(world.instance)).total, 1)
    }
    class Own extends api.SwrClient {}
    assert(/** @type {any} */ (Own).fromEnv() instanceof Own)
  })
  // The project was looked up, once for each client.
  const apis = (await world.requests()).map((request) => request.api)
  assert.deepEqual(apis, ['iam', 'swr', 'iam', 'swr', 'iam', 'swr'])
})

test('options win over the environment, and can do without it', async (world) => {
  const names = Object.keys(swrVariables(world))
  const wrong = Object.fromEntries(names.map((name) => [name, 'http://127.0.0.1:1']))
  await withEnvironment(wrong, async () => {
    const one = new api.SwrClient({ ...swrOptions(world), loadEnvironment: true })
    assert.deepEqual(await one.longTermCredentials.list(world.instance).all(), [])
    const error = thrown(() => new api.SwrClient({ loadEnvironment: false }))
    assert(error instanceof api.ConfigError)
    assert.match(error.message, /accessKey/)
  })
})

test('files', async (world, context) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'registry-tokens-'))
  context.after(() => fs.rmSync(folder, { recursive: true }))
  const [credentialsFile, regionsFile] = [path.join(folder, 'credentials'), path.join(folder, 'regions.yaml')]
  const { accessKey, secretKey } = world.swr
  const text = `[basic]\nak = ${accessKey}\nsk = ${secretKey}\niam_endpoint = ${world.urls.iam_url}\n`
  fs.writeFileSync(credentialsFile, text)
  fs.writeFileSync(regionsFile, `SWR:\n  - id: cn-north-4\n    endpoint: ${world.urls.swr_url}\n`)
  const one = new api.SwrClient({
    credentialsFile,
    regionsFile,
    region: 'cn-north-4',
    loadEnvironment: false,
    proxy: false,
  })
  assert.equal(await one.targetRegistries.find(world.instance, 'none'), null)
})

test('close ends the connections, and later calls say so', async (world) => {
  const one = swr(world)
  await one.temporaryCredentials.create(world.instance)
  await world.wait({ open: 1 })
  assert.equal(await one[Symbol.asyncDispose](), undefined)
  await world.wait({ open: 0 })
  assert((await rejection(one.login.createEnhanced())) instanceof api.ClosedError)
})

each(
  'new credentials hold for later calls',
  { string: String, Secret: (/** @type {string} */ text) => new api.Secret(text) },
  async (world, hide) => {
    const { described } = world
    const one = swr(world, { secretKey: 'wrong' })
    assert((await rejection(one.login.createTemporary())) instanceof api.AuthenticationError)
    one.setCredentials({
      accessKey: described.swr_temporary_access_key,
      secretKey: hide(described.swr_temporary_secret_key),
      securityToken: hide(described.swr_temporary_security_token),
    })
    await one.login.createTemporary()
    one.setCredentials({ token: hide(described.swr_token) })
    await one.login.createTemporary(undefined, { maxRetries: 0 })
    one.setCredentials({ accessKey: world.swr.accessKey, secretKey: hide(world.swr.secretKey) })
    await one.login.createTemporary({ durationMs: 900_000, projectName: 'cn-north-4' })
    const wanted = ['authorization', 'authorization+x-security-token', 'x-auth-token', 'authorization']
    assert.deepEqual(await proofs(world), wanted)
  },
)

each(
  'half credentials are refused and change nothing',
  {
    none: {},
    'access key': { accessKey: 'a' },
    'secret key': { secretKey: 's' },
    'security token': { securityToken: 't' },
    'without the secret key': { accessKey: 'a', securityToken: 't' },
    'two tokens': { token: 't', securityToken: 't' },
    both: { token: 't', accessKey: 'a', secretKey: 's' },
    'of IONOS': { username: 'u', password: 'p' },
  },
  async (world, half) => {
    const one = swr(world)
    const error = thrown(() => one.setCredentials(half))
    assert(error instanceof api.InvalidArgumentError, String(error))
    assert.match(error.message, /accessKey and secretKey|username/)
    await one.login.createEnhanced()
  },
)

each('clients and what they make tell nothing', WAYS, (_, own) => {
  const one = new api.SwrClient({ ...NOWHERE, proxy: `http://user:${PROXY_PASSWORD}@127.0.0.1:1`, ...own })
  const { targetRegistries, longTermCredentials, temporaryCredentials, login } = one
  const pager = targetRegistries.list('i', { extraHeaders: { 'X-Note': TOKEN }, extraQuery: { note: PASSWORD } })
  const made = [targetRegistries, longTermCredentials, temporaryCredentials, login, pager, pager.pages()]
  for (const thing of [one, ...made]) assertClean(shown(thing))
})

each(
  'credentials of no use',
  {
    'access key': { accessKey: 'a b', secretKey: PASSWORD },
    'security token': { ...KEYS, securityToken: `${TOKEN}\n\x7f` },
    token: { token: `${TOKEN}\n\x7f` },
    Buffer: { accessKey: 'a', secretKey: Buffer.from(PASSWORD) },
    surrogate: { accessKey: 'a', secretKey: `${PASSWORD}\ud800` },
    list: { ...KEYS, securityToken: [TOKEN] },
    promise: { token: Promise.resolve(TOKEN) },
  },
  (_, own) => {
    const good = new api.SwrClient({ ...NOWHERE, token: 'good' })
    for (const refuse of [() => new api.SwrClient({ ...NOWHERE, ...own }), () => good.setCredentials(own)]) {
      const error = thrown(refuse)
      assert(error instanceof api.RegistryTokensError, String(error))
      assertClean(shownError(error))
    }
  },
)

const TARGET = { name: 'new', type: 'swr-pro', url: 'https://a.example', accessKey: 'a', accessSecret: ISSUED }

for (const status of [301, 400, 401, 403, 404, 409, 429, 500, 503]) {
  each(`errors though the service repeats what it was sent, ${status}`, WAYS, async (world, own) => {
    const message = `not with ${PASSWORD} nor ${TOKEN}`
    await world.fault({ status, body: { error_code: message, error_msg: message } }, { times: null })
    const secrets = ['token' in own ? TOKEN : PASSWORD, ...('securityToken' in own ? [TOKEN] : [])]
    /** @type {any[]} */
    const events = []
    const onEvent = (/** @type {any} */ event) => events.push(event)
    const one = swr(world, { onEvent, maxRetries: 1, ...own })
    for (const error of [
      await rejection(one.targetRegistries.get(world.instance, 1)),
      await rejection(one.targetRegistries.create(world.instance, { ...TARGET, insecure: true })),
      await rejection(one.longTermCredentials.create(world.instance, 'ci').withResponse()),
      await rejection(collected(one.longTermCredentials.list(world.instance))),
      await rejection(one.login.createTemporary()),
    ]) {
      assert(error instanceof api.RegistryTokensError)
      assertClean(shownError(error), secrets)
    }
    assertClean(events.flatMap(shown), [...secrets, ISSUED])
  })
}

const REGISTRY = { id: 24, name: 'r', credential: { type: 'basic', access_key: 'a', access_secret: ISSUED } }
const LOGIN = { 'X-Swr-Dockerlogin': `docker login -u u -p ${ISSUED} swr.example` }

/** What holds a secret: the answer, the call, and where the secret is. */
/** @type {Record<string, { reply: object, call: (one: any) => any, find: (value: any) => any }>} */
const HOLDERS = {
  'a target registry': {
    reply: { body: { json: REGISTRY } },
    call: (one) => one.targetRegistries.get('i', 24),
    find: (value) => value.credential.accessSecret,
  },
  'a page of them': {
    reply: { body: { json: { registries: [REGISTRY], total: 1 } } },
    call: (one) => one.targetRegistries.listPage('i'),
    find: (value) => value.items[0].credential.accessSecret,
  },
  'an issued credential': {
    reply: { body: { json: { token_id: NOBODY, user_id: 'u', auth_token: ISSUED } } },
    call: (one) => one.longTermCredentials.create('i', 'ci'),
    find: (value) => value.credentials.password,
  },
  'a login': {
    reply: { headers: LOGIN, body: { json: { auths: {} } } },
    call: (one) => one.login.createTemporary(),
    find: (value) => value.password,
  },
}

each('what a service gives is hidden, and not cloned', HOLDERS, async (world, { reply, call, find }) => {
  const promise = call(swr(await world.script([{ reply: { status: 200, ...reply } }])))
  const [value, response] = [await promise, await promise.withResponse()]
  assert.equal(find(value).reveal(), ISSUED)
  for (const one of [value, response, promise, find(value)]) assertClean(shown(one))
  assertClean([JSON.stringify(value), JSON.stringify(response.headers)])
  for (const one of [value, find(value), { ...value }, [value]]) {
    for (const copy of [structuredClone, v8.serialize]) {
      const error = thrown(() => copy(one))
      assert.match(error.message, /reveal\(\)/)
      assertClean(shownError(error))
    }
  }
})

test('hosts by name are a map without a prototype', async (world) => {
  const hosts = { 'a.example': '192.0.2.1', constructor: '192.0.2.2' }
  const body = { id: 1, name: 'r', dns_conf: { hosts } }
  const one = swr(await world.script([{ reply: { status: 200, body: { json: body } } }]))
  const { dnsConf } = await one.targetRegistries.get('i', 1)
  assert.deepEqual({ ...dnsConf.hosts }, hosts)
  assert.equal(Object.getPrototypeOf(dnsConf.hosts), null)
  assert(Object.isFrozen(dnsConf.hosts))
})

test('an id that no number holds exactly is an error, not another id', async (world) => {
  const text = '{"id": 9007199254740993, "name": "r"}'
  const one = swr(await world.script([{ reply: { status: 200, body: text } }]))
  assert((await rejection(one.targetRegistries.get('i', 1))) instanceof api.InvalidResponseError)
})

test('with every debug output on, a whole program shows no secret', async (world) => {
  const issued = { token_id: NOBODY, user_id: 'u', auth_token: ISSUED }
  const script = await world.script([{ reply: { status: 201, body: { json: issued } } }])
  const environment = {
    ...swrVariables(script),
    HUAWEICLOUD_SDK_AK: 'AK',
    HUAWEICLOUD_SDK_SK: PASSWORD,
    HUAWEICLOUD_SDK_SECURITY_TOKEN: TOKEN,
    HUAWEICLOUD_SDK_PROJECT_ID: 'p',
    NODE_DEBUG: '*',
    RUST_LOG: 'trace',
    RUST_BACKTRACE: '1',
  }
  const done = await start('debugged_swr', ['i'], environment).ended
  assert.equal(done.code, 0, done.err)
  assert.match(done.out, /made ci/)
  assert(done.err.length > 0, 'there was debug output')
  assert.equal(findCanary(done.out + done.err), null)
})
