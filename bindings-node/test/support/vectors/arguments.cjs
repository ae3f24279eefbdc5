// From the JSON of a vector to what a JavaScript program would write; the types are those of the surface.
'use strict'

const fs = require('node:fs')
const path = require('node:path')

const { CALL_OPTIONS, CLIENT_OPTIONS, METHODS, MODELS, camel, given, inner } = require('../surface.cjs')
const { BASE, VectorError, filled, providerOf, suffixed } = require('./files.cjs')

/**
 * The arguments of the call by their names in JavaScript, without `take`.
 * @param {import('./files.cjs').Vector} vector
 */
function forMethod(vector) {
  const call = filled(vector.call)
  const method = METHODS[call.operation]
  const { take: _, ...values } = call.arguments ?? {}
  if ('poll_interval' in method.arguments) values.poll_interval_ms ??= 0
  return { ...named(values, method.arguments), ...named(call.options ?? {}, CALL_OPTIONS) }
}

/**
 * The options of a client: the base with those of the vector over them.
 * @param {import('./files.cjs').Vector} vector
 * @param {Record<string, string>} urls of the script
 * @param {string} folder for files
 */
function forClient(vector, urls, folder) {
  const provider = providerOf(vector)
  return clientOptions(provider, { ...BASE[provider], proxy: false, ...vector.client }, urls, folder)
}

/**
 * The options of a client as a program would write them.
 * @param {string} provider
 * @param {Record<string, any>} options by their names in vectors
 * @param {Record<string, string>} urls
 * @param {string} folder for files
 */
function clientOptions(provider, options, urls, folder) {
  /** @type {Record<string, any>} */
  const values = {}
  for (const [name, value] of Object.entries(filled(options))) {
    if (value === null) continue
    const text = located(value, urls)
    if (name.endsWith('_file_text')) {
      const file = path.join(folder, name)
      fs.writeFileSync(file, text)
      values[name.replace(/_text$/, '')] = file
    } else if (name === 'config_file_directory') {
      values.config_file = folder
    } else {
      values[name] = text
    }
  }
  return named(values, CLIENT_OPTIONS[provider])
}

/**
 * With the addresses of the script where a text speaks of them.
 * @param {any} value
 * @param {Record<string, string>} urls
 */
function located(value, urls) {
  if (typeof value !== 'string') return value
  return Object.entries(urls).reduce((text, [name, url]) => text.replaceAll(`{script_${name}}`, url), value)
}

/**
 * @param {Record<string, any>} values
 * @param {Record<string, string>} types
 * @returns {Record<string, any>}
 */
function named(values, types) {
  const names = new Map(Object.entries(types).map(([name, kind]) => [suffixed(name, kind), { name, kind }]))
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const found = names.get(key)
      if (!found) throw new VectorError(`unknown argument: ${key}`)
      return [given(found.name, found.kind), converted(value, found.kind)]
    }),
  )
}

/**
 * @param {any} value
 * @param {string} kind
 * @returns {any}
 */
function converted(value, kind) {
  const [outer, part] = inner(kind)
  if (value === null) return null
  if (outer === 'optional' || outer === 'patch') return converted(value, part)
  if (outer === 'list') return value.map((/** @type {any} */ one) => converted(one, part))
  if (kind in MODELS) {
    const fields = Object.entries(value).map(([name, one]) => [camel(name), converted(one, MODELS[kind][name])])
    return Object.fromEntries(fields)
  }
  return kind === 'timestamp' ? new Date(value) : value
}

module.exports = { clientOptions, forClient, forMethod }
