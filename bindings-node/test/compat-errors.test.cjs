// The official SDK's names over this package: how a call fails, and what no printout shows.
'use strict'

const assert = require('node:assert/strict')
const { format, inspect } = require('node:util')

/** @type {any} */
const api = require('../lib/index.js')
const { ISSUED, PASSWORD, TOKEN, assertClean, shownError } = require('./support/canary.cjs')
const { NOBODY } = require('./support/clients.cjs')
const { configuration, sdk } = require('./support/official.cjs')
const { each, rejection, test } = require('./support/suite.cjs')

/**
 * One attempt for each call.
 * @param {import('./support/official.cjs').Service} service
 * @param {Record<string, any>} [own]
 */
const tokensApi = (service, own) => new sdk.TokensApi(configuration(service, own).setMaxRetries(1))

const REFUSAL = { httpStatus: 418, messages: [{ errorCode: 'teapot', message: 'Short and stout' }] }

test('an error has the answer, as handlers read it', async (world) => {
  await world.fault({ status: 418, headers: { 'X-Request-Id': 'r-1', 'Retry-After': '7' }, body: REFUSAL })
  const error = await rejection(tokensApi(world).registriesTokensFindById({ registryId: NOBODY, tokenId: NOBODY }))
  assert(error instanceof Error && error instanceof sdk.IonosApiError)
  assert.deepEqual([error.name, error.isAxiosError, error.code], ['IonosApiError', true, undefined])
  assert.match(error.message, /^Request failed with status code 418: .*Short and stout/)
  const { status, statusText, data, headers } = error.response
  assert.deepEqual([status, statusText, data], [418, "I'm a Teapot", REFUSAL])
  assert.deepEqual([headers['x-request-id'], headers['retry-after']], ['r-1', '7'])
  assert(error.cause instanceof api.BadRequestError)
  const { name, message, status: stored, cause } = JSON.parse(JSON.stringify(error))
  assert.deepEqual([name, message, stored, cause.requestId], ['IonosApiError', error.message, 418, 'r-1'])
})

test('an answer that is no JSON stays text', async (world) => {
  await world.fault({ status: 500, body_base64: Buffer.from('<h1>no</h1>').toString('base64') })
  const error = await rejection(tokensApi(world).registriesTokensGet({ registryId: world.registry }))
  assert.deepEqual([error.response.status, error.response.data], [500, '<h1>no</h1>'])
})

test('whether a create may have been carried out is told by the cause', async (world) => {
  await world.fault({ close: 'reset' }, { method: 'POST', phase: 'after_processing' })
  const postTokenInput = { properties: { name: 'ci' } }
  const error = await rejection(tokensApi(world).registriesTokensPost({ registryId: world.registry, postTokenInput }))
  assert.deepEqual([error.response, error.code, error.cause.outcomeUnknown], [undefined, 'ECONNRESET', true])
  assert.equal((await world.stored()).length, 1)
})

test('a refused connection has its code', async () => {
  const error = await rejection(
    tokensApi({ url: 'http://127.0.0.1:1/x', token: 't' }).registriesTokensGet({ registryId: NOBODY }),
  )
  assert.deepEqual([error.code, error.response, error.isAxiosError], ['ECONNREFUSED', undefined, true])
})

test('one that has none is a network error', async (world) => {
  // A server of plain http does not speak TLS.
  const url = world.url.replace('http:', 'https:')
  const error = await rejection(tokensApi({ url, token: 't' }).registriesTokensGet({ registryId: NOBODY }))
  assert.deepEqual([error.code, error.response], ['ERR_NETWORK', undefined])
})

test('an abort rejects with its reason', async (world) => {
  await world.fault({ hang: true })
  const controller = new AbortController()
  const call = tokensApi(world).registriesTokensGet({ registryId: world.registry }, { signal: controller.signal })
  await world.wait({ in_flight: 1 })
  const reason = new Error('enough')
  controller.abort(reason)
  assert.equal(await rejection(call), reason)
})

test('handlers may replace the answer, and ask whether there is one', async (world) => {
  const error = await rejection(tokensApi(world).registriesTokensFindById({ registryId: NOBODY, tokenId: NOBODY }))
  assert(Object.hasOwn(error, 'response'))
  assert.equal('response' in { ...error }, false)
  const { status } = error.response
  error.response = { status, data: 'shortened' }
  assert.deepEqual([error.response.data, error.toJSON().status], ['shortened', 404])
})

