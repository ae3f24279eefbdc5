// What users are promised of the types: only compiled, against the declarations that they get.
import * as api from 'registry-tokens'
import {
  type CallOptions,
  type CallPromise,
  type ErrorCause,
  type ErrorCode,
  type ErrorDetail,
  type Event,
  type ExpiringRotation,
  IonosClient,
  type IonosClientOptions,
  type IssuedToken,
  NotFoundError,
  type Pager,
  type Registry,
  type RegistryPage,
  RegistryTokensError,
  type ReplacedToken,
  type ConfigMerge,
  Credentials,
  type IssuedLongTermCredential,
  type LongTermCredential,
  type LongTermCredentialRotation,
  type Response,
  type Retirement,
  type RotationProgress,
  type RotationResult,
  Scope,
  Secret,
  SwrClient,
  type SwrClientOptions,
  type SwrCredentials,
  type TargetRegistry,
  type TargetRegistryInput,
  type TargetRegistryPage,
  TargetRegistryType,
  type Token,
  type TokenPage,
  type TokenRotation,
  TokenStatus,
} from 'registry-tokens'

/** Whether two types are the same; `any` is the same as nothing else. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
function same<Wanted>() {
  return <Given,>(_value: Given, _is: Same<Wanted, Given>): void => {}
}

const client = new IonosClient({ token: 't', baseUrl: 'http://127.0.0.1:1', timeoutMs: 1000 })
const { tokens, registries } = client

// Calls.
same<CallPromise<Token>>()(tokens.get('r', 't'), true)
same<CallPromise<Token | null>>()(tokens.find('r', 'name'), true)
same<CallPromise<IssuedToken>>()(tokens.create('r', { name: 'n' }), true)
same<CallPromise<ReplacedToken>>()(tokens.replace('r', 't', { name: 'n' }), true)
same<CallPromise<Token>>()(tokens.update('r', 't', { scopes: null }), true)
same<CallPromise<void>>()(tokens.delete('r', 't', { missingOk: true, timeoutMs: 5 }), true)
same<CallPromise<TokenPage>>()(tokens.listPage('r', { limit: 5 }), true)
same<Pager<Token, TokenPage>>()(tokens.list('r', { pageSize: 5, signal: AbortSignal.timeout(5) }), true)
same<Pager<Registry, RegistryPage>>()(registries.list(), true)
same<CallPromise<Registry>>()(registries.get('r'), true)
same<CallPromise<Registry | null>>()(registries.find('n'), true)
same<CallPromise<Registry>>()(registries.waitUntilRunning('r', { withinMs: 5, pollIntervalMs: 5 }), true)
same<Promise<Response<Token>>>()(tokens.get('r', 't').withResponse(), true)

// Rotations, and what logs in.
const deploy = async ({ credentials, new: token }: TokenRotation) => {
  same<Credentials>()(credentials, true)
  same<Token>()(token, true)
}
const onProgress = ({ step, newId }: RotationProgress) => console.log(step === 'issued', newId?.length)
const plan = { retire: 'delete', graceMs: 5, onDeployError: 'keep_both', onProgress, timeoutMs: 5 } as const
same<Promise<RotationResult<TokenRotation>>>()(tokens.rotate('r', 't', deploy, plan), true)
same<Promise<readonly ExpiringRotation<Token, TokenRotation>[]>>()(
  tokens.rotateExpiring('r', 5, deploy, { ...plan, concurrency: 2 }),
  true,
)
same<CallPromise<TokenRotation>>()(tokens.beginRotation('r', 't', { expiresInMs: 5 }), true)
same<Promise<Retirement>>()(tokens.finishRotation('r', 'o', 'n'), true)
same<CallPromise<void>>()(tokens.undoRotation('r', 'o', 'n'), true)
same<Promise<readonly Token[]>>()(tokens.listExpiring('r', 5), true)
const stored = new Credentials('user', 'password')
same<Secret>()(stored.dockerConfig('host'), true)
same<Secret>()(stored.kubernetesSecret('host', 'regcred', 'apps'), true)
same<Promise<ConfigMerge>>()(stored.mergeInto('config.json', 'host'), true)

// Those of the other service.
const swr = new SwrClient({ accessKey: 'a', secretKey: new Secret('s'), region: 'cn-north-4' })
const { targetRegistries, longTermCredentials, temporaryCredentials, login } = swr
const target: TargetRegistryInput = {
  name: 'n',
  type: TargetRegistryType.SWR_PRO,
  url: 'https://a.example',
  accessKey: 'a',
  accessSecret: new Secret('s'),
  insecure: true,
  dnsHosts: new Map([['a.example', '192.0.2.1']]),
}
same<Pager<TargetRegistry, TargetRegistryPage>>()(targetRegistries.list('i', { type: 'swr-pro', name: 'n' }), true)
same<CallPromise<TargetRegistryPage>>()(targetRegistries.listPage('i'), true)
same<CallPromise<TargetRegistry>>()(targetRegistries.get('i', 24), true)
same<number>()((await targetRegistries.create('i', target)).id, true)
same<CallPromise<void>>()(targetRegistries.update('i', 24, target), true)
same<Secret | undefined>()((await targetRegistries.get('i', 24)).credential?.accessSecret, true)
same<Readonly<Record<string, string>> | undefined>()((await targetRegistries.get('i', 24)).dnsConf?.hosts, true)
same<CallPromise<IssuedLongTermCredential>>()(longTermCredentials.create('i', 'n'), true)
same<Promise<RotationResult<LongTermCredentialRotation>>>()(
  longTermCredentials.rotate('i', 'c', () => {}, { retire: 'keep' }),
  true,
)
same<CallPromise<LongTermCredential | null>>()(longTermCredentials.find('i', 'n'), true)
same<CallPromise<void>>()(longTermCredentials.enable('i', 'c'), true)
same<CallPromise<Credentials>>()(temporaryCredentials.create('i'), true)
same<CallPromise<Credentials>>()(login.createTemporary(), true)
same<CallPromise<Credentials>>()(login.createTemporary({ durationMs: 5 }, { timeoutMs: 5 }), true)
same<CallPromise<Credentials>>()(login.createEnhanced({ timeoutMs: 5 }), true)
const swrOptions: SwrClientOptions = { token: 't', endpoint: undefined, onEvent: (event) => same<Event>()(event, true) }
const swrCredentials: SwrCredentials[] = [
  { token: 't' },
  { accessKey: 'a', secretKey: 's' },
  { accessKey: 'a', secretKey: 's', securityToken: new Secret('t') },
]
swr.setCredentials({ token: new Secret('t') })
// @ts-expect-error half of the credentials
swr.setCredentials({ accessKey: 'a' })
// @ts-expect-error those of the other service
swr.setCredentials({ username: 'u', password: 'p' })
// @ts-expect-error the number of a target registry is no text
targetRegistries.get('i', '24')
// @ts-expect-error a password is needed
targetRegistries.create('i', { ...target, accessSecret: undefined })

// Values.
const token = await tokens.get('r', 't')
same<string>()(token.id, true)
same<TokenStatus | null>()(token.status, true)
same<Date | null>()(token.expiryDate, true)
same<readonly Scope[]>()(token.scopes, true)
same<Record<string, unknown>>()(token.toJSON(), true)
const { credentials } = await tokens.create('r', { name: 'n' })
same<string>()(credentials.username, true)
same<Secret>()(credentials.password, true)
same<string>()(credentials.password.reveal(), true)
same<'disabled'>()(TokenStatus.DISABLED, true)
same<Scope>()(Scope.repository('team/app', ['pull', 'a word of tomorrow']), true)

// Lists.
for await (const item of tokens.list('r')) same<Token>()(item, true)
for await (const page of tokens.list('r').pages()) same<TokenPage>()(page, true)
same<Promise<Token[]>>()(tokens.list('r').all(), true)

// Answers.
const response = await tokens.get('r', 't').withResponse()
same<Token>()(response.value, true)
same<number>()(response.httpStatus, true)
same<Readonly<Record<string, string>>>()(response.headers, true)
same<string | null>()(response.requestId, true)

// Errors.
try {
  await tokens.delete('r', 't')
} catch (error) {
  if (error instanceof NotFoundError) same<'not_found'>()(error.code, true)
  if (error instanceof RegistryTokensError) {
    same<readonly ErrorDetail[]>()(error.details, true)
    same<boolean>()(error.outcomeUnknown, true)
    same<number | null>()(error.retryAfterMs, true)
    same<ErrorCode>()(error.code, true)
    const word: ErrorCode = 'a word of tomorrow'
    same<ErrorCause>()(error.cause, true)
    same<Uint8Array<ArrayBufferLike>>()(error.responseBody(), true)
  }
}
const kinds: (typeof RegistryTokensError)[] = [api.ConflictError, api.RateLimitedError, api.ClosedError]

// What may be given.
const options: IonosClientOptions = {
  password: new Secret('p'),
  username: 'u',
  proxy: false,
  caCerts: new Uint8Array(),
  onEvent: (event) => same<Event>()(event, true),
}
const call: CallOptions = { extraHeaders: new Map([['a', 'b']]), extraQuery: { a: 'b' }, maxRetries: 0 }
await tokens.create('r', { name: 'n', scopes: [{ type: 'repository', name: '*', actions: ['pull'] }] }, call)
await tokens.create('r', { name: 'n', scopes: token.scopes, expiryDate: new Date() })
client.setCredentials({ token: new Secret('t') })
client.setCredentials({ username: 'u', password: 'p' })
await using closed = IonosClient.fromEnv()
using closedToo = IonosClient.fromEnv()

// What is undefined counts as left out, also where the compiler tells the two apart.
const left: IonosClientOptions = { token: undefined, timeoutMs: undefined, onEvent: undefined, caCerts: undefined }
const leftOfCall: CallOptions = { signal: undefined, timeoutMs: undefined, extraHeaders: undefined }
await tokens.create('r', { name: 'n', scopes: undefined, expiryDate: undefined, expiresInMs: undefined }, leftOfCall)
await tokens.update('r', 't', { status: undefined, scopes: undefined }, undefined)
await tokens.listPage('r', { offset: undefined, limit: undefined, filters: undefined })
tokens.list('r', { pageSize: undefined, filters: undefined, signal: undefined })
await tokens.delete('r', 't', { missingOk: undefined })
await registries.waitUntilRunning('r', { withinMs: undefined })

// Any signal, by what it is.
declare const signal: { aborted: boolean; addEventListener(): void; removeEventListener(): void }
tokens.get('r', 't', { signal })

class Own extends IonosClient {
  constructor(readonly team: string) {
    super({ userAgent: team })
  }
}
same<string>()(new Own('t').team, true)

// What may not.
// @ts-expect-error no such choice
tokens.rotate('r', 't', deploy, { onDeployError: 'give_up' })
// @ts-expect-error no such option
new IonosClient({ tokne: 't' })
// @ts-expect-error null is no value of an option
new IonosClient({ token: null })
// @ts-expect-error milliseconds are a number
new IonosClient({ timeoutMs: '5' })
// @ts-expect-error one proxy or none
new IonosClient({ proxy: true })
// @ts-expect-error a promise: an await is missing
tokens.get('r', tokens.find('r', 'name'))
// @ts-expect-error the registry comes first
tokens.get('t')
// @ts-expect-error a name is needed
tokens.create('r', {})
// @ts-expect-error times are dates
tokens.create('r', { name: 'n', expiryDate: '2031-01-01' })
// @ts-expect-error nothing is cleared when there is nothing yet
tokens.create('r', { name: 'n', expiryDate: null })
// @ts-expect-error the name of a token cannot change
tokens.update('r', 't', { name: 'n' })
// @ts-expect-error a scope needs its actions
tokens.update('r', 't', { scopes: [{ type: 'repository', name: '*' }] })
// @ts-expect-error misspelled
tokens.delete('r', 't', { missingOK: true })
// @ts-expect-error a signal, not its controller
tokens.get('r', 't', { signal: new AbortController() })
// @ts-expect-error headers are texts
tokens.get('r', 't', { extraHeaders: { a: 1 } })
// @ts-expect-error it may be missing
tokens.find('r', 'n').then((found) => found.id)
// @ts-expect-error values are read-only
token.name = 'n'
// @ts-expect-error lists are read-only
token.scopes.push(Scope.repository('a', []))
// @ts-expect-error a secret is no text
const text: string = credentials.password
// @ts-expect-error half of the credentials
client.setCredentials({ username: 'u' })
// @ts-expect-error tokens come from calls
new api.Token([])
// @ts-expect-error lists come from calls
new api.Pager()
// @ts-expect-error resources come from their client
new api.Tokens(client)
// @ts-expect-error errors come from calls
new NotFoundError('not found')
// @ts-expect-error the way to what a secret holds is not public
Secret.held(credentials.password)
// @ts-expect-error the resources stay
client.tokens = tokens
