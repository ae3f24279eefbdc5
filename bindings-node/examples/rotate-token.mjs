// Replace a token by a new one while everybody goes on working.
// Needs DOCKER_CONFIG, and IONOS_TOKEN or a profile of ~/.ionos/config.
import { join } from 'node:path'
import { IonosClient } from 'registry-tokens'

const client = IonosClient.fromEnv()
const registry = await client.registries.find('demo')
// Successors are called ci-push with an ending; this is the one in use.
const token = registry && (await client.tokens.findCurrent(registry.id, 'ci-push'))
if (!token) throw new Error('no such registry, or no such token')

const config = join(process.env.DOCKER_CONFIG, 'config.json')
const { retirement } = await client.tokens.rotate(registry.id, token.id, async ({ credentials }) => {
  const merge = await credentials.mergeInto(config, registry.hostname)
  if (merge.shadowedBy) throw new Error('docker would ask a credential helper') // all is as it was then
})
console.log(`${token.name} is ${retirement.oldOutcome} until ${retirement.oldExpiryDate?.toISOString()}`)
client.close()
