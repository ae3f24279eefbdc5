// What the READMEs show is what runs: their snippets are the examples, and the examples work.
'use strict'

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { promisify } = require('node:util')

const { swr } = require('./support/clients.cjs')
const { test } = require('./support/suite.cjs')
const { swrVariables } = require('./support/variables.cjs')

const HERE = path.join(__dirname, '..')
const EXAMPLES = path.join(HERE, 'examples')
const READMES = [path.join(HERE, 'README.md'), path.join(HERE, '../README.md')]

/** Those of the recipes have a test of their own. */
const OF_SWR = ['swr-repository.mjs', 'swr-permission.mjs', 'swr-retention.mjs']
const RECIPES = ['ci-login.mjs', 'pull-secret.mjs', 'nightly-rotation.mjs', ...OF_SWR]
const all = fs.readdirSync(EXAMPLES)
const examples = all.filter((name) => !RECIPES.includes(name))

for (const readme of READMES) {
  test(`the snippets of ${path.relative(path.join(HERE, '..'), readme)} are examples`, () => {
    const text = fs.readFileSync(readme, 'utf8')
    const snippets = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, snippet]) => snippet)
    assert(snippets.length > 0)
    const known = examples.map((name) => fs.readFileSync(path.join(EXAMPLES, name), 'utf8'))
    for (const snippet of snippets) assert(known.includes(snippet), snippet)
  })
}

/**
 * Fails unless a config holds the login of a token, and nothing else.
 * @param {string} config
 * @param {any} token
 */
function assertOpens(config, token) {
  const [{ auth }] = Object.values(JSON.parse(config).auths)
  assert.equal(Buffer.from(auth, 'base64').toString(), `${token.name}:${token.password}`)
}

const read = (/** @type {string} */ folder) => fs.readFileSync(path.join(folder, 'config.json'), 'utf8')

/**
 * Examples whose tokens are to stay, and what they leave.
 * @type {Record<string, (stdout: string, folder: string, tokens: any[]) => unknown>}
 */
const LEAVE = {
  'use-token.mjs': (stdout, folder, [push, pull]) => {
    assertOpens(read(folder), push)
    const { metadata, data } = JSON.parse(stdout)
    assert.deepEqual(metadata, { name: 'regcred', namespace: 'apps' })
    assertOpens(Buffer.from(data['.dockerconfigjson'], 'base64').toString(), pull)
  },
  'rotate-token.mjs': (stdout, folder, [, successor]) => {
    assert.match(stdout, /^ci-push is expiring until 2/)
    assertOpens(read(folder), successor)
  },
}

for (const name of examples) {
  test(`the example ${name} runs`, async (world, context) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'registry-tokens-'))
    if (name === 'rotate-token.mjs') await world.seed([{ name: 'ci-push' }])
    const said = path.join(folder, 'said')
    // What a program of docker's name is told.
    fs.writeFileSync(path.join(folder, 'docker'), `#!/bin/sh\n(echo "$@"; cat) >'${said}'\n`, { mode: 0o755 })
    context.after(() => fs.rmSync(folder, { recursive: true }))
    const env = {
      PATH: `${folder}${path.delimiter}${process.env.PATH}`,
      IONOS_API_URL: world.url,
      IONOS_TOKEN: world.token,
      REGISTRY_ID: world.registry,
      SWR_INSTANCE_ID: world.instance,
      DOCKER_CONFIG: folder,
      ...swrVariables(world),
    }
    const { stdout } = await promisify(execFile)(process.execPath, [path.join(EXAMPLES, name)], { env })
    if (name in LEAVE) {
      await LEAVE[name](stdout, folder, await world.stored())
      return
    }
    if (name === 'demo.mjs') {
      assert.match(stdout, /merge +it opens .*credential helper: none\n +rotate +deleted, .* another login: true/)
      assert.match(stdout, /docker login .* --password-stdin.*\[redacted\]/)
      assert.match(stdout, /basic +docker login swr\..* -p \[redacted\], until 2/)
    } else {
      const user = name === 'issue-credential.mjs' ? 'cn-north-4@\\S+' : 'ci-push'
      const login = new RegExp(`^login \\S+ --username ${user} --password-stdin\n(?!.*redacted)\\S+$`)
      assert.match(fs.readFileSync(said, 'utf8'), login)
    }
    // Nothing is left behind.
    const { url } = world
    const answer = await fetch(`${url}/registries/${world.registry}/tokens`, {
      headers: { authorization: `Bearer ${world.token}` },
    })
    assert.deepEqual((await answer.json()).items, [])
    assert.deepEqual(await swr(world).longTermCredentials.list(world.instance, { selfOnly: false }).all(), [])
  })
}
