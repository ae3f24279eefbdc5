// What JavaScript does in its own way with the basic edition of SWR.
'use strict'

const assert = require('node:assert/strict')

const api = require('../lib/index.js')
const { swr } = require('./support/clients.cjs')
const { test } = require('./support/suite.cjs')

test('sizes and counts are bigints, exact where no number is', async (world) => {
  const app = await swr(world).repositories.get('group', 'team/app')
  assert.equal(app.size, 9007199254740993n)
  assert.equal(app.numDownload, 9223372036854775807n)
  const [quota] = await swr(world).quotas.list()
  assert(quota.used < quota.quotaLimit)
})

test('a list goes over its pages, by index and by marker', async (world) => {
  await world.make({ namespaces: [{ name: 'group', repositories: 250 }] })
  const { repositories } = swr(world)
  for (const list of [repositories.list({ namespace: 'group' }), repositories.listByMarker({ namespace: 'group' })]) {
    const pages = []
    for await (const page of list.pages()) pages.push(page.items.length)
    assert.deepEqual(pages, [100, 100, 52])
    assert.equal(new Set((await list.all()).map(({ name }) => name)).size, 252)
  }
})

test('what a synchronization did not take is said', async (world) => {
  const wanted = { remoteRegionId: 'cn-east-3', remoteNamespace: 'group-east', imageTags: ['latest', 'nowhere'] }
  const { failedTags } = await swr(world).syncTasks.syncImages('group', 'busybox', wanted)
  assert.deepEqual(failedTags, ['nowhere'])
})

test('a rule that the service misses with a 400 is not found, or gone', async (world) => {
  const { retentionRules } = swr(world)
  await assert.rejects(retentionRules.delete('group', 'busybox', 404), api.NotFoundError)
  await retentionRules.delete('group', 'busybox', 404, { missingOk: true })
})

test('permissions are words for the numbers of the service', async (world) => {
  const { namespacePermissions } = swr(world)
  const user = { userId: 'u1', userName: 'dev', auth: api.AccessLevel.EDIT }
  await namespacePermissions.grant('group', { users: [user] })
  const { othersAuths } = await namespacePermissions.get('group')
  assert.deepEqual({ ...othersAuths.at(-1) }, user)
  assert.deepEqual(othersAuths.at(-1)?.toJSON(), { user_id: 'u1', user_name: 'dev', auth: 3 })
})
