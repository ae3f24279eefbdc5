// Issue a token for a day, use it, take it back. Needs IONOS_TOKEN, or a profile of ~/.ionos/config.
import { IonosClient, Scope } from 'registry-tokens'

const client = IonosClient.fromEnv()
const registry = await client.registries.find('demo')
if (!registry) throw new Error('no such registry')

const { token, credentials } = await client.tokens.create(registry.id, {
  name: 'ci-push',
  scopes: [Scope.repository('team/app', ['pull', 'push'])],
  expiresInMs: 24 * 60 * 60 * 1000,
})

// The password is shown by the service once, and by us only on reveal().
const { username, password } = credentials
console.log(`docker login ${registry.hostname} -u ${username} -p ${password}`)
if (!password.reveal()) throw new Error('no password')

await client.tokens.delete(registry.id, token.id)
client.close()
