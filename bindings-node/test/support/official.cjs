// What a program of the official SDK sets up.
'use strict'

/** @type {any} */
const sdk = require('../../lib/compat/ionos/index.js')

/** @typedef {{ url: string, token: string }} Service */

/**
 * A configuration of a service's account that never waits.
 * @param {Service} service
 * @param {Record<string, any>} [own]
 */
function configuration(service, own = {}) {
  const given = { basePath: service.url, apiKey: service.token, ...own }
  return new sdk.Configuration(given).setMaxWaitTime(0)
}

/**
 * @param {Service} service
 * @param {Record<string, any>} [own]
 */
const tokensApi = (service, own) => new sdk.TokensApi(configuration(service, own))

module.exports = { configuration, sdk, tokensApi }
