// Ends with calls in flight: `exits.cjs SHAPE URL WAIT`.
// What is at URL never answers; what is at WAIT answers once URL is asked.
'use strict'

const { Worker, isMainThread, workerData } = require('node:worker_threads')

const { IonosClient } = require('../../lib/index.js')

const NOBODY = '6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b'
const [shape, baseUrl, wait] = isMainThread ? process.argv.slice(2) : workerData
const options = { baseUrl, token: 'any', loadEnvironment: false, proxy: /** @type {const} */ (false), firstWaitMs: 0 }
// Nobody listens there: attempts fail and are told as fast as they can be made.
const nowhere = { ...options, baseUrl: 'http://127.0.0.1:1', maxRetries: 0 }

/** @param {object} [own] */
const get = (own) => new IonosClient({ ...options, ...own }).tokens.get(NOBODY, NOBODY)

async function busy() {
  const client = new IonosClient({ ...nowhere, onEvent: () => {} })
  for (;;) await client.tokens.get(NOBODY, NOBODY).catch(() => {})
}

/** @type {Record<string, () => Promise<unknown> | void>} */
const SHAPES = {
  'a read': async () => {
    get()
    await fetch(wait)
    process.exit(7)
  },
  'a create with an observer': async () => {
    new IonosClient({ ...options, onEvent: () => {} }).tokens.create(NOBODY, { name: 'ci' })
    await fetch(wait)
    process.exit(7)
  },
  'a list': async () => {
    new IonosClient(options).tokens.list(NOBODY).all()
    await fetch(wait)
    process.exit(7)
  },
  'aborted at the same moment': async () => {
    const controller = new AbortController()
    new IonosClient(options).tokens.get(NOBODY, NOBODY, { signal: controller.signal })
    await fetch(wait)
    controller.abort()
    process.exit(7)
  },
  'many that fail meanwhile': async () => {
    get()
    for (let callers = 0; callers < 20; callers += 1) busy()
    await fetch(wait)
    process.exit(7)
  },
  'out of an observer': async () => {
    get()
    await fetch(wait)
    await new IonosClient({ ...nowhere, onEvent: () => process.exit(7) }).tokens.get(NOBODY, NOBODY)
  },
  'out of a listener of the exit': async () => {
    process.once('exit', () => {
      get()
      process.exitCode = 7
    })
    get()
    await fetch(wait)
    process.exit()
  },
  'in a thread': () => {
    if (!isMainThread) return get()
    new Worker(__filename, { workerData: [shape, baseUrl, wait] })
    return fetch(wait).then(() => process.exit(7))
  },
  'by a signal': () => {
    // Whoever started it ends it.
    return get()
  },
}

if (shape in SHAPES) SHAPES[shape]()

module.exports = { SHAPES: Object.keys(SHAPES) }
