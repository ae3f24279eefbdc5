// From a configuration and the options of a call to the options of ours. What ours cannot do is refused, never ignored.
import type { CallSite } from '../../failures'
import type { CallOptions, IonosClientOptions } from '../../index'
import type { Configuration, ConfigurationParameters } from './configuration'
import { refusal } from './errors'
import { proxyOf } from './proxy'
import { tell } from './tell'

/** What the `User-Agent` says where a configuration does not: our own name, which stands in it anyway. */
export const DEFAULT_USER_AGENT = 'registry-tokens'

/** Names and what they are given. */
export type Given = Readonly<Record<string, unknown>>

/** The options of a call, with a query. */
export type Asked = CallOptions & { extraQuery: Record<string, string> }

const OF_AXIOS = 'is an option of axios, which does not send the requests here'
const TRUST = 'certificates to trust come from NODE_EXTRA_CA_CERTS, or the option caCerts of IonosClient'
const INSTEAD: Readonly<Record<string, string>> = {
  auth: 'is not taken; give username and password, or apiKey, to the Configuration',
  cancelToken: 'is not taken; give signal, an AbortSignal',
  httpAgent: 'is not taken; connections are kept without it, and a proxy is an option of its own',
  httpsAgent: `is not taken; connections are kept without it, a proxy is an option of its own, and ${TRUST}`,
  params: 'is not taken; give query',
  proxy: 'is not taken by a call; give it to the Configuration',
  query: 'is not taken; give it to the call',
  signal: 'is not taken; give it to the call',
}

function assertKnown(given: Given, known: readonly string[], what: string, site: CallSite): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name) || given[name] === undefined) continue
    throw refusal(site, `${what}.${name} ${INSTEAD[name] ?? OF_AXIOS}`)
  }
}

/** Refuses what a configuration cannot be made with. */
export function assertParameters(given: Readonly<ConfigurationParameters>, site: CallSite): void {
  if (given.accessToken) throw refusal(site, 'accessToken is never sent, by the official SDK neither; give apiKey')
}

/** Refuses options of axios that are not taken. */
export function assertBaseOptions(given: unknown, site: CallSite): void {
  if (given === undefined || given === null) return
  if (typeof given !== 'object') throw refusal(site, 'baseOptions must be an object')
  assertKnown(given as Given, ['headers', 'timeout', 'proxy'], 'baseOptions', site)
}

/** What a client is made with, as the configuration is now. */
export async function clientOptions(
  configuration: Configuration | undefined,
  basePath: string,
  given: unknown,
  site: CallSite,
): Promise<IonosClientOptions> {
  if (configuration === undefined) throw noCredentials(site)
  assertParameters(configuration, site)
  assertBaseOptions(configuration.baseOptions, site)
  const headers = allHeaders(configuration, given, site)
  const login = await credentials(configuration, site)
  if ('token' in login && headers['x-contract-number'] !== undefined)
    throw refusal(site, 'X-Contract-Number is sent with username and password only; leave it out, or apiKey')
  const baseUrl = configuration.basePath || basePath
  const own = configuration.getUserAgent()
  const agentOfCall = headersOf(optionsOf(given, site).headers, site)['user-agent']
  return {
    ...login,
    baseUrl,
    proxy: proxyOf(configuration.baseOptions?.proxy, baseUrl, site),
    contractNumber: headers['x-contract-number'],
    userAgent: agentOfCall ?? (own === DEFAULT_USER_AGENT ? headers['user-agent'] : own),
    longestWaitMs: configuration.getMaxWaitTime(),
    onEvent: configuration.isDebug() ? tell : undefined,
    // Beside what stands here the official SDK knows nothing of the environment.
    loadEnvironment: false,
  }
}

async function credentials(configuration: Configuration, site: CallSite): Promise<IonosClientOptions> {
  const { apiKey, username, password } = configuration
  if (apiKey) {
    const token = await (typeof apiKey === 'function' ? apiKey('Authorization') : apiKey)
    if (!token) throw noCredentials(site, 'apiKey gave nothing')
    return { token }
  }
  if (!username && !password) throw noCredentials(site)
  return { username, password }
}

const noCredentials = (site: CallSite, why = 'no credentials') =>
  refusal(site, `${why}: give apiKey, or username and password, to the Configuration`, 401)

/** The options of one call. */
export function callOptions(configuration: Configuration | undefined, given: unknown, site: CallSite): Asked {
  const options = optionsOf(given, site)
  assertKnown(options, ['headers', 'timeout', 'query', 'signal'], 'options', site)
  const base = configuration?.baseOptions
  const { 'user-agent': _agent, 'x-contract-number': _number, ...extraHeaders } = allHeaders(configuration, given, site)
  const timeoutMs = (options.timeout ?? base?.timeout) || undefined
  return {
    signal: options.signal as CallOptions['signal'],
    timeoutMs: timeoutMs as number | undefined,
    maxRetries: Math.max(0, (configuration?.getMaxRetries() ?? 1) - 1),
    extraHeaders,
    extraQuery: texts(options.query, 'options.query', site),
  }
}

function optionsOf(given: unknown, site: CallSite): Given {
  if (given === undefined || given === null) return {}
  if (typeof given !== 'object') throw refusal(site, 'options must be an object')
  return given as Given
}

/** Those of the configuration, and those of a call, which win. */
function allHeaders(configuration: Configuration | undefined, given: unknown, site: CallSite): Record<string, string> {
  const ofCall = headersOf(optionsOf(given, site).headers, site)
  return Object.assign(headersOf(configuration?.baseOptions?.headers, site), ofCall)
}

/** Names in lower case; without those that say what is sent anyway. */
function headersOf(given: unknown, site: CallSite): Record<string, string> {
  const headers: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(texts(given, 'headers', site))) headers[name.toLowerCase()] = value
  for (const name of ['accept', 'content-type']) {
    if (headers[name]?.startsWith('application/json')) delete headers[name]
  }
  return headers
}

/** Texts by name, of an object or a `Map`; what is undefined or null was not given. */
export function texts(given: unknown, what: string, site: CallSite): Record<string, string> {
  if (given === undefined || given === null) return {}
  if (typeof given !== 'object') throw refusal(site, `${what} must be an object`)
  const found: Record<string, string> = Object.create(null)
  const entries: Iterable<[unknown, unknown]> = given instanceof Map ? given : Object.entries(given)
  for (const [name, value] of entries) {
    if (value === undefined || value === null) continue
    if (typeof value === 'object' && !Array.isArray(value)) throw refusal(site, `${what}: ${name} must be a text`)
    found[String(name)] = String(value)
  }
  return found
}
