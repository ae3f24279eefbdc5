// Errors: one class per kind, every field, the reason behind them, and whose line they name.
'use strict'

const assert = require('node:assert/strict')
const net = require('node:net')
const { inspect } = require('node:util')

/** @type {any} */
const api = require('../lib/index.js')
const { NOBODY, client } = require('./support/clients.cjs')
const { collected, each, rejection, test, thrown } = require('./support/suite.cjs')
const { ERROR_KINDS, pascal } = require('./support/surface.cjs')

const REFUSAL = { httpStatus: 429, messages: [{ errorCode: 'slow-down', message: 'Not so fast' }] }
const FIELDS = [
  'code',
  'operation',
  'reason',
  'httpStatus',
  'details',
  'requestId',
  'attempts',
  'retryAfterMs',
  'retryable',
  'outcomeUnknown',
  'resourceId',
]

/**
 * An error with every field that an answer can fill.
 * @param {import('./support/emulator.cjs').World} world
 */
async function refused(world) {
  await world.fault({ status: 429, headers: { 'Retry-After': '7', 'X-Request-Id': 'req-1' }, body: REFUSAL })
  return await rejection(client(world, { maxRetries: 0 }).tokens.get(NOBODY, NOBODY))
}

test('every kind has its class', () => {
  const classes = ERROR_KINDS.map((kind) => api[`${pascal(kind)}Error`])
  assert.equal(new Set(classes).size, ERROR_KINDS.length)
  for (const [index, one] of classes.entries()) {
    assert(one.prototype instanceof api.RegistryTokensError, ERROR_KINDS[index])
    assert.equal(one.name, `${pascal(ERROR_KINDS[index])}Error`)
  }
  assert(api.RegistryTokensError.prototype instanceof Error)
})

test('every field', async (world) => {
  const error = await refused(world)
  for (const kind of [api.RateLimitedError, api.RegistryTokensError, Error]) assert(error instanceof kind)
  assert.equal(error.name, 'RateLimitedError')
  assert.deepEqual(Object.fromEntries(FIELDS.map((name) => [name, error[name]])), {
    code: 'rate_limited',
    operation: 'tokens.get',
    reason: error.reason,
    httpStatus: 429,
    details: [{ code: 'slow-down', message: 'Not so fast' }],
    requestId: 'req-1',
    attempts: 1,
    retryAfterMs: 7000,
    retryable: true,
    outcomeUnknown: false,
    resourceId: null,
  })
  for (const part of ['tokens.get', '429', 'Not so fast', 'req-1']) assert(error.message.includes(part), part)
  assert(!error.reason.includes('tokens.get'))
  assert.equal(error.responseHeaders()['x-request-id'], 'req-1')
  assert(error.responseBody() instanceof Uint8Array)
  assert.match(Buffer.from(error.responseBody()).toString(), /slow-down/)
})

test('toJSON gives the fields', async (world) => {
  const error = await refused(world)
  const json = JSON.parse(JSON.stringify(error))
  assert.deepEqual([json.name, json.message], ['RateLimitedError', error.message])
  for (const name of FIELDS) assert.deepEqual(json[name], error[name], name)
})

test('structuredClone keeps what the language lets it keep', async (world) => {
  const error = await refused(world)
  const clone = structuredClone(error)
  assert.equal(Object.getPrototypeOf(clone), Error.prototype)
  assert.deepEqual([clone.message, clone.stack], [error.message, error.stack])
  // Of an error's own fields only the cause survives; so they are there, too.
  for (const name of FIELDS) assert.deepEqual(clone.cause.fields[name], error[name], name)
})

test('inspect tells the fields', async (world) => {
  const text = inspect(await refused(world))
  for (const part of ['RateLimitedError', 'tokens.get', 'httpStatus: 429', 'slow-down', 'retryAfterMs: 7000']) {
    assert(text.includes(part), `${part} in ${text}`)
  }
})

test('what was made before the exchange broke is told', async (world) => {
  await world.fault({ status: 201, body: { id: NOBODY, properties: { name: 'ci' } } })
  const error = await rejection(client(world).tokens.create(world.registry, { name: 'ci' }))
  assert(error instanceof api.InvalidResponseError)
  assert.deepEqual([error.resourceId, error.outcomeUnknown], [NOBODY, true])
})

test('a refused connection is the cause', async () => {
  // An address that was free a moment ago: whoever listens there now is no service of ours.
  const server = net.createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = /** @type {net.AddressInfo} */ (server.address())
  await new Promise((resolve) => server.close(resolve))
  const error = await rejection(client(`http://127.0.0.1:${port}`, { maxRetries: 0 }).tokens.get(NOBODY, NOBODY))
  assert(error instanceof api.ConnectError)
  assert.equal(error.cause.code, 'ECONNREFUSED')
})

