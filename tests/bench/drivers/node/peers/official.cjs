// The service's official SDK, without the second that it sleeps before each request.
'use strict'

const fs = require('node:fs')
const Module = require('node:module')
const path = require('node:path')
const { REGISTRY_ID, TOKEN_ID, look, registryOf } = require('../common.cjs')

const MODULES = path.join(__dirname, '../../../../interop/node/node_modules')
const SDK = path.join(MODULES, '@ionos-cloud/sdk-nodejs-container-registry')
const SLEEPS = 'return setTimeout(res, sleepTime);'

/** Loads a module of the SDK from a text without the sleep: with its shortest wait a timer would still be set. */
function loadAwake(file) {
  const text = fs.readFileSync(file, 'utf8')
  if (!text.includes(SLEEPS)) throw new Error(`${file} does not sleep where it did`)
  const awake = new Module(file, module)
  awake.filename = file
  awake.paths = Module._nodeModulePaths(path.dirname(file))
  require.cache[file] = awake
  awake._compile(text.replace(SLEEPS, 'return res();'), file)
}

loadAwake(path.join(SDK, 'dist/base.js'))
const sdk = require(SDK)

module.exports = (url) => {
  const configuration = new sdk.Configuration({ basePath: url, apiKey: 'Bearer bench' })
  const api = new sdk.TokensApi(configuration)
  return {
    look,
    get: async () => (await api.registriesTokensFindById({ registryId: REGISTRY_ID, tokenId: TOKEN_ID })).data,
    list: async (count) => (await api.registriesTokensGet({ registryId: registryOf(count) })).data.items,
  }
}
