// The objects of callers, each read once, as the native half takes them.
import { types } from 'node:util'
import { type CallSite, refused } from './failures'
import { FOREIGN, held, isForeignSecret, isSecret } from './secret'

/** The names that an object may have; where one stands for a list of objects, those of its items. */
export type Names = Readonly<{ [name: string]: Names | null }>

/**
 * What an object says under the names that are known, and which others it has itself: those the native half refuses. What is
 * no object is left to it, too.
 */
export function read(value: unknown, names: Names, site: CallSite): unknown {
  if (!isObject(value)) return value
  const speakers = speakersOf(value)
  const copy = bare()
  for (const name of Object.keys(names)) {
    if (!speakers.some((one) => Object.hasOwn(one, name))) continue
    copy[name] = converted(value[name], names[name] ?? null, name, site)
  }
  for (const name of Object.keys(value)) {
    // Said for another reader, not a misspelt name.
    if (!Object.hasOwn(names, name) && name !== 'toJSON') copy[name] = undefined
  }
  return copy
}

/** Without a prototype, so that no name has a meaning of its own, and what others put on every object is no option. */
const bare = (): Record<string, unknown> => Object.create(null)

/** An object whose content is its properties; not what the language knows to hold something else, such as a `Set`. */
function isObject(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]' || types.isModuleNamespaceObject(value)
}

/** An object and its prototypes, but not the one that every object has: what stands there was not said by the caller. */
function speakersOf(value: object): object[] {
  const chain: object[] = []
  for (let one: object | null = value; one !== null; one = Object.getPrototypeOf(one)) chain.push(one)
  // That of another realm is another object.
  const last = chain.at(-1)
  if (last !== undefined && last !== value && Object.hasOwn(last, 'isPrototypeOf')) chain.pop()
  return chain
}

function converted(value: unknown, names: Names | null, name: string, site: CallSite): unknown {
  if (isSecret(value)) return held(value).current()
  if (isForeignSecret(value)) throw refused(site, `${name} ${FOREIGN}`)
  if (Array.isArray(value)) return items(value, names, site)
  if (types.isMap(value)) return textsOfMap(value)
  if (!isObject(value)) return value
  return names === null ? textsOf(value) : read(value, names, site)
}

/** A real array, also of a `Proxy`. */
function items(value: readonly unknown[], names: Names | null, site: CallSite): unknown[] {
  const copy: unknown[] = []
  for (let index = 0; index < value.length; index += 1) {
    const item = value[index]
    copy.push(names === null ? item : read(item, names, site))
    // Refused in any case; an array may be long and have nothing in it.
    if (item === undefined) break
  }
  return copy
}

function textsOf(value: Record<string, unknown>): unknown {
  const copy = bare()
  for (const name of new Set(speakersOf(value).flatMap((one) => Object.keys(one)))) copy[name] = value[name]
  return copy
}

function textsOfMap(map: Map<unknown, unknown>): unknown {
  const copy = bare()
  for (const [name, text] of map) {
    // The native half refuses the map and says what it wants.
    if (typeof name !== 'string') return map
    copy[name] = text
  }
  return copy
}
