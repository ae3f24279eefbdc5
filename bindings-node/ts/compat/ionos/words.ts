// What our refusals call things, and what somebody who knows the official SDK calls them.
import type { RegistryTokensError } from '../../index'

const WORDS: Readonly<Record<string, string>> = {
  'use https, or allowHttp if you must': 'use https',
  baseUrl: 'basePath',
  contractNumber: 'X-Contract-Number',
  extraHeaders: 'headers',
  extraQuery: 'query',
  longestWaitMs: 'setMaxWaitTime',
  maxRetries: 'setMaxRetries',
  timeoutMs: 'timeout',
}

/** A quotation, which is the caller's own, or one of our words. */
const PART = new RegExp(`"(?:[^"\\\\]|\\\\.)*"|\\b(?:${Object.keys(WORDS).join('|')})\\b`, 'g')

/** Whether an error is about what was given, and not about what was answered. */
export const isRefusal = ({ code }: RegistryTokensError): boolean => code === 'invalid_argument' || code === 'config'

/** A text of such an error, in the words of the official SDK. */
export const officialWords = (text: string): string => text.replace(PART, (part) => WORDS[part] ?? part)
