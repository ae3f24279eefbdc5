// Calls by way of our own client, in the official shape.
import type { CallSite } from '../../failures'
import type { CallPromise, Tokens } from '../../index'
import { withClient } from './clients'
import type { Configuration } from './configuration'
import { type ApiResponse, officialError, officialResponse } from './errors'
import { type Asked, callOptions, clientOptions } from './options'

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
    const options = await clientOptions(configuration, basePath, site)
    const answer = await withClient(options, ({ tokens }) => work(tokens, asked).withResponse())
    return officialResponse(answer.httpStatus, answer.body(), answer.headers)
  } catch (error) {
    throw officialError(error, site)
  }
}
