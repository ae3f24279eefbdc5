// Random values by the type that the surface says: good ones, odd ones, and such of another type.
'use strict'

const fc = require('fast-check')

/** @type {any} */
const { Secret } = require('../../../lib/index.js')
const { PASSWORD, TOKEN } = require('../canary.cjs')
const { MODELS, WORDS, camel, inner } = require('../surface.cjs')

/** What a caller's own code throws. */
const MINE = new Error('mine')

/** @typedef {import('fast-check').Arbitrary<any>} Random */

const plainText = fc.string({ unit: fc.constantFrom(...'abcxyz059'), minLength: 1, maxLength: 12 })
const oddText = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      ' ',
      '.',
      '..',
      '/',
      '\\',
      '?',
      '#',
      '%',
      '%00',
      '%2e%2e',
      '../../x',
      'a/../b',
      '{registry_id}',
      '{0}',
      '%s',
    ],
    ...['\0', 'a\0b', 'a\nb', 'x\r\nX-Odd: y', '\u007f', '\u0085', '\ufeff', '\u202eabc', 'שלום', 'e\u0301', '👩‍👩‍👧'],
    ...['\ud800', 'ci-\udc00', '\udc00\ud800', '__proto__', 'constructor', 'null', 'NaN', '-1', '18446744073709551616'],
    ...['x'.repeat(300), 'é'.repeat(40_000), '%'.repeat(100_000)],
  ),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
)
const text = fc.oneof({ weight: 2, arbitrary: fc.string({ unit: 'grapheme-ascii' }) }, oddText)

const oddNumber = fc.oneof(
  fc.constantFrom(-1, -0, 0, 0.5, 1.5, 5e-324, 1e308, NaN, Infinity, -Infinity),
  fc.constantFrom(255, 256, 10_001, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 2 ** 63, 2 ** 64, -(2 ** 53)),
  fc.double(),
  fc.integer(),
)
const oddTime = fc.oneof(
  fc.constantFrom(NaN, 0, -1, -62_135_596_800_000, 253_402_300_800_000, 8.64e15, -8.64e15, 4_102_444_800_000),
  fc.integer({ min: -8.64e15, max: 8.64e15 }),
)
const time = fc.integer({ min: 1_893_456_000_000, max: 4_102_444_800_000 })
const asDate = (/** @type {number} */ milliseconds) => new Date(milliseconds)

const words = fc.constantFrom(
  ...[
    'x-odd',
    'cookie',
    'range',
    'accept',
    'if-match',
    'x-http-method-override',
    'expect',
    'te',
    'upgrade',
    'connection',
  ],
  ...['host', 'user-agent', 'content-length', 'transfer-encoding', 'accept-encoding', 'authorization', 'limit', 'name'],
)
const harmless = fc.array(fc.tuple(fc.constantFrom('x-odd', 'x-even', 'dnt'), plainText), { maxLength: 2 })
const texts = fc.oneof(harmless, fc.array(fc.tuple(fc.oneof(words, text), text), { maxLength: 3 }))
const asMap = (/** @type {[string, string][]} */ pairs) => new Map(pairs)

const signal = fc.constantFrom(
  () => new AbortController().signal,
  () => AbortSignal.abort(),
  () => AbortSignal.abort(MINE),
  () => AbortSignal.timeout(1),
)
const deployment = fc.constantFrom(
  () => {},
  async () => MINE,
  () => {
    throw MINE
  },
  () => Promise.reject(MINE),
)

/** Proxies and addresses, none of which leads away from this machine; `0` takes no connections. */
const address = fc.constantFrom(
  ...[
    'http://127.0.0.1:0',
    'https://127.0.0.1:0',
    'http://127.0.0.1:0/a/../b',
    'http://[::1]:0',
    'http://127.0.0.1:99999',
  ],
  ...[`http://someone:${PASSWORD}@127.0.0.1:0`, 'http://127.0.0.1:0?a=b', 'http://127.0.0.1:0#a', 'ftp://127.0.0.1'],
  ...['http://', '//127.0.0.1:0', 'http:127.0.0.1', 'socks5://127.0.0.1:0', 'http://127.0.0.1:0/%00', 'file:///'],
)
const secret = fc.oneof(
  fc.constantFrom(TOKEN, `${TOKEN}\r\n`, `Bearer ${TOKEN}`, `\0${TOKEN}`, `${TOKEN}\ud800`, `é${TOKEN}`),
  oddText,
)

