// Programs in processes of their own: for what a test's own process would not survive.
'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const path = require('node:path')

const { LONG } = require('./emulator.cjs')

const PROGRAMS = path.resolve(__dirname, '../programs')
// What Node itself needs, and nothing else of whoever runs the tests.
const KEPT = ['PATH', 'HOME', 'LD_LIBRARY_PATH', 'TMPDIR', 'SystemRoot']

/** @typedef {{ code: number | null, signal: string | null, out: string, err: string }} Ended */

/** @param {Record<string, string>} [environment] */
function environmentOf(environment = {}) {
  const kept = KEPT.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))
  return { ...Object.fromEntries(kept), ...environment }
}

/**
 * Starts a program of `test/programs`; `ended` comes when it does.
 * @param {string} program
 * @param {string[]} [programArguments]
 * @param {Record<string, string>} [environment]
 */
function start(program, programArguments = [], environment = {}) {
  const child = spawn(process.execPath, [path.join(PROGRAMS, `${program}.cjs`), ...programArguments], {
    env: environmentOf(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONG,
    killSignal: 'SIGKILL',
  })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (part) => (out += part))
  child.stderr.setEncoding('utf8').on('data', (part) => (err += part))
  /** @type {Promise<Ended>} */
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, out, err }))
  })
  return { child, ended }
}

/**
 * Runs a program to its end, which has to be a quiet one.
 * @param {string} program
 * @param {string[]} [programArguments]
 * @param {{ code?: number, environment?: Record<string, string> }} [expected]
 */
async function run(program, programArguments = [], { code = 0, environment = {} } = {}) {
  const done = await start(program, programArguments, environment).ended
  assert.deepEqual([done.code, done.signal, done.err], [code, null, ''], `${program} ${programArguments}: ${done.out}`)
  return done
}

module.exports = { environmentOf, run, start }
