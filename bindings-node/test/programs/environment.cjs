// A thread that makes a client in its own environment, and tells what came of it: `name` of a registry, or `error`. With
// `changes` it first changes its variables.
'use strict'

const { parentPort, workerData } = require('node:worker_threads')

const { IonosClient } = require('../../lib/index.js')

async function main() {
  const { changes = {}, options = {}, registry } = workerData
  Object.assign(process.env, changes)
  try {
    const client = new IonosClient(options)
    // Only the making of the client is of interest where no registry is asked for.
    const name = registry ? (await client.registries.get(registry)).name : null
    client.close()
    parentPort?.postMessage({ name })
  } catch (/** @type {any} */ error) {
    parentPort?.postMessage({ error: `${error.name}: ${error.message}` })
  }
}

main()
