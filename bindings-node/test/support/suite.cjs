// What every test file has: the emulator, a service of each test's own, and an end for what hangs.
'use strict'

const { after, before, test: nodeTest } = require('node:test')

const { Emulator, LONG } = require('./emulator.cjs')

/** @typedef {import('./emulator.cjs').World} World */

/** @type {Emulator | undefined} */
let started
before(async () => {
  started = await Emulator.start()
})
after(() => started?.stop())

function emulator() {
  if (!started) throw new Error('the emulator is there for tests, not for what stands beside them')
  return started
}

/**
 * A test with a service of its own.
 * @param {string} name
 * @param {(world: World, context: any) => Promise<void> | void} body
 * @param {object} [options] of Node's own
 */
function test(name, body, options = {}) {
  nodeTest(name, { timeout: LONG, ...options }, async (context) => body(await emulator().world(), context))
}

/**
 * One test for each case, named after it.
 * @template Case
 * @param {string} name
 * @param {Record<string, Case>} cases
 * @param {(world: World, one: Case, key: string) => Promise<void> | void} body
 * @param {object} [options] of Node's own
 */
function each(name, cases, body, options = {}) {
  for (const [key, one] of Object.entries(cases)) test(`${name}: ${key}`, (world) => body(world, one, key), options)
}

/**
 * What a promise is rejected with, which may be anything.
 * @param {PromiseLike<unknown>} promise
 * @returns {Promise<any>}
 */
async function rejection(promise) {
  try {
    await promise
  } catch (thrown) {
    return thrown
  }
  throw new Error('it was fulfilled')
}

/**
 * What a function throws.
 * @param {() => unknown} work
 * @returns {any}
 */
function thrown(work) {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

/**
 * Everything of an async iterable.
 * @template Item
 * @param {AsyncIterable<Item>} iterable
 */
async function collected(iterable) {
  /** @type {Item[]} */
  const items = []
  for await (const item of iterable) items.push(item)
  return items
}

module.exports = { collected, each, emulator, rejection, test, thrown }
