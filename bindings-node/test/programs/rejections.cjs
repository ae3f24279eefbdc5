// How often Node complains of rejections that nobody handles: `rejections.cjs URL`, where nothing is to be found.
'use strict'

const { once } = require('node:events')

const { IonosClient } = require('../../lib/index.js')

const NOBODY = '6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b'
const client = new IonosClient({ baseUrl: process.argv[2], token: 'wrong', loadEnvironment: false, proxy: false })
/** @param {object} [call] */
const get = (call) => client.tokens.get(NOBODY, NOBODY, call)

/** @type {Record<string, () => unknown>} */
const CASES = {
  value: () => get(),
  details: () => get().withResponse(),
  'the same details twice': () => {
    const call = get()
    // Two promises that nobody handles, in whatever way they are one.
    call.withResponse().then(() => {})
    call.withResponse().then(() => {})
  },
  both: () => {
    const call = get()
    call.withResponse().catch(() => {})
    call.catch(() => {})
  },
  list: () => client.tokens.list(NOBODY).all(),
  signal: () => get({ signal: AbortSignal.abort() }),
}

async function main() {
  /** @type {Record<string, number>} */
  const told = {}
  for (const [name, make] of Object.entries(CASES)) {
    told[name] = 0
    const onRejection = () => (told[name] += 1)
    process.on('unhandledRejection', onRejection)
    make()
    // Nothing is left to be done at the end; there is one only where something was begun.
    setImmediate(() => {})
    await once(process, 'beforeExit')
    process.off('unhandledRejection', onRejection)
  }
  console.log(JSON.stringify(told))
}

main()
