// Every shared vector that this binding can make, under its id.
'use strict'

const assert = require('node:assert/strict')
const { after, before, test } = require('node:test')
const { inspect } = require('node:util')

const { IonosClient, RegistryTokensError } = require('../lib/index.cjs')
const { startEmulator } = require('./emulator.cjs')
const vectors = require('./vectors.cjs')

// What the binding cannot be told or asked yet. Each goes when its part of the binding comes.
const OPERATIONS = ['tokens.get']
const CLIENT = ['token', 'base_url', 'load_environment', 'max_retries', 'first_wait_ms']
const OPTIONS = []
const NEEDS = ['string_ids']

function skipReason(vector) {
  const beyond = (found, known) => Object.keys(found ?? {}).some((name) => !known.includes(name))
  if (!OPERATIONS.includes(vector.call.operation)) return 'operation not in the binding yet'
  if (beyond(vector.client, CLIENT)) return 'client option not in the binding yet'
  if (beyond(vector.call.options, OPTIONS)) return 'call option not in the binding yet'
  if (vector.events) return 'events not in the binding yet'
  const missing = (vector.needs ?? []).filter((need) => !NEEDS.includes(need))
  return missing.length > 0 ? `needs ${missing.join(', ')}` : null
}

let emulator
before(async () => {
  emulator = await startEmulator()
})
after(() => emulator.stop())

async function run(vector) {
  vectors.checkKeys(vector)
  const { script, url } = await emulator.script(vector.exchanges)
  const options = { ...vectors.BASE, base_url: url, ...vectors.filled(vector.client ?? {}) }
  options.base_url = options.base_url?.replaceAll('{script_url}', url) ?? null
  const call = vectors.filled(vector.call)
  let value, error
  try {
    value = await make(options, call)
  } catch (thrown) {
    if (!(thrown instanceof RegistryTokensError)) throw thrown
    error = thrown
  }
  compare(vector, options, value, error)
  assert.deepEqual(await emulator.problems(script), [], 'the service saw something else')
}

async function make(options, { operation, arguments: values }) {
  const given = Object.entries(options).filter(([, value]) => value !== null)
  const client = new IonosClient(Object.fromEntries(given.map(([name, value]) => [vectors.camel(name), value])))
  const [group, method] = operation.split('.')
  const names = Object.keys(vectors.operations.get(operation).parameters)
  return await client[group][method](...names.map((name) => values[name]))
}

function compare(vector, options, value, error) {
  const shown = error ?? value
  for (const text of [String(shown), inspect(shown, { showHidden: true, depth: 9 }), JSON.stringify(shown)]) {
    const found = vectors.secrets(vector, options).some((secret) => text.includes(secret))
    assert(!found, 'a secret is in a text form')
  }
  if (vector.error) {
    assert(error, `an error was expected, not ${inspect(value)}`)
    const { contains = [], ...wanted } = { ...vectors.EMPTY, ...vector.error }
    for (const part of contains) {
      assert(error.message.toLowerCase().includes(part.toLowerCase()), `${part} is not in ${error.message}`)
    }
    assert.deepEqual(vectors.errorFields(error), wanted)
    assert.equal(error.message.split('\n').length, 1, "the error's text has more than one line")
  } else {
    assert.equal(error, undefined)
    const { output } = vectors.operations.get(vector.call.operation)
    assert.deepEqual(vectors.canonical(value, output), vector.result)
  }
}

test('vectors', async (suite) => {
  const skipped = {}
  let ran = 0
  for (const vector of vectors.load()) {
    const reason = skipReason(vector)
    if (reason) {
      skipped[reason] = (skipped[reason] ?? 0) + 1
      continue
    }
    ran += 1
    await suite.test(vector.id, () => run(vector))
  }
  const count = Object.values(skipped).reduce((sum, one) => sum + one, 0)
  for (const [reason, many] of Object.entries(skipped).sort()) console.log(`  skipped ${many}: ${reason}`)
  console.log(`vectors node: run ${ran}, skipped ${count}, total ${ran + count}`)
  assert(ran > 0)
})

test('wrong vectors fail', async () => {
  // Each is wrong in one key: a runner that lets one pass does not look at that key.
  let red = 0
  for (const vector of vectors.load('must_fail')) {
    if (!vector.wrong.startsWith('unknown_key') && skipReason(vector)) continue
    await assert.rejects(run(vector), undefined, `${vector.id} passes although it is wrong`)
    red += 1
  }
  console.log(`  wrong vectors that fail as they should: ${red}`)
  assert(red > 0)
})
