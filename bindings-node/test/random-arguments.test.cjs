// Whatever a caller writes down: no crash, no hanging, always a value or an error of the table, and no secret in its text.
// PROPERTY_SEED chooses other arguments, PROPERTY_STEPS how many of each operation.
'use strict'

const fc = require('fast-check')

const { CANARIES } = require('./support/canary.cjs')
const { CLIENTS, options, swrOptions } = require('./support/clients.cjs')
const { LIMIT, calls, make, settles, values } = require('./support/random/calls.cjs')
const samples = require('./support/samples.cjs')
const { each } = require('./support/suite.cjs')
const { CLIENT_OPTIONS, METHODS, camel } = require('./support/surface.cjs')

const SEED = Number(process.env.PROPERTY_SEED ?? 20_260_401)
const STEPS = Number(process.env.PROPERTY_STEPS ?? 20)
const PARAMETERS = { seed: SEED, numRuns: STEPS }
// A limit for whoever asks for many.
const OPTIONS = { timeout: 30_000 + STEPS * 1000 }
console.log(`random arguments: PROPERTY_SEED=${SEED} PROPERTY_STEPS=${STEPS}`)

/**
 * What stands in no text.
 * @param {import('./support/suite.cjs').World} world
 */
const secretsOf = (world) => [world.token, world.swr.secretKey, ...CANARIES]

each(
  'any arguments',
  METHODS,
  async (world, method) => {
    const client = CLIENTS[method.provider](world, { maxRetries: 0, timeoutMs: 2 * LIMIT })
    const usual = samples.samples(method, world)
    const secrets = secretsOf(world)
    const property = fc.asyncProperty(calls(method), (call) =>
      settles(() => make(client, method, usual, call), secrets, call.values.signal),
    )
    await fc.assert(property, PARAMETERS)
    client.close()
  },
  OPTIONS,
)

/** Options by which a client finds its service: random ones lead nowhere, but none leads away from this machine. */
const PLACES = ['base_url', 'endpoint', 'iam_endpoint']

each(
  'any options of a client',
  CLIENT_OPTIONS,
  async (world, types, provider) => {
    const kinds = Object.entries(types).map(([name, kind]) => [name, PLACES.includes(name) ? 'address' : kind])
    const usual = provider === 'ionos' ? options(world) : swrOptions(world)
    const method = METHODS[provider === 'ionos' ? 'registries.get' : 'target_registries.list_page']
    const call = { ...samples.samples(method, world), maxRetries: 0, timeoutMs: 2 * LIMIT }
    const secrets = secretsOf(world)
    const property = fc.asyncProperty(values(Object.fromEntries(kinds), {}), (own) =>
      settles(async () => {
        const all = { ...usual, ...own }
        const client = CLIENTS[provider](world, own)
        try {
          // Without a place it would be the service's own.
          const isHere = PLACES.every((name) => !(name in types) || typeof all[camel(name)] === 'string')
          if (isHere) await method.call(client, call)
        } finally {
          client.close()
        }
      }, secrets),
    )
    await fc.assert(property, { ...PARAMETERS, numRuns: 5 * STEPS })
  },
  OPTIONS,
)