/** The good ones, by type. */
/** @type {Record<string, Random>} */
const GOOD = {
  id: fc.uuid(),
  string: plainText,
  secret: fc.oneof(
    secret,
    plainText.map((given) => new Secret(given)),
    fc.constant(new Secret(TOKEN)),
  ),
  path: fc.constantFrom('/dev/null', '/nowhere/at/all', '/', '.', __filename),
  bool: fc.boolean(),
  u32: fc.integer({ min: 0, max: 3 }),
  u64: fc.integer({ min: 0, max: 1000 }),
  usize: fc.integer({ min: 1, max: 100_000 }),
  duration: fc.integer({ min: 0, max: 100_000 }),
  timestamp: time.map(asDate),
  map: fc.oneof(texts.map(Object.fromEntries), texts.map(asMap)),
  signal: signal.map((make) => make()),
  function: deployment,
  choice: fc.constantFrom('delete_new', 'keep_both'),
  bytes: fc.oneof(fc.uint8Array(), text, fc.constant('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')),
  proxy: fc.oneof(fc.constantFrom(false, 'system'), address),
  observer: fc.constant(() => {}),
  address,
}

/** The odd ones of the same type in the language. */
/** @type {Record<string, Random>} */
const ODD = {
  u64: oddNumber,
  usize: oddNumber,
  // Billions of tries are what was asked for, and would take as long.
  u32: oddNumber.filter((number) => !(Number.isInteger(number) && number > 3 && number < 2 ** 32)),
  duration: oddNumber,
  timestamp: oddTime.map(asDate),
  secret,
  bytes: fc.uint8Array({ maxLength: 5000 }),
}

/** What no argument is. */
const WRONG = fc.oneof(
  fc.constantFrom(
    ...[undefined, null, true, 5, 5n, 2n ** 64n, 'text', Symbol('odd'), {}, [], [undefined], [null], [[]], Array(5)],
    ...[() => 5, class {}, Object.create(null), new Date(NaN), /x/, new Map([[1, 2]]), new Set([1]), new WeakMap()],
    ...[Buffer.from('x'), new ArrayBuffer(3), new Error('x'), Object('x'), Object(5), Object(5n), new Secret('x')],
    ...[Promise.resolve(5), new Proxy({}, {}), new Proxy([], {}), new URL('http://127.0.0.1'), new Headers()],
    ...[cyclic(), hostile()],
  ),
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withSparseArray: true }),
)

function cyclic() {
  /** @type {Record<string, unknown>} */
  const one = {}
  one.name = one
  return Object.assign(one, { actions: [one] })
}

/** Asked for anything, it throws, but for what shows a failure. */
function hostile() {
  const fail = () => {
    throw MINE
  }
  const own = { [fc.toStringMethod]: { value: () => 'hostile' } }
  const asked = Object.fromEntries(
    ['name', 'type', 'toString', 'valueOf', 'toJSON'].map((name) => [name, { get: fail }]),
  )
  return Object.defineProperties({}, { ...own, ...asked })
}

/**
 * Good values of a type.
 * @param {string} kind
 * @returns {Random}
 */
function good(kind) {
  const [outer, part] = inner(kind)
  if (outer === 'optional') return good(part)
  if (outer === 'patch') return fc.option(good(part))
  if (outer === 'list') return fc.array(mostly(part), { maxLength: 3 })
  if (outer === 'map') return GOOD.map
  if (kind in WORDS) return fc.constantFrom(...Object.values(WORDS[kind]))
  if (kind in MODELS) return model(kind)
  return GOOD[kind] ?? plainText
}

/**
 * What is inside of a list: odd now and then.
 * @param {string} kind
 */
const mostly = (kind) => fc.oneof({ weight: 6, arbitrary: good(kind) }, odd(kind))

/**
 * @param {string} kind
 * @returns {Random}
 */
function model(kind) {
  const fields = Object.entries(MODELS[kind]).map(([name, type]) => [camel(name), mostly(type)])
  return fc.record(Object.fromEntries(fields))
}

/**
 * Odd values of a type, and such of none.
 * @param {string} kind
 * @returns {Random}
 */
function odd(kind) {
  const [outer, part] = inner(kind)
  if (outer === 'optional' || outer === 'patch') return odd(part)
  const same = ODD[kind] ?? (kind === 'address' || outer || ['bool', 'proxy'].includes(kind) ? good(kind) : oddText)
  return fc.oneof({ weight: 3, arbitrary: same }, WRONG)
}

module.exports = { MINE, WRONG, good, odd }
