// What a vector expects against what came.
'use strict'

const assert = require('node:assert/strict')

const { forms, shown, shownError } = require('../canary.cjs')
const { ERROR_DEFAULTS, EVENT_DEFAULTS, VectorError } = require('./files.cjs')
const view = require('./view.cjs')

/** @typedef {import('./files.cjs').Vector} Vector */
/** @typedef {import('./call.cjs').Outcome} Outcome */

/**
 * Throws at the first difference.
 * @param {Vector} vector
 * @param {Outcome} outcome
 */
function check(vector, outcome) {
  if (vector.error) checkError(vector, outcome)
  else checkResult(vector, outcome)
  if (vector.events) {
    const wanted = vector.events.map((/** @type {object} */ event) => ({ ...EVENT_DEFAULTS, ...event }))
    assert.deepEqual(outcome.events.map(view.eventFields), wanted)
  }
  if (vector.response) {
    if (!outcome.response) throw new VectorError('there are no details of an answer')
    const found = view.responseFields(outcome.response)
    const compared = Object.fromEntries(Object.keys(vector.response).map((name) => [name, found[name]]))
    assert.deepEqual(compared, vector.response)
  }
  if ('api_json' in vector) assert.deepEqual(JSON.parse(JSON.stringify(outcome.value)), vector.api_json)
}

/**
 * @param {Vector} vector
 * @param {Outcome} outcome
 */
function checkError(vector, outcome) {
  const { error } = outcome
  if (!error) throw new VectorError(`an error was expected, not ${outcome.value}`)
  const { contains = [], ...wanted } = { ...ERROR_DEFAULTS, ...vector.error }
  // Languages spell the names of arguments in their own ways.
  const plain = (/** @type {string} */ text) => text.toLowerCase().replaceAll('_', '')
  for (const fragment of contains) {
    if (!plain(error.message).includes(plain(fragment))) throw new VectorError(`${fragment} is not in ${error.message}`)
  }
  assert.deepEqual(view.errorFields(error), wanted)
  if (/[\r\n]/.test(error.message)) throw new VectorError(`the error's text has more than one line: ${error.message}`)
  if ('count' in vector) assert.equal(outcome.received, vector.count, 'count before the error')
}

/**
 * @param {Vector} vector
 * @param {Outcome} outcome
 */
function checkResult(vector, outcome) {
  if (outcome.error) throw new VectorError(`no error was expected: ${outcome.error}`, { cause: outcome.error })
  if (!('result' in vector || 'count' in vector)) throw new VectorError('neither result, count nor error is expected')
  const value = view.canonical(outcome.value, outcome.kind)
  if ('result' in vector) assert.deepEqual(value, view.inMilliseconds(vector.result))
  if ('count' in vector) assert.equal(value?.length, vector.count)
  if ('first' in vector) assert.deepEqual(value[0], view.inMilliseconds(vector.first))
  if ('last' in vector) assert.deepEqual(value.at(-1), view.inMilliseconds(vector.last))
}

/**
 * Throws when a secret stands in anything that a program could print of the outcome.
 * @param {string[]} secrets
 * @param {Outcome} outcome
 */
function checkHidden(secrets, outcome) {
  const { error, events, response, value } = outcome
  // What one item of a list hides, the others hide, too; ten thousand in every form would take seconds.
  const values = Array.isArray(value) ? value.slice(0, 3) : [value]
  const whole = Array.isArray(value) ? [JSON.stringify(value)] : []
  const others = [...values, ...events, ...(response ? [response] : [])]
  const texts = [...(error ? shownError(error) : []), ...whole, ...others.flatMap(shown)]
  const hidden = secrets.flatMap(forms)
  for (const text of texts) {
    const found = hidden.find((form) => text.includes(form))
    if (found !== undefined) throw new VectorError(`a secret stands as ${found} in: ${text.slice(0, 2000)}`)
  }
}

module.exports = { check, checkHidden }