const ids = { registryId: NOBODY, tokenId: NOBODY }
const post = (/** @type {any} */ properties) => ({ method: 'Post', given: { ...ids, postTokenInput: { properties } } })
const patch = (/** @type {any} */ patchTokenInput) => ({ method: 'Patch', given: { ...ids, patchTokenInput } })
const loop = /** @type {any} */ ({})
loop.loop = loop

/** @type {Record<string, { method: string, given: any, says: RegExp }>} */
const REFUSED = {
  'an id that is none': { method: 'Delete', given: { ...ids, tokenId: '..' }, says: /tokenId must be a UUID/ },
  'no properties': { method: 'Put', given: { ...ids, putTokenInput: {} }, says: /putTokenInput.properties must be an/ },
  'something beside properties': {
    method: 'Put',
    given: { ...ids, putTokenInput: { properties: { name: 'ci' }, name: 'ci' } },
    says: /putTokenInput has no name; it has properties/,
  },
  'an unknown property': {
    ...post({ name: 'ci', colour: 'red' }),
    says: /properties has no colour; it has name, scopes/,
  },
  'an option of ours': { ...post({ name: 'ci', expiresInMs: 5 }), says: /has no expiresInMs/ },
  'no name': { ...post({}), says: /name/ },
  'an empty name': { ...post({ name: '' }), says: /name must not be empty/ },
  'a name that is a number': { ...post({ name: 5 }), says: /name/ },
  'a status of null': { ...post({ name: 'ci', status: null }), says: /status/ },
  'a scope without actions': {
    ...post({ name: 'ci', scopes: [{ type: 'repository', name: '*', actions: null }] }),
    says: /actions/,
  },
  'a time without offset': {
    ...patch({ expiryDate: '2031-05-04T10:00:00' }),
    says: /expiryDate must be a time with its offset/,
  },
  'a day': { ...patch({ expiryDate: '2031-05-04' }), says: /with its offset/ },
  'no such day': { ...patch({ expiryDate: '2031-13-04T10:00:00Z' }), says: /with its offset/ },
  'a past time': { ...patch({ expiryDate: '2001-05-04T10:00:00Z' }), says: /expiryDate must be in the future/ },
  'no change': { ...patch({}), says: /nothing to change/ },
  'a list': { ...patch([]), says: /patchTokenInput must be an object/ },
  'what is no JSON': { ...patch('{'), says: /cannot be written as JSON/ },
  'what JSON cannot hold': { ...patch(loop), says: /cannot be written as JSON/ },
  'an offset that is none': { method: 'Get', given: { ...ids, offset: 'x' }, says: /offset must be a whole number/ },
  'a limit of 0': { method: 'Get', given: { ...ids, limit: '0' }, says: /limit/ },
  'filters that are a text': { method: 'Get', given: { ...ids, filters: 'name' }, says: /filters must be an object/ },
}

each('refused as a 400 before anything is sent', REFUSED, async (world, { method, given, says }) => {
  const error = await rejection(tokensApi(world)[`registriesTokens${method}`](given))
  assert(error instanceof sdk.IonosApiError, String(error))
  const { status, statusText, headers, data } = error.response
  assert.deepEqual([status, statusText, headers], [400, 'Bad Request', {}])
  assert.match(data.messages[0].message, says)
  assert.deepEqual([data.httpStatus, data.messages[0].errorCode], [400, 'invalid_argument'])
  assert(error.cause instanceof api.InvalidArgumentError)
  assert.deepEqual(await world.requests(), [])
})

test('inputs may be what JSON makes of them', async (world) => {
  const expiryDate = new Date('2091-05-04T10:00:00Z')
  const registryId = world.registry
  const api = tokensApi(world)
  await api.registriesTokensPost({ registryId, postTokenInput: { properties: { name: 'ci-date', expiryDate } } })
  await api.registriesTokensPost({ registryId, postTokenInput: JSON.stringify({ properties: { name: 'ci-text' } }) })
  const [date, text] = await world.stored()
  assert.deepEqual([new Date(date.expiry_date ?? date.expiryDate), text.name], [expiryDate, 'ci-text'])
})

