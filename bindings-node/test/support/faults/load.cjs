// The same calls again and again, by many callers of one client. Keeps nothing of them but numbers: it runs for long.
'use strict'

const { setImmediate: turn } = require('node:timers/promises')

const { RegistryTokensError } = require('../../../lib/index.js')
const { METHODS, inner } = require('../surface.cjs')
const { forMethod } = require('../vectors/arguments.cjs')
const { Outcome, read, takeOf } = require('../vectors/call.cjs')
const { VectorError, stringify } = require('../vectors/files.cjs')

const CRASHES = 10
const NAME = '$name'
const CREATED = '$created'

/** @typedef {{ name: string, created: unknown }} Texts what the placeholders stand for */
/** @typedef {{ calls: number, ok: number, errors: Record<string, number>, outcome_unknown: number }} Count */

/** One step, its arguments made once. */
class Step {
  /** @param {any} step */
  constructor(step) {
    const method = METHODS[step.operation]
    if (!method) throw new VectorError(`unknown ${step.operation}`)
    this.method = method
    this.take = takeOf(step)
    this.creates = method.name === 'create'
    const values = forMethod({ call: step })
    this.wantsCreated = stringify(values).includes(`"${CREATED}"`)
    this.values = filler(values)
  }

  /**
   * @param {any} client
   * @param {Texts} texts
   */
  async make(client, texts) {
    const called = this.method.call(client, this.values(texts))
    if (!this.method.isPager) return await called
    await read(called, inner(this.method.gives)[1], this.take, new Outcome())
  }
}

/**
 * What gives the value with the texts put in; what holds no placeholder is the same object every time.
 * @param {any} value
 * @returns {(texts: Texts) => any}
 */
function filler(value) {
  if (value === NAME) return (texts) => texts.name
  if (value === CREATED) return (texts) => texts.created
  // A time is an object, too, and has no parts.
  const isPlain = value !== null && typeof value === 'object' && !(value instanceof Date)
  if (!isPlain) return () => value
  const parts = Object.entries(value).map(([name, part]) => /** @type {const} */ ([name, filler(part)]))
  const fill = (/** @type {Texts} */ texts) => parts.map(([name, part]) => [name, part(texts)])
  if (Array.isArray(value)) return (texts) => fill(texts).map(([, part]) => part)
  return (texts) => Object.fromEntries(fill(texts))
}

/**
 * The id of what a creation gave, wherever its answer has it.
 * @param {any} value
 */
const idOf = (value) => value?.token?.id ?? value?.tokenId ?? value?.id

/**
 * @param {any} command
 * @param {any} client
 */
async function load(command, client) {
  const steps = command.steps.map((/** @type {any} */ step) => new Step(step))
  /** @type {Record<string, Count>} */
  const counts = {}
  for (const { operation } of command.steps) counts[operation] = { calls: 0, ok: 0, errors: {}, outcome_unknown: 0 }
  /** @type {string[]} */
  const crashes = []
  const end = performance.now() + (command.seconds ?? Infinity) * 1000
  let left = command.calls ?? Infinity

  /**
   * @param {Step} step
   * @param {Texts} texts
   */
  async function once(step, texts) {
    const count = counts[step.method.id]
    if (step.creates) texts.created = undefined
    left -= 1
    count.calls += 1
    try {
      const value = await step.make(client, texts)
      count.ok += 1
      if (step.creates) texts.created = idOf(value)
    } catch (thrown) {
      if (thrown instanceof RegistryTokensError) {
        count.errors[thrown.code] = (count.errors[thrown.code] ?? 0) + 1
        if (thrown.outcomeUnknown) count.outcome_unknown += 1
      } else if (crashes.length < CRASHES) {
        crashes.push(String(thrown))
      }
    }
  }

  /** @param {number} caller */
  async function call(caller) {
    for (let round = 0; left > 0 && performance.now() < end; round += 1) {
      /** @type {Texts} */
      const texts = { name: `${command.prefix}-${caller}-${round}`, created: undefined }
      for (const step of steps) {
        if (!step.wantsCreated || texts.created !== undefined) await once(step, texts)
      }
      // What is refused before it is sent would let nobody else have a turn.
      await turn()
    }
  }

  await Promise.all(Array.from({ length: command.callers }, (_, caller) => call(caller)))
  return { load: counts, crashes }
}

module.exports = { load }
