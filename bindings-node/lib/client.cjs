// The client: what users call. Everything is done by the native half.
'use strict'

const { classes } = require('./errors.cjs')
const { NativeClient } = require('./native.cjs')
const { Secret } = require('./secret.cjs')

/** Refuses what the native half would silently ignore or convert. */
function check(operation, name, value, fits, wanted) {
  if (value !== undefined && !fits(value)) {
    const reason = `${name} must be ${wanted}`
    const fields = { kind: 'invalid_argument', operation, reason, text: `${operation}: ${reason}`, details: [], attempts: 0 }
    const answer = { headers: () => [], body: () => Buffer.alloc(0) }
    throw new classes.InvalidArgumentError({ ...fields, retryable: false, outcomeUnknown: false }, answer)
  }
}

const isText = (value) => typeof value === 'string'
const isCount = (value) => Number.isInteger(value) && value >= 0 && value < 2 ** 32
const isSpan = (value) => Number.isFinite(value) && value >= 0

class Tokens {
  #native

  constructor(native) {
    this.#native = native
  }

  async get(registryId, tokenId) {
    check('tokens.get', 'registryId', registryId ?? null, isText, 'a string')
    check('tokens.get', 'tokenId', tokenId ?? null, isText, 'a string')
    return await this.#native.tokensGet(registryId, tokenId)
  }
}

class IonosClient {
  #native

  constructor(options = {}) {
    const { token, baseUrl, loadEnvironment, maxRetries, firstWaitMs, ...unknown } = options
    const is = (name, value, fits, wanted) => check('client.build', name, value, fits, wanted)
    is('options', Object.keys(unknown), (names) => names.length === 0, `free of ${Object.keys(unknown).join(', ')}`)
    is('token', token, (value) => isText(value) || value instanceof Secret, 'a string or a Secret')
    is('baseUrl', baseUrl, isText, 'a string')
    is('loadEnvironment', loadEnvironment, (value) => typeof value === 'boolean', 'a boolean')
    is('maxRetries', maxRetries, isCount, 'a whole number')
    is('firstWaitMs', firstWaitMs, isSpan, 'a number of milliseconds')
    const secret = isText(token) ? new Secret(token) : token
    this.#native = new NativeClient({ token: secret, baseUrl, loadEnvironment, maxRetries, firstWaitMs })
  }

  get tokens() {
    return new Tokens(this.#native)
  }

  close() {
    this.#native.close()
  }
}

module.exports = { IonosClient, Tokens }
