// The classes of this package, from outside: who makes objects of them, and what they are called.
'use strict'

const assert = require('node:assert/strict')

/** @type {any} */
const api = require('../lib/index.js')
const { openCall } = require('../lib/call.js')
/** @type {any} */
const { native } = require('../lib/native.js')
const { systemErrorName } = require('../lib/system.js')
const { NOBODY, client } = require('./support/clients.cjs')
const { assertRefused } = require('./support/refusal.cjs')
const { each, rejection, test, thrown } = require('./support/suite.cjs')
const { ERROR_KINDS, MODELS, RESOURCES, pascal } = require('./support/surface.cjs')

const OURS = [
  'Pager',
  'RegistryTokensError',
  ...RESOURCES,
  ...ERROR_KINDS.map((kind) => `${pascal(kind)}Error`),
  ...Object.keys(MODELS).filter((name) => typeof api[name] === 'function'),
]

each(
  'objects of a class come from its client alone',
  // Callers may make credentials of what they stored.
  Object.fromEntries(OURS.filter((name) => name !== 'Credentials').map((name) => [name, api[name]])),
  (_, one) => {
    for (const given of [[], [[]], ['text'], [Symbol('ours'), [], null]]) {
      const error = thrown(() => new one(...given))
      assert(error instanceof TypeError, String(error))
      assert.match(error.message, /not made with new/)
    }
    const error = thrown(() => new (class extends one {})())
    assert.match(error.message, /not made with new/)
  },
)

test('the client is a class to build upon', async (world) => {
  class Own extends api.IonosClient {
    /** @param {object} options */
    constructor(options) {
      super({ loadEnvironment: false, ...options })
      this.own = true
    }
  }
  const own = new Own({ baseUrl: world.url, token: world.token })
  assert(own instanceof Own && own instanceof api.IonosClient && own.own)
  assert.equal((await own.registries.get(world.registry)).name, 'demo')
  own[Symbol.dispose]()
  assert((await rejection(own.registries.get(world.registry))) instanceof api.ClosedError)
})

test('the way to what a secret holds is not public', () => {
  assert.deepEqual(Object.getOwnPropertyNames(api.Secret).sort(), ['length', 'name', 'prototype'])
  assert.deepEqual(Object.getOwnPropertyNames(new api.Secret('x')), ['reveal'])
})

test('what is no text is refused as a secret', async () => {
  const values = [5, undefined, null, {}, ['text'], Buffer.from('text'), Symbol('text'), new api.Secret('x')]
  await assertRefused([...values, 'p\ud800', '\udfff'], 'Secret: value', (value) => new api.Secret(value))
  const secret = new api.Secret('x')
  await assertRefused(['x', 5, null, undefined, { ...secret }], 'Secret.equals: other', (other) => secret.equals(other))
  const [title, first] = thrown(() => new api.Secret(5)).stack.split('\n')
  assert.equal(title, 'InvalidArgumentError: Secret: value must be a string, not a number')
  assert(first.includes(__filename), first)
})

/** @type {Record<string, (error: Error, sites: any[]) => any>} */
const PREPARED = {
  'call sites': (_, sites) => sites,
  nothing: () => undefined,
  number: () => 5,
  object: () => ({}),
  'a text of its own': (_, sites) => `mine\n${sites.length}`,
  throws: () => {
    throw new Error('mine')
  },
}

each('how a program writes its stacks is no harm to an error', PREPARED, async (world, prepare) => {
  const one = client(world)
  const before = Error.prepareStackTrace
  Error.prepareStackTrace = prepare
  let errors
  try {
    errors = [
      await rejection(one.tokens.get(world.registry, NOBODY)),
      await rejection(one.tokens.get(5, NOBODY)),
      await rejection(one.tokens.list(world.registry, { signal: 5 }).all()),
      thrown(() => client(world, { colour: 'red' })),
      thrown(() => api.Scope.repository(5)),
    ]
  } finally {
    Error.prepareStackTrace = before
  }
  for (const error of errors) {
    assert(error instanceof api.RegistryTokensError)
    assert.equal(error.stack, `${error.name}: ${error.message}`)
  }
})

test('a stack of no lines is its title', async (world) => {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  const error = await rejection(client(world).tokens.get(world.registry, NOBODY)).finally(() => {
    Error.stackTraceLimit = stackTraceLimit
  })
  assert.equal(error.stack, `${error.name}: ${error.message}`)
})

test('numbers of the system have the names that Node uses, those of Windows too', () => {
  assert.deepEqual(
    [10061, 10054, 10060, 10053, 10065, 10051, 111].map((number) => systemErrorName(number)),
    ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ECONNABORTED', 'EHOSTUNREACH', 'ENETUNREACH', 'ECONNREFUSED'],
  )
  for (const number of [0, -1, 99_999]) assert.equal(systemErrorName(number), undefined)
})

/** An `AbortSignal` of a library, older than reasons. */
class Signal extends EventTarget {
  aborted = false
  get [Symbol.toStringTag]() {
    return 'AbortSignal'
  }
  abort() {
    this.aborted = true
    this.dispatchEvent(new Event('abort'))
  }
}

test('signals are known by what they are', async (world) => {
  await world.fault({ hang: true }, { times: null })
  const one = client(world)
  const signal = new Signal()
  const rejected = rejection(one.registries.get(world.registry, { signal }))
  await world.wait({ in_flight: 1 })
  signal.abort()
  const error = await rejected
  assert.deepEqual([error.name, error.code], ['AbortError', DOMException.ABORT_ERR])
  assert.equal((await rejection(one.registries.get(world.registry, { signal }))).name, 'AbortError')
  await world.wait({ open: 0 })
  // Test runners put a class of their own in the place of the global one.
  const descriptor = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(globalThis, 'AbortSignal'))
  const aborted = AbortSignal.abort()
  Object.defineProperty(globalThis, 'AbortSignal', { ...descriptor, value: class AbortSignal {} })
  try {
    assert.equal(await rejection(one.registries.get(world.registry, { signal: aborted })), aborted.reason)
  } finally {
    Object.defineProperty(globalThis, 'AbortSignal', descriptor)
  }
})

test('a failure that was there before the abort is told as it is', async () => {
  const controller = new AbortController()
  const failure = thrown(() => new native.HeldSecret(5))
  const start = async () => {
    // Between the answer and its being told: no test could hit that moment from outside.
    controller.abort()
    throw failure
  }
  const error = await rejection(openCall({ operation: 'tokens.update' }, controller.signal, start))
  assert(error instanceof api.InvalidArgumentError, String(error))
})
