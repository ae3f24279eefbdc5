// What the core refuses it names as TypeScript does, with the unit where a name has one.
'use strict'

const assert = require('node:assert/strict')

/** @type {any} */
const api = require('../lib/index.js')
const { CLIENTS, NOBODY, client, swr } = require('./support/clients.cjs')
const { make, samples } = require('./support/samples.cjs')
const { each, rejection, test, thrown } = require('./support/suite.cjs')
const { CLIENT_OPTIONS, METHODS, WORDS, given } = require('./support/surface.cjs')

// For each argument a value of its type that the core refuses; null where it takes them all. What differs between the
// services or methods stands under the name of these.
/** @type {Record<string, any>} */
const REFUSED = {
  instanceId: '..',
  credentialId: 'a/b',
  'swr registryId': null,
  type: '',
  url: '',
  accessKey: '',
  accessSecret: null,
  insecure: null,
  description: null,
  credentialType: null,
  // They are needed for one type of target only; see below.
  targetProjectId: null,
  targetRegionId: null,
  targetInstanceId: null,
  dnsHosts: null,
  orderColumn: 'size',
  orderType: 'up',
  selfOnly: null,
  projectName: null,
  durationMs: 1000,
  // Parts of names and words of the future are the service's to refuse.
  'target_registries.list name': null,
  'target_registries.list type': null,
  'target_registries.list_page name': null,
  'target_registries.list_page type': null,
  namespace: 'Group',
  repository: 'Team',
  trigger: '..',
  retentionId: null,
  isPublic: null,
  category: '',
  mode: 'hidden',
  remoteRegionId: '',
  remoteNamespace: '',
  imageTags: [],
  overwrite: null,
  syncAuto: null,
  appType: 'jobs',
  application: '',
  clusterNs: '',
  clusterId: null,
  clusterName: null,
  container: null,
  enable: null,
  triggerType: 'some',
  triggerMode: 'vm',
  condition: 'v.*',
  users: [],
  userIds: [],
  days: 0,
  num: 5,
  tagSelectors: [{ kind: 'odd', pattern: 'a' }],
  // The names that a list looks for may be of any form.
  'namespaces.list name': 'a|b',
  'repositories.list namespace': '',
  'repositories.list_page namespace': '',
  'repositories.list_by_marker namespace': '',
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
  oldId: '',
  newId: '',
  retire: 'burn',
  graceMs: 1000,
  deploy: null,
  onDeployError: 'give_up',
  onProgress: 5,
  concurrency: 0,
  // Each rotation refuses it for itself.
  'tokens.rotate_expiring expiresInMs': null,
  signal: null,
  timeoutMs: 0,
  maxRetries: null,
  extraHeaders: { host: 'elsewhere' },
  extraQuery: { '': 'x' },
}
/** @type {Record<string, { method: import('./support/surface.cjs').Method, name: string, value: any }>} */
const ARGUMENTS = Object.fromEntries(
  Object.values(METHODS).flatMap((method) => {
    const names = Object.entries(method.arguments).map(([name, kind]) => given(name, kind))
    const given_ = names.map((name) => ({ method, name, value: refusedOf(method, name) }))
    return given_.filter(({ value }) => value !== null).map((one) => [`${method.id} ${one.name}`, one])
  }),
)

/**
 * @param {import('./support/surface.cjs').Method} method
 * @param {string} name
 */
function refusedOf(method, name) {
  const key = [`${method.id} ${name}`, `${method.provider} ${name}`].find((one) => Object.hasOwn(REFUSED, one)) ?? name
  assert(Object.hasOwn(REFUSED, key), `nothing is known of ${key}`)
  return REFUSED[key]
}

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
  // What stands in quotes is the caller's own, and words are the service's.
  const words = Object.values(WORDS).flatMap((known) => Object.values(known))
  const ours = words.reduce((text, word) => text.replaceAll(word, ''), error.reason.replace(/"[^"]*"/g, ''))
  assert.doesNotMatch(ours, /[a-z]_[a-z]/)
}

