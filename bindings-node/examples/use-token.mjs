// Issue a token for the pushes of a day, where docker finds it, and a pull secret for a cluster.
// Needs DOCKER_CONFIG, and IONOS_TOKEN or a profile of ~/.ionos/config.
import { join } from 'node:path'
import { IonosClient, Scope } from 'registry-tokens'

const client = IonosClient.fromEnv()
const registry = await client.registries.find('demo')
if (!registry) throw new Error('no such registry')

const scopes = [Scope.repository('team/app', ['pull', 'push'])]
const day = 24 * 60 * 60 * 1000
const push = await client.tokens.create(registry.id, { name: 'ci-push', scopes, expiresInMs: day })
const config = join(process.env.DOCKER_CONFIG, 'config.json')
const merge = await push.credentials.mergeInto(config, registry.hostname) // `docker push` works now
if (merge.shadowedBy) console.error(`docker asks the credential helper ${merge.shadowedBy} instead`)

const pull = await client.tokens.create(registry.id, {
  name: 'cluster-pull',
  scopes: [Scope.repository('*', ['pull'])],
})
const manifest = pull.credentials.kubernetesSecret(registry.hostname, 'regcred', 'apps')
console.log(manifest.reveal()) // to be piped into `kubectl apply -f -`
client.close()
