// The text forms of the native class `Secret`.
'use strict'

const { inspect } = require('node:util')
const { Secret } = require('./native.cjs')

const REDACTED = '[redacted]'

/** Adds what must not be listed when the object is looked at. */
function hidden(name, value) {
  Object.defineProperty(Secret.prototype, name, { value, enumerable: false })
}

hidden('toString', () => REDACTED)
hidden('toJSON', () => {
  throw new TypeError('a Secret is not serialised; call reveal() and store the value on purpose')
})
hidden(Symbol.toPrimitive, () => REDACTED)
hidden(inspect.custom, () => `Secret(${REDACTED})`)

module.exports = { Secret }
