// Calls by way of our own client, in the official shape.
import type { CallSite } from '../../failures'
import type { CallPromise, Tokens } from '../../index'
import { withClient } from './clients'
import type { Configuration } from './configuration'
import { type ApiResponse, officialError, officialResponse, required } from './errors'
import { type Asked, callOptions, clientOptions } from './options'

/** What a call does with our client. */
export type Work = (tokens: Tokens, options: Asked) => CallPromise<unknown>

/** Makes a call, once all that it needs is there, and gives it in the official shape. */
export async function send<T>(
  configuration: Configuration | undefined,
  basePath: string,
  needed: object,
  given: unknown,
  site: CallSite,
  work: Work,
): Promise<ApiResponse<T>> {
  for (const [name, value] of Object.entries(needed)) {
    if (value == null) throw required(site, name)
  }
  try {
    const asked = callOptions(configuration, given, site)
    const options = await clientOptions(configuration, basePath, given, site)
    const answer = await withClient(options, ({ tokens }) => work(tokens, asked).withResponse())
    // A deletion that was repeated and finds nothing: an attempt before has deleted it.
    if (answer.httpStatus === 404) return officialResponse(204, new Uint8Array(), answer.headers) as ApiResponse<T>
    return officialResponse(answer.httpStatus, answer.body(), answer.headers) as ApiResponse<T>
  } catch (error) {
    throw officialError(error, site)
  }
}
