// Errors in the shape that handlers written for axios look for, without the request that axios puts into its own.
import { STATUS_CODES } from 'node:http'
import { type CallSite, linesOf, refused } from '../../failures'
import { RegistryTokensError } from '../../index'
import { hide } from './hidden'
import type { ApiErrorResponse } from './models'
import { isRefusal, officialWords } from './words'

/** An answer, as far as it does not depend on axios. */
export interface ApiResponse<T = any> {
  /** The service's JSON; its text where it is none, and empty where it sent nothing. */
  data: T
  /** The HTTP status. */
  status: number
  /** The words of the status. */
  statusText: string
  /** The headers that are of use to a caller, names in lower case. */
  headers: Record<string, string>
}

/** What is needed was not given. Nothing was sent. */
export class RequiredError extends Error {
  /** What it is, as handlers look for it. */
  declare name: 'RequiredError'
  /** Its name. */
  field: string

  /**
   * An error about one argument.
   *
   * @param field Its name.
   * @param message What to say.
   */
  constructor(field: string, message?: string) {
    super(message)
    Object.defineProperty(this, 'name', { value: 'RequiredError', configurable: true, writable: true })
    this.field = field
  }
}

/**
 * A call that failed. It holds the answer, and never the request: neither a printout nor its JSON shows a credential.
 */
export class IonosApiError extends Error {
  /** As errors of axios say it: handlers ask for it. */
  readonly isAxiosError = true
  /** What axios calls it where nothing was answered: `ECONNREFUSED`, `ECONNRESET`, `ECONNABORTED` (time is up) ... */
  readonly code: string | undefined
  /** The error of this package behind it: `outcomeUnknown`, `retryable`, `attempts`, `requestId` ... */
  declare readonly cause: RegistryTokensError
  /**
   * What the service answered. What was refused here, before anything was sent, has the status 400 (401 without credentials) and
   * no headers. Undefined where no answer came.
   *
   * No printout of the error shows it, and no spread copies it: the body is as the service wrote it.
   */
  declare response: ApiResponse | undefined

  /** @internal */
  constructor(cause: RegistryTokensError, site: CallSite, refusedAs = 400) {
    const response = answered(cause) ?? refusedHere(cause, refusedAs)
    const status = cause.httpStatus === null ? undefined : response?.status
    const begin = status === undefined ? '' : `Request failed with status code ${status}: `
    super(begin + (isRefusal(cause) ? officialWords(cause.message) : cause.message), { cause })
    Object.defineProperty(this, 'name', { value: 'IonosApiError', configurable: true, writable: true })
    this.code = response === undefined ? connectionCode(cause) : undefined
    hide(this, 'response', response, false)
    this.stack = `${this.name}: ${this.message}${linesOf(site)}`
  }

  /** What may be stored: no body, no header. */
  toJSON(): Record<string, unknown> {
    const { name, message, code, cause } = this
    return {
      name,
      message,
      ...(code === undefined ? {} : { code }),
      status: this.response?.status,
      cause: cause.toJSON(),
    }
  }
}

/** An error of ours in the official shape; what a caller's own code threw is its own affair. */
export function officialError(thrown: unknown, site: CallSite): unknown {
  return thrown instanceof RegistryTokensError ? new IonosApiError(thrown, site) : thrown
}

/** The error of what only this layer can judge. */
export function refusal(site: CallSite, reason: string, status = 400): IonosApiError {
  return new IonosApiError(refused(site, reason), site, status)
}

/** The error of what was not given. */
export function required(site: CallSite, field: string): RequiredError {
  const error = new RequiredError(
    field,
    `Required parameter ${field} was null or undefined when calling ${site.operation}.`,
  )
  error.stack = `${error.name}: ${error.message}${linesOf(site)}`
  return error
}

/** An answer in the official shape. */
export function officialResponse(
  status: number,
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
): ApiResponse {
  return { data: parsed(body), status, statusText: STATUS_CODES[status] ?? '', headers: { ...headers } }
}

function parsed(body: Uint8Array): unknown {
  const text = new TextDecoder().decode(body)
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** No usable answer, though an earlier attempt, or the head of this one, may have brought a status. */
const UNANSWERED = new Set<string>(['connect', 'deadline_exceeded', 'transport'])

function answered(cause: RegistryTokensError): ApiResponse | undefined {
  if (cause.httpStatus === null || UNANSWERED.has(cause.code)) return undefined
  return officialResponse(cause.httpStatus, cause.responseBody(), cause.responseHeaders())
}

/** Handlers of the official SDK read `response.data` without asking whether there is any. */
function refusedHere(cause: RegistryTokensError, status: number): ApiResponse<ApiErrorResponse> | undefined {
  if (!isRefusal(cause)) return undefined
  const messages = [{ errorCode: cause.code, message: officialWords(cause.reason) }]
  return { data: { httpStatus: status, messages }, status, statusText: STATUS_CODES[status] ?? '', headers: {} }
}

function connectionCode({ code, cause }: RegistryTokensError): string | undefined {
  if (code === 'deadline_exceeded') return 'ECONNABORTED'
  return cause.code ?? (UNANSWERED.has(code) ? 'ERR_NETWORK' : undefined)
}
