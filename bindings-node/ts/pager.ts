// Lists longer than an answer.
import { CALL_NAMES, type CallOptions, type Read, openCall, valueOf } from './call'
import type { CallSite } from './failures'
import { arrival } from './inbox'
import { type Names, read } from './input'
import type { Cancel, NativePager, Stream } from './native'
import { assertOurs } from './ours'
import { type NextPart, Reading } from './reading'
import { type AbortSignalLike, signalOf } from './signal'

/** What a method that gives a list knows of it. */
export interface Listing<Item, Page> {
  readonly site: CallSite
  /** The names of its own options. */
  readonly names: Names
  readonly open: (options: unknown) => unknown
  readonly readItems: Read<Item[]>
  readonly readPage: Read<Page>
}

interface Settings {
  readonly options: unknown
  readonly signal: AbortSignalLike | undefined
}

/**
 * All items of a list, each one once, page by page behind the scenes.
 *
 * Every `for await` starts anew. Ending one, also while a page is on its way, gives the request up. A list that changes
 * meanwhile may miss items; {@link Pager.all} is the one that does not.
 */
export class Pager<Item, Page> implements AsyncIterable<Item> {
  readonly #listing: Listing<Item, Page>
  readonly #settings: () => Settings

  private constructor(mark: unknown, listing: Listing<Item, Page>, options: CallOptions | undefined) {
    assertOurs(mark)
    this.#listing = listing
    // As they are now: a caller may use the object for another call.
    this.#settings = readNow(listing, options)
  }

  /** The items. */
  [Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    return this.#reading(this.#parts((pager) => pager.items(), this.#listing.readItems))
  }

  /** The pages instead of the items, as the service gives them. */
  pages(): AsyncGenerator<Page, void, undefined> {
    return this.#reading(
      this.#parts(
        (pager) => pager.pages(),
        (from, parent, place) => [this.#listing.readPage(from, parent, place)],
      ),
    )
  }

  /**
   * Every item at once, and none missed that was there all the time.
   *
   * One request where the service gives the whole list; else the list is read again and again, in overlapping pages, until two
   * readings in a row agree. Rejects with `ListingUnstableError` when four readings did not.
   *
   * @throws InvalidArgumentError when an argument of the list cannot be meant; nothing is sent then.
   */
  async all(): Promise<Item[]> {
    return (await this.#parts((pager) => pager.all(), this.#listing.readItems)()) ?? []
  }

  #reading<T>(parts: NextPart<T>): Reading<T> {
    return new Reading(parts, () => this.#settings().signal)
  }

  #parts<T>(choose: (pager: NativePager) => Stream, readPart: Read<T[]>): (cancel?: Cancel) => Promise<T[] | null> {
    let stream: Stream | undefined
    return async (cancel) => {
      const { options, signal } = this.#settings()
      const next = (cancel: Cancel | null) => {
        // What is wrong with an argument rejects, as what comes later.
        return arrival((number) => {
          stream ??= choose(this.#listing.open(options) as NativePager)
          stream.next(cancel, number)
        })
      }
      const arrived = await openCall(this.#listing.site, signal, next, cancel)
      return arrived && valueOf(arrived, readPart)
    }
  }
}

/** Options read at once; what is wrong with them is told when the list is read: a call of a method never throws. */
function readNow({ site, names }: Listing<unknown, unknown>, given: unknown): () => Settings {
  try {
    const options = read(given, { ...CALL_NAMES, ...names }, site)
    const settings = { options, signal: signalOf(options, site) }
    return () => settings
  } catch (error) {
    return () => {
      throw error
    }
  }
}
