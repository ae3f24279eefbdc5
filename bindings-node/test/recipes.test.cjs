// What the recipes show in JavaScript is what runs.
'use strict'

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { promisify } = require('node:util')

const { test } = require('./support/suite.cjs')

const HERE = path.join(__dirname, '..')
const EXAMPLES = path.join(HERE, 'examples')
const PAGES = path.join(HERE, '../docs/recipes')
const DAY = 24 * 60 * 60

/** @param {string} name */
const source = (name) => fs.readFileSync(path.join(EXAMPLES, name), 'utf8')

const OF_SWR = ['swr_repository', 'swr_permission', 'swr_retention']

for (const name of ['ci_login', 'pull_secret', 'nightly_rotation', ...OF_SWR]) {
  test(`the page of ${name} shows the example`, () => {
    const page = fs.readFileSync(path.join(PAGES, `${name}.md`), 'utf8')
    const shown = [...page.matchAll(/^```js\n(.*?)^```$/gms)].map(([, snippet]) => snippet)
    assert.deepEqual(shown, [source(`${name.replace('_', '-')}.mjs`)])
  })
}

/**
 * Runs one in a folder of its own.
 * @param {any} world
 * @param {string} folder
 * @param {string[]} command
 * @param {Record<string, string>} [more]
 */
const run = async (world, folder, [name, ...args], more) => {
  const env = {
    PATH: `${folder}${path.delimiter}${process.env.PATH}`,
    IONOS_API_URL: world.url,
    IONOS_TOKEN: world.token,
    DOCKER_CONFIG: folder,
    LOGINS: folder,
    REGISTRY: 'demo',
    REPOSITORY: 'team/app',
    NAMESPACE: 'apps',
    HUAWEICLOUD_SDK_AK: world.swr.accessKey,
    HUAWEICLOUD_SDK_SK: world.swr.secretKey,
    HUAWEICLOUD_SDK_REGION: 'cn-north-4',
    HUAWEICLOUD_SDK_REGION_SWR_CN_NORTH_4: world.urls.swr_url,
    ORGANIZATION: 'example-team',
    USER_ID: '5f3c9d2e7a1b4c6d8e0f1a2b3c4d5e6f',
    USER_NAME: 'reader',
    GITHUB_RUN_ID: '4711',
    GITHUB_ENV: path.join(folder, 'later.env'),
    ...more,
  }
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(EXAMPLES, name), ...args], { env })
  return stdout
}

/** @param {import('node:test').TestContext} context */
const temporary = (context) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'registry-tokens-'))
  context.after(() => fs.rmSync(folder, { recursive: true }))
  return folder
}

/**
 * The only login in a config.
 * @param {string} config
 */
const loginIn = (config) => {
  const [{ auth }] = Object.values(JSON.parse(config).auths)
  return Buffer.from(auth, 'base64').toString()
}

/** @param {string} folder */
const loginOf = (folder) => loginIn(fs.readFileSync(path.join(folder, 'config.json'), 'utf8'))

test('a job is logged in and out', async (world, context) => {
  const folder = temporary(context)
  await run(world, folder, ['ci-login.mjs'])
  const [token] = await world.stored()
  assert.match(token.name, /^ci-4711-/)
  assert.equal(loginOf(folder), `${token.name}:${token.password}`)
  const later = fs.readFileSync(path.join(folder, 'later.env'), 'utf8')
  assert.equal(later, `CI_TOKEN_ID=${token.id}\n`)
  await run(world, folder, ['ci-login.mjs', '--out'], { CI_TOKEN_ID: token.id })
  assert.deepEqual(await world.stored(), [])
})

test('a pull secret is applied and replaced', async (world, context) => {
  const folder = temporary(context)
  const applied = path.join(folder, 'applied')
  const kubectl = (/** @type {string} */ script) =>
    fs.writeFileSync(path.join(folder, 'kubectl'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  kubectl(`[ "$*" = "apply -f -" ] && cat >'${applied}'`)
  for (const _ of ['first', 'second']) assert.equal(await run(world, folder, ['pull-secret.mjs']), '')
  const [first, second, ...more] = await world.stored()
  assert.deepEqual([more.length, typeof first.expiryDate, second.expiryDate], [0, 'string', null])
  const { metadata, data } = JSON.parse(fs.readFileSync(applied, 'utf8'))
  assert.deepEqual(metadata, { name: 'regcred', namespace: 'apps' })
  const config = Buffer.from(data['.dockerconfigjson'], 'base64').toString()
  assert.equal(loginIn(config), `${second.name}:${second.password}`)
  kubectl('exit 1')
  await assert.rejects(run(world, folder, ['pull-secret.mjs']))
  assert.deepEqual(await world.stored(), [first, second], 'what could not be applied is taken back')
})

test('what expires is rotated every night', async (world, context) => {
  const folder = temporary(context)
  const days = { web: 3, batch: 5, later: 90, 'ci-job': 1 }
  await world.seed(Object.entries(days).map(([name, span]) => ({ name, expires_in_seconds: span * DAY })))
  for (const consumer of ['web', 'batch']) fs.mkdirSync(path.join(folder, consumer))
  const said = await run(world, folder, ['nightly-rotation.mjs'])
  assert.equal(said, 'web: expiring\nbatch: expiring\nci-job: has no folder here\n')
  const logins = (await world.stored()).map(({ name, password }) => `${name}:${password}`)
  assert.equal(logins.length, 6)
  for (const consumer of ['web', 'batch']) assert(logins.includes(loginOf(path.join(folder, consumer))))
})

test('the basic edition of SWR', async (world, context) => {
  const folder = temporary(context)
  const said = []
  for (const name of OF_SWR) said.push(await run(world, folder, [`${name.replace('_', '-')}.mjs`]))
  assert.match(said[0], /^docker push \S+\/example-team\/team\/app:latest\n$/)
  assert.deepEqual(said.slice(1), ['reader: read\n', 'date_rule: after 30 days\n'])
  const { namespaces } = await world.state()
  const team = namespaces.find((/** @type {any} */ one) => one.name === 'example-team')
  const [app, ...others] = team.repositories
  assert.deepEqual([app.name, app.is_public, app.retentions, others], ['team/app', false, [], []])
})
