// Every shared vector under its id; see tests/vectors/README.md.
'use strict'

const assert = require('node:assert/strict')
const { AssertionError } = require('node:assert')

const { ControlError, LONG } = require('./support/emulator.cjs')
const { rejection, test } = require('./support/suite.cjs')
const { VectorError, load, skipReason } = require('./support/vectors/files.cjs')
const { inMilliseconds } = require('./support/vectors/view.cjs')
const { run } = require('./support/vectors/run.cjs')

const VECTORS = load()
const WRONG = load('must_fail')
// One after the other: some of them count on an answer within some tenths of a second.
const OPTIONS = { timeout: 4 * LONG }

test('ids are unique', () => {
  assert(VECTORS.length > 0)
  assert.equal(new Set(VECTORS.map((vector) => vector.id)).size, VECTORS.length)
})

// One session for all of them: each vector has a script of its own in it.
test(
  'vectors',
  async (world, suite) => {
    let ran = 0
    /** @type {Record<string, number>} */
    const skipped = {}
    for (const vector of VECTORS) {
      const reason = skipReason(vector)
      if (reason) skipped[reason] = (skipped[reason] ?? 0) + 1
      else ran += 1
      await suite.test(vector.id, { skip: reason ?? false }, () => run(world, vector))
    }
    for (const [reason, count] of Object.entries(skipped)) console.log(`  skipped ${count}: ${reason}`)
    const count = Object.values(skipped).reduce((sum, one) => sum + one, 0)
    console.log(`vectors node: run ${ran}, skipped ${count}, total ${ran + count}`)
  },
  OPTIONS,
)

test(
  'wrong vectors fail',
  async (world, suite) => {
    // Each is wrong in one key: a runner that lets one pass does not look at that key.
    for (const vector of WRONG) {
      await suite.test(vector.id, { skip: skipReason(vector) ?? false }, async () => {
        const error = await rejection(run(world, vector))
        // Anything else is a fault of the runner, which would be red whatever the vector says.
        const isRed = [AssertionError, VectorError, ControlError].some((kind) => error instanceof kind)
        assert(isRed, error)
      })
    }
  },
  OPTIONS,
)

test('times are compared in milliseconds, and nothing else is changed for it', () => {
  const at = (/** @type {string} */ fraction) => `2031-05-04T10:00:00${fraction}Z`
  for (const [written, kept] of [
    ['.123456789', '.123'],
    ['.120456', '.12'],
    ['.000001', ''],
    ['.5', '.5'],
    ['', ''],
  ]) {
    assert.deepEqual(inMilliseconds([{ time: at(written) }]), [{ time: at(kept) }])
  }
  // Forms that are not canonical stay wrong.
  for (const wrong of [at('.000'), at('.1230'), at('.1234560')]) assert.equal(inMilliseconds(wrong), wrong)
})
