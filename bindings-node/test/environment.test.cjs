// A client looks up what its own thread can see: the variables of a worker, and no others.
'use strict'

const assert = require('node:assert/strict')
const { once } = require('node:events')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { rootCertificates } = require('node:tls')
const { SHARE_ENV, Worker } = require('node:worker_threads')

/** @type {any} */
const api = require('../lib/index.js')
/** @type {any} */
const official = require('../lib/compat/ionos/index.js')
const { client } = require('./support/clients.cjs')
const { Emulator } = require('./support/emulator.cjs')
const { each, rejection, test, thrown } = require('./support/suite.cjs')
const { withEnvironment } = require('./support/variables.cjs')

const PROGRAM = path.join(__dirname, 'programs/environment.cjs')

/**
 * What comes of a client that a worker makes.
 * @param {any} env of the worker
 * @param {{ changes?: object, options?: object, registry?: string }} [workerData]
 * @returns {Promise<any>}
 */
async function inWorker(env, workerData = {}) {
  const worker = new Worker(PROGRAM, { env, workerData })
  const [[told]] = await Promise.all([once(worker, 'message'), once(worker, 'exit')])
  return told
}

/**
 * A folder that is there while it is needed.
 * @template Result
 * @param {(folder: string) => Promise<Result>} work
 */
