// What the installed package must do for TypeScript; `test-package` compiles it strictly and runs the result.
import { IonosClient, type Registry, type Token } from 'registry-tokens'
import { Configuration, TokensApi, type TokensResponse } from 'registry-tokens/compat/ionos'

const client: IonosClient = IonosClient.fromEnv()
const registry: Registry = await client.registries.get(process.env.REGISTRY_ID ?? '')
const found: Token | null = await client.tokens.find(registry.id, 'nobody')
if (found !== null) throw new Error('found what is not there')
// @ts-expect-error the types are there: this is not any
const wrong: number = registry.name
client.close()
const { data } = await new TokensApi(Configuration.fromEnv()).registriesTokensGet({ registryId: registry.id })
const page: TokensResponse = data
if (page.items?.length !== page.count) throw new Error('a page that does not count')
console.log(`smoke as TypeScript, in ${typeof wrong === 'string' ? registry.location : '?'}: passed`)
