// What the core refuses it names as TypeScript does, with the unit where a name has one.
'use strict'

const assert = require('node:assert/strict')

/** @type {any} */
const api = require('../lib/index.js')
const { NOBODY, client } = require('./support/clients.cjs')
const { make, samples } = require('./support/samples.cjs')
const { each, rejection, test, thrown } = require('./support/suite.cjs')
const { CLIENT_OPTIONS, METHODS, given } = require('./support/surface.cjs')

// For each argument a value of its type that the core refuses; null where it takes them all.
/** @type {Record<string, any>} */
const REFUSED = {
  registryId: '..',
  tokenId: '',
  name: '',
  status: '',
  scopes: [{ type: 'repository', name: '', actions: [] }],
  expiryDate: new Date(0),
  expiresInMs: 0,
  pageSize: 0,
  limit: 0,
  filters: { '': 'x' },
  offset: null,
  maxResults: null,
  missingOk: null,
  withinMs: null,
  pollIntervalMs: null,
  signal: null,
  timeoutMs: 0,
  maxRetries: null,
  extraHeaders: { host: 'elsewhere' },
  extraQuery: { '': 'x' },
}
/** @type {Record<string, { method: import('./support/surface.cjs').Method, name: string }>} */
const ARGUMENTS = Object.fromEntries(
  Object.values(METHODS).flatMap((method) => {
    const names = Object.entries(method.arguments).map(([name, kind]) => given(name, kind))
    return names.filter((name) => REFUSED[name] !== null).map((name) => [`${method.id} ${name}`, { method, name }])
  }),
)

/**
 * Fails unless a refusal names this, and nothing as other languages do.
 * @param {any} error
 * @param {string} name
 */
function assertNames(error, name) {
  const whole = new RegExp(`\\b${name}\\b`)
  for (const text of [error.message, error.reason, error.toJSON().reason, error.cause.fields.reason, error.stack]) {
    assert.match(text, whole)
  }
  // What stands in quotes is the caller's own.
  assert.doesNotMatch(error.reason.replace(/"[^"]*"/g, ''), /[a-z]_[a-z]/)
}

each('a refused argument is named', ARGUMENTS, async (world, { method, name }) => {
  const values = { ...samples(method, world.registry, NOBODY), [name]: REFUSED[name] }
  const error = await rejection(make(client(world), method, values))
  assert(error instanceof api.InvalidArgumentError, String(error))
  assertNames(error, name)
  assert.deepEqual(await world.requests(), [])
})

// The same for the options of a client; what they say is theirs to name, such as the cure.
/** @type {Record<string, [options: object, ...names: string[]]>} */
const OPTIONS = {
  token: [{ token: '' }, 'token'],
  username: [{ username: 'u:v', password: 'p' }, 'username'],
  password: [{ username: 'u', token: undefined }, 'password', 'username'],
  baseUrl: [{ baseUrl: 'ftp://x' }, 'baseUrl'],
  allowHttp: [{ baseUrl: 'http://api.example.net' }, 'baseUrl', 'allowHttp'],
  contractNumber: [{ contractNumber: 'x' }, 'contractNumber'],
  profile: [{ profile: 'page_size', configFile: __filename }, 'config file'],
  configFile: [{ configFile: '/no/base_url' }, 'config file /no/base_url'],
  pinnedCertificate: [{ pinnedCertificate: 'x' }, 'pinnedCertificate'],
  caCerts: [{ caCerts: 'x' }, 'caCerts'],
  proxy: [{ proxy: 'ftp://x' }, 'proxy'],
  timeoutMs: [{ timeoutMs: 0 }, 'timeoutMs'],
  attemptTimeoutMs: [{ attemptTimeoutMs: 0 }, 'attemptTimeoutMs'],
  connectTimeoutMs: [{ connectTimeoutMs: 0 }, 'connectTimeoutMs'],
  userAgent: [{ userAgent: 'é' }, 'userAgent'],
}

each('a refused option of a client is named', OPTIONS, (_, [options, ...names]) => {
  const error = thrown(() => client('https://api.example.net', options))
  assert(error instanceof api.ConfigError, String(error))
  for (const name of names) assert(error.message.includes(name), error.message)
  if (!('configFile' in options)) assertNames(error, String(names[0]))
})

test('every option is looked at, or takes whatever is of its type', () => {
  const takesAll = ['maxRetries', 'firstWaitMs', 'longestWaitMs', 'longestRetryAfterMs', 'poolIdleTimeoutMs']
  const others = ['maxResponseBytes', 'loadEnvironment', 'onEvent']
  const names = Object.entries(CLIENT_OPTIONS).map(([name, kind]) => given(name, kind))
  assert.deepEqual(new Set(names), new Set([...Object.keys(OPTIONS), ...takesAll, ...others]))
})

test('what a caller wrote stays as it was written', async (world) => {
  const one = client(world)
  const calls = {
    '"page_size\\n"': () => one.tokens.get(NOBODY, NOBODY, { extraHeaders: { 'page_size\n': 'x' } }),
    '"registry_id"': () => one.tokens.get(NOBODY, NOBODY, { registry_id: NOBODY }),
  }
  for (const [written, call] of Object.entries(calls)) {
    const error = await rejection(call())
    assert(error.message.includes(written), error.message)
  }
})

test('nothing to change: every way out is named', async (world) => {
  const error = await rejection(client(world).tokens.update(world.registry, NOBODY, {}))
  assert.match(error.message, /status, scopes or expiryDate/)
  const both = { name: 'ci', expiresInMs: 1, expiryDate: new Date() }
  assert.match(
    (await rejection(client(world).tokens.create(world.registry, both))).message,
    /expiryDate or expiresInMs/,
  )
})
