// The shared vectors: reading them, and comparing what came out. See tests/vectors/README.md.
'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')

const root = path.join(__dirname, '../..')
const surface = JSON.parse(fs.readFileSync(path.join(root, 'api/surface.json'), 'utf8'))
const byKey = (items, key) => new Map(items.map((item) => [item[key], item]))
const models = byKey(surface.models, 'name')
const words = byKey(surface.words, 'name')
const operations = byKey(surface.operations, 'id')

const BASE = { token: 'canary-account-token', load_environment: false, first_wait_ms: 0 }
const EMPTY = {
  kind: null, operation: null, http_status: null, details: [], request_id: null, attempts: 0, retry_after_ms: null,
  retryable: false, outcome_unknown: false, resource_id: null,
}

const KEYS = {
  vector: ['id', 'about', 'needs', 'client', 'call', 'exchanges', 'result', 'error', 'count', 'first', 'last', 'response',
    'events', 'hidden', 'api_json', 'wrong'],
  needs: ['naive_time', 'string_ids', 'open_patch', 'untyped_json', 'response_details', 'api_json'],
  client: ['token', 'username', 'password', 'contract_number', 'user_agent', 'base_url', 'allow_http',
    'pinned_certificate', 'ca_certs', 'proxy', 'timeout_ms', 'attempt_timeout_ms', 'connect_timeout_ms', 'max_retries',
    'first_wait_ms', 'longest_wait_ms', 'longest_retry_after_ms', 'max_response_bytes', 'profile', 'config_file_text',
    'config_file_directory', 'load_environment'],
  call: ['operation', 'arguments', 'options'],
  options: ['timeout_ms', 'max_retries', 'extra_headers', 'extra_query'],
  error: [...Object.keys(EMPTY), 'contains'],
  response: ['http_status', 'request_id', 'attempts', 'headers', 'body_base64'],
  event: ['operation', 'provider', 'http_method', 'url_template', 'attempt', 'http_status', 'error_kind', 'retry',
    'outcome_unknown', 'request_id'],
}

const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase())

/** Every vector of a folder. */
function load(folder = '.') {
  const here = path.join(process.env.VECTORS_DIR ?? path.join(root, 'tests/vectors'), folder)
  const files = fs.readdirSync(here).filter((name) => name.endsWith('.json')).sort()
  return files.flatMap((name) => JSON.parse(fs.readFileSync(path.join(here, name), 'utf8')).vectors)
}

/** An unknown key is an error: it would be a check that nobody makes. */
function checkKeys(vector) {
  const check = (where, found, known) => {
    const unknown = found.filter((name) => !known.includes(name))
    if (unknown.length > 0) throw new Error(`${where}: unknown ${unknown.join(', ')}`)
  }
  check('vector', Object.keys(vector), KEYS.vector)
  check('needs', vector.needs ?? [], KEYS.needs)
  check('client', Object.keys(vector.client ?? {}), KEYS.client)
  check('call', Object.keys(vector.call), KEYS.call)
  check('options', Object.keys(vector.call.options ?? {}), KEYS.options)
  check('error', Object.keys(vector.error ?? {}), KEYS.error)
  check('response', Object.keys(vector.response ?? {}), KEYS.response)
  for (const event of vector.events ?? []) check('events', Object.keys(event), KEYS.event)
  const operation = operations.get(vector.call.operation)
  if (operation && operation.input === null && operation.paging === null) {
    check('arguments', Object.keys(vector.call.arguments ?? {}), [...Object.keys(operation.parameters), 'missing_ok'])
  }
}

/** `{"fill": ...}` anywhere in a value, written out. */
function filled(value) {
  if (Array.isArray(value)) return value.map(filled)
  if (value === null || typeof value !== 'object') return value
  if (Object.keys(value).length === 1 && value.fill) return value.fill.text.repeat(value.fill.times)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner)]))
}

/** A value in the vectors' form. What each field is, `api/surface.json` says. */
function canonical(value, kind) {
  const wrapped = /^(optional|list|map)<(.*)>$/.exec(kind)
  if (wrapped) {
    const [, outer, inner] = wrapped
    if (outer === 'optional') return value === null ? null : canonical(value, inner)
    assert(Object.isFrozen(value), `${kind} is not frozen`)
    if (outer === 'list') return value.map((item) => canonical(item, inner))
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, canonical(item, inner)]))
  }
  const model = models.get(kind)
  if (model) {
    assert(Object.isFrozen(value), `${kind} is not frozen`)
    const fields = Object.entries(model.fields)
    assert.deepEqual(Object.keys(value), fields.map(([name]) => camel(name)))
    return Object.fromEntries(fields.map(([name, type]) => [name, canonical(value[camel(name)], type)]))
  }
  if (kind === 'timestamp') {
    assert(value instanceof Date)
    return value.toISOString().replace(/\.?0+Z$/, 'Z')
  }
  if (kind === 'secret') return { secret: value.reveal() }
  const expected = { bool: 'boolean', string: 'string', uuid: 'string' }[kind] ?? (words.has(kind) ? 'string' : 'number')
  assert.equal(typeof value, expected, kind)
  return value
}

/** The fields of an error in the vectors' form. */
function errorFields(error) {
  const field = (name) => (name === 'kind' ? error.code : error[camel(name)])
  return Object.fromEntries(Object.keys(EMPTY).map((name) => [name, field(name)]))
}

/** What may stand in no text form. */
function secrets(vector, client) {
  const found = [client.token, client.password, ...(vector.hidden ?? [])]
  const search = (value) => {
    if (value === null || typeof value !== 'object') return
    if (Object.keys(value).length === 1 && typeof value.secret === 'string') found.push(value.secret)
    Object.values(value).forEach(search)
  }
  search(vector.result)
  return found.filter(Boolean)
}

module.exports = { BASE, EMPTY, camel, canonical, checkKeys, errorFields, filled, load, operations, secrets, surface }
