// Clients that know nothing of the environment and never wait between attempts.
'use strict'

const { IonosClient, SwrClient } = require('../../lib/index.js')

/** An id that nobody has. */
const NOBODY = '6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b'

/** @typedef {{ url: string, token: string }} Service */
/** @typedef {{ urls: Record<string, string>, swr: Record<string, string> }} SwrService */

const QUIET = { loadEnvironment: false, proxy: false, firstWaitMs: 0 }

/**
 * What every client of IONOS here is set up with; `own` wins.
 * @param {Service | string} service
 * @param {Record<string, any>} [own]
 * @returns {Record<string, any>}
 */
function options(service, own = {}) {
  const baseUrl = typeof service === 'string' ? service : service.url
  const login = 'username' in own ? {} : { token: typeof service === 'string' ? 'any' : service.token }
  return { baseUrl, ...QUIET, ...login, ...own }
}

/**
 * The same for SWR.
 * @param {SwrService | string} service
 * @param {Record<string, any>} [own]
 * @returns {Record<string, any>}
 */
function swrOptions(service, own = {}) {
  const place =
    typeof service === 'string'
      ? { endpoint: service, iamEndpoint: service, accessKey: 'any', secretKey: 'any', projectId: 'any' }
      : { endpoint: service.urls.swr_url, iamEndpoint: service.urls.iam_url, ...service.swr }
  const without = 'token' in own && own.token !== undefined ? { accessKey: undefined, secretKey: undefined } : {}
  return { region: 'cn-north-4', ...QUIET, ...place, ...without, ...own }
}

/**
 * @param {Service | string} service
 * @param {Record<string, any>} [own]
 * @returns {any}
 */
function client(service, own = {}) {
  return new IonosClient(options(service, own))
}

/**
 * @param {SwrService | string} service
 * @param {Record<string, any>} [own]
 * @returns {any}
 */
function swr(service, own = {}) {
  return new SwrClient(swrOptions(service, own))
}

/**
 * A client of each service, by its name.
 * @type {Record<string, (service: any, own?: Record<string, any>) => any>}
 */
const CLIENTS = { ionos: client, swr }

module.exports = { CLIENTS, NOBODY, client, options, swr, swrOptions }
