// What all peers read.
'use strict'

const REGISTRY_ID = '00000000-0000-4000-8000-000000000001'
const TOKEN_ID = '00000000-0000-4000-8000-0000000000aa'
const registryOf = (count) => `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`
const TOKEN_PATH = `/registries/${REGISTRY_ID}/tokens/${TOKEN_ID}`
const listPath = (count) => `/registries/${registryOf(count)}/tokens`
const HEADERS = { authorization: 'Bearer bench', accept: 'application/json' }

/** Reads the properties of a token as the service's JSON gives them. */
function look({ properties }, seen) {
  seen[0] += 1
  seen[1] += properties.name.length
  seen[2] += properties.status.length
  seen[3] += new Date(properties.expiryDate).getTime() / 1000
  seen[4] += properties.scopes[0].name.length
}

/** A peer that knows only how to ask for the JSON of a path. */
const ofJson = (ask) => ({
  look,
  get: () => ask(TOKEN_PATH),
  list: async (count) => (await ask(listPath(count))).items,
})

module.exports = { HEADERS, REGISTRY_ID, TOKEN_ID, look, ofJson, registryOf }
