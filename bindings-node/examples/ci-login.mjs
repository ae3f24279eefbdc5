// Log a CI job in with a token of its own, and with --out at its end out again.
// Needs IONOS_TOKEN, REGISTRY, REPOSITORY, DOCKER_CONFIG, and what GitHub sets.
import { randomBytes } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { IonosClient, Scope } from 'registry-tokens'

const { CI_TOKEN_ID, DOCKER_CONFIG, GITHUB_ENV, GITHUB_RUN_ID, REGISTRY, REPOSITORY } = process.env
for (const name of ['DOCKER_CONFIG', 'GITHUB_ENV', 'GITHUB_RUN_ID', 'REGISTRY', 'REPOSITORY']) {
  if (!process.env[name]) throw new Error(`${name} is not set`)
}
const client = IonosClient.fromEnv()
const registry = await client.registries.find(REGISTRY)
if (!registry) throw new Error('no such registry')

if (process.argv.includes('--out')) {
  await client.tokens.delete(registry.id, CI_TOKEN_ID, { missingOk: true })
} else {
  // Jobs of one run share its number. Should the job be killed before its end, the token ends by itself.
  const name = `ci-${GITHUB_RUN_ID}-${randomBytes(4).toString('hex')}`
  const scopes = [Scope.repository(REPOSITORY, ['pull', 'push'])]
  const issued = await client.tokens.create(registry.id, { name, scopes, expiresInMs: 2 * 60 * 60 * 1000 })
  appendFileSync(GITHUB_ENV, `CI_TOKEN_ID=${issued.token.id}\n`)

  const merge = await issued.credentials.mergeInto(join(DOCKER_CONFIG, 'config.json'), registry.hostname)
  if (merge.shadowedBy) throw new Error(`docker would ask the credential helper ${merge.shadowedBy}`)
}
client.close()
