// From the JSON of a vector to what a JavaScript program would write; the types are those of the surface.
'use strict'

const fs = require('node:fs')
const path = require('node:path')

const { CALL_OPTIONS, CLIENT_OPTIONS, METHODS, given, inner } = require('../surface.cjs')
const { BASE, VectorError, filled, suffixed } = require('./files.cjs')

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
 * @param {string} scriptUrl
 * @param {string} folder for a config file
 */
function forClient(vector, scriptUrl, folder) {
  const {
    config_file_text: text,
    config_file_directory: directory,
    ...values
  } = {
    ...BASE,
    base_url: scriptUrl,
    proxy: false,
    ...filled(vector.client ?? {}),
  }
  const at = (/** @type {string} */ written) => written.replaceAll('{script_url}', scriptUrl)
  if (values.base_url) values.base_url = at(values.base_url)
  if (text) {
    values.config_file = path.join(folder, 'config')
    fs.writeFileSync(values.config_file, at(text))
  }
  if (directory) values.config_file = folder
  const kept = Object.entries(values).filter(([, value]) => value !== null)
  return named(Object.fromEntries(kept), CLIENT_OPTIONS)
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
  return kind === 'timestamp' ? new Date(value) : value
}

module.exports = { forClient, forMethod }
