// From the JSON of the official models to the inputs of ours.
import type { CallSite } from '../../failures'
import type { NewToken, PageQuery, TokenUpdate } from '../../index'
import { refusal } from './errors'
import { type Given, texts } from './options'

/** An instant with its offset, as RFC 3339 writes it. */
const INSTANT = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/

/** A token to be made. */
export function newToken(input: unknown, name: string, site: CallSite): NewToken {
  const { properties } = known(wire(input, name, site), ['properties'], name, site)
  const where = `${name}.properties`
  const given = known(properties, ['name', 'scopes', 'status', 'expiryDate'], where, site)
  // null is how the service says "none", which is the default for one that is made.
  const scopes = given.scopes ?? undefined
  const expiryDate = instant(given.expiryDate, `${where}.expiryDate`, site) ?? undefined
  return { ...given, scopes, expiryDate } as unknown as NewToken
}

/** A change of a token. */
export function tokenUpdate(input: unknown, name: string, site: CallSite): TokenUpdate {
  const given = known(wire(input, name, site), ['scopes', 'status', 'expiryDate'], name, site)
  return { ...given, expiryDate: instant(given.expiryDate, `${name}.expiryDate`, site) } as TokenUpdate
}

/** What would have been sent: as for axios, dates become texts, and what is undefined is left out. */
function wire(input: unknown, name: string, site: CallSite): unknown {
  try {
    return JSON.parse(typeof input === 'string' ? input : JSON.stringify(input))
  } catch {
    throw refusal(site, `${name} cannot be written as JSON`)
  }
}

function known(given: unknown, names: readonly string[], where: string, site: CallSite): Given {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw refusal(site, `${where} must be an object`)
  const unknown = Object.keys(given).find((name) => !names.includes(name))
  if (unknown !== undefined) throw refusal(site, `${where} has no ${unknown}; it has ${names.join(', ')}`)
  // Without a prototype: what stands on that of every object was not given.
  return Object.assign(Object.create(null), given)
}

function instant(given: unknown, where: string, site: CallSite): Date | null | undefined {
  if (given === undefined || given === null) return given
  const date = new Date(typeof given === 'string' && INSTANT.test(given) ? given : Number.NaN)
  if (Number.isNaN(date.getTime()))
    throw refusal(site, `${where} must be a time with its offset, such as 2031-05-04T10:00:00Z`)
  return date
}

/** Which page of a list, from the parameters of the call and what stands in its query; and the rest of that. */
export function pageQuery(
  given: Given,
  query: Record<string, string>,
  site: CallSite,
): [page: PageQuery, rest: Record<string, string>] {
  const { offset, limit, maxResults } = given
  const filters = Object.entries(texts(given.filters, 'filters', site)).map(([name, value]) => [
    `filter.${name}`,
    value,
  ])
  const all: Record<string, string> = {
    ...texts({ offset, limit, maxResults }, 'parameters', site),
    ...Object.fromEntries(filters),
    ...query,
  }
  const page: { -readonly [Name in keyof PageQuery]: PageQuery[Name] } & { filters: Record<string, string> } = {
    filters: {},
  }
  const rest: Record<string, string> = {}
  for (const [name, value] of Object.entries(all)) {
    if (name === 'offset' || name === 'limit' || name === 'maxResults') page[name] = count(value, name, site)
    else if (name.startsWith('filter.')) page.filters[name.slice('filter.'.length)] = value
    else rest[name] = value
  }
  return [page, rest]
}

function count(text: string, name: string, site: CallSite): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(number)) throw refusal(site, `${name} must be a whole number in digits`)
  return number
}
