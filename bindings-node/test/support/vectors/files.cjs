// Reading the shared vectors. An unknown key is an error: it would be a check that nobody makes.
'use strict'

const fs = require('node:fs')
const path = require('node:path')

const { CLIENT_OPTIONS, METHODS, ROOT, given } = require('../surface.cjs')

/** @typedef {Record<string, any>} Vector */

const QUIET = { load_environment: false, first_wait_ms: 0 }
/** What a client of each service is set up with; the addresses are those of a script. */
/** @type {Record<string, Record<string, any>>} */
const BASE = {
  ionos: { token: 'canary-account-token', base_url: '{script_url}', ...QUIET },
  swr: {
    access_key: 'FAKEAKFAKEAKFAKE0001',
    secret_key: 'canary-secret-key-0000000000000001',
    project_id: '0123456789abcdef0123456789abcdef',
    region: 'cn-north-4',
    endpoint: '{script_swr_url}',
    iam_endpoint: '{script_iam_url}',
    ...QUIET,
  },
}
const ERROR_DEFAULTS = {
  kind: null,
  operation: null,
  http_status: null,
  details: [],
  request_id: null,
  attempts: 0,
  retry_after_ms: null,
  retryable: false,
  outcome_unknown: false,
  resource_id: null,
}
const EVENT_DEFAULTS = {
  operation: null,
  provider: null,
  http_method: null,
  url_template: null,
  attempt: null,
  http_status: null,
  error_kind: null,
  retry: false,
  outcome_unknown: false,
  request_id: null,
}

/** What vectors may ask of a language, and why this one cannot when it cannot. */
/** @type {Record<string, string | null>} */
const NEEDS = {
  naive_time: 'a Date is always an instant, so there is no time without an offset',
  string_ids: null,
  signed_ids: null,
  open_patch: null,
  untyped_json: null,
  response_details: null,
  api_json: null,
}
const VECTOR = [
  'id',
  'about',
  'provider',
  'needs',
  'client',
  'call',
  'exchanges',
  'result',
  'error',
  'count',
  'first',
  'last',
  'response',
  'events',
  'hidden',
  'api_json',
  'wrong',
]
const CLIENT = [
  'user_agent',
  'allow_http',
  'pinned_certificate',
  'ca_certs',
  'proxy',
  'timeout_ms',
  'attempt_timeout_ms',
  'connect_timeout_ms',
  'max_retries',
  'first_wait_ms',
  'longest_wait_ms',
  'longest_retry_after_ms',
  'max_response_bytes',
  'load_environment',
]
/** @type {Record<string, string[]>} */
const CLIENT_OF = {
  ionos: [
    'token',
    'username',
    'password',
    'contract_number',
    'base_url',
    'profile',
    'config_file_text',
    'config_file_directory',
  ],
  swr: [
    'access_key',
    'secret_key',
    'security_token',
    'token',
    'project_id',
    'region',
    'endpoint',
    'iam_endpoint',
    'credentials_file_text',
    'regions_file_text',
  ],
}
const OPTIONS = ['timeout_ms', 'max_retries', 'extra_headers', 'extra_query']
const RESPONSE = ['http_status', 'request_id', 'attempts', 'headers', 'body_base64']

/** A vector does not hold. */
class VectorError extends Error {}

/**
 * Every vector of a folder; unknown keys are left for `checkKeys`.
 * @param {string} [folder]
 * @returns {Vector[]}
 */
function load(folder = '.') {
  const here = path.join(process.env.VECTORS_DIR ?? path.join(ROOT, 'tests/vectors'), folder)
  const files = fs
    .readdirSync(here)
    .filter((name) => name.endsWith('.json'))
    .sort()
  const read = files.map((name) => parse(fs.readFileSync(path.join(here, name), 'utf8')))
  // Known answers of a signature are run elsewhere.
  return read.filter((file) => !('algorithm' in file)).flatMap((file) => file.vectors)
}

const MARK = 'bigint:'

/**
 * Reads JSON without losing digits: an integer that no number tells from its neighbours is a `bigint`.
 * @param {string} text
 */
function parse(text) {
  // A text of the vector is passed over as a whole, so that digits in it stay.
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?![\d.eE])/g, (part) =>
    part.startsWith('"') || Number.isSafeInteger(Number(part)) ? part : `"${MARK}${part}"`,
  )
  return JSON.parse(marked, (_, value) =>
    typeof value === 'string' && value.startsWith(MARK) ? BigInt(value.slice(MARK.length)) : value,
  )
}

