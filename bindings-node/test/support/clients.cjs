// Clients that know nothing of the environment and never wait between attempts.
'use strict'

const { IonosClient } = require('../../lib/index.js')

/** An id that nobody has. */
const NOBODY = '6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b'

/**
 * What every client here is set up with; `own` wins.
 * @param {{ url: string, token: string } | string} service
 * @param {Record<string, any>} [own]
 * @returns {Record<string, any>}
 */
function options(service, own = {}) {
  const baseUrl = typeof service === 'string' ? service : service.url
  const base = { baseUrl, loadEnvironment: false, proxy: false, firstWaitMs: 0 }
  const login = 'username' in own ? {} : { token: typeof service === 'string' ? 'any' : service.token }
  return { ...base, ...login, ...own }
}

/**
 * @param {{ url: string, token: string } | string} service
 * @param {Record<string, any>} [own]
 * @returns {any}
 */
function client(service, own = {}) {
  return new IonosClient(options(service, own))
}

module.exports = { NOBODY, client, options }
