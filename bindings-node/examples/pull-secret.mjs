// Give a namespace a pull secret, or a new one in the place of the old.
// Needs IONOS_TOKEN, REGISTRY and NAMESPACE, and kubectl.
import { execFileSync } from 'node:child_process'
import { IonosClient, Scope } from 'registry-tokens'

const { NAMESPACE, REGISTRY } = process.env
if (!NAMESPACE) throw new Error('NAMESPACE is not set')
const client = IonosClient.fromEnv()
const registry = await client.registries.find(REGISTRY)
if (!registry) throw new Error('no such registry')

const apply = (login) => {
  const manifest = login.kubernetesSecret(registry.hostname, 'regcred', NAMESPACE)
  execFileSync('kubectl', ['apply', '-f', '-'], { input: manifest.reveal(), stdio: ['pipe', 'inherit', 'inherit'] })
}

const name = `pull-${NAMESPACE}`
const token = await client.tokens.findCurrent(registry.id, name)
if (token) {
  // Pods that start with the old one while it lasts are let in, too.
  await client.tokens.rotate(registry.id, token.id, ({ credentials }) => apply(credentials))
} else {
  const issued = await client.tokens.create(registry.id, { name, scopes: [Scope.repository('*', ['pull'])] })
  apply(issued.credentials)
}
client.close()