async function withFolder(work) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'registry-tokens-'))
  try {
    return await work(folder)
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

/** @param {import('./support/emulator.cjs').World} world */
const variablesFor = (world) => ({ IONOS_TOKEN: world.token, IONOS_API_URL: world.url })

/**
 * A home with a profile in it.
 * @param {string} folder
 * @param {string} token
 */
function writeProfile(folder, token) {
  fs.mkdirSync(path.join(folder, '.ionos'))
  const text = `currentProfile: ci\nprofiles: [{ name: ci, credentials: { token: ${JSON.stringify(token)} } }]\n`
  fs.writeFileSync(path.join(folder, '.ionos/config'), text)
}

test('a worker that was given no variables finds no credentials', async (world) => {
  await withFolder(async (home) => {
    writeProfile(home, world.token)
    await withEnvironment({ ...variablesFor(world), HOME: home, USERPROFILE: home }, async () => {
      // They are there for whoever may see them.
      assert(new api.IonosClient())
      const { error } = await inWorker({})
      assert.match(error, /^ConfigError: .*no credentials/)
      // Nor does anything else of the parent's count, such as where to log in.
      const { error: other } = await inWorker({ IONOS_TOKEN: world.token, IONOS_API_URL: 'ftp://nowhere' })
      assert.match(other, /^ConfigError: .*base_?url/i)
    })
  })
  assert.deepEqual(await world.requests(), [])
})

test('a worker has the credentials that it was given, or gave itself', async (world) => {
  const { registry } = world
  await withEnvironment({ IONOS_TOKEN: 'of the parent', IONOS_API_URL: 'http://127.0.0.1:1' }, async () => {
    assert.deepEqual(await inWorker(variablesFor(world), { registry }), { name: 'demo' })
    assert.deepEqual(await inWorker({}, { changes: variablesFor(world), registry }), { name: 'demo' })
    // A copy of the parent's variables, which is what a worker has by itself.
    assert.deepEqual(await inWorker(undefined, { changes: variablesFor(world), registry }), { name: 'demo' })
    assert.equal(process.env.IONOS_TOKEN, 'of the parent')
  })
  await withEnvironment(variablesFor(world), async () => {
    for (const shared of [undefined, SHARE_ENV]) {
      assert.deepEqual(await inWorker(shared, { registry }), { name: 'demo' })
    }
  })
})

test("a profile lies in the worker's own home", async (world) => {
  await withFolder(async (home) => {
    writeProfile(home, world.token)
    const env = { IONOS_API_URL: world.url, HOME: home, USERPROFILE: home }
    assert.deepEqual(await inWorker(env, { registry: world.registry }), { name: 'demo' })
    const options = { loadEnvironment: false }
    assert.match((await inWorker({ ...env, ...variablesFor(world) }, { options })).error, /no credentials/)
  })
})

test('an object in the place of process.env counts, as test runners put one there', async (world) => {
  const real = process.env
  try {
    process.env = { ...real, ...variablesFor(world) }
    assert.equal((await new api.IonosClient().registries.get(world.registry)).name, 'demo')
  } finally {
    process.env = real
  }
})

const PROXIES = ['IONOS_HTTP_PROXY', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']

each('a proxy is that of the worker', Object.fromEntries(PROXIES.map((name) => [name, name])), async (_, name) => {
  const options = { token: 'any', baseUrl: 'https://api.example.net' }
  await withEnvironment({ [name]: 'ftp://of-the-parent' }, async () => {
    assert.match(thrown(() => new api.IonosClient(options)).message, /must be the URL of an HTTP proxy/)
    assert.deepEqual(await inWorker({}, { options }), { name: null })
  })
  assert.match(
    (await inWorker({ [name]: 'ftp://of-the-worker' }, { options })).error,
    /must be the URL of an HTTP proxy/,
  )
})

test('a variable of ours that is no text is an error', async () => {
  const options = { token: 'any' }
  // What Node shows for bytes that are none.
  const { error } = await inWorker({ IONOS_PINNED_CERT: 'caf\u{fffd}' }, { options })
  assert.match(error, /^ConfigError: .*IONOS_PINNED_CERT is not Unicode text/)
  assert.deepEqual(await inWorker({ LANG: 'caf\u{fffd}' }, { options }), { name: null })
})

/**
 * A service behind TLS, and the file of the certificate that it is trusted by.
 * @param {(world: import('./support/emulator.cjs').World, file: string, folder: string) => Promise<void>} work
 */
async function withTls(work) {
  await withFolder(async (folder) => {
    const secure = await Emulator.start('--tls', folder)
    try {
      await work(await secure.world(), secure.ready.ca_file, folder)
    } finally {
      secure.stop()
    }
  })
}

test('NODE_EXTRA_CA_CERTS is trusted beside all others', async () => {
  await withTls(async (world, file) => {
    const get = (/** @type {object} */ own) =>
      client(world, { maxRetries: 0, loadEnvironment: true, ...own }).registries.get(world.registry)
    assert((await rejection(get({}))) instanceof api.ConnectError)
    await withEnvironment({ NODE_EXTRA_CA_CERTS: file }, async () => {
      assert.equal((await get({})).name, 'demo')
      assert.equal((await get({ caCerts: rootCertificates[0] })).name, 'demo')
      // A pin is stricter than any issuer.
      assert((await rejection(get({ pinnedCertificate: 'ab'.repeat(32) }))) instanceof api.ConnectError)
      assert((await rejection(get({ loadEnvironment: false }))) instanceof api.ConnectError)
      const options = { baseUrl: world.url, token: world.token, maxRetries: 0 }
      assert.match((await inWorker({}, { options, registry: world.registry })).error, /^ConnectError/)
    })
    const env = { NODE_EXTRA_CA_CERTS: file, ...variablesFor(world) }
    assert.deepEqual(await inWorker(env, { registry: world.registry }), { name: 'demo' })
  })
})

test('the official names trust NODE_EXTRA_CA_CERTS, too', async () => {
  await withTls(async (world, file) => {
    const get = () => {
      const configuration = new official.Configuration({ basePath: world.url, apiKey: world.token }).setMaxRetries(1)
      return new official.TokensApi(configuration).registriesTokensGet({ registryId: world.registry })
    }
    assert.equal((await rejection(get())).code, 'ERR_NETWORK')
    await withEnvironment({ NODE_EXTRA_CA_CERTS: file }, async () => assert.equal((await get()).status, 200))
  })
})

test('a file of NODE_EXTRA_CA_CERTS that is of no use is told once and ignored', async (world) => {
  await withFolder(async (folder) => {
    const [none, bad] = [path.join(folder, 'none.pem'), path.join(folder, 'bad.pem')]
    fs.writeFileSync(bad, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
    /** @type {string[]} */
    const told = []
    const listen = (/** @type {Error} */ warning) => told.push(`${warning.name}: ${warning.message}`)
    process.on('warning', listen)
    try {
      for (const file of [none, bad, folder, none, bad, folder, '']) {
        await withEnvironment({ NODE_EXTRA_CA_CERTS: file }, async () => {
          const one = client(world, { loadEnvironment: true })
          assert.equal((await one.registries.get(world.registry)).name, 'demo')
        })
      }
      await new Promise(setImmediate)
    } finally {
      process.off('warning', listen)
    }
    assert.equal(told.length, 3, told.join('\n'))
    for (const [index, file] of [none, bad, folder].entries()) {
      assert(told[index]?.startsWith(`Warning: Ignoring extra certs from \`${file}\`, load failed: `), told[index])
    }
    for (const [index, reason] of ['ENOENT', 'damaged', 'EISDIR'].entries()) assert(told[index]?.includes(reason))
  })
})

test(
  'SSL_CERT_FILE and SSL_CERT_DIR are those of the worker',
  async () => {
    await withTls(async (world, file, folder) => {
      const { registry } = world
      const ours = { ...variablesFor(world), SSL_CERT_DIR: '' }
      assert.deepEqual(await inWorker({ ...ours, SSL_CERT_FILE: file }, { registry }), { name: 'demo' })
      assert.deepEqual(await inWorker({ ...ours, SSL_CERT_DIR: folder }, { registry }), { name: 'demo' })
      await withEnvironment({ SSL_CERT_FILE: file }, async () => {
        const other = { ...ours, SSL_CERT_FILE: path.join(folder, 'none.pem') }
        assert.match((await inWorker(other, { registry, options: { maxRetries: 0 } })).error, /^ConnectError/)
      })
    })
  },
  { skip: process.platform === 'linux' ? false : 'other platforms have a store of their own' },
)
