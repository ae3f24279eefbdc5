// One vector, start to end.
'use strict'

const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { forClient } = require('./arguments.cjs')
const { make } = require('./call.cjs')
const { check, checkHidden } = require('./compare.cjs')
const { VectorError, checkKeys, secrets } = require('./files.cjs')

/**
 * Runs a vector; the error says what differs.
 * @param {import('../emulator.cjs').World} world
 * @param {import('./files.cjs').Vector} vector
 */
async function run(world, vector) {
  checkKeys(vector)
  const script = await world.script(vector.exchanges)
  // Most vectors have no files, and want no folder for them.
  const wantsFolder = Object.keys(vector.client ?? {}).some((key) => key.includes('_file'))
  const folder = wantsFolder ? fs.mkdtempSync(path.join(os.tmpdir(), 'registry-tokens-')) : ''
  try {
    const options = forClient(vector, script.urls, folder)
    const outcome = await make(vector, options)
    check(vector, outcome)
    const problems = await script.problems()
    if (problems.length > 0) throw new VectorError(`the service saw something else: ${problems.join('; ')}`)
    checkHidden(secrets(vector, options), outcome)
  } finally {
    if (folder) fs.rmSync(folder, { recursive: true })
  }
}

module.exports = { run }
