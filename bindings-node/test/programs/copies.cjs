// Several copies of the package in one process: `copies.cjs COPY URL TOKEN REGISTRY`.
'use strict'

const assert = require('node:assert/strict')
const path = require('node:path')

const [, , copy, baseUrl, token, registry] = process.argv
const options = { baseUrl, token, loadEnvironment: false, proxy: /** @type {const} */ (false) }
const OURS = path.resolve(__dirname, '../..')

/** As test runners do that give each test file modules of its own. */
function loadedAgain() {
  for (const file of Object.keys(require.cache)) if (file.startsWith(OURS)) delete require.cache[file]
  return require('../../lib/index.js')
}

async function main() {
  const first = require('../../lib/index.js')
  const copies = [first, require(path.join(copy, 'lib/index.js')), loadedAgain()]
  const clients = copies.map((api) => new api.IonosClient(options))
  assert.equal(new Set(copies.map((api) => api.NotFoundError)).size, copies.length)
  // In turns, so that nothing of the last one loaded is taken for all.
  for (const [index, api] of [...copies.entries(), ...copies.entries()]) {
    const found = await clients[index].registries.get(registry)
    assert(found instanceof api.Registry)
    assert(copies.filter((other) => found instanceof other.Registry).length === 1)
    const error = await clients[index].tokens.get(registry, registry).catch((/** @type {unknown} */ thrown) => thrown)
    assert(error instanceof api.NotFoundError, `copy ${index} gives errors of another copy`)
    assert.equal(error.code, 'not_found')
    assert.throws(() => new api.IonosClient({ ...options, maxRetries: -1 }), api.InvalidArgumentError)
  }
  for (const api of copies) {
    const own = new api.Secret(token)
    assert.equal((await new api.IonosClient({ ...options, token: own }).registries.get(registry)).name, 'demo')
    assert(own.equals(new api.Secret(token)))
    for (const other of copies.filter((other) => other !== api)) {
      const client = new other.IonosClient(options)
      const uses = [
        () => new other.IonosClient({ ...options, token: own }),
        () => client.setCredentials({ token: own }),
        () => new other.Secret(token).equals(own),
      ]
      for (const use of uses) assert.throws(use, { name: 'InvalidArgumentError', message: /a Secret of another copy/ })
    }
  }
  console.log('done')
}

main()
