// What the official SDK is set up with; every call reads it anew.
import { callSite } from '../../failures'
import { hide, withoutLogin } from './hidden'
import { DEFAULT_USER_AGENT, assertBaseOptions, assertParameters } from './options'

/** How often a call is tried, all in all. */
export const DEFAULT_MAX_RETRIES = 3
/** The longest wait before another try, in milliseconds. */
export const DEFAULT_MAX_WAIT_TIME = 10000

/** What a configuration can be made with. */
export interface ConfigurationParameters {
  /** An account token, a promise of it, or a function that gives either and is asked before each call. */
  apiKey?: string | Promise<string> | ((name: string) => string) | ((name: string) => Promise<string>)
  /** The user name of Basic authentication. */
  username?: string
  /** The password of Basic authentication. */
  password?: string
  /** Refused: the official SDK never sends it. Give `apiKey`. */
  accessToken?:
    | string
    | Promise<string>
    | ((name?: string, scopes?: string[]) => string)
    | ((name?: string, scopes?: string[]) => Promise<string>)
  /** Where the API is. Default: `https://api.ionos.com/containerregistries`. */
  basePath?: string
  /** Of the options of axios `headers`, `timeout` (of the whole call) and `proxy`; others are refused. */
  baseOptions?: any
  /** Without effect, as in the official SDK: no call sends a form. */
  formDataCtor?: new () => any
  /** Whether each attempt is told on the console, without credentials. */
  debug?: boolean
}

/** What calls are made with. It can be changed at any time; a call takes what it finds when it is made. */
export class Configuration {
  /** An account token, a promise of it, or a function that gives either and is asked before each call. No printout shows it. */
  declare apiKey?: ConfigurationParameters['apiKey']
  /** The user name of Basic authentication. */
  username?: string
  /** The password of Basic authentication. No printout shows it. */
  declare password?: string
  /** Refused: the official SDK never sends it. Give `apiKey`. */
  declare accessToken?: ConfigurationParameters['accessToken']
  /** Where the API is. Default: `https://api.ionos.com/containerregistries`. */
  declare basePath?: string
  /** Of the options of axios `headers`, `timeout` (of the whole call) and `proxy`. No printout shows them. */
  declare baseOptions?: any
  /** Without effect, as in the official SDK: no call sends a form. */
  formDataCtor?: new () => any
  /** Values of parameters that a call does not give: `offset` and `limit` of the list. */
  defaultParamValues: Record<string, any>
  /** How often a call is tried, all in all. */
  maxRetries: number
  /** The longest wait before another try, in milliseconds. */
  maxWaitTime: number
  /** Whether each attempt is told on the console. */
  debug: boolean
  /** What stands behind our own name in the `User-Agent`. */
  userAgent: string

  /**
   * Sets it up; nothing is sent.
   *
   * @param param What it is made with.
   */
  constructor(param: ConfigurationParameters = {}) {
    const site = callSite('Configuration', Configuration)
    assertParameters(param, site)
    assertBaseOptions(param.baseOptions, site)
    for (const name of ['apiKey', 'password', 'accessToken', 'basePath', 'baseOptions'] as const)
      hide(this, name, param[name], true)
    // Programs put headers there without asking whether it is there.
    this.baseOptions ??= {}
    this.baseOptions.headers ??= {}
    this.username = param.username
    this.formDataCtor = param.formDataCtor
    this.defaultParamValues = {}
    this.maxRetries = DEFAULT_MAX_RETRIES
    this.maxWaitTime = DEFAULT_MAX_WAIT_TIME
    this.debug = param.debug === true
    this.userAgent = DEFAULT_USER_AGENT
  }

  /**
   * One from `IONOS_TOKEN`, `IONOS_USERNAME`, `IONOS_PASSWORD`, `IONOS_API_URL` and `IONOS_DEBUG`, as they are now.
   */
  static fromEnv(): Configuration {
    const { IONOS_USERNAME, IONOS_PASSWORD, IONOS_TOKEN, IONOS_API_URL, IONOS_DEBUG } = process.env
    return new Configuration({
      username: IONOS_USERNAME,
      password: IONOS_PASSWORD,
      apiKey: IONOS_TOKEN,
      basePath: IONOS_API_URL || undefined,
      debug: IONOS_DEBUG !== undefined,
    })
  }

  /**
   * Whether a media type is JSON.
   *
   * @param mime The media type.
   */
  isJsonMime(mime: string): boolean {
    return mime !== null && /^(application\/json(-patch\+json)?|[^;/ \t]+\/[^;/ \t]+\+json)[ \t]*(;.*)?$/i.test(mime)
  }

  /**
   * Sets what a parameter is where a call does not give it.
   *
   * @param param Its name.
   * @param value Its value.
   */
  setDefaultParamValue(param: string, value: any): this {
    this.defaultParamValues[param] = value
    return this
  }

  /**
   * What a parameter is where a call does not give it.
   *
   * @param param Its name.
   */
  getDefaultParamValue(param: string): any {
    return this.defaultParamValues[param]
  }

  /**
   * Sets the default of `pretty`, which no call about tokens has.
   *
   * @param value Its value.
   */
  setPretty(value: boolean): this {
    return this.setDefaultParamValue('pretty', value)
  }

  /**
   * Sets the default of `depth`, which no call about tokens has.
   *
   * @param value Its value.
   */
  setDepth(value: number): this {
    return this.setDefaultParamValue('depth', value)
  }

  /** The default of `pretty`. */
  getPretty(): boolean | undefined {
    return this.getDefaultParamValue('pretty')
  }

  /** The default of `depth`. */
  getDepth(): number | undefined {
    return this.getDefaultParamValue('depth')
  }

  /**
   * Sets how often a call is tried, all in all: 1 is never again.
   *
   * @param max How often.
   */
  setMaxRetries(max: number): this {
    this.maxRetries = max
    return this
  }

  /** How often a call is tried, all in all. */
  getMaxRetries(): number {
    return this.maxRetries
  }

  /**
   * Sets the longest wait before another try. One that the service asks for may be longer.
   *
   * @param value The milliseconds.
   */
  setMaxWaitTime(value: number): this {
    this.maxWaitTime = value
    return this
  }

  /** The longest wait before another try, in milliseconds. */
  getMaxWaitTime(): number {
    return this.maxWaitTime
  }

  /**
   * Sets whether each attempt is told on the console, without credentials, ids and bodies.
   *
   * @param debug Whether it is.
   */
  setDebug(debug = true): this {
    this.debug = debug
    return this
  }

  /** Whether each attempt is told on the console. */
  isDebug(): boolean {
    return this.debug
  }

  /**
   * Sets what stands behind our own name in the `User-Agent`.
   *
   * @param userAgent The words.
   */
  setUserAgent(userAgent: string): this {
    this.userAgent = userAgent
    return this
  }

  /** What stands behind our own name in the `User-Agent`. */
  getUserAgent(): string {
    return this.userAgent
  }

  /** What may be stored: no credentials. */
  toJSON(): Record<string, unknown> {
    const { username, defaultParamValues, maxRetries, maxWaitTime, debug, userAgent } = this
    const basePath = withoutLogin(this.basePath)
    return { username, basePath, defaultParamValues, maxRetries, maxWaitTime, debug, userAgent }
  }
}
