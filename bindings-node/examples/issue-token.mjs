// Issue a token for a day, use it, take it back. Needs IONOS_TOKEN, or a profile of ~/.ionos/config.
import { execFileSync } from 'node:child_process'
import { IonosClient, Scope } from 'registry-tokens'

const client = IonosClient.fromEnv()
const registry = await client.registries.find('demo')
if (!registry) throw new Error('no such registry')

const { token, credentials } = await client.tokens.create(registry.id, {
  name: 'ci-push',
  scopes: [Scope.repository('team/app', ['pull', 'push'])],
  expiresInMs: 24 * 60 * 60 * 1000,
})

// The password is shown by the service once, and by us only on reveal(). Docker reads it where no list of processes shows it.
const { username, password } = credentials
const login = ['login', registry.hostname, '--username', username, '--password-stdin']
execFileSync('docker', login, { input: password.reveal() })

await client.tokens.delete(registry.id, token.id)
client.close()
