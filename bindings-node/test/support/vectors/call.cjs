// Makes the call of a vector.
'use strict'

/** @type {any} */
const api = require('../../../lib/index.js')
const { METHODS, MODELS, inner } = require('../surface.cjs')
const { forMethod } = require('./arguments.cjs')
const { VectorError, filled, providerOf } = require('./files.cjs')

/** @type {Record<string, any>} */
const CLASSES = { ionos: api.IonosClient, swr: api.SwrClient }

/** What a call came to. */
class Outcome {
  value = /** @type {any} */ (null)
  /** The type of the value, as the surface says it. */
  kind = 'optional<Token>'
  error = /** @type {any} */ (null)
  /** Items that came before the error. */
  received = 0
  response = /** @type {any} */ (null)
  events = /** @type {any[]} */ ([])
}

/**
 * @param {import('./files.cjs').Vector} vector
 * @param {Record<string, any>} options of the client
 */
async function make(vector, options) {
  const outcome = new Outcome()
  try {
    const onEvent = (/** @type {any} */ event) => outcome.events.push(event)
    /** @type {any} */
    const client = new CLASSES[providerOf(vector)]({ ...options, onEvent })
    try {
      await settle(vector, client, outcome)
    } finally {
      client.close()
    }
  } catch (thrown) {
    if (!(thrown instanceof api.RegistryTokensError)) throw thrown
    outcome.error = thrown
  }
  return outcome
}

/**
 * Makes the call with a client that there is.
 * @param {import('./files.cjs').Vector} vector
 * @param {any} client
 * @param {Outcome} outcome
 */
async function settle(vector, client, outcome) {
  const method = METHODS[vector.call.operation]
  if (!method) return
  const called = method.call(client, forMethod(vector))
  if (method.isPager) {
    await read(called, inner(method.gives)[1], takeOf(vector.call), outcome)
  } else if ('response' in vector) {
    outcome.response = await called.withResponse()
    outcome.value = outcome.response.value
  } else {
    outcome.value = await called
  }
  if (method.gives === 'nothing') {
    if (outcome.value !== undefined) throw new VectorError(`nothing was expected, not ${outcome.value}`)
    outcome.value = null
  } else if (!method.isPager) {
    outcome.kind = method.gives
  }
}

/**
 * How a list is read.
 * @param {any} call
 * @returns {string}
 */
const takeOf = (call) => filled(call).arguments?.take ?? 'items'

/**
 * @param {any} pager
 * @param {string} page its type
 * @param {string} take
 * @param {Outcome} outcome
 */
async function read(pager, page, take, outcome) {
  if (!['items', 'pages', 'all'].includes(take)) throw new VectorError(`unknown take: ${take}`)
  outcome.kind = take === 'pages' ? `list<${page}>` : MODELS[page].items
  if (take === 'all') {
    outcome.value = await pager.all()
    return
  }
  /** @type {any[]} */
  const received = []
  for await (const one of take === 'pages' ? pager.pages() : pager) {
    received.push(one)
    outcome.received += 1
  }
  outcome.value = received
}

module.exports = { CLASSES, Outcome, make, read, settle, takeOf }
