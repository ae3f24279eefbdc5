// One plausible call of every method, so that a test can make all of them.
'use strict'

const { NOBODY } = require('./clients.cjs')
const { given } = require('./surface.cjs')

const SEEDED = 'ci-seeded'
const USER = 'fb3f175c1fd146ab8cdae3272be6107b'

/** What the basic edition of every world has from the beginning. */
const BASIC = {
  namespace: 'group',
  repository: 'busybox',
  trigger: 'deploy-latest',
  retentionId: 404,
  isPublic: false,
  remoteRegionId: 'cn-east-3',
  remoteNamespace: 'group-east',
  imageTags: ['latest'],
  appType: 'deployments',
  application: 'web',
  clusterNs: 'default',
  triggerType: 'all',
  userIds: [USER],
  users: [{ userId: USER, userName: 'user01', auth: 'read' }],
}

/** What a method needs besides what is required by itself. */
/** @type {Record<string, Record<string, any>>} */
const MORE = {
  'tokens.update': { status: 'disabled' },
  'retention_rules.create': { days: 30 },
  'retention_rules.update': { days: 30 },
}

/**
 * The arguments, by name, of a call of the method that would succeed if what it is about were there.
 * @param {import('./surface.cjs').Method} method
 * @param {import('./emulator.cjs').World} world
 * @returns {Record<string, any>}
 */
function samples(method, world) {
  /** @type {Record<string, any>} */
  const values = { instanceId: world.instance, tokenId: NOBODY, credentialId: NOBODY, name: SEEDED, ...BASIC }
  Object.assign(values, { oldId: NOBODY, newId: NOBODY.replace('6f1c', '7f1c'), withinMs: 3_600_000, deploy: () => {} })
  values.registryId = method.provider === 'ionos' ? world.registry : 404
  if (method.resource === 'registries') values.name = 'demo'
  if (method.name === 'create') values.name = 'ci-new'
  Object.assign(values, { type: 'huawei-SWR', url: 'https://swr.example', insecure: true })
  Object.assign(values, { accessKey: 'someone', accessSecret: 'something' })
  const names = Object.entries(method.required).map(([name, kind]) => given(name, kind))
  const needed = Object.fromEntries(names.map((name) => [name, values[name]]))
  return { ...needed, ...MORE[method.id], ...('poll_interval' in method.arguments ? { pollIntervalMs: 0 } : {}) }
}

/**
 * The same call, made; what a list refuses is seen when it is read.
 * @param {any} client
 * @param {import('./surface.cjs').Method} method
 * @param {Record<string, any>} values
 * @returns {Promise<any>}
 */
async function make(client, method, values) {
  const called = method.call(client, values)
  return await (method.isPager ? called.all() : called)
}

module.exports = { make, samples }
