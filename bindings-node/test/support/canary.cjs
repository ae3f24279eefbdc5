// Secrets to plant, the search for them, and every text in which a JavaScript program could show a value.
'use strict'

const assert = require('node:assert/strict')
const { format, inspect } = require('node:util')

// With what JSON, URLs, JavaScript and base64 write in other ways.
const TOKEN = `canary"token%/+8f21'\\`
const PASSWORD = `canary"password%/+77c0'\\`
const ISSUED = `canary"issued%/+d40e'\\`
const PROXY_PASSWORD = 'canary-proxy-9d3e'
const CANARIES = [TOKEN, PASSWORD, ISSUED, PROXY_PASSWORD]

/** Below that, chance finds it. */
const SHORTEST = 4

/** @param {Buffer} raw */
const percentEverything = (raw) =>
  [...raw]
    .map((byte) => {
      const letter = String.fromCharCode(byte)
      return /[A-Za-z0-9]/.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')

/** @type {Map<string, string[]>} */
const known = new Map()

/**
 * Every form in which a secret could stand in a text.
 * @param {string} secret
 */
function forms(secret) {
  const before = known.get(secret)
  if (before) return before
  const raw = Buffer.from(secret)
  const found = new Set([
    secret,
    inspect(secret).slice(1, -1),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    encodeURIComponent(secret),
    encodeURI(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
    percentEverything(raw),
    raw.toString('hex'),
    // A Buffer as `inspect` and as JSON show it.
    [...raw].map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
    [...raw].join(','),
    [...raw].join(', '),
  ])
  for (const form of [...found]) found.add(form.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()))
  // In base64 of `user:password` the password begins at any of three places of a group.
  for (const lead of [0, 1, 2]) {
    for (const encoding of /** @type {const} */ (['base64', 'base64url'])) {
      const coded = Buffer.concat([Buffer.alloc(lead, 'x'), raw])
        .toString(encoding)
        .replace(/=+$/, '')
      found.add(coded.slice(Math.floor((lead * 8 + 5) / 6), Math.floor(((lead + raw.length) * 8) / 6)))
    }
  }
  const all = [...found].filter((form) => form.length >= SHORTEST)
  // Vectors bring thousands of them, most of them again and again.
  if (known.size < 1000) known.set(secret, all)
  return all
}

/**
 * The form in which a secret stands in a text, or null.
 * @param {string} text
 * @param {string[]} [secrets]
 */
function findCanary(text, secrets = CANARIES) {
  return secrets.flatMap(forms).find((form) => text.includes(form)) ?? null
}

/**
 * No secret in any text; and there are texts.
 * @param {Iterable<string>} texts
 * @param {string[]} [secrets]
 */
function assertClean(texts, secrets = CANARIES) {
  let searched = 0
  for (const text of texts) {
    searched += 1
    const form = findCanary(text, secrets)
    assert(form === null, `a secret stands as ${form} in: ${text.slice(0, 2000)}`)
  }
  assert(searched > 0, 'there was nothing to search')
}

/** Everything, and what is in a list in one line, as it is searched for. */
const DEEP = {
  showHidden: true,
  depth: 9,
  getters: true,
  maxArrayLength: null,
  maxStringLength: null,
  breakLength: Infinity,
  compact: true,
}

/** @param {unknown} value */
function json(value) {
  try {
    return JSON.stringify(value) ?? ''
  } catch (error) {
    // What refuses to be written says so, and that is a text, too.
    return String(error)
  }
}

/** @param {any} value */
function text(value) {
  try {
    return `${value} ${String(value)}`
  } catch (error) {
    return String(error)
  }
}

/**
 * What a program could print of a value without asking for its secret.
 * @param {any} value
 * @returns {string[]}
 */
function shown(value) {
  const deep = { ...DEEP, showProxy: true }
  const copies = value !== null && typeof value === 'object' ? [{ ...value }, Object.assign({}, value)] : []
  return [
    text(value),
    json(value),
    json({ value: [value] }),
    format('%s %o %O', value, value, value),
    inspect(value),
    inspect(value, deep),
    // Past what a class says of itself.
    inspect(value, { ...deep, customInspect: false }),
    inspect(new Map([[value, [value]]]), deep),
    ...copies.map((copy) => inspect(copy, deep) + json(copy)),
    ...entries(value).map(([name, part]) => `${name} ${text(part)}`),
  ]
}

/**
 * Every property, the hidden and the inherited ones, too.
 * @param {any} value
 * @returns {[string, unknown][]}
 */
function entries(value) {
  /** @type {[string, unknown][]} */
  const found = []
  const isOurs = (/** @type {any} */ owner) => owner !== null && typeof owner === 'object' && owner !== Object.prototype
  for (let owner = value; isOurs(owner); owner = Object.getPrototypeOf(owner)) {
    for (const name of Reflect.ownKeys(owner)) {
      try {
        found.push([String(name), Reflect.get(owner, name, value)])
      } catch (error) {
        // A getter of a prototype.
        found.push([String(name), error])
      }
    }
  }
  return found
}

/**
 * What a program, a log or an error tracker could show of an error.
 * @param {any} error
 * @returns {string[]}
 */
function shownError(error) {
  const linked = [error.cause, structuredClone(error)].filter((one) => one !== undefined && one !== null)
  return [
    ...shown(error),
    error.message,
    String(error.stack),
    ...linked.flatMap((one) => [...shown(one), String(one.stack)]),
  ]
}

module.exports = {
  CANARIES,
  DEEP,
  ISSUED,
  PASSWORD,
  PROXY_PASSWORD,
  TOKEN,
  assertClean,
  findCanary,
  forms,
  shown,
  shownError,
}
