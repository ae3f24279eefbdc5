// The types of the official SDK about tokens: JSON as the service has it.

/** One message of the service about what it refused. */
export interface ApiErrorMessage {
  /** The service's own code, opaque. */
  errorCode: string
  /** The service's words. */
  message: string
}

/** The body of a refusal. */
export interface ApiErrorResponse {
  /** The status again. */
  httpStatus: number
  /** What was wrong. */
  messages: Array<ApiErrorMessage> | null
}

/** Who made something and when. */
export interface ApiResourceMetadata {
  /** Who made it. */
  createdBy: string
  /** The id of whoever made it. */
  createdByUserId: string
  /** When it was made. */
  createdDate: string
  /** Who changed it last. */
  lastModifiedBy?: string
  /** The id of whoever changed it last. */
  lastModifiedByUserId?: string
  /** When it was changed last. */
  lastModifiedDate?: string | null
  /** How it is doing. */
  state: string
}

/** What logs in to the registry. */
export interface Credentials {
  /** In clear in the answer that makes the token; empty in every other. */
  password: string
  /** The name of the token. */
  username: string
}

/** Addresses of neighbouring pages. */
export interface PaginationLinks {
  /** The next page. */
  next: string
  /** The page before. */
  previous: string
  /** This page. */
  self: string
}

/** What a token allows. */
export interface Scope {
  /** What may be done. */
  actions: Array<string> | null
  /** With which repository; `*` is all of them. */
  name: string
  /** What it is about: `repository`. */
  type: string
}

/** Whether a changed token can be used. */
export enum PatchTokenInputStatusEnum {
  /** It can be used. */
  Enabled = 'enabled',
  /** It is kept, but logins with it are refused. */
  Disabled = 'disabled',
}

/** A change of a token: what is left out stays as it is. */
export interface PatchTokenInput {
  /** When the service deletes it; null: never. */
  expiryDate?: string | null
  /** The whole list of what it allows; null clears it. */
  scopes?: Array<Scope> | null
  /** Whether it can be used. */
  status?: PatchTokenInputStatusEnum
}

/** Whether a new token can be used. */
export enum PostTokenPropertiesStatusEnum {
  /** It can be used. */
  Enabled = 'enabled',
  /** It is kept, but logins with it are refused. */
  Disabled = 'disabled',
}

/** What a new token is to be. */
export interface PostTokenProperties {
  /** When the service deletes it; null: never. */
  expiryDate?: string | null
  /** Its name; it cannot be changed later. */
  name: string
  /** What it allows. */
  scopes?: Array<Scope> | null
  /** Whether it can be used at once. */
  status?: PostTokenPropertiesStatusEnum
}

/** A token to be made. */
export interface PostTokenInput {
  /** What it is to be. */
  properties: PostTokenProperties
}

/** A token to be made, or all that an existing one is to become. */
export interface PutTokenInput {
  /** What it is to be. */
  properties: PostTokenProperties
}

/** Whether a token can be used. */
export enum TokenPropertiesStatusEnum {
  /** It can be used. */
  Enabled = 'enabled',
  /** It is kept, but logins with it are refused. */
  Disabled = 'disabled',
}

/** What a token is. */
export interface TokenProperties {
  /** What logs in with it. */
  credentials: Credentials | null
  /** When the service deletes it. */
  expiryDate?: string | null
  /** Its name. */
  name: string
  /** What it allows. */
  scopes?: Array<Scope> | null
  /** Whether it can be used. */
  status?: TokenPropertiesStatusEnum
}

/** A token. */
export interface TokenResponse {
  /** Its address. */
  href?: string
  /** Its id. */
  id?: string
  /** Who made it and when. */
  metadata: ApiResourceMetadata | null
  /** What it is. */
  properties: TokenProperties | null
  /** What kind of thing it is. */
  type?: string
}

/** A token that was just made. */
export interface PostTokenOutput extends TokenResponse {}

/** A token that was just made or replaced. */
export interface PutTokenOutput extends TokenResponse {}

/** One page of tokens. */
export interface TokensResponse {
  /** Addresses of neighbouring pages. */
  _links: PaginationLinks
  /** How many tokens this page has. */
  count: number
  /** The address of the list. */
  href?: string
  /** The id of the list. */
  id?: string
  /** The tokens of this page. */
  items?: Array<TokenResponse> | null
  /** The most that this page may hold. */
  limit: number
  /** The index of its first token. */
  offset: number
  /** How many tokens there are. */
  total: number
  /** What kind of thing it is. */
  type?: string
}