test('a reset connection is the cause', async (world) => {
  await world.fault({ close: 'reset' })
  const error = await rejection(client(world, { maxRetries: 0 }).tokens.get(NOBODY, NOBODY))
  assert(error instanceof api.TransportError)
  assert.equal(error.cause.code, 'ECONNRESET')
})

test('the time of a call ends it', async (world) => {
  await world.fault({ hang: true }, { times: null })
  const error = await rejection(client(world).tokens.get(world.registry, NOBODY, { timeoutMs: 100 }))
  assert(error instanceof api.DeadlineExceededError)
  assert.equal(error.code, 'deadline_exceeded')
  await world.wait({ open: 0 })
})

each(
  'a wait that no timer can hold does not hide the error',
  {
    'ten to the fourteenth': '99999999999999',
    'the most of 64 bits': '18446744073709551615',
  },
  async (world, seconds) => {
    await world.fault({ status: 429, headers: { 'Retry-After': seconds } })
    const error = await rejection(client(world).registries.get(world.registry))
    assert(error instanceof api.RateLimitedError)
    assert(error.retryAfterMs > 1e13, String(error.retryAfterMs))
  },
)

test('errors of the same call are not the same object', async (world) => {
  const one = client(world)
  const first = await rejection(one.tokens.get(world.registry, NOBODY))
  const second = await rejection(one.tokens.get(world.registry, NOBODY))
  assert(first instanceof api.NotFoundError && second instanceof api.NotFoundError)
  assert.notEqual(first, second)
})

/** The line from which it is called, as stacks write it. */
function here() {
  const frame = /** @type {string} */ (new Error().stack).split('\n')[2]
  return /** @type {RegExpExecArray} */ (/[^/\\]+\.cjs:\d+/.exec(frame))[0]
}

/** @typedef {(c: any) => [string, PromiseLike<unknown>]} Located */
// Where it is called and the call, in one line each.
/** @type {Record<string, Located>} */
const LOCATED = {
  'a call': (c) => [here(), c.tokens.get(NOBODY, NOBODY)],
  details: (c) => [here(), c.tokens.get(NOBODY, NOBODY).withResponse()],
  'a create': (c) => [here(), c.tokens.create(NOBODY, { name: 'ci' })],
  'a change': (c) => [here(), c.tokens.update(NOBODY, NOBODY, { status: 'disabled' })],
  'a wait': (c) => [here(), c.registries.waitUntilRunning(NOBODY)],
  'an argument': (c) => [here(), c.tokens.get(5, NOBODY)],
  'an id': (c) => [here(), c.tokens.get('..', NOBODY)],
  'an option': (c) => [here(), c.tokens.get(NOBODY, NOBODY, { colour: 'red' })],
  'a signal': (c) => [here(), c.tokens.get(NOBODY, NOBODY, { signal: 5 })],
  all: (c) => [here(), c.tokens.list(NOBODY).all()],
  items: (c) => [here(), collected(c.tokens.list(NOBODY))],
  pages: (c) => [here(), collected(c.tokens.list(NOBODY).pages())],
  'options of a list': (c) => [here(), c.tokens.list(NOBODY, { pageSize: 'many' }).all()],
}

each('the stack begins at the line of the caller', LOCATED, async (world, located) => {
  const [line, promise] = located(client(world))
  const error = await rejection(promise)
  assert(error instanceof api.RegistryTokensError)
  const [title, first] = error.stack.split('\n')
  assert.equal(title, `${error.name}: ${error.message}`)
  assert(first.includes(line), `${line} is not where this begins: ${error.stack}`)
})

test('the stack of a constructor begins at its line, too', () => {
  for (const options of [
    { loadEnvironment: false },
    { token: 5 },
    { colour: 'red' },
    { token: 't', baseUrl: 'no address' },
  ]) {
    const [line, error] = [here(), thrown(() => new api.IonosClient(options))]
    const [title, first] = error.stack.split('\n')
    assert.equal(title, `${error.name}: ${error.message}`)
    assert(first.includes(line), `${line} is not where this begins: ${error.stack}`)
  }
})

test('an error takes what a program adds', async (world) => {
  const error = await refused(world)
  error.team = 'ours'
  assert.equal(error.team, 'ours')
  assert.match(inspect(new Error('outer', { cause: error })), /\[cause\]: RateLimitedError/)
})

test('what a call is refused with can be told apart by code, also across copies of the package', async (world) => {
  const error = await rejection(client(world).tokens.get(world.registry, NOBODY))
  assert.deepEqual([error.code, error.constructor.name], ['not_found', 'NotFoundError'])
})