each(
  'what was not given is named',
  {
    registryId: (/** @type {any} */ one) => one.registriesTokensGet({ registryId: null }),
    tokenId: (/** @type {any} */ one) => one.registriesTokensDelete({ registryId: NOBODY }),
    postTokenInput: (/** @type {any} */ one) => one.registriesTokensPost({ registryId: NOBODY }),
    putTokenInput: (/** @type {any} */ one) => one.registriesTokensPut(ids),
    patchTokenInput: (/** @type {any} */ one) => one.registriesTokensPatch(ids),
  },
  async (world, call, field) => {
    const error = await rejection(call(tokensApi(world)))
    assert(error instanceof sdk.RequiredError)
    assert.match(
      error.message,
      new RegExp(`^Required parameter ${field} was null or undefined when calling registries`),
    )
    assert.deepEqual([error.name, error.field, await world.requests()], ['RequiredError', field, []])
  },
)

test('the stack begins at the line of the caller', async (world) => {
  const one = tokensApi(world)
  const calls = [
    () => one.registriesTokensFindById({ registryId: NOBODY, tokenId: NOBODY }),
    () => one.registriesTokensGet({}),
  ]
  for (const call of calls) {
    const error = await rejection(call())
    const [title, first] = error.stack.split('\n')
    assert.equal(title, `${error.name}: ${error.message}`)
    assert.match(first, /compat-errors\.test\.cjs/)
  }
})

test('no text of an error shows a credential', async (world) => {
  for (const own of [{ apiKey: TOKEN }, { apiKey: undefined, username: 'me', password: PASSWORD }]) {
    const broken = { basePath: 'http://127.0.0.1:1/x' }
    for (const given of [own, { ...own, ...broken }]) {
      const error = await rejection(tokensApi(world, given).registriesTokensGet({ registryId: NOBODY }))
      assertClean(shownError(error))
    }
  }
})

/** @param {any} value */
const printed = (value) => [
  inspect(value, { depth: 9 }),
  inspect(value, { showHidden: true, depth: 9 }),
  format('%s %o %O %j', value, value, value, value),
  JSON.stringify(value),
  `${value}`,
  inspect({ ...value }),
  JSON.stringify({ ...value }),
]

test('what a service repeats in its refusal is not printed with the error', async (world) => {
  const body = { httpStatus: 400, messages: [{ errorCode: '1', message: `bad header Bearer ${TOKEN}` }], seen: TOKEN }
  await world.fault({ status: 400, body })
  const error = await rejection(tokensApi(world, { apiKey: TOKEN }).registriesTokensGet({ registryId: NOBODY }))
  assertClean(printed(error))
  assert.deepEqual(error.response.data, body)
})

test('a password in an answer that cannot be read is there for who asks, and not printed', async (world) => {
  const body = { id: NOBODY, properties: { name: 5, credentials: { username: 'ci', password: ISSUED } } }
  await world.fault({ status: 201, body })
  const postTokenInput = { properties: { name: 'ci' } }
  const error = await rejection(tokensApi(world).registriesTokensPost({ registryId: world.registry, postTokenInput }))
  assertClean(printed(error))
  assert.deepEqual([error.response.status, error.response.data], [201, body])
  assert.equal(error.cause.outcomeUnknown, true)
})

test('no printout of a configuration shows a credential', () => {
  const baseOptions = { proxy: { host: 'p', auth: { username: 'me', password: PASSWORD } } }
  const basePath = `https://me:${PASSWORD}@api.example/x`
  const set = new sdk.Configuration({ apiKey: TOKEN, username: 'me', password: PASSWORD, basePath, baseOptions })
  assert.deepEqual([set.basePath, set.toJSON().basePath], [basePath, 'https://api.example/x'])
  const { ...copy } = set
  assert.deepEqual([copy.apiKey, copy.password], [TOKEN, PASSWORD])
  for (const value of [set, new sdk.TokensApi(set), new sdk.TokensApi(set, basePath), [set]]) {
    const texts = [inspect(value, { depth: 9, showHidden: true }), format('%s %o %O %j', value, value, value, value)]
    assertClean([...texts, JSON.stringify(value), `${value}`])
  }
})
