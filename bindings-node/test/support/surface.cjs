// The public surface as `api/surface.json` tells it: what is called, with what, and what comes back.
'use strict'

const fs = require('node:fs')
const path = require('node:path')

const ROOT = path.resolve(__dirname, '../../..')
const surface = JSON.parse(fs.readFileSync(path.join(ROOT, 'api/surface.json'), 'utf8'))

/** @typedef {Record<string, string>} Types */

/** @type {Record<string, Types>} */
const MODELS = Object.fromEntries(surface.models.map((/** @type {any} */ model) => [model.name, model.fields]))
/** @type {Record<string, Types>} */
const WORDS = Object.fromEntries(surface.words.map((/** @type {any} */ word) => [word.name, word.known]))
/** @type {string[]} */
const ERROR_KINDS = surface.error_kinds
/** @type {Types} */
const CALL_OPTIONS = {
  signal: 'signal',
  timeout: 'duration',
  max_retries: 'u32',
  extra_headers: 'map<string>',
  extra_query: 'map<string>',
}
/** @type {Record<string, string>} */
const EFFECTS = Object.fromEntries(surface.operations.map((/** @type {any} */ row) => [row.id, row.effect]))
/** What has to be given to make a model. */
/** @type {Record<string, Types>} */
const NEEDED = Object.fromEntries(
  surface.models.map((/** @type {any} */ model) => [model.name, model.constructors?.new ?? {}]),
)

/** @param {string} name */
const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase())

/** @param {string} name */
const pascal = (name) => camel(`_${name}`)

/**
 * `optional<Token>` as `["optional", "Token"]`; a plain type as `["", type]`.
 * @param {string} kind
 * @returns {[string, string]}
 */
function inner(kind) {
  const wrapped = /^(optional|list|map|patch|pager)<(.*)>$/.exec(kind)
  return wrapped ? [wrapped[1], wrapped[2]] : ['', kind]
}

/**
 * The name of an argument in JavaScript: spans are numbers, so their name says the unit.
 * @param {string} name
 * @param {string} kind
 */
function given(name, kind) {
  return camel(name) + (kind.includes('duration') ? 'Ms' : '')
}

const READ_FIRST = ['begin_rotation', 'finish_rotation', 'rotate', 'rotate_expiring']
const WITHOUT_DETAILS = ['finish_rotation', 'list_expiring', 'rotate', 'rotate_expiring']
const DEPLOYMENT = { on_deploy_error: 'choice', on_progress: 'optional<function>' }

/**
 * The methods that each binding adds to those of the core: what they need is what their first part needs, and more.
 * @param {any} resource
 * @returns {any[]}
 */
function whole(resource) {
  const begin = resource.methods.find((/** @type {any} */ one) => one.name === 'begin_rotation')
  if (!begin) return []
  const places = Object.entries(begin.parameters).filter(([, kind]) => !(String(kind) in MODELS))
  const settings = Object.assign({}, ...Object.values(begin.parameters).map((kind) => MODELS[kind] ?? {}), DEPLOYMENT)
  const { operation } = begin
  const parameters = { ...Object.fromEntries(places), deploy: 'function' }
  const made = [{ name: 'rotate', operation, parameters, settings, gives: 'RotationResult' }]
  const listed = resource.methods.find((/** @type {any} */ one) => one.name === 'list_expiring')
  if (listed) {
    const own = Object.entries(listed.parameters).filter(([, kind]) => !(String(kind) in MODELS))
    const all = { ...Object.fromEntries(own), deploy: 'function' }
    const more = { ...settings, concurrency: 'usize' }
    made.push({ name: 'rotate_expiring', operation, parameters: all, settings: more, gives: 'list<ExpiringRotation>' })
  }
  return made
}

/** One method of a resource. */
class Method {
  /**
   * @param {string} provider
   * @param {string} resource
   * @param {any} method
   */
  constructor(provider, resource, method) {
    this.provider = provider
    this.resource = resource
    this.name = camel(method.name)
    this.id = `${resource}.${method.name}`
    /** @type {Types} */
    this.parameters = method.parameters
    /** @type {Types} */
    this.settings = { ...method.settings, ...CALL_OPTIONS }
    /** @type {string} */
    this.gives = method.gives
    this.isPager = this.gives.startsWith('pager<')
    /** Whether the first request is one after which the service is not as before. */
    this.changes = EFFECTS[method.operation] !== 'read' && !READ_FIRST.includes(method.name)
    /** Whether the promise has `withResponse`: of several requests none is the one to show. */
    this.hasDetails = !this.isPager && !WITHOUT_DETAILS.includes(method.name)
  }

  /**
   * Every argument that a caller can give, by its name on the surface, those inside of objects, too.
   * @returns {Types}
   */
  get arguments() {
    const places = Object.entries(this.parameters)
    const types = places.map(([name, kind]) => MODELS[kind] ?? { [name]: kind })
    return Object.assign({}, ...types, this.settings)
  }

  /**
   * Those without which there is no call.
   * @returns {Types}
   */
  get required() {
    const places = Object.entries(this.parameters)
    return Object.assign({}, ...places.map(([name, kind]) => (kind in MODELS ? NEEDED[kind] : { [name]: kind })))
  }

  /**
   * The arguments as they are written in a call: ids and names one by one, what is sent as one object, the rest as
   * another.
   * @param {Record<string, any>} values by their names in JavaScript
   */
  list(values) {
    const pick = (/** @type {Types} */ types) => {
      const names = Object.entries(types).map(([name, kind]) => given(name, kind))
      return Object.fromEntries(names.filter((name) => name in values).map((name) => [name, values[name]]))
    }
    const places = Object.entries(this.parameters)
    const args = places.map(([name, kind]) => (kind in MODELS ? pick(MODELS[kind]) : values[given(name, kind)]))
    return [...args, pick(this.settings)]
  }

  /**
   * Makes the call.
   * @param {any} client
   * @param {Record<string, any>} values by their names in JavaScript
   */
  call(client, values) {
    return client[camel(this.resource)][this.name](...this.list(values))
  }
}

/** @param {{ name: string }} client */
const providerOf = (client) => client.name.replace(/Client$/, '').toLowerCase()

/** @type {Method[]} */
const all = surface.clients.flatMap((/** @type {any} */ client) =>
  client.resources.flatMap((/** @type {any} */ resource) =>
    [...resource.methods, ...whole(resource)].map(
      (/** @type {any} */ method) => new Method(providerOf(client), resource.accessor, method),
    ),
  ),
)
/** @type {Record<string, Method>} */
const METHODS = Object.fromEntries(all.map((method) => [method.id, method]))
/** @type {Record<string, Types>} */
const CLIENT_OPTIONS = Object.fromEntries(
  surface.clients.map((/** @type {any} */ client) => [providerOf(client), client.options]),
)
/** @type {string[]} */
const RESOURCES = surface.clients.flatMap((/** @type {any} */ client) =>
  client.resources.map((/** @type {any} */ resource) => resource.name),
)

module.exports = {
  CALL_OPTIONS,
  CLIENT_OPTIONS,
  ERROR_KINDS,
  METHODS,
  MODELS,
  Method,
  RESOURCES,
  ROOT,
  WORDS,
  camel,
  given,
  inner,
  pascal,
}
