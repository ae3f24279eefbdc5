// One reading of a list, of its items or of its pages.
import { type Cancel, native } from './native'
import { type AbortSignalLike, assertNotAborted } from './signal'

/** Gets the next part of a list; null at its end. */
export type NextPart<T> = (cancel: Cancel) => Promise<readonly T[] | null>

/**
 * What an async generator is to its user, but for one thing: ending it takes back the request that is on its way. A generator
 * would wait for the answer first.
 */
export class Reading<T> implements AsyncGenerator<T, void, undefined> {
  readonly #nextPart: NextPart<T>
  readonly #signal: () => AbortSignalLike | undefined
  #part: readonly T[] = []
  #index = 0
  #isOver = false
  #cancel: Cancel | null = null
  /** The answers are given in the order in which they were asked for. */
  #last: Promise<unknown> = Promise.resolve()
  #asked = 0

  constructor(nextPart: NextPart<T>, signal: () => AbortSignalLike | undefined) {
    this.#nextPart = nextPart
    this.#signal = signal
  }

  next(): Promise<IteratorResult<T, void>> {
    const isReady = this.#asked === 0 && this.#index < this.#part.length
    return isReady ? this.#step() : this.#inTurn(() => this.#step())
  }

  return(value?: void | PromiseLike<void>): Promise<IteratorResult<T, void>> {
    this.#end()
    return this.#inTurn(async () => ({ done: true, value: await value }))
  }

  throw(error: unknown): Promise<IteratorResult<T, void>> {
    this.#end()
    return this.#inTurn(() => Promise.reject(error))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return()
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #inTurn<R>(work: () => Promise<R>): Promise<R> {
    this.#asked += 1
    const result = this.#last.then(work)
    const settled = () => {
      this.#asked -= 1
    }
    this.#last = result.then(settled, settled)
    return result
  }

  async #step(): Promise<IteratorResult<T, void>> {
    try {
      while (!this.#isOver) {
        if (this.#index < this.#part.length) {
          assertNotAborted(this.#signal())
          const value = this.#part[this.#index] as T
          this.#index += 1
          return { done: false, value }
        }
        await this.#advance()
      }
    } catch (error) {
      // Whoever ended it has no use for what became of the request.
      const isWanted = !this.#isOver
      this.#end()
      if (isWanted) throw error
    }
    return { done: true, value: undefined }
  }

  async #advance(): Promise<void> {
    this.#cancel = new native.Cancel()
    const part = await this.#nextPart(this.#cancel)
    this.#cancel = null
    if (part === null) this.#end()
    else if (!this.#isOver) [this.#part, this.#index] = [part, 0]
  }

  #end(): void {
    this.#isOver = true
    this.#part = []
    this.#index = 0
    this.#cancel?.cancel()
    this.#cancel = null
  }
}
