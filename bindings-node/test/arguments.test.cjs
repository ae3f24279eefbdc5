// Arguments that cannot be meant are refused with a text that helps, before anything is sent.
'use strict'

const assert = require('node:assert/strict')

/** @type {any} */
const api = require('../lib/index.js')
const { CLIENTS, client } = require('./support/clients.cjs')
const { assertRefused, fault } = require('./support/refusal.cjs')
const { make, samples } = require('./support/samples.cjs')
const { collected, each, rejection, test, thrown } = require('./support/suite.cjs')
const { CLIENT_OPTIONS, METHODS, camel, given, inner } = require('./support/surface.cjs')

const SCOPE = { type: 'repository', name: 'team/app', actions: ['pull'] }
const NUMBERS = ['5', 1.5, NaN, -1, -0.5, Infinity, -Infinity, true, {}, [5], null, new Date(0)]
const TEXTS = [5, NaN, true, null, {}, ['text'], Buffer.from('text'), Symbol('text'), () => 'text', new Date(0), 5n]

// For each type what is not of it.
/** @type {Record<string, unknown[]>} */
const WRONG = {
  id: [...TEXTS, undefined],
  string: TEXTS,
  path: TEXTS,
  bool: ['yes', 1, 0, null, {}, []],
  u32: [...NUMBERS, 2 ** 32, 2 ** 64],
  // Above 2**53 a number is no longer the one that was meant.
  u64: [...NUMBERS, 2 ** 53, 2 ** 64],
  usize: [...NUMBERS, 2 ** 53, 2 ** 64],
  duration: ['5s', NaN, -1, -0.5, true, {}, [5], null, new Date(0)],
  timestamp: [5, '2091-01-01T00:00:00Z', true, {}, [], new Date(NaN), new Date('no date')],
  // Objects whose content is not in their properties would be taken for empty ones.
  map: [
    'x=1',
    5,
    true,
    null,
    [['a', 'b']],
    { a: 1 },
    { a: null },
    { a: ['b'] },
    new Map([['a', 1]]),
    new Map([[1, 'a']]),
    [],
    new Set(['a']),
    new Headers({ a: 'b' }),
    new URLSearchParams('a=b'),
    new Date(0),
    () => ({ a: 'b' }),
  ],
  scopes: [
    'repository',
    5,
    true,
    {},
    SCOPE,
    new Set([SCOPE]),
    [5],
    ['team/app'],
    [null],
    [undefined],
    [[SCOPE]],
    [{}],
    [{ ...SCOPE, type: 5 }],
    [{ ...SCOPE, name: null }],
    [{ ...SCOPE, actions: 'pull' }],
    [{ ...SCOPE, actions: [5] }],
    [{ ...SCOPE, actions: undefined }],
    [Promise.resolve(SCOPE)],
  ],
  function: [5, 'print', null, {}, [], Promise.resolve(() => {})],
  signal: [5, 'abort', {}, null, new AbortController(), new EventTarget()],
}

/**
 * @param {string} kind
 * @returns {unknown[]}
 */
function wrong(kind) {
  const [outer, part] = inner(kind)
  if (kind === 'list<Scope>') return WRONG.scopes
  if (outer === 'list') {
    const items = part === 'string' ? WRONG.string : [5, 'text', null, undefined, [], true]
    return [5, 'text', true, {}, new Set(), ...items.map((item) => [item])]
  }
  if (outer === 'map') return WRONG.map
  // Null means to clear where there is something to clear.
  if (outer === 'patch') return wrong(part).filter((value) => value !== null)
  if (outer === 'optional') return wrong(part).filter((value) => value !== undefined)
  return WRONG[kind] ?? WRONG.string
}

/** @type {Record<string, { method: import('./support/surface.cjs').Method, name: string, kind: string }>} */
const ARGUMENTS = Object.fromEntries(
  Object.values(METHODS).flatMap((method) =>
    Object.entries(method.arguments).map(([name, kind]) => {
      const one = { method, name: given(name, kind), kind }
      return [`${method.id} ${one.name}`, one]
    }),
  ),
)

each('wrong types name the argument', ARGUMENTS, async (world, { method, name, kind }) => {
  const one = CLIENTS[method.provider](world)
  const values = samples(method, world)
  await assertRefused(wrong(kind), name, (value) => make(one, method, { ...values, [name]: value }))
  assert.deepEqual(await world.requests(), [])
})

each('a promise in place of a value: the error says what is missing', ARGUMENTS, async (world, { method, name }) => {
  const one = CLIENTS[method.provider](world)
  const values = samples(method, world)
  const made = client(world).tokens.find(world.registry, 'none')
  for (const value of [Promise.resolve(values[name]), made]) {
    const error = await rejection(make(one, method, { ...values, [name]: value }))
    assert.equal(fault(error, name), null)
    if (name !== 'signal') assert.match(error.message, /await/)
  }
  await made
})

