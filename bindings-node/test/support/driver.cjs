// The fault run's driver as a process of its own, spoken to line by line; see tests/faults/DRIVERS.md.
'use strict'

const { spawn } = require('node:child_process')
const path = require('node:path')
const { createInterface } = require('node:readline')

const { environmentOf } = require('./processes.cjs')
const { LONG } = require('./emulator.cjs')
const { ROOT } = require('./surface.cjs')

class Driver {
  #ids = 0
  /** @type {Map<string | undefined, (line: any) => void>} */
  #waiting = new Map()

  /** @param {string} style */
  constructor(style) {
    const program = path.join(ROOT, 'bindings-node/fault-driver')
    this.child = spawn(program, [style], { env: environmentOf(), timeout: LONG, killSignal: 'SIGKILL' })
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      const { id, ...answer } = JSON.parse(line)
      const waiting = this.#waiting.get(id)
      if (!waiting) throw new Error(`nobody asked for: ${line}`)
      waiting(answer)
    })
    let err = ''
    this.child.stderr.setEncoding('utf8').on('data', (part) => (err += part))
    /** @type {Promise<{ code: number | null, err: string }>} */
    this.ended = new Promise((resolve) => this.child.once('close', (code) => resolve({ code, err })))
    this.ready = this.#answer(undefined)
  }

  /**
   * @param {string | undefined} id
   * @returns {Promise<any>}
   */
  #answer(id) {
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, resolve)
      this.ended.then(({ err }) => reject(new Error(`the driver ended: ${err}`)))
    })
  }

  /**
   * The answer to a command.
   * @param {string} what
   * @param {object} [command]
   * @returns {Promise<any>}
   */
  ask(what, command = {}) {
    const id = `${(this.#ids += 1)}`
    const answer = this.#answer(id)
    this.child.stdin.write(`${JSON.stringify({ id, do: what, ...command })}\n`)
    return answer
  }

  /** Nothing more is asked. */
  end() {
    this.child.stdin.end()
    return this.ended
  }
}

module.exports = { Driver }