/**
 * Writes JSON in one line, without losing digits either.
 * @param {unknown} value
 */
function stringify(value) {
  const marked = JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${MARK}${part}` : part))
  return marked.replace(new RegExp(`"${MARK}(-?\\d+)"`, 'g'), '$1')
}

/**
 * The service whose client makes the call.
 * @param {Vector} vector
 * @returns {string}
 */
const providerOf = (vector) => vector.provider ?? 'ionos'

/**
 * Why this language cannot run a vector, or null.
 * @param {Vector} vector
 */
function skipReason(vector) {
  const missing = (vector.needs ?? []).filter((/** @type {string} */ need) => NEEDS[need])
  return missing.length > 0 ? `needs ${missing[0]}: ${NEEDS[missing[0]]}` : null
}

/** @param {Vector} vector */
function checkKeys(vector) {
  const check = (/** @type {string} */ where, /** @type {string[]} */ found, /** @type {string[]} */ known) => {
    const unknown = found.filter((name) => !known.includes(name))
    if (unknown.length > 0) throw new VectorError(`${where}: unknown ${unknown.join(', ')}`)
  }
  check('vector', Object.keys(vector), VECTOR)
  check('needs', vector.needs ?? [], Object.keys(NEEDS))
  const provider = providerOf(vector)
  if (!Object.hasOwn(CLIENT_OF, provider)) throw new VectorError(`unknown provider ${provider}`)
  check('client', Object.keys(vector.client ?? {}), [...CLIENT, ...CLIENT_OF[provider]])
  check('call', Object.keys(vector.call), ['operation', 'arguments', 'options'])
  check('options', Object.keys(vector.call.options ?? {}), OPTIONS)
  check('error', Object.keys(vector.error ?? {}), [...Object.keys(ERROR_DEFAULTS), 'contains'])
  check('response', Object.keys(vector.response ?? {}), RESPONSE)
  for (const event of vector.events ?? []) check('events', Object.keys(event), Object.keys(EVENT_DEFAULTS))
  const found = METHODS[vector.call.operation]
  const method = found?.provider === provider ? found : undefined
  if (!method && vector.call.operation !== 'client.build') throw new VectorError(`unknown ${vector.call.operation}`)
  check('arguments', Object.keys(vector.call.arguments ?? {}), method ? argumentNames(method) : [])
}

/** @param {import('../surface.cjs').Method} method */
function argumentNames(method) {
  const names = Object.entries(method.arguments).filter(([name]) => !OPTIONS.includes(name) && name !== 'signal')
  return [...names.map(([name, kind]) => suffixed(name, kind)), ...(method.isPager ? ['take'] : [])]
}

/**
 * The name of an argument in vectors.
 * @param {string} name
 * @param {string} kind
 */
function suffixed(name, kind) {
  return kind.includes('duration') ? `${name}_ms` : name
}

/**
 * `{"fill": ...}` anywhere in a value, written out.
 * @param {any} value
 * @returns {any}
 */
function filled(value) {
  if (Array.isArray(value)) return value.map(filled)
  if (value === null || typeof value !== 'object') return value
  if (Object.keys(value).length === 1 && value.fill) return value.fill.text.repeat(value.fill.times)
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, filled(part)]))
}

/**
 * What may stand in no text form.
 * @param {Vector} vector
 * @param {Record<string, any>} client its options
 * @returns {string[]}
 */
function secrets(vector, client) {
  const kinds = CLIENT_OPTIONS[providerOf(vector)]
  const names = Object.keys(kinds).filter((name) => kinds[name] === 'secret')
  const own = names.map((name) => client[given(name, 'secret')])
  // The bare token is what a service would see and could echo.
  const found = [...own, ...own.map((text) => text?.replace(/^Bearer /, '')), ...(vector.hidden ?? [])]
  const search = (/** @type {any} */ value) => {
    if (value === null || typeof value !== 'object') return
    if (Object.keys(value).length === 1 && 'secret' in value) found.push(value.secret)
    Object.values(value).forEach(search)
  }
  search(vector.result)
  return found.filter(Boolean)
}

module.exports = {
  BASE,
  ERROR_DEFAULTS,
  EVENT_DEFAULTS,
  VectorError,
  checkKeys,
  filled,
  load,
  parse,
  providerOf,
  secrets,
  skipReason,
  stringify,
  suffixed,
}
