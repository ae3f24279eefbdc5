// Replace a token by a new one while everybody goes on working.
// Needs DOCKER_CONFIG, and IONOS_TOKEN or a profile of ~/.ionos/config.
import { join } from 'node:path'
import { IonosClient } from 'registry-tokens'

const client = IonosClient.fromEnv()
const registry = await client.registries.find('demo')
const token = registry && (await client.tokens.find(registry.id, 'ci-push'))
if (!token) throw new Error('no such registry, or no such token')

const config = join(process.env.DOCKER_CONFIG, 'config.json')
const { retirement } = await client.tokens.rotate(registry.id, token.id, ({ credentials }) =>
  credentials.mergeInto(config, registry.hostname),
)
console.log(`${token.name} is ${retirement.oldOutcome} until ${retirement.oldExpiryDate?.toISOString()}`)
client.close()