each('calls never throw, they reject; lists when they are read', METHODS, async (world, method) => {
  const one = CLIENTS[method.provider](world)
  const wrongIds = { registryId: '5', tokenId: 5, instanceId: 5, credentialId: 5 }
  if (method.provider === 'ionos') Object.assign(wrongIds, { registryId: 5 })
  const values = { ...samples(method, world), ...wrongIds, name: 5, timeoutMs: 'long' }
  const called = method.call(one, values)
  if (method.isPager) {
    for (const read of [called.all(), collected(called), collected(called.pages())]) {
      assert((await rejection(read)) instanceof api.InvalidArgumentError)
    }
  } else {
    assert(called instanceof Promise)
    assert((await rejection(called)) instanceof api.InvalidArgumentError)
    assert.equal('withResponse' in called, method.hasDetails)
    if (!method.hasDetails) return
    assert((await rejection(method.call(one, values).withResponse())) instanceof api.InvalidArgumentError)
  }
  assert.deepEqual(await world.requests(), [])
})

/**
 * Each object among the arguments of a call, and the call with something else in its place.
 * @param {any} one
 * @param {import('./support/surface.cjs').Method} method
 * @param {Record<string, any>} values
 * @returns {[object, (other: unknown) => Promise<unknown>][]}
 */
function objectsOf(one, method, values) {
  const places = method.list(values)
  return [...places.entries()]
    .filter(([, place]) => typeof place === 'object')
    .map(([index, place]) => {
      const use = async (/** @type {unknown} */ other) => {
        const called = one[camel(method.resource)][method.name](...places.with(index, other))
        await (method.isPager ? called.all() : called)
      }
      return [place, use]
    })
}

each('objects of arguments are objects', METHODS, async (world, method) => {
  const one = CLIENTS[method.provider](world)
  for (const [place, use] of objectsOf(one, method, samples(method, world))) {
    // Content that is not in their properties would be taken for nothing at all.
    const others = [
      5,
      'text',
      true,
      null,
      [],
      new Map([['name', 'x']]),
      new Set(),
      () => ({}),
      new Date(0),
      Promise.resolve(place),
    ]
    await assertRefused(others, '', use)
  }
  assert.deepEqual(await world.requests(), [])
})

each('unknown names are refused', METHODS, async (world, method) => {
  const one = CLIENTS[method.provider](world)
  // What another language calls it, what a reader of the API calls it, and what only a program could have made.
  const unknown = [{ colour: 'red' }, { page_size: 5 }, { timeout: 5 }, JSON.parse('{"__proto__": {"maxRetries": 0}}')]
  for (const [place, use] of objectsOf(one, method, samples(method, world))) {
    for (const more of unknown) {
      const both = Object.defineProperties({ ...place }, Object.getOwnPropertyDescriptors(more))
      await assertRefused([both], Object.keys(more)[0], use)
    }
  }
  assert.deepEqual(await world.requests(), [])
})

/** @type {Record<string, { provider: string, name: string, kind: string }>} */
const OPTIONS = Object.fromEntries(
  Object.entries(CLIENT_OPTIONS).flatMap(([provider, options]) =>
    Object.entries(options).map(([name, kind]) => {
      const one = { provider, name: given(name, kind), kind }
      return [`${provider} ${one.name}`, one]
    }),
  ),
)
/** @type {Record<string, unknown[]>} */
const WRONG_OPTIONS = {
  secret: TEXTS,
  bytes: [5, true, null, {}, ['text'], [1, 2]],
  proxy: [5, null, {}, true, []],
  observer: ['print', 5, true, null, {}],
}

each('wrong options of a client are named', OPTIONS, async (world, { provider, name, kind }) => {
  const make_ = (/** @type {unknown} */ value) => CLIENTS[provider](world, { [name]: value })
  // What is undefined counts as left out.
  const values = (WRONG_OPTIONS[kind] ?? wrong(kind)).filter((value) => value !== undefined)
  assert(values.length > 0)
  await assertRefused([...values, Promise.resolve('text')], name, make_)
  const error = thrown(() => make_(Promise.resolve('text')))
  assert.match(error.message, /await|function/)
})

each('unknown options of a client are refused', CLIENTS, async (world, make_) => {
  for (const name of ['colour', 'base_url', 'timeout', 'baseURL', 'agent']) {
    await assertRefused(['x'], name, (value) => make_(world, { [name]: value }))
  }
  const one = make_ === client ? api.IonosClient : api.SwrClient
  const polluted = JSON.parse('{"__proto__": {"token": "t"}, "loadEnvironment": false}')
  await assertRefused([polluted], '__proto__', (options) => new one(options))
  const others = [null, 5, 'token', [], () => ({}), new Map([['token', 't']]), new Date(0)]
  await assertRefused(others, '', (options) => new one(options))
})

test('options that are undefined count as left out', async (world) => {
  const left = Object.fromEntries(
    Object.values(OPTIONS).flatMap(({ provider, name }) => (provider === 'ionos' ? [[name, undefined]] : [])),
  )
  const { baseUrl, token } = { baseUrl: world.url, token: world.token }
  const one = new api.IonosClient({ ...left, loadEnvironment: false, baseUrl, token })
  assert.equal((await one.registries.get(world.registry, undefined)).name, 'demo')
  const call = {
    signal: undefined,
    timeoutMs: undefined,
    maxRetries: undefined,
    extraHeaders: undefined,
    extraQuery: undefined,
  }
  assert.equal((await one.registries.get(world.registry, call)).name, 'demo')
  const { token: made } = await one.tokens.create(world.registry, {
    name: 'ci',
    scopes: undefined,
    expiresInMs: undefined,
  })
  assert.equal(made.expiryDate, null)
})
