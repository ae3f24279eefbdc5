// Rotations: a new one is issued, handed over, and only then the old one goes.
import { types } from 'node:util'
import { CALL_NAMES, type CallOptions } from './call'
import { RotationIncompleteError } from './errors'
import { type CallSite, asOf, errorFrom, refused } from './failures'
import type { Retirement } from './generated/models'
import { type Names, read } from './input'
import { type Cancel, native } from './native'
import { type AbortSignalLike, assertNotAborted, onAbort, reasonOf, signalOf } from './signal'

/** How far a rotation is; new words may come. */
export type RotationStep =
  | 'begun'
  | 'issued'
  | 'deployed'
  | 'retired'
  | 'undone'
  | 'kept_both'
  | 'failed'
  | (string & {})

/** The known words of {@link RotationStep | that set}. */
export const RotationStep = Object.freeze({
  /** One of several rotations has begun. */
  BEGUN: 'begun',
  /** The new one works, and the old one still does. */
  ISSUED: 'issued',
  /** The new one is in place. */
  DEPLOYED: 'deployed',
  /** The old one was retired, or could not be: the {@link Retirement} says it. */
  RETIRED: 'retired',
  /** The deployment failed, and the new one is deleted. */
  UNDONE: 'undone',
  /** The deployment failed or was aborted, and both exist. */
  KEPT_BOTH: 'kept_both',
  /** One of several rotations has failed. */
  FAILED: 'failed',
} as const)

/** What an observer of a rotation is told; without secrets. */
export interface RotationProgress {
  /** What was just done. */
  readonly step: RotationStep
  /** The id of the one to be replaced. */
  readonly oldId: string
  /** The id of the new one, once it is issued. */
  readonly newId: string | null
}

/** How to rotate. The time and the number of tries are those of each request. */
export interface RotationOptions extends CallOptions {
  /**
   * What happens when the deployment fails. `'delete_new'`: the new one is deleted, and what was thrown goes on. `'keep_both'`:
   * nothing is deleted, and the rotation rejects with {@link RotationIncompleteError}. Default: `'delete_new'`.
   */
  onDeployError?: 'delete_new' | 'keep_both' | undefined
  /**
   * Told after each step, at once. What it throws is an uncaught exception of the program, a promise that it rejects an
   * unhandled rejection; the rotation goes on.
   */
  onProgress?: ((progress: RotationProgress) => void) | undefined
}

/** A rotation that came to its end: the new one is in place. */
export interface RotationResult<Rotation> {
  /** The old one, the new one and its credentials. */
  readonly rotation: Rotation
  /** What became of the old one. Look at its `oldOutcome`: it may be `failed`. */
  readonly retirement: Retirement
}

/** What became of one of those that were to be rotated. */
export interface ExpiringRotation<Item, Rotation> {
  /** The one to be rotated, as it was. */
  readonly token: Item
  /** Its rotation, where that came to its end. */
  readonly result: RotationResult<Rotation> | null
  /** Why it did not: an error of this package, or what the deployment threw. */
  readonly error: unknown
}

/** Puts the credentials of a rotation in place; the rotation waits for the promise that it may give. */
export type Deploy<Rotation> = (rotation: Rotation) => unknown

/** The calls that a rotation is made of. */
export interface Steps<Rotation> {
  readonly site: CallSite
  readonly planNames: Names
  readonly retirementNames: Names
  readonly begin: (id: string, plan: object, options: CallOptions) => Promise<Rotation>
  readonly finish: (ids: Ids, retirement: object, options: CallOptions) => Promise<Retirement>
  readonly undo: (ids: Ids, options: CallOptions) => Promise<void>
  readonly ids: (rotation: Rotation) => Ids
  /** Throws the error of the native half. */
  readonly incomplete: (ids: Ids) => unknown
  /** Reads what a rotation is told, and sends nothing. */
  readonly check: (plan: unknown, options: unknown, cancelled: Cancel) => unknown
}

type Observer = (progress: RotationProgress) => unknown

type Ids = readonly [oldId: string, newId: string]

/** What a caller said, taken apart. */
class Handling<Rotation> {
  readonly signal: AbortSignalLike | undefined
  readonly concurrency: number
  readonly options: CallOptions
  readonly #plan: Record<string, unknown>
  readonly #keepsBoth: boolean
  readonly #onProgress: Observer | undefined
  readonly #steps: Steps<Rotation>

