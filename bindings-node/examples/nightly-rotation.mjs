// Replace whatever expires within a week; each consumer finds the new login in its file.
// Needs IONOS_TOKEN, REGISTRY, and LOGINS: a folder with one for each consumer, named like its first token.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { IonosClient, RetireOutcome } from 'registry-tokens'

const { LOGINS, REGISTRY } = process.env
const client = IonosClient.fromEnv()
const registry = await client.registries.find(REGISTRY)
if (!registry) throw new Error('no such registry')

/** A token that this job has no place for: one of a CI job, for example. */
class NotOurs extends Error {}

const deploy = async ({ baseName, credentials }) => {
  const place = join(LOGINS, baseName)
  if (!statSync(place, { throwIfNoEntry: false })?.isDirectory()) throw new NotOurs('has no folder here')
  const merge = await credentials.mergeInto(join(place, 'config.json'), registry.hostname)
  if (merge.shadowedBy) throw new Error('a credential helper stands before it')
}

const week = 7 * 24 * 60 * 60 * 1000
for (const { token, result, error } of await client.tokens.rotateExpiring(registry.id, week, deploy)) {
  const isRetired = result && result.retirement.oldOutcome !== RetireOutcome.FAILED
  if (!isRetired && !(error instanceof NotOurs)) process.exitCode = 1
  console.log(`${token.name}: ${error?.message ?? result.retirement.failure ?? result.retirement.oldOutcome}`)
}
client.close()
