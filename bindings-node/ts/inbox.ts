// Where the native half delivers what came of calls; see `src/inbox.rs`.
import type { Answer } from './native'

/** What came of a call, or a part of a list; null at its end. */
export type Arrived = { readonly units: string; readonly answer: Answer } | null

interface Waiting {
  readonly resolve: (arrived: Arrived) => void
  readonly reject: (reason: unknown) => void
}

/** What a call rejects with that was given up. */
export const GIVEN_UP = Symbol('given up')

/** The number of a call whose outcome nobody waits for. */
export const NOBODY = 0

const LARGEST = 2 ** 32 - 1
const ITEMS = 3

const waiting = new Map<number, Waiting>()
let last = NOBODY

/** Begins a call of the native half, and waits for what comes of it. */
export function arrival(begin: (number: number) => unknown): Promise<Arrived> {
  return new Promise((resolve, reject) => {
    last = (last % LARGEST) + 1
    const number = last
    begin(number)
    waiting.set(number, { resolve, reject })
  })
}

/** Takes three items for each call: its number, what the native half wrote, and the answer, or what went wrong. */
export function deliver(outcomes: readonly unknown[]): void {
  for (let index = 0; index < outcomes.length; index += ITEMS) {
    const number = outcomes[index] as number
    const call = waiting.get(number)
    if (call === undefined) continue
    waiting.delete(number)
    const units = outcomes[index + 1]
    const rest = outcomes[index + 2]
    if (typeof units === 'string') call.resolve({ units, answer: rest as Answer })
    else if (units === null) call.resolve(null)
    else call.reject(rest === undefined ? GIVEN_UP : rest)
  }
}
