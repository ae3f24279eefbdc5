// What the installed package must do as a module; `test-package` runs it with nothing but the package and an emulator.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { IonosClient, NotFoundError, Scope } from 'registry-tokens'
import official, { Configuration, TokensApi } from 'registry-tokens/compat/ionos'

const registry = process.env.REGISTRY_ID
const client = IonosClient.fromEnv()
const name = `smoke-${randomUUID().slice(0, 8)}`
const scopes = [Scope.repository('team/app', ['pull'])]
const { token, credentials } = await client.tokens.create(registry, { name, scopes })
assert(credentials.password.reveal().length > 0)
assert(!`${credentials.password}`.includes(credentials.password.reveal()))
assert((await client.tokens.list(registry).all()).some((one) => one.id === token.id))
await client.tokens.delete(registry, token.id)
await assert.rejects(client.tokens.get(registry, token.id), NotFoundError)
client.close()

// The official SDK's names over the same client.
const api = new TokensApi(Configuration.fromEnv())
const made = await api.registriesTokensPost({ registryId: registry, postTokenInput: { properties: { name } } })
assert.deepEqual([made.status, typeof made.data.properties.credentials.password], [201, 'string'])
assert.equal((await api.registriesTokensDelete({ registryId: registry, tokenId: made.data.id })).status, 204)
assert.equal(official.TokensApi, TokensApi)

// One copy, whichever way it was loaded.
assert.equal(createRequire(import.meta.url)('registry-tokens/compat/ionos').TokensApi, TokensApi)
assert.equal(createRequire(import.meta.url)('registry-tokens').IonosClient, IonosClient)
console.log(`smoke as a module in Node ${process.version}: passed`)
