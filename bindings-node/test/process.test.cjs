// A program with this package ends when it would end without it, in threads and in several copies, too.
'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { client } = require('./support/clients.cjs')
const { run, start } = require('./support/processes.cjs')
const { each, rejection, test } = require('./support/suite.cjs')
const { SHAPES: ENDS } = require('./programs/ends.cjs')
const { SHAPES: EXITS } = require('./programs/exits.cjs')
const { ROOT } = require('./support/surface.cjs')

// More processes at a time would only wait for each other.
const RUNS = 2
const byName = (/** @type {string[]} */ names) => Object.fromEntries(names.map((name) => [name, name]))

each('a program ends by itself', byName(ENDS), async (world, shape) => {
  // An answer late enough for a program that does not wait for it to be gone by then.
  if (shape === 'a call nobody awaits') await world.fault({ delay_ms: 300 })
  if (shape === 'a limit of time') await world.fault({ hang: true }, { times: null })
  const { out } = await run('ends', [shape, world.url, world.token, world.registry])
  const words = shape === 'a limit of time' ? ['TimeoutError', shape] : [shape]
  assert.deepEqual(out.trim().split('\n'), shape === 'a call nobody awaits' ? [shape, 'answered'] : words)
  await world.wait({ open: 0 })
})

const exits = EXITS.filter((shape) => shape !== 'by a signal')

each('an exit with calls in flight is an exit', byName(exits), async (world, shape) => {
  await Promise.all(
    Array.from({ length: RUNS }, async () => {
      const script = await world.silence(4)
      await run('exits', [shape, script.url, script.waitUrl({ arrived: 1 })], { code: 7 })
      // Nobody is left behind who holds the connection.
      await script.wait({ open: 0 })
    }),
  )
})

each('signals end a program with calls in flight', byName(['SIGTERM', 'SIGINT', 'SIGHUP']), async (world, signal) => {
  const script = await world.silence()
  const { child, ended } = start('exits', ['by a signal', script.url, ''])
  await script.wait({ arrived: 1 })
  child.kill(/** @type {NodeJS.Signals} */ (signal))
  const done = await ended
  assert.deepEqual([done.code, done.signal, done.err], [null, signal, ''])
})

test('a rejection that nobody handles is told, and told once', async (world) => {
  const { out } = await run('rejections', [world.url])
  assert.deepEqual(JSON.parse(out), { value: 1, details: 1, 'the same details twice': 2, both: 0, list: 1, signal: 1 })
})

test('fifty threads load it, call, and are ended in the middle of a call', async (world) => {
  await world.fault({ hang: true }, { times: null, method: 'POST' })
  const { out } = await run('threads', [world.url, world.token, world.registry])
  assert.deepEqual(JSON.parse(out), Array(52).fill('demo'))
  await world.wait({ in_flight: 0, open: 0 })
})

test('copies of the package do not disturb each other', async (world) => {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'registry-tokens-'))
  const ours = path.join(ROOT, 'bindings-node')
  try {
    // What a user's copy consists of, with the native half where a build from source puts it.
    for (const file of ['package.json', 'registry-tokens.node', 'lib']) {
      fs.cpSync(path.join(ours, file), path.join(copy, file), { recursive: true, mode: fs.constants.COPYFILE_FICLONE })
    }
    const { out } = await run('copies', [copy, world.url, world.token, world.registry])
    assert.equal(out, 'done\n')
  } finally {
    fs.rmSync(copy, { recursive: true })
  }
})

test('one client serves five hundred calls at once', async (world) => {
  const one = client(world)
  const registries = await Promise.all(Array.from({ length: 500 }, () => one.registries.get(world.registry)))
  assert.deepEqual(new Set(registries.map((registry) => registry.name)), new Set(['demo']))
})

test('the thread of the program goes on while a call waits', async (world) => {
  await world.fault({ hang: true }, { times: 1 })
  const one = client(world)
  const controller = new AbortController()
  const hanging = rejection(one.registries.get(world.registry, { signal: controller.signal }))
  await world.wait({ in_flight: 1 })
  // More calls than threads of any pool, so that none of them can be taken by the one that hangs.
  for (let calls = 0; calls < 20; calls += 1) await one.registries.get(world.registry)
  controller.abort()
  assert.equal(await hanging, controller.signal.reason)
})