  constructor(steps: Steps<Rotation>, deploy: unknown, given: unknown, names: Names) {
    const { site, planNames } = steps
    const refuse = (name: string, wanted: string, value: unknown) => {
      const hint = types.isPromise(value) ? ', not a Promise; an `await` may be missing' : ''
      return refused(site, `${name} must be ${wanted}${hint}`)
    }
    if (typeof deploy !== 'function') throw refuse('deploy', 'a function', deploy)
    const all = read(given, { ...CALL_NAMES, ...planNames, ...OWN_NAMES, ...names }, site)
    this.#steps = steps
    this.#plan = {}
    const isRead = typeof all === 'object' && all !== null && all !== given
    const rest = isRead ? (all as Record<string, unknown>) : {}
    const { onDeployError = 'delete_new', onProgress, concurrency = 4 } = rest
    for (const name of ['onDeployError', 'onProgress', 'concurrency']) {
      if (name in names || name in OWN_NAMES) Reflect.deleteProperty(rest, name)
    }
    for (const name of Object.keys(planNames)) {
      if (Object.hasOwn(rest, name)) this.#plan[name] = rest[name]
      Reflect.deleteProperty(rest, name)
    }
    if (onDeployError !== 'delete_new' && onDeployError !== 'keep_both') {
      throw refuse('onDeployError', '"delete_new" or "keep_both"', onDeployError)
    }
    if (onProgress !== undefined && typeof onProgress !== 'function') {
      throw refuse('onProgress', 'a function', onProgress)
    }
    if (!Number.isSafeInteger(concurrency) || (concurrency as number) < 1) {
      throw refuse('concurrency', 'a whole number from 1', concurrency)
    }
    this.concurrency = concurrency as number
    this.#keepsBoth = onDeployError === 'keep_both'
    this.#onProgress = onProgress as Observer | undefined
    // What is no object is refused by the native half.
    this.options = (isRead ? rest : given) as CallOptions
    this.signal = signalOf(this.options, site)
    const cancelled = new native.Cancel()
    cancelled.cancel()
    const { signal: _, ...others } = isRead ? (rest as CallOptions) : {}
    steps.check(this.#plan, isRead ? others : given, cancelled)
  }

  /** How the old one goes. */
  get retirement(): object {
    const { retirementNames } = this.#steps
    return Object.fromEntries(Object.entries(this.#plan).filter(([name]) => name in retirementNames))
  }

  tell(step: RotationStep, oldId: string, newId: string | null): void {
    try {
      this.#onProgress?.(Object.freeze({ step, oldId, newId }))
    } catch (error) {
      // In a turn of its own: no affair of the rotation.
      queueMicrotask(() => {
        throw error
      })
    }
  }

  async rotate(id: string, deploy: Deploy<Rotation>): Promise<RotationResult<Rotation>> {
    const { begin, finish, ids: idsOf } = this.#steps
    const rotation = await begin(id, this.#plan, this.options)
    const ids = idsOf(rotation)
    this.tell('issued', ...ids)
    try {
      await unlessAborted(this.signal, () => deploy(rotation))
    } catch (error) {
      throw await this.#failed(ids, error)
    }
    this.tell('deployed', ...ids)
    const retirement = await finish(ids, this.retirement, this.options)
    this.tell('retired', ...ids)
    return Object.freeze({ rotation, retirement })
  }

  /** What a rotation rejects with whose deployment threw. */
  async #failed(ids: Ids, error: unknown): Promise<unknown> {
    if (this.signal?.aborted || this.#keepsBoth) {
      this.tell('kept_both', ...ids)
      return this.signal?.aborted ? reasonOf(this.signal) : caused(this.#incomplete(ids), error)
    }
    try {
      await this.#steps.undo(ids, this.options)
    } catch (failure) {
      this.tell('kept_both', ...ids)
      return caused(failure, error)
    }
    this.tell('undone', ...ids)
    return error
  }

  #incomplete(ids: Ids): unknown {
    try {
      return this.#steps.incomplete(ids)
    } catch (thrown) {
      return errorFrom(thrown, this.#steps.site)
    }
  }
}

const OWN_NAMES: Names = { onDeployError: null, onProgress: null }

function caused(failure: unknown, cause: unknown): unknown {
  if (failure instanceof RotationIncompleteError) Object.defineProperty(failure, 'cause', { value: cause })
  return failure
}

/** What work gives, or the reason of a signal that says it before: nobody else could end a deployment that never ends. */
async function unlessAborted(signal: AbortSignalLike | undefined, work: () => unknown): Promise<void> {
  assertNotAborted(signal)
  if (signal === undefined) {
    await work()
    return
  }
  let forget = () => {}
  const aborted = new Promise<never>((_, reject) => {
    forget = onAbort(signal, { cancel: () => reject(reasonOf(signal)) })
  })
  try {
    await Promise.race([(async () => work())(), aborted])
  } finally {
    forget()
  }
}

/** A whole rotation. */
export async function rotate<Rotation>(
  steps: Steps<Rotation>,
  id: string,
  deploy: Deploy<Rotation>,
  options: unknown,
): Promise<RotationResult<Rotation>> {
  return await inNameOf(steps.site, () => new Handling(steps, deploy, options, {}).rotate(id, deploy))
}

/** Rotates all of a list, several at a time. */
export async function rotateExpiring<Item, Rotation>(
  steps: Steps<Rotation>,
  list: (retirement: object, options: CallOptions) => Promise<readonly Item[]>,
  idOf: (item: Item) => string,
  deploy: Deploy<Rotation>,
  options: unknown,
): Promise<readonly ExpiringRotation<Item, Rotation>[]> {
  return await inNameOf(steps.site, async () => {
    const handling = new Handling(steps, deploy, options, { concurrency: null })
    const items = await list(handling.retirement, handling.options)
    const outcomes: ExpiringRotation<Item, Rotation>[] = []
    // All take from the same.
    const waiting = items.entries()
    const some = async () => {
      for (const [index, token] of waiting) {
        outcomes[index] = Object.freeze({ token, ...(await one(handling, idOf(token), deploy)) })
      }
    }
    const workers = Array.from({ length: Math.min(handling.concurrency, items.length) }, some)
    // An abort ends all of them, and none goes on behind the caller's back.
    for (const worker of await Promise.allSettled(workers)) if (worker.status === 'rejected') throw worker.reason
    return Object.freeze(outcomes)
  })
}

async function one<Rotation>(
  handling: Handling<Rotation>,
  id: string,
  deploy: Deploy<Rotation>,
): Promise<{ result: RotationResult<Rotation> | null; error: unknown }> {
  assertNotAborted(handling.signal)
  handling.tell('begun', id, null)
  try {
    return { result: await handling.rotate(id, deploy), error: null }
  } catch (error) {
    assertNotAborted(handling.signal)
    handling.tell('failed', id, null)
    return { result: null, error }
  }
}

async function inNameOf<T>(site: CallSite, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asOf(site, errorFrom(error, site))
  }
}