each('a refused argument is named', ARGUMENTS, async (world, { method, name, value }) => {
  const values = { ...samples(method, world), [name]: value }
  const error = await rejection(make(CLIENTS[method.provider](world), method, values))
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

/** @type {Record<string, [options: object, ...names: string[]]>} */
const SWR_OPTIONS = {
  accessKey: [{ accessKey: 'a b' }, 'accessKey'],
  secretKey: [{ secretKey: undefined }, 'secretKey', 'accessKey'],
  securityToken: [{ securityToken: '\n' }, 'securityToken'],
  token: [{ accessKey: undefined, secretKey: undefined, token: '\n' }, 'token'],
  projectId: [{ projectId: '../x' }, 'projectId'],
  region: [{ region: 'a b' }, 'region'],
  endpoint: [{ endpoint: 'ftp://x' }, 'endpoint'],
  iamEndpoint: [{ iamEndpoint: 'ftp://x' }, 'iamEndpoint'],
  credentialsFile: [{ accessKey: undefined, secretKey: undefined, credentialsFile: '/no/file' }, '/no/file'],
  regionsFile: [{ endpoint: undefined, regionsFile: '/no/file' }, '/no/file'],
  allowHttp: [{ endpoint: 'http://api.example.net' }, 'endpoint', 'allowHttp'],
}

each('a refused option of a client of SWR is named', SWR_OPTIONS, (_, [options, ...names]) => {
  const error = thrown(() => swr('https://api.example.net', options))
  assert(error instanceof api.ConfigError, String(error))
  for (const name of names) assert(error.message.includes(name), error.message)
  if (!names.includes('/no/file')) assertNames(error, String(names[0]))
})

each('a refused option of a client is named', OPTIONS, (_, [options, ...names]) => {
  const error = thrown(() => client('https://api.example.net', options))
  assert(error instanceof api.ConfigError, String(error))
  for (const name of names) assert(error.message.includes(name), error.message)
  if (!('configFile' in options)) assertNames(error, String(names[0]))
})

test('every option is looked at, or takes whatever is of its type', () => {
  const takesAll = ['maxRetries', 'firstWaitMs', 'longestWaitMs', 'longestRetryAfterMs', 'poolIdleTimeoutMs']
  const others = ['maxResponseBytes', 'loadEnvironment', 'onEvent']
  const names = Object.entries(CLIENT_OPTIONS.ionos).map(([name, kind]) => given(name, kind))
  assert.deepEqual(new Set(names), new Set([...Object.keys(OPTIONS), ...takesAll, ...others]))
  // Those that both have are looked at by the same code.
  const ofSwr = Object.entries(CLIENT_OPTIONS.swr).map(([name, kind]) => given(name, kind))
  const own = ofSwr.filter((name) => !names.includes(name))
  assert.deepEqual(
    own.filter((name) => !(name in SWR_OPTIONS)),
    [],
  )
})

test('what one type of target needs is named', async (world) => {
  const values = { name: 'n', type: 'swr-pro-internal', url: 'https://a.example', accessKey: 'a', accessSecret: 's' }
  const target = { targetProjectId: 'p', targetRegionId: 'r', targetInstanceId: 'i' }
  const one = swr(world)
  for (const name of Object.keys(target)) {
    const given_ = { ...values, ...target, insecure: true, [name]: undefined }
    const error = await rejection(one.targetRegistries.create(world.instance, given_))
    assert(error instanceof api.InvalidArgumentError, String(error))
    assert.match(error.message, new RegExp(`\\b${name}\\b`))
  }
  assert.deepEqual(await world.requests(), [])
})

test('what a caller wrote stays as it was written', async (world) => {
  const one = client(world)
  const calls = {
    '"page_size"': () => one.tokens.get(NOBODY, NOBODY, { extraHeaders: { page_size: 'x\n' } }),
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
