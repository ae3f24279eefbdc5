// What is made of a value, and values that callers make themselves.
import { type Read, valueOf } from './call'
import { attempt, callSite, errorFrom } from './failures'
import { type Parent, WHOLE } from './model'
import { type Answer, native } from './native'
import { MARK, isOurs } from './ours'
import { Secret, held, isSecret } from './secret'
import { Given, type Source } from './source'

type Work = (...given: unknown[]) => unknown
type Named = NewableFunction | CallableFunction

/** `credentials.docker_config` is `credentialsDockerConfig` in the native half. */
function work(operation: string): Work {
  const name = operation.replace(/[._](.)/g, (_, letter: string) => letter.toUpperCase())
  return (native as unknown as Record<string, Work>)[name] as Work
}

const handed = (given: readonly unknown[]): unknown[] => given.map((one) => (isSecret(one) ? held(one).current() : one))

const made = <T>(answer: Answer, read: Read<T>): T => valueOf({ units: answer.text(), answer }, read)

/** Makes something at once. */
export function act<T>(operation: string, method: Named, given: readonly unknown[], read: Read<T>): T {
  return attempt(operation, method, () => made(work(operation)(...handed(given)) as Answer, read))
}

/** Makes something that waits for files. */
export async function actLater<T>(
  operation: string,
  method: Named,
  given: readonly unknown[],
  read: Read<T>,
): Promise<T> {
  const site = callSite(operation, method)
  try {
    return made((await work(operation)(...handed(given))) as Answer, read)
  } catch (error) {
    throw errorFrom(error, site)
  }
}

/** What the constructor of a class gets that callers may make, too: from this package as it is, from them the first fields. */
export function madeByCaller(
  given: readonly unknown[],
  name: string,
  isHidden: readonly boolean[],
  constructor: Named,
): [mark: unknown, from: Source, parent: Parent, place: number] {
  const [mark, from, parent, place] = given
  if (isOurs(mark)) return [mark, from as Source, parent as Parent, place as number]
  const own = isHidden.map((_, index) => given[index])
  attempt(name, constructor, () => work(`check.${name}`)(...handed(own)))
  const hidden = own.map((one, index) => (isHidden[index] && !isSecret(one) ? new Secret(one as string) : one))
  return [MARK, new Given(hidden), null, WHOLE]
}
