// The official SDK's calls about tokens, each by the method of ours that sends the same request.
import { callSite } from '../../failures'
import type { Configuration } from './configuration'
import { send } from './connection'
import { type ApiResponse, refusal } from './errors'
import { hide } from './hidden'
import { newToken, pageQuery, tokenUpdate } from './inputs'
import type {
  PatchTokenInput,
  PostTokenInput,
  PostTokenOutput,
  PutTokenInput,
  PutTokenOutput,
  TokenResponse,
  TokensResponse,
} from './models'

const BASE_PATH = 'https://api.ionos.com/containerregistries'

/** What `registriesTokensDelete` needs. */
export interface TokensApiRegistriesTokensDeleteRequest {
  /** The id of the registry. */
  readonly registryId: string
  /** The id of the token. */
  readonly tokenId: string
}

/** What `registriesTokensFindById` needs. */
export interface TokensApiRegistriesTokensFindByIdRequest {
  /** The id of the registry. */
  readonly registryId: string
  /** The id of the token. */
  readonly tokenId: string
}

/** What `registriesTokensGet` needs. */
export interface TokensApiRegistriesTokensGetRequest {
  /** The id of the registry. */
  readonly registryId: string
  /** The index of the first token, in digits. Default: that of the configuration, else 0. */
  readonly offset?: string
  /** The most the page may hold, in digits. Default: that of the configuration, else 100. */
  readonly limit?: string
  /** The most tokens the service is to give in all. */
  readonly maxResults?: number
  /** Properties and the values they must have: a `Map` or an object. */
  filters?: Map<string, string> | Record<string, string>
}

/** What `registriesTokensPatch` needs. */
export interface TokensApiRegistriesTokensPatchRequest {
  /** The id of the registry. */
  readonly registryId: string
  /** The id of the token. */
  readonly tokenId: string
  /** The change. */
  readonly patchTokenInput: PatchTokenInput
}

/** What `registriesTokensPost` needs. */
export interface TokensApiRegistriesTokensPostRequest {
  /** The id of the registry. */
  readonly registryId: string
  /** The token to be made. */
  readonly postTokenInput: PostTokenInput
}

/** What `registriesTokensPut` needs. */
export interface TokensApiRegistriesTokensPutRequest {
  /** The id of the registry. */
  readonly registryId: string
  /** The id of the token, which may be one of the caller's choice. */
  readonly tokenId: string
  /** All that it is to become. */
  readonly putTokenInput: PutTokenInput
}

/**
 * The tokens of registries. Each call resolves to an answer with `data`, `status`, `statusText` and `headers`, and rejects with
 * an `IonosApiError`, or a `RequiredError` where something was not given.
 */
export class TokensApi {
  /** Where the API is, unless the configuration says. */
  declare protected basePath: string
  /** What calls are made with. */
  protected configuration: Configuration | undefined

  /**
   * Nothing is sent.
   *
   * @param configuration What calls are made with.
   * @param basePath Where the API is, unless the configuration says.
   * @param axios Refused: requests are not sent by axios.
   */
  constructor(configuration?: Configuration, basePath: string = BASE_PATH, axios?: undefined) {
    const site = callSite('TokensApi', TokensApi)
    if (axios !== undefined) throw refusal(site, 'axios is not taken: it does not send the requests here')
    this.configuration = configuration
    hide(this, 'basePath', basePath, false)
  }

  /**
   * Deletes a token.
   *
   * @param requestParameters Which one.
   * @param options `headers`, `query`, `timeout` (of the whole call) and `signal`; others are refused.
   * @throws RequiredError when something was not given.
   */
  registriesTokensDelete(
    requestParameters: TokensApiRegistriesTokensDeleteRequest,
    options?: any,
  ): Promise<ApiResponse<void>> {
    const site = callSite('registriesTokensDelete', this.registriesTokensDelete)
    const { registryId, tokenId } = requestParameters
    return send(this.configuration, this.basePath, { registryId, tokenId }, options, site, (tokens, asked) =>
      tokens.delete(String(registryId), String(tokenId), asked),
    )
  }

