// The main job, step by step: a token issued, listed, narrowed, disabled, replaced, deleted and used; and SWR.
// Needs IONOS_API_URL, IONOS_TOKEN and REGISTRY_ID; SWR_INSTANCE_ID, and the variables of the official SDKs:
// HUAWEICLOUD_SDK_AK, _SK, _REGION. Touches only what it made itself.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConflictError, IonosClient, NotFoundError, Retire, Scope, SwrClient, TokenStatus } from 'registry-tokens'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

async function story(client, registry, name) {
  const { tokens } = client
  say('registry', `${registry.name} at ${registry.hostname}, running: ${registry.isRunning()}`)

  const scopes = [Scope.repository('team/app', ['pull', 'push'])]
  const answer = await tokens.create(registry.id, { name, scopes, expiresInMs: DAY }).withResponse()
  const { token: issued, credentials: login } = answer.value
  say('issue', `HTTP ${answer.httpStatus}, token ${issued.id}, allows ${allowed(issued)}`)
  say(
    'login',
    `docker login ${registry.hostname} -u ${login.username} --password-stdin, which is told ${login.password}`,
  )
  try {
    await tokens.create(registry.id, { name })
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error
    say('issue', `again: ${error.code} (${error.message})`)
  }

  const everything = await tokens.list(registry.id).all()
  say('list', `${everything.length} token(s), ours among them: ${everything.some((token) => token.id === issued.id)}`)

  const pullOnly = [Scope.repository('team/app', ['pull'])]
  const narrowed = await tokens.update(registry.id, issued.id, { scopes: pullOnly })
  say('narrow', `allows ${allowed(narrowed)}`)
  const disabled = await tokens.update(registry.id, issued.id, { status: TokenStatus.DISABLED })
  say('disable', `status ${disabled.status}`)
  const forever = await tokens.update(registry.id, issued.id, { expiryDate: null })
  say('update', `expires ${forever.expiryDate?.toISOString() ?? 'never'}`)

  const wanted = { name, scopes: [Scope.repository('team/app', ['pull', 'delete'])], status: TokenStatus.ENABLED }
  const replaced = await tokens.replace(registry.id, issued.id, wanted)
  const password = replaced.credentials ? 'a new password' : 'the password of before'
  say('replace', `allows ${allowed(replaced.token)}, with ${password}`)

  await tokens.delete(registry.id, issued.id)
  say('delete', issued.id)
  try {
    await tokens.get(registry.id, issued.id)
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error
    say('get', `${error.code} (${error.message})`)
  }
  await tokens.delete(registry.id, issued.id, { missingOk: true })
  say('delete', 'again, with missingOk: nothing to do')
}

/** A login where docker finds it, and a new one in its place. */
async function use({ tokens }, registry, name) {
  const issued = await tokens.create(registry.id, { name, scopes: [Scope.repository('team/app', ['pull'])] })
  const folder = mkdtempSync(join(tmpdir(), 'demo-'))
  try {
    const config = join(folder, 'config.json')
    const { shadowedBy } = await issued.credentials.mergeInto(config, registry.hostname)
    const before = readFileSync(config, 'utf8')
    say('merge', `it opens ${Object.keys(JSON.parse(before).auths)}, credential helper: ${shadowedBy ?? 'none'}`)
    const deploy = ({ credentials }) => credentials.mergeInto(config, registry.hostname)
    // Nobody else uses it; the default leaves it an hour.
    const { rotation, retirement } = await tokens.rotate(registry.id, issued.token.id, deploy, {
      retire: Retire.DELETE,
    })
    const isNew = readFileSync(config, 'utf8') !== before
    say('rotate', `${retirement.oldOutcome}, followed by ${rotation.new.id}, another login: ${isNew}`)
    await tokens.delete(registry.id, rotation.new.id)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The same at Huawei Cloud SWR. */
async function swrStory(client, instance, name) {
  for await (const target of client.targetRegistries.list(instance)) {
    say('target', `${target.name} (${target.type}) at ${target.url}, ${target.status}`)
  }

  const { tokenId, expireDate, credentials } = await client.longTermCredentials.create(instance, name)
  say('issue', `credential ${tokenId}, until ${expireDate?.toISOString() ?? 'it is deleted'}`)
  say('login', `docker login INSTANCE -u ${credentials.username} -p ${credentials.password}`)
  await client.longTermCredentials.disable(instance, tokenId)
  const found = await client.longTermCredentials.find(instance, name)
  say('disable', `enabled: ${found?.enable}`)

  const login = await client.login.createTemporary({ durationMs: HOUR })
  const until = login.expiresAt?.toISOString()
  say('basic', `docker login ${login.hostname} -u ${login.username} -p ${login.password}, until ${until}`)

  await client.longTermCredentials.delete(instance, tokenId)
  say('delete', tokenId)
}

/** One line of the story. */
function say(step, what) {
  console.log(`${step.padStart(9)}  ${what}`)
}

/** The scopes of a token in words. */
function allowed(token) {
  return token.scopes.map((scope) => `${scope.actions.join('+')} on ${scope.type} ${scope.name}`).join(', ')
}

const client = IonosClient.fromEnv()
const registry = await client.registries.get(process.env.REGISTRY_ID)
// Nobody else's token has this name.
const name = `demo-${randomUUID().replaceAll('-', '')}`
try {
  await story(client, registry, name)
  await use(client, registry, name)
} finally {
  // Whatever happened, nothing of ours stays behind: a successor's name begins with the old one's.
  for (const left of await client.tokens.list(registry.id).all()) {
    if (left.name.startsWith(name)) await client.tokens.delete(registry.id, left.id, { missingOk: true })
  }
  client.close()
}

const swr = SwrClient.fromEnv()
const instance = process.env.SWR_INSTANCE_ID
try {
  await swrStory(swr, instance, name)
} finally {
  const left = await swr.longTermCredentials.find(instance, name)
  if (left) await swr.longTermCredentials.delete(instance, left.tokenId, { missingOk: true })
  swr.close()
}
