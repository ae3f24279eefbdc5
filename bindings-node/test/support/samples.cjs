// One plausible call of every method, so that a test can make all of them.
'use strict'

const { given } = require('./surface.cjs')

const SEEDED = 'ci-seeded'

/**
 * The arguments, by name, that a call of the method needs to succeed once.
 * @param {import('./surface.cjs').Method} method
 * @param {string} registryId
 * @param {string} tokenId of the token called SEEDED
 * @returns {Record<string, any>}
 */
function samples(method, registryId, tokenId) {
  /** @type {Record<string, any>} */
  const values = { registryId, tokenId, name: SEEDED, pollIntervalMs: 0 }
  if (method.resource === 'registries') values.name = 'demo'
  if (method.id === 'tokens.create') values.name = 'ci-new'
  if (method.id === 'tokens.update') values.status = 'disabled'
  const names = Object.entries(method.arguments).map(([name, kind]) => given(name, kind))
  return Object.fromEntries(names.filter((name) => name in values).map((name) => [name, values[name]]))
}

/**
 * The same call, made; what a list refuses is seen when it is read.
 * @param {any} client
 * @param {import('./surface.cjs').Method} method
 * @param {Record<string, any>} values
 * @returns {Promise<any>}
 */
async function make(client, method, values) {
  const called = method.call(client, values)
  return await (method.isPager ? called.all() : called)
}

module.exports = { SEEDED, make, samples }
