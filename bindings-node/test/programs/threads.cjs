// Fifty threads load the package, make calls, and are ended in the middle of others: `threads.cjs URL TOKEN REGISTRY`.
'use strict'

const { once } = require('node:events')
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads')

const ROUNDS = 5
const THREADS = 10
const [baseUrl, token, registry] = isMainThread ? process.argv.slice(2) : workerData

async function inThread() {
  const { IonosClient, RegistryTokensError } = require('../../lib/index.js')
  const client = new IonosClient({ baseUrl, token, loadEnvironment: false, proxy: false, onEvent: () => {} })
  const { name } = await client.registries.get(registry)
  const error = await client.tokens.get(registry, registry).catch((/** @type {unknown} */ thrown) => thrown)
  if (!(error instanceof RegistryTokensError)) throw new Error('errors of a thread are of its own classes')
  // These hang until the thread is ended.
  for (let calls = 0; calls < 3; calls += 1) client.tokens.create(registry, { name: `ci-${calls}` })
  parentPort?.postMessage(name)
}

async function main() {
  // In the first thread, too: what a thread leaves behind must not be missed here.
  const { IonosClient } = require('../../lib/index.js')
  const client = new IonosClient({ baseUrl, token, loadEnvironment: false, proxy: false })
  const names = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const workers = Array.from(
      { length: THREADS },
      () => new Worker(__filename, { workerData: [baseUrl, token, registry] }),
    )
    names.push(...(await Promise.all(workers.map((worker) => once(worker, 'message')))))
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  const { name } = await client.registries.get(registry)
  // A thread after all these loads it once more.
  const late = new Worker(__filename, { workerData: [baseUrl, token, registry] })
  const [again] = await once(late, 'message')
  await late.terminate()
  console.log(JSON.stringify([...names.flat(), name, again]))
}

if (isMainThread) main()
else inThread()