  /**
   * Gets a token. Its password is empty.
   *
   * @param requestParameters Which one.
   * @param options `headers`, `query`, `timeout` (of the whole call) and `signal`; others are refused.
   * @throws RequiredError when something was not given.
   */
  registriesTokensFindById(
    requestParameters: TokensApiRegistriesTokensFindByIdRequest,
    options?: any,
  ): Promise<ApiResponse<TokenResponse>> {
    const site = callSite('registriesTokensFindById', this.registriesTokensFindById)
    const { registryId, tokenId } = requestParameters
    return send(this.configuration, this.basePath, { registryId, tokenId }, options, site, (tokens, asked) =>
      tokens.get(String(registryId), String(tokenId), asked),
    )
  }

  /**
   * Gets one page of the tokens of a registry.
   *
   * @param requestParameters Of which registry, and which page.
   * @param options `headers`, `query`, `timeout` (of the whole call) and `signal`; others are refused.
   * @throws RequiredError when something was not given.
   */
  registriesTokensGet(
    requestParameters: TokensApiRegistriesTokensGetRequest,
    options?: any,
  ): Promise<ApiResponse<TokensResponse>> {
    const site = callSite('registriesTokensGet', this.registriesTokensGet)
    const { registryId, maxResults, filters } = requestParameters
    const offset = requestParameters.offset ?? this.configuration?.getDefaultParamValue('offset')
    const limit = requestParameters.limit ?? this.configuration?.getDefaultParamValue('limit')
    return send(this.configuration, this.basePath, { registryId }, options, site, (tokens, asked) => {
      const [page, extraQuery] = pageQuery({ offset, limit, maxResults, filters }, asked.extraQuery, site)
      return tokens.listPage(String(registryId), page, { ...asked, extraQuery })
    })
  }

  /**
   * Changes what is mentioned and leaves the rest.
   *
   * @param requestParameters Which token, and how.
   * @param options `headers`, `query`, `timeout` (of the whole call) and `signal`; others are refused.
   * @throws RequiredError when something was not given.
   */
  registriesTokensPatch(
    requestParameters: TokensApiRegistriesTokensPatchRequest,
    options?: any,
  ): Promise<ApiResponse<TokenResponse>> {
    const site = callSite('registriesTokensPatch', this.registriesTokensPatch)
    const { registryId, tokenId, patchTokenInput } = requestParameters
    return send(
      this.configuration,
      this.basePath,
      { registryId, tokenId, patchTokenInput },
      options,
      site,
      (tokens, asked) =>
        tokens.update(
          String(registryId),
          String(tokenId),
          tokenUpdate(patchTokenInput, 'patchTokenInput', site),
          asked,
        ),
    )
  }

  /**
   * Makes a token. Its password is in this answer and in no later one.
   *
   * @param requestParameters In which registry, and what it is to be.
   * @param options `headers`, `query`, `timeout` (of the whole call) and `signal`; others are refused.
   * @throws RequiredError when something was not given.
   */
  registriesTokensPost(
    requestParameters: TokensApiRegistriesTokensPostRequest,
    options?: any,
  ): Promise<ApiResponse<PostTokenOutput>> {
    const site = callSite('registriesTokensPost', this.registriesTokensPost)
    const { registryId, postTokenInput } = requestParameters
    return send(this.configuration, this.basePath, { registryId, postTokenInput }, options, site, (tokens, asked) =>
      tokens.create(String(registryId), newToken(postTokenInput, 'postTokenInput', site), asked),
    )
  }

  /**
   * Replaces a token, or makes one under an id of the caller's choice. The name of an existing one cannot change.
   *
   * @param requestParameters Which token, and what it is to become.
   * @param options `headers`, `query`, `timeout` (of the whole call) and `signal`; others are refused.
   * @throws RequiredError when something was not given.
   */
  registriesTokensPut(
    requestParameters: TokensApiRegistriesTokensPutRequest,
    options?: any,
  ): Promise<ApiResponse<PutTokenOutput>> {
    const site = callSite('registriesTokensPut', this.registriesTokensPut)
    const { registryId, tokenId, putTokenInput } = requestParameters
    return send(
      this.configuration,
      this.basePath,
      { registryId, tokenId, putTokenInput },
      options,
      site,
      (tokens, asked) =>
        tokens.replace(String(registryId), String(tokenId), newToken(putTokenInput, 'putTokenInput', site), asked),
    )
  }
}
