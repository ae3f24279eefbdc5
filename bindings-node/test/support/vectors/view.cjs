// Values, errors and events in the vectors' canonical form; what each field is, the surface says.
'use strict'

const assert = require('node:assert/strict')

const api = require('../../../lib/index.js')
const { MODELS, WORDS, camel, inner } = require('../surface.cjs')
const { ERROR_DEFAULTS, VectorError } = require('./files.cjs')

/** @type {Record<string, string>} */
const BUILT_IN = { bool: 'boolean', string: 'string', uuid: 'string' }

/**
 * @param {boolean} holds
 * @param {string} kind
 * @param {unknown} value
 */
function require_(holds, kind, value) {
  if (!holds) throw new VectorError(`${kind} expected, not ${typeof value} ${value}`)
}

/**
 * @param {any} value
 * @param {string} kind
 * @returns {any}
 */
function canonical(value, kind) {
  const [outer, part] = inner(kind)
  if (outer === 'optional') return value === null ? null : canonical(value, part)
  if (outer === 'list') {
    require_(Array.isArray(value), kind, value)
    return value.map((/** @type {any} */ item) => canonical(item, part))
  }
  if (outer === 'map') {
    require_(Object.getPrototypeOf(value) === null && Object.isFrozen(value), `a frozen ${kind}`, value)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, canonical(item, part)]))
  }
  const model = MODELS[kind]
  if (model) {
    require_(value instanceof /** @type {any} */ (api)[kind], kind, value)
    require_(Object.isFrozen(value), `a frozen ${kind}`, value)
    assert.deepEqual(Object.keys(value), Object.keys(model).map(camel))
    return Object.fromEntries(
      Object.entries(model).map(([name, type]) => {
        const field = value[camel(name)]
        require_(!Array.isArray(field) || Object.isFrozen(field), `a frozen array of ${name}`, field)
        return [name, canonical(field, type)]
      }),
    )
  }
  if (kind === 'timestamp') return time(value)
  if (kind === 'secret') {
    require_(value instanceof api.Secret, kind, value)
    return { secret: value.reveal() }
  }
  if (kind === 'i64') {
    require_(typeof value === 'bigint', kind, value)
    return Number.isSafeInteger(Number(value)) ? Number(value) : value
  }
  require_(typeof value === (BUILT_IN[kind] ?? (kind in WORDS ? 'string' : 'number')), kind, value)
  return value
}

/** @param {any} value */
function time(value) {
  require_(value instanceof Date && !Number.isNaN(value.getTime()), 'a Date', value)
  return value.toISOString().replace(/(\.\d*[1-9])?\.?0*Z$/, '$1Z')
}

/**
 * What a vector expects, as far as a Date can hold it: the times of values have milliseconds in JavaScript, so finer
 * fractions are cut off before they are compared.
 * @param {any} expected
 * @returns {any}
 */
function inMilliseconds(expected) {
  if (typeof expected === 'string') {
    const finer = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})\d*[1-9]Z$/.exec(expected)
    return finer ? `${finer[1]}Z`.replace(/\.?0*Z$/, 'Z') : expected
  }
  if (Array.isArray(expected)) return expected.map(inMilliseconds)
  if (expected === null || typeof expected !== 'object') return expected
  return Object.fromEntries(Object.entries(expected).map(([name, part]) => [name, inMilliseconds(part)]))
}

/** @param {any} error */
function errorFields(error) {
  const fields = Object.keys(ERROR_DEFAULTS).map((name) => [name, error[name === 'kind' ? 'code' : camel(name)]])
  const details = error.details.map((/** @type {any} */ detail) => ({ code: detail.code, message: detail.message }))
  return { ...Object.fromEntries(fields), details }
}

/** @param {any} event */
function eventFields(event) {
  require_(Object.isFrozen(event), 'a frozen event', event)
  return {
    operation: event.operation,
    provider: event.provider,
    http_method: event.httpMethod,
    url_template: event.urlTemplate,
    attempt: event.attempt,
    http_status: event.httpStatus,
    error_kind: event.errorKind,
    retry: event.retryInMs !== null,
    outcome_unknown: event.outcomeUnknown,
    request_id: event.requestId,
  }
}

/**
 * @param {any} response
 * @returns {Record<string, any>}
 */
function responseFields(response) {
  return {
    http_status: response.httpStatus,
    request_id: response.requestId,
    attempts: response.attempts,
    headers: { ...response.headers },
    body_base64: Buffer.from(response.body()).toString('base64'),
  }
}

module.exports = { canonical, errorFields, eventFields, inMilliseconds, responseFields }
