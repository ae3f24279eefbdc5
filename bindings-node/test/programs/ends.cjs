// Ends by itself: `ends.cjs SHAPE URL TOKEN REGISTRY`, and prints its name when it has done its work.
'use strict'

const { IonosClient, Secret } = require('../../lib/index.js')

const [, , shape, baseUrl, token, registry] = process.argv
const options = { baseUrl, token, loadEnvironment: false, proxy: /** @type {const} */ (false), firstWaitMs: 0 }

/** @type {Record<string, () => unknown>} */
const SHAPES = {
  loaded: () => new Secret('x'),
  'a client': () => new IonosClient(options),
  'a call': () => new IonosClient(options).registries.get(registry),
  'a closed client': async () => {
    const client = new IonosClient(options)
    await client.registries.get(registry)
    client.close()
  },
  // What is held to the end must not hold the end.
  'held to the end': async () => {
    const client = new IonosClient(options)
    Object.assign(globalThis, { client, registry: await client.registries.get(registry) })
  },
  'an observer': () => new IonosClient({ ...options, onEvent: () => {} }).registries.get(registry),
  'an idle observer': () => {
    Object.assign(globalThis, { client: new IonosClient({ ...options, onEvent: () => {} }) })
  },
  'a list never read': () => new IonosClient(options).tokens.list(registry)[Symbol.asyncIterator](),
  'a list half read': async () => {
    for await (const _ of new IonosClient(options).registries.list({ pageSize: 1 })) break
  },
  'a signal never used': () =>
    new IonosClient(options).registries.get(registry, { signal: AbortSignal.timeout(3_600_000) }),
  'a failure': () => new IonosClient(options).tokens.get(registry, registry).catch(() => {}),
  'an abort': async () => {
    const controller = new AbortController()
    const call = new IonosClient(options).registries.get(registry, { signal: controller.signal })
    controller.abort()
    await call.catch(() => {})
  },
  // Nothing else keeps this program alive: what it waits for has to come all the same.
  'a call nobody awaits': () => {
    new IonosClient(options).registries.get(registry).then(() => console.log('answered'))
  },
  'a limit of time': async () => {
    // Such a signal does not keep a program alive of its own accord.
    const call = new IonosClient(options).tokens.list(registry, { signal: AbortSignal.timeout(300) }).all()
    await call.catch((/** @type {Error} */ error) => console.log(error.name))
  },
}

if (require.main === module) Promise.resolve(SHAPES[shape]()).then(() => console.log(shape))

module.exports = { SHAPES: Object.keys(SHAPES) }
