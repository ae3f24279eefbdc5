// Issues one token and writes its login into files; README.md in the folder above says what it takes and gives.
import { writeFileSync } from 'node:fs'
import { IonosClient, Scope } from '../../../../bindings-node/lib/index.mjs'

const [name, scopes, expiresIn, config, hostname, manifest, namespace = 'ci'] = process.argv.slice(2)
const client = IonosClient.fromEnv()
const { token, credentials } = await client.tokens.create(process.env.REGISTRY_ID, {
  name,
  scopes: JSON.parse(scopes).map((scope) => Scope.repository(scope.name, scope.actions)),
  ...(expiresIn !== '-' && { expiresInMs: Number(expiresIn) * 1000 }),
})
client.close()
const { shadowedBy } = await credentials.mergeInto(config, hostname)
const secret = credentials.kubernetesSecret(hostname, 'regcred', namespace === '-' ? undefined : namespace)
writeFileSync(manifest, secret.reveal(), { mode: 0o600 })
console.log(JSON.stringify({ id: token.id, shadowed_by: shadowedBy ?? null }))
