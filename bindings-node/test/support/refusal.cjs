// What a refused argument looks like.
'use strict'

const assert = require('node:assert/strict')
const { inspect } = require('node:util')

const { InvalidArgumentError } = require('../../lib/index.js')

/**
 * Why an error is not the refusal of an argument; null when it is.
 * @param {any} error undefined when there was none
 * @param {string} name
 */
function fault(error, name) {
  if (error === undefined) return 'taken'
  if (!(error instanceof InvalidArgumentError)) return String(error)
  if (!error.message.includes(name)) return `${name} is not named: ${error.message}`
  // The text is for people to read.
  if (error.message.length > 1000) return `a text of ${error.message.length}`
  return error.attempts === 0 ? null : 'something was sent'
}

/**
 * Each value that is not refused as it should be, so that one run tells all of them.
 * @param {Iterable<unknown>} values
 * @param {string} name
 * @param {(value: any) => unknown} use may throw or reject
 */
async function assertRefused(values, name, use) {
  /** @type {string[]} */
  const faults = []
  for (const value of values) {
    const error = await Promise.resolve()
      .then(() => use(value))
      .then(
        () => undefined,
        (thrown) => thrown,
      )
    const found = fault(error, name)
    if (found) faults.push(`${inspect(value, { depth: 3 })}: ${found}`)
  }
  assert.deepEqual(faults, [])
}

module.exports = { assertRefused, fault }
