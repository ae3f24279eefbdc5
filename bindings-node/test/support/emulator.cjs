// The emulator as a process of its own, and its control calls; see tests/emulator/README.md.
'use strict'

const { spawn } = require('node:child_process')
const fs = require('node:fs')
const { createInterface } = require('node:readline')

/** Tells hanging from not hanging, in milliseconds; nothing here takes a tenth of it. */
const LONG = 30_000

/** The emulator did not do what a control call asked for. */
class ControlError extends Error {}

/**
 * A control call.
 * @param {string} method
 * @param {string} url
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
async function call(method, url, body) {
  const answer = await fetch(url, { method, body: body === undefined ? undefined : JSON.stringify(body) })
  const text = await answer.text()
  if (!answer.ok) throw new ControlError(`${method} ${url}: ${answer.status} ${text}`)
  return text === '' ? null : JSON.parse(text)
}

/** @typedef {{ arrived?: number, in_flight?: number, open?: number }} Conditions */

/**
 * @param {string} controlUrl
 * @param {Record<string, string | number>} conditions
 */
function waitUrl(controlUrl, conditions) {
  const query = Object.entries({ ...conditions, timeout_ms: LONG * 0.7 }).map(([name, value]) => `${name}=${value}`)
  return `${controlUrl}/wait?${query.join('&')}`
}

/**
 * Where each API is.
 * @param {any} described
 */
const addresses = ({ url, swr_url, iam_url }) => ({ url, swr_url, iam_url })

/** Started once per file; it ends with this process, because its guarding stdin does. */
class Emulator {
  /** @param {string[]} options of its command line */
  static async start(...options) {
    const binary = process.env.EMULATOR_BIN
    if (!binary) throw new Error('EMULATOR_BIN is not set; bindings-node/run-tests sets it')
    const child = spawn(binary, ['--stdin-guard', ...options], { stdio: ['pipe', 'pipe', 'inherit'] })
    const lines = createInterface({ input: child.stdout })
    const ready = await new Promise((resolve, reject) => {
      lines.once('line', (line) => resolve(JSON.parse(line)))
      child.once('error', reject)
    })
    return new Emulator(ready, () => {
      lines.close()
      child.stdin.end()
    })
  }

  /**
   * @param {any} ready
   * @param {() => void} stop
   */
  constructor(ready, stop) {
    this.ready = ready
    this.stop = stop
  }

  /** A service of a test's own: with its own address, credentials, state, faults and requests. */
  async world() {
    return new World(await call('POST', `${this.ready.control_url}/sessions`, {}))
  }

  /** The certificate that an emulator with TLS is trusted by, in PEM. */
  caCertificate() {
    return fs.readFileSync(this.ready.ca_file, 'utf8')
  }
}

/** One service of the emulator. */
class World {
  /** @param {any} described */
  constructor(described) {
    /** @type {string} */ this.url = described.url
    /** @type {string} */ this.token = described.token
    /** @type {string} */ this.username = described.username
    /** @type {string} */ this.password = described.password
    /** @type {string} */ this.registry = described.registry_id
    /** @type {string} */ this.controlUrl = described.control_url
    /** @type {string} */ this.instance = described.swr_instance_id
    /** @type {Record<string, string>} */ this.urls = addresses(described)
    /** The keys of the SWR account, and others; see the emulator's README. */
    /** @type {Record<string, string>} */ this.described = described
  }

  /** What a client of SWR works for. */
  get swr() {
    const { swr_access_key: accessKey, swr_secret_key: secretKey, swr_project_id: projectId } = this.described
    return { accessKey, secretKey, projectId }
  }

  /**
   * More state than a client can ask for; the ids of the tokens it made.
   * @param {number | object[]} [tokens]
   * @param {object} [more]
   * @returns {Promise<string[]>}
   */
  async seed(tokens = 1, more = {}) {
    return (await this.make({ tokens, ...more })).tokens
  }

  /**
   * The same of anything; the ids of all that it made.
   * @param {object} state
   * @returns {Promise<any>}
   */
  async make(state) {
    return await call('POST', `${this.controlUrl}/seed`, state)
  }

  /** The id of a registry that is not running before it was asked for so many times. */
  async slowRegistry(readsUntilRunning = 1_000_000) {
    const registries = [{ name: 'slow', location: 'de/txl', reads_until_running: readsUntilRunning }]
    return String((await call('POST', `${this.controlUrl}/seed`, { registries })).registries[0])
  }

  /**
   * The next matching request goes wrong in this way.
   * @param {object} action
   * @param {object} [where]
   */
  async fault(action, where = {}) {
    await call('POST', `${this.controlUrl}/faults`, { ...where, action })
  }

  async clearFaults() {
    await call('DELETE', `${this.controlUrl}/faults`)
  }

  /**
   * All that the service has in truth.
   * @returns {Promise<any>}
   */
  async state() {
    return await call('GET', `${this.controlUrl}/state`)
  }

  /**
   * What was received.
   * @returns {Promise<any[]>}
   */
  async requests() {
    return await call('GET', `${this.controlUrl}/requests`)
  }

  /**
   * Every value of a header, over all requests.
   * @param {string} name
   */
  async header(name) {
    const headers = (await this.requests()).flatMap((request) => request.headers)
    return headers.filter(([found]) => found.toLowerCase() === name).map(([, value]) => value)
  }

  /**
   * The tokens that the first registry has in truth.
   * @returns {Promise<any[]>}
   */
  async stored() {
    return (await call('GET', `${this.controlUrl}/state`)).registries[0].tokens
  }

  /**
   * Waits for all conditions at the same moment; an error when that does not come.
   * @param {Conditions} conditions
   */
  async wait(conditions) {
    await call('GET', waitUrl(this.controlUrl, { ...conditions }))
  }

  /**
   * An API that answers exactly as written.
   * @param {unknown[]} exchanges
   */
  async script(exchanges) {
    return new Script(this.controlUrl, await call('POST', `${this.controlUrl}/script`, { exchanges }))
  }

  /** An API whose answers never come. */
  async silence(exchanges = 1) {
    return await this.script(Array(exchanges).fill({ reply: null, then: 'stall' }))
  }
}

/** An API that answers exactly as written. */
class Script {
  /**
   * @param {string} controlUrl
   * @param {any} described
   */
  constructor(controlUrl, described) {
    this.controlUrl = controlUrl
    /** @type {string} */ this.id = described.script
    /** @type {string} */ this.url = described.url
    /** @type {Record<string, string>} */ this.urls = addresses(described)
    // It looks at no credentials of its own accord.
    this.token = 'scripted'
    this.swr = { accessKey: 'SCRIPTED', secretKey: 'scripted', projectId: '0123456789abcdef0123456789abcdef' }
  }

  /** @returns {Promise<unknown[]>} */
  async problems() {
    return (await call('GET', `${this.controlUrl}/script/${this.id}`)).problems
  }

  /** @param {Conditions} conditions */
  async wait(conditions) {
    await call('GET', this.waitUrl(conditions))
  }

  /**
   * The same wait as an address, for a program in another process.
   * @param {Conditions} conditions
   */
  waitUrl(conditions) {
    return waitUrl(this.controlUrl, { script: this.id, ...conditions })
  }
}

module.exports = { ControlError, Emulator, LONG, Script, World, call }
