// This library.
'use strict'

const { IonosClient } = require('../../../../../bindings-node')
const { REGISTRY_ID, TOKEN_ID, registryOf } = require('../common.cjs')

module.exports = (url) => {
  const client = new IonosClient({ token: 'bench', baseUrl: url, maxResponseBytes: 2 ** 30 })
  return {
    look(token, seen) {
      seen[0] += 1
      seen[1] += token.name.length
      seen[2] += token.status.length
      seen[3] += token.expiryDate.getTime() / 1000
      seen[4] += token.scopes[0].name.length
    },
    get: () => client.tokens.get(REGISTRY_ID, TOKEN_ID),
    list: async (count) => (await client.tokens.listPage(registryOf(count))).items,
  }
}
