// Our own clients, kept by what they are made with, so that calls share connections and never credentials.
import { isDeepStrictEqual } from 'node:util'
import { extraCertificates } from '../../environment'
import { IonosClient, type IonosClientOptions } from '../../index'

interface Kept {
  readonly options: IonosClientOptions
  /** The file of certificates that it trusts beside the system's. */
  readonly trusted: string | undefined
  readonly client: IonosClient
  /** How many calls are under way. */
  calls: number
}

/** For all configurations together: a program may make one for each call, or change its token before each. */
const MOST = 16

/** Whoever was used last stands last. */
const kept: Kept[] = []

function made(options: IonosClientOptions, trusted: string | undefined): Kept {
  return { options, trusted, client: new IonosClient({ ...options, caCerts: extraCertificates() }), calls: 0 }
}

function take(options: IonosClientOptions): Kept {
  const trusted = process.env.NODE_EXTRA_CA_CERTS
  const index = kept.findIndex((one) => one.trusted === trusted && isDeepStrictEqual(one.options, options))
  // A client is never told other credentials: its calls may have to try again, and they are not those of somebody else.
  const [found = made(options, trusted)] = index < 0 ? [] : kept.splice(index, 1)
  kept.push(found)
  if (kept.length > MOST) closeIfIdle(kept.shift())
  return found
}

/** A client that is closed sends nothing again, so that of a call under way stays until that has ended. */
function closeIfIdle(one: Kept | undefined): void {
  if (one?.calls === 0) one.client.close()
}

/** Does something with the client of these options. */
export async function withClient<T>(
  options: IonosClientOptions,
  work: (client: IonosClient) => PromiseLike<T>,
): Promise<T> {
  const one = take(options)
  one.calls += 1
  try {
    return await work(one.client)
  } finally {
    one.calls -= 1
    if (!kept.includes(one)) closeIfIdle(one)
  }
}
