// The official SDK's names over this package: how many connections calls take, and whose.
'use strict'

const assert = require('node:assert/strict')
const { once } = require('node:events')
const { createServer } = require('node:http')

const { NOBODY } = require('./support/clients.cjs')
const { configuration, sdk } = require('./support/official.cjs')
const { rejection, test } = require('./support/suite.cjs')

const EMPTY = JSON.stringify({ id: 'tokens', type: 'collection', items: [], offset: 0, limit: 100, count: 0 })

/**
 * A service that knows every token, and how many connections it had and has.
 * @param {any} context
 */
async function service(context) {
  const seen = { open: 0, most: 0, made: 0, wrong: 0 }
  const server = createServer((request, response) => {
    const who = new URL(String(request.url), 'http://x').searchParams.get('who')
    if (request.headers.authorization !== `Bearer ${who}`) seen.wrong += 1
    response.setHeader('Content-Type', 'application/json').end(EMPTY)
  })
  server.on('connection', (socket) => {
    seen.made += 1
    seen.open += 1
    seen.most = Math.max(seen.most, seen.open)
    socket.on('close', () => {
      seen.open -= 1
      server.emit('fewer')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => server.close().closeAllConnections())
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return { seen, server, url: `http://127.0.0.1:${port}/containerregistries` }
}

/**
 * @param {any} set
 * @param {string} who
 */
function list(set, who) {
  set.apiKey = who
  return new sdk.TokensApi(set).registriesTokensGet({ registryId: NOBODY }, { query: { who } })
}

for (const [name, of] of Object.entries({
  'a token that changes before each call': (/** @type {any} */ set) => set,
  'a configuration for each call': (/** @type {any} */ set, /** @type {string} */ url) =>
    configuration({ url, token: set.apiKey }),
})) {
  test(`connections of before are closed: ${name}`, async (_world, context) => {
    const { seen, server, url } = await service(context)
    const set = configuration({ url, token: '' })
    for (let call = 0; call < 100; call += 1) await list(of(set, url), `token-${call}`)
    assert.deepEqual([seen.made, seen.wrong], [100, 0])
    while (seen.open > 16) await once(server, 'fewer')
    assert(seen.most < 60, `${seen.most} connections at once`)
  })
}

test('two tenants in turn keep a connection each', async (_world, context) => {
  const { seen, url } = await service(context)
  const set = configuration({ url, token: '' })
  for (let call = 0; call < 40; call += 1) await list(set, `tenant-${call % 2}`)
  assert.deepEqual([seen.made, seen.wrong], [2, 0])
})

test('calls at the same time have the token that each was made with', async (_world, context) => {
  const { seen, url } = await service(context)
  const set = configuration({ url, token: '' })
  await Promise.all(Array.from({ length: 200 }, (_, call) => list(set, `tenant-${call % 40}`)))
  assert.equal(seen.wrong, 0)
})

test('a call that has to try again does so, however many tokens came after it', async (world) => {
  await world.fault({ status: 503, delay_ms: 100 }, { path_contains: 'who=first' })
  const set = configuration(world)
  const one = new sdk.TokensApi(set)
  const first = one.registriesTokensGet({ registryId: world.registry }, { query: { who: 'first' } })
  await world.wait({ arrived: 1 })
  for (let call = 0; call < 20; call += 1) {
    set.apiKey = `of somebody else ${call}`
    assert.equal((await rejection(one.registriesTokensGet({ registryId: world.registry }))).response.status, 401)
  }
  assert.equal((await first).status, 200)
})
