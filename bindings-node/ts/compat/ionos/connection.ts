// Calls by way of our own client: one is kept for as long as the configuration says the same.
import { isDeepStrictEqual } from 'node:util'
import { extraCertificates } from '../../environment'
import type { CallSite } from '../../failures'
import { type CallPromise, IonosClient, type IonosClientOptions, type Tokens } from '../../index'
import type { Configuration } from './configuration'
import { type ApiResponse, officialError, officialResponse } from './errors'
import { type Asked, callOptions, clientOptions } from './options'

interface Kept {
  readonly options: IonosClientOptions
  readonly client: IonosClient
}

/** By configuration: several objects made of the same one share connections. */
const kept = new WeakMap<Configuration, Kept>()

function clientOf(configuration: Configuration, options: IonosClientOptions): IonosClient {
  const before = kept.get(configuration)
  if (before !== undefined && isDeepStrictEqual(before.options, options)) return before.client
  const client = new IonosClient({ ...options, caCerts: extraCertificates() })
  // The one before is not closed: its calls may have to try again. Nor is it told the new credentials: they may be
  // those of somebody else, and its calls are not.
  kept.set(configuration, { options, client })
  return client
}

/** What a call does with our client. */
export type Work = (tokens: Tokens, options: Asked) => CallPromise<unknown>

/** Makes a call and gives it in the official shape. */
export async function send<T>(
  configuration: Configuration | undefined,
  basePath: string,
  given: unknown,
  site: CallSite,
  work: Work,
): Promise<ApiResponse<T>> {
  try {
    const asked = callOptions(configuration, given, site)
    const { tokens } = clientOf(configuration as Configuration, await clientOptions(configuration, basePath, site))
    const answer = await work(tokens, asked).withResponse()
    return officialResponse(answer.httpStatus, answer.body(), answer.headers)
  } catch (error) {
    throw officialError(error, site)
  }
}
