// Makes the calls that the fault run asks for, line by line: `fault-driver.cjs node`; see tests/faults/DRIVERS.md.
'use strict'

const fs = require('node:fs')
const { createInterface } = require('node:readline')
const { setImmediate: turn } = require('node:timers/promises')

const { RegistryTokensError } = require('../../lib/index.js')
const { shownError } = require('../support/canary.cjs')
const { Clients } = require('../support/faults/clients.cjs')
const { load } = require('../support/faults/load.cjs')
const { Outcome, settle } = require('../support/vectors/call.cjs')
const { parse, stringify } = require('../support/vectors/files.cjs')
const { canonical, errorFields } = require('../support/vectors/view.cjs')

const STYLE = 'node'
const clients = new Clients()

/** @param {object} answer */
const write = (answer) => process.stdout.write(`${stringify(answer)}\n`)

/** @type {Record<string, (command: any) => Promise<object> | object>} */
const COMMANDS = {
  call: (command) => withClock((clock) => clients.use(command, (client) => call(command, client, clock))),
  load: (command) => withClock((clock) => clients.use(command, (client) => clock.around(() => load(command, client)))),
  measure,
  close({ keep }) {
    clients.close(keep)
    return {}
  },
}

/**
 * @param {any} command
 * @param {any} client
 * @param {Clock} clock
 */
async function call(command, client, clock) {
  const outcome = new Outcome()
  await clock.around(() => settle(command, client, outcome))
  return { value: canonical(outcome.value, outcome.kind) }
}

/** How long something took, the making and closing of its client not included. */
class Clock {
  elapsed_ms = 0

  /**
   * @template Result
   * @param {() => Promise<Result>} work
   */
  async around(work) {
    const begin = performance.now()
    try {
      return await work()
    } finally {
      this.elapsed_ms = performance.now() - begin
    }
  }
}

/** @param {(clock: Clock) => Promise<object>} work */
async function withClock(work) {
  const clock = new Clock()
  const answer = await work(clock).catch(failed)
  return { ...answer, elapsed_ms: clock.elapsed_ms }
}

/** @param {any} thrown */
function failed(thrown) {
  if (!(thrown instanceof RegistryTokensError)) return { crash: String(thrown?.stack ?? thrown) }
  const { kind, operation, http_status, attempts, outcome_unknown, retryable, retry_after_ms } = errorFields(thrown)
  const error = { kind, operation, http_status, attempts, outcome_unknown, retryable, retry_after_ms }
  return { error, texts: [...new Set(shownError(thrown))] }
}

async function measure() {
  // What is collected is finalised in a later turn, and holds other things until then.
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.()
    await turn()
  }
  const status = fs.readFileSync('/proc/self/status', 'utf8')
  const resident = Number(/^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1])
  const handles = fs.readdirSync('/proc/self/fd').length - 1
  const threads = fs.readdirSync('/proc/self/task').length
  return { measure: { resident_kib: resident, handles, threads, tasks: 0 } }
}

/** @param {string} line */
async function answer(line) {
  let id = null
  try {
    const command = parse(line)
    id = command.id
    write({ id, ...(await COMMANDS[command.do](command)) })
  } catch (thrown) {
    write({ id, ...failed(thrown) })
  }
}

async function main() {
  const [style] = process.argv.slice(2)
  if (style !== STYLE) throw new Error(`the only style here is ${STYLE}, not ${style}`)
  // Whoever asks may be gone before the answer.
  process.stdout.on('error', () => {})
  write({ ready: { style } })
  const underWay = new Set()
  for await (const line of createInterface({ input: process.stdin })) {
    const one = answer(line).finally(() => underWay.delete(one))
    underWay.add(one)
  }
  await Promise.all(underWay)
  clients.closeAll()
}

main()
