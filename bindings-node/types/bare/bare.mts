// The declarations need nothing but the language: neither the types of Node nor those of a browser.
import { type CallOptions, IonosClient, Secret } from 'registry-tokens'
import { Configuration, TokensApi } from 'registry-tokens/compat/ionos'

const client = new IonosClient({ token: new Secret('t'), caCerts: new Uint8Array() })
const options: CallOptions = { timeoutMs: 5 }
for await (const token of client.tokens.list('r', options)) token.expiryDate?.getTime()
client[Symbol.dispose]()
await client[Symbol.asyncDispose]()
const { data } = await new TokensApi(new Configuration({ apiKey: 't' })).registriesTokensGet({ registryId: 'r' })
data.items?.map((item) => item.properties?.expiryDate)
