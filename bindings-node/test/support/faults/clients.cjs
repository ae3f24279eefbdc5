// The clients of the fault run's driver: one for a call alone, or kept under a name.
'use strict'

const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { clientOptions } = require('../vectors/arguments.cjs')
const { CLASSES } = require('../vectors/call.cjs')
const { providerOf } = require('../vectors/files.cjs')

const DEFAULTS = { load_environment: false, proxy: false }

/** A client, and the folder with the files that it was given. */
class Made {
  /** @param {any} command */
  constructor(command) {
    const options = { ...DEFAULTS, ...command.client }
    const wantsFolder = Object.keys(options).some((name) => name.includes('_file'))
    this.folder = wantsFolder ? fs.mkdtempSync(path.join(os.tmpdir(), 'registry-tokens-')) : ''
    const provider = providerOf(command)
    try {
      this.client = new CLASSES[provider](clientOptions(provider, options, {}, this.folder))
    } catch (thrown) {
      this.close()
      throw thrown
    }
  }

  close() {
    this.client?.close()
    if (this.folder) fs.rmSync(this.folder, { recursive: true })
  }
}

/** Those that are kept. */
class Clients {
  /** @type {Map<string, Made>} */
  #kept = new Map()

  /**
   * @template Result
   * @param {any} command says which client
   * @param {(client: any) => Promise<Result>} work
   */
  async use(command, work) {
    const keep = command.keep ?? ''
    const made = this.#kept.get(keep) ?? new Made(command)
    if (keep) this.#kept.set(keep, made)
    try {
      return await work(made.client)
    } finally {
      if (!keep) made.close()
    }
  }

  /** @param {string} keep */
  close(keep) {
    this.#kept.get(keep)?.close()
    this.#kept.delete(keep)
  }

  closeAll() {
    for (const keep of [...this.#kept.keys()]) this.close(keep)
  }
}

module.exports = { Clients }
