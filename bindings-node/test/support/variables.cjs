// Environment variables of a test's own.
'use strict'

/**
 * Runs with other environment variables.
 * @template Result
 * @param {Record<string, string>} variables
 * @param {() => Promise<Result> | Result} work
 */
async function withEnvironment(variables, work) {
  const before = { ...process.env }
  Object.assign(process.env, variables)
  try {
    return await work()
  } finally {
    for (const name of Object.keys(variables)) {
      if (name in before) process.env[name] = before[name]
      else delete process.env[name]
    }
  }
}

module.exports = { withEnvironment }
