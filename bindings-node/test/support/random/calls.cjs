// Random calls of a method, random options of a client, and what may come of either.
'use strict'

const assert = require('node:assert/strict')
const { inspect } = require('node:util')

const fc = require('fast-check')

const { ERROR_KINDS, camel, given } = require('../surface.cjs')
const { InternalError, RegistryTokensError } = require('../../../lib/index.js')
const { assertClean } = require('../canary.cjs')
const { MINE, WRONG, good, odd } = require('./values.cjs')

/** Only tells hanging from not hanging, in milliseconds. */
const LIMIT = 15_000
const ABSENT = Symbol('absent')
const absent = fc.constant(ABSENT)

/** @typedef {import('../surface.cjs').Method} Method */
/** @typedef {import('../surface.cjs').Types} Types */
/** @typedef {{ values: Record<string, any>, take: 'items' | 'pages' | 'all', place: [number, unknown] | null, more: boolean }} Call */

/**
 * Values by name: of what is required a few are replaced, of the rest a few are given; in every other call one is odd.
 * @param {Types} types
 * @param {Types} required
 * @returns {import('fast-check').Arbitrary<Record<string, any>>}
 */
function values(types, required) {
  const names = Object.entries(types)
  const parts = names.map(([name, kind]) => {
    const one = fc.oneof(
      { weight: 4 * names.length, arbitrary: absent },
      { weight: name in required ? 2 : names.length, arbitrary: good(kind) },
      { weight: 2, arbitrary: odd(kind) },
    )
    return [given(name, kind), one]
  })
  const isGiven = (/** @type {[string, unknown]} */ [, value]) => value !== ABSENT
  return fc.record(Object.fromEntries(parts)).map((all) => Object.fromEntries(Object.entries(all).filter(isGiven)))
}

/**
 * @param {Method} method
 * @returns {import('fast-check').Arbitrary<Call>}
 */
function calls(method) {
  return fc.record({
    values: values(method.arguments, method.required),
    take: fc.constantFrom('items', 'pages', 'all'),
    // Now and then a whole argument is another, or there is one more.
    place: fc.oneof({ weight: 12, arbitrary: fc.constant(null) }, fc.tuple(fc.nat(4), WRONG)),
    more: fc.boolean(),
  })
}

/**
 * @param {any} client
 * @param {Method} method
 * @param {Record<string, any>} samples what is not in the call
 * @param {Call} call
 */
async function make(client, method, samples, { values, take, place, more }) {
  const places = method.list({ ...samples, ...values })
  if (place && (more || place[0] < places.length)) places[place[0]] = place[1]
  const called = client[camel(method.resource)][method.name](...places)
  if (!method.isPager) return await called
  if (take === 'all') return await called.all()
  for await (const _ of take === 'pages' ? called.pages() : called);
}

/**
 * Whatever the arguments are, there is a value or an error that a program can handle, in time and without a secret.
 * @param {() => Promise<unknown>} work
 * @param {string[]} secrets
 * @param {AbortSignal} [signal]
 */
async function settles(work, secrets, signal) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('it hangs')), LIMIT)
  })
  try {
    await Promise.race([work(), late])
  } catch (error) {
    checkError(error, secrets, signal)
  } finally {
    clearTimeout(timer)
  }
}

/**
 * @param {any} error
 * @param {string[]} secrets
 * @param {AbortSignal} [signal]
 */
function checkError(error, secrets, signal) {
  if (error === MINE || (signal instanceof AbortSignal && signal.aborted && error === signal.reason)) return
  if (!(error instanceof RegistryTokensError)) throw error
  if (error instanceof InternalError) throw error
  assert(ERROR_KINDS.includes(error.code), error.code)
  assert(error.message.length < 1500, `a text of ${error.message.length}: ${error.message.slice(0, 200)}`)
  assert(!/[\r\n]/.test(error.message), `more than one line: ${JSON.stringify(error.message)}`)
  assertClean([error.message, String(error.stack), inspect(error), JSON.stringify(error)], secrets)
}

module.exports = { LIMIT, calls, make, settles, values }
