// Lists longer than an answer.
import { type CallOptions, type Read, made, plain, valueOf } from './call'
import type { Place } from './failures'
import type { NativePager, Stream } from './native'

/**
 * All items of a list, each one once, page by page behind the scenes.
 *
 * Every `for await` starts anew. A list that changes meanwhile may miss items; {@link Pager.all} is the one that does not.
 */
export class Pager<Item, Page> implements AsyncIterable<Item> {
  readonly #from: Place
  readonly #options: CallOptions | undefined
  readonly #open: (options: unknown) => NativePager
  readonly #readItem: Read<Item>
  readonly #readPage: Read<Page>

  /** @internal */
  constructor(
    from: Place,
    options: CallOptions | undefined,
    open: (options: unknown) => unknown,
    readItem: Read<Item>,
    readPage: Read<Page>,
  ) {
    this.#from = from
    // As they are now: a caller may use the object for another call.
    this.#options = plain(options) as CallOptions | undefined
    this.#open = open as (options: unknown) => NativePager
    this.#readItem = readItem
    this.#readPage = readPage
  }

  /** The items. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const items of this.#parts((pager) => pager.items(), this.#readItems)) yield* items
  }

  /** The pages instead of the items, as the service gives them. */
  pages(): AsyncGenerator<Page, void, undefined> {
    return this.#parts((pager) => pager.pages(), this.#readPage)
  }

  /**
   * Every item at once, and none missed that was there all the time.
   *
   * One request where the service gives the whole list; else the list is read again and again, in overlapping pages, until two
   * readings in a row agree. Rejects with `ListingUnstableError` when four readings did not.
   */
  async all(): Promise<Item[]> {
    for await (const items of this.#parts((pager) => pager.all(), this.#readItems)) return items
    return []
  }

  readonly #readItems: Read<Item[]> = (wire, origin) =>
    (wire as unknown[]).map((item, index) => this.#readItem(item, { answer: origin.answer, path: [index] }))

  async *#parts<T>(choose: (pager: NativePager) => Stream, read: Read<T>): AsyncGenerator<T, void, undefined> {
    let stream: Stream | undefined
    for (;;) {
      const answer = await made(this.#from, this.#options, (cancel) => {
        stream ??= choose(this.#open(this.#options))
        return stream.next(cancel)
      })
      if (answer === null) return
      yield valueOf(answer, read)
    }
  }
}
