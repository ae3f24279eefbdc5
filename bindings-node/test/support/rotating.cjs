// A token in use, and what a rotation leaves of it.
'use strict'

/** What a deployment throws here. */
const failure = new Error('the disk is full')

function fail() {
  throw failure
}

/**
 * The id of a token that somebody uses.
 * @param {import('./emulator.cjs').World} world
 */
async function inUse(world, name = 'ci') {
  const scopes = [{ type: 'repository', name: 'team/app', actions: ['pull', 'push'] }]
  const [id] = await world.seed([{ name, scopes, expires_in_seconds: 30 * 86_400 }])
  return String(id)
}

/**
 * The tokens that there are, by id.
 * @param {import('./emulator.cjs').World} world
 * @returns {Promise<Record<string, any>>}
 */
async function stored(world) {
  return Object.fromEntries((await world.stored()).map((/** @type {any} */ token) => [token.id, token]))
}

/**
 * Whether it is one that a rotation has retired.
 * @param {any} token
 */
function expiresSoon(token) {
  const minutes = (Date.parse(token.expiryDate) - Date.now()) / 60_000
  return minutes > 50 && minutes < 70
}

module.exports = { expiresSoon, fail, failure, inUse, stored }
