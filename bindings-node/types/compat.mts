// What users of the official SDK's names are promised of the types: only compiled.
import type { RegistryTokensError } from 'registry-tokens'
import sdk, {
  type ApiResponse,
  Configuration,
  IonosApiError,
  PostTokenPropertiesStatusEnum,
  type PostTokenInput,
  type PostTokenOutput,
  type Scope,
  TokensApi,
  type TokensResponse,
} from 'registry-tokens/compat/ionos'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
function same<Wanted>() {
  return <Given,>(_value: Given, _is: Same<Wanted, Given>): void => {}
}

const configuration: sdk.Configuration = new Configuration({
  apiKey: async (name) => name,
  basePath: 'http://127.0.0.1:1',
})
same<Configuration>()(configuration.setMaxRetries(5).setDepth(1).setPretty(true).setDebug(), true)
const api = new TokensApi(configuration, 'http://127.0.0.1:1')

const scopes: Scope[] = [{ type: 'repository', name: '*', actions: ['pull'] }]
const status = PostTokenPropertiesStatusEnum.Enabled
const postTokenInput: PostTokenInput = { properties: { name: 'ci', scopes, status, expiryDate: null } }
same<Promise<ApiResponse<PostTokenOutput>>>()(api.registriesTokensPost({ registryId: 'r', postTokenInput }), true)
same<Promise<ApiResponse<void>>>()(api.registriesTokensDelete({ registryId: 'r', tokenId: 't' }, { timeout: 5 }), true)
const filters = new Map([['name', 'ci']])
same<Promise<ApiResponse<TokensResponse>>>()(api.registriesTokensGet({ registryId: 'r', filters, limit: '5' }), true)

api.registriesTokensGet({ registryId: 'r' }).catch((error) => {
  if (!(error instanceof IonosApiError)) throw error
  same<number | undefined>()(error.response?.status, true)
  same<RegistryTokensError>()(error.cause, true)
})

// @ts-expect-error a page is named by texts
api.registriesTokensGet({ registryId: 'r', limit: 5 })
// @ts-expect-error requests are not sent by axios
new TokensApi(configuration, undefined, {})
// @ts-expect-error what is not here yet has no calls
new sdk.RegistriesApi(configuration).registriesGet({})
