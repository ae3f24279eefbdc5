// What a program of the official SDK does; SDK says which package takes its place. Nothing else differs.
//
// Prints one line of JSON per step: what it was given, or what it failed with. `run` says what it finds in its environment.
'use strict'

const { createServer } = require('node:net')

const sdk = require(process.env.SDK)
const session = JSON.parse(process.env.SESSION)

const registryId = session.registry_id
const NOBODY = '6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b'
const scopes = [{ type: 'repository', name: 'team/app', actions: ['pull', 'push'] }]

const own = (given) => new sdk.Configuration({ basePath: session.url, ...given }).setMaxWaitTime(0)
const withToken = () => own({ apiKey: session.token })
const withLogin = () => own({ username: session.username, password: session.password })

/** The next request of a method is answered in this way. */
async function answered(method, status, body, headers = {}) {
  const fault = JSON.stringify({ method, action: { status, body, headers } })
  await fetch(`${session.control_url}/faults`, { method: 'POST', body: fault })
}

/** An address where nobody listens. */
async function nowhere() {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}/containerregistries`
}

const kept = {}

// The calls of the documentation's examples, in an order in which each finds what it needs.
const documented = (name, configuration) => {
  const api = new sdk.TokensApi(configuration)
  return {
    [`${name}: create`]: async () => {
      const properties = { name, scopes, status: 'enabled', expiryDate: '2199-12-31T23:59:58Z' }
      const answer = await api.registriesTokensPost({ registryId, postTokenInput: { properties } })
      kept.id = answer.data.id
      return answer
    },
    [`${name}: get`]: () => api.registriesTokensFindById({ registryId, tokenId: kept.id }),
    [`${name}: list`]: async () => {
      const filters = new Map([['name', name]])
      const page = { offset: '0', limit: '10', maxResults: 2 }
      const answer = await api.registriesTokensGet({ registryId, ...page, filters, options: {} })
      // The official SDK drops a Map, so the link to this page says so; there is no other token that it could show for that.
      delete answer.data._links.self
      return answer
    },
    [`${name}: list, filtered`]: () => api.registriesTokensGet({ registryId, filters: { name } }),
    [`${name}: change`]: () => {
      const patchTokenInput = { status: sdk.PatchTokenInputStatusEnum.Disabled, expiryDate: null, scopes: [] }
      return api.registriesTokensPatch({ registryId, tokenId: kept.id, patchTokenInput })
    },
    [`${name}: replace`]: () => {
      const putTokenInput = { properties: { name, scopes, status: sdk.PostTokenPropertiesStatusEnum.Enabled } }
      return api.registriesTokensPut({ registryId, tokenId: kept.id, putTokenInput })
    },
    [`${name}: create by replacing`]: () => {
      const putTokenInput = { properties: { name: `${name}-2` } }
      return api.registriesTokensPut({ registryId, tokenId: NOBODY, putTokenInput })
    },
    [`${name}: delete`]: () => api.registriesTokensDelete({ registryId, tokenId: kept.id }),
    [`${name}: delete the other`]: () => api.registriesTokensDelete({ registryId, tokenId: NOBODY }),
  }
}

const api = () => new sdk.TokensApi(withToken().setMaxRetries(1))
const list = (configuration) => new sdk.TokensApi(configuration).registriesTokensGet({ registryId })
const REFUSAL = { httpStatus: 451, messages: [{ errorCode: 'x', message: 'y' }], more: { deep: [1, null] } }
/** Of what one of them refuses before it is sent, and the service of the other: the words are not the same. */
const onlyStatus = async (call) => {
  const { status, statusText, data } = (await call.catch((error) => error)).response
  return { status, statusText, data: { httpStatus: data.httpStatus, messages: data.messages.length }, headers: {} }
}
const dated = (expiryDate) => ({ properties: { name: 'ci-date', expiryDate } })

const steps = {
  ...documented('ci-key', withToken()),
  ...documented('ci-login', withLogin()),
  ...documented('ci-all', own({ apiKey: session.token, username: session.username, password: session.password })),

  // Credentials.
  'a promise as key': () => list(own({ apiKey: Promise.resolve(session.token) })),
  'a function as key': () => list(own({ apiKey: async (name) => name === 'Authorization' && session.token })),
  'from the environment': () => list(sdk.Configuration.fromEnv().setMaxWaitTime(0)),
  'the path as an argument': () => {
    const configuration = new sdk.Configuration({ apiKey: session.token }).setMaxWaitTime(0)
    return new sdk.TokensApi(configuration, session.url).registriesTokensGet({ registryId })
  },
  'changed later': () => {
    const configuration = own({ apiKey: 'wrong' })
    const one = new sdk.TokensApi(configuration)
    configuration.apiKey = session.token
    return one.registriesTokensGet({ registryId })
  },

  'what a configuration says of itself': async () => {
    const set = sdk.Configuration.fromEnv().setDefaultParamValue('limit', '3').setDepth(2).setPretty(false)
    const { apiKey, username, basePath, defaultParamValues, maxRetries, maxWaitTime, debug } = set
    const types = ['application/json', 'Application/JSON; charset=utf-8', 'application/json-patch+json', 'text/a+json', 'text/json']
    const said = [set.getDepth(), set.getPretty(), set.getMaxRetries(), set.getMaxWaitTime(), set.isDebug()]
    const again = [set.setMaxRetries(5).getMaxRetries(), set.setMaxWaitTime(7).getMaxWaitTime(), set.setDebug().isDebug()]
    const agent = set.setUserAgent('own/1').getUserAgent()
    const fields = { apiKey: apiKey === session.token, username, basePath, defaultParamValues, maxRetries, maxWaitTime, debug }
    const constants = [sdk.DEFAULT_MAX_RETRIES, sdk.DEFAULT_MAX_WAIT_TIME]
    return { data: [fields, types.map((type) => set.isJsonMime(type)), said, again, agent, constants], headers: {} }
  },

  // Lists.
  'make another': () => api().registriesTokensPost({ registryId, postTokenInput: { properties: { name: 'ci-a' } } }),
  'make a third': () => api().registriesTokensPost({ registryId, postTokenInput: { properties: { name: 'ci-b' } } }),
  'a page': () => api().registriesTokensGet({ registryId, offset: '1', limit: '1' }),
  'numbers in place of texts': () => api().registriesTokensGet({ registryId, offset: 1, limit: 1 }),
  'a default limit': () => list(withToken().setDefaultParamValue('limit', '1')),
  'depth and pretty': () => list(withToken().setDepth(2).setPretty(true)),
  'a filter that fits nothing': () => api().registriesTokensGet({ registryId, filters: { status: 'disabled' } }),
  'a query of the call': () => api().registriesTokensGet({ registryId }, { query: { limit: '1', depth: 1 } }),
  'a query of another call': () => api().registriesTokensGet({ registryId, limit: '9' }, { query: { limit: '2' } }),
  'headers of the call': () => api().registriesTokensGet({ registryId }, { headers: { 'X-Job': '7' } }),
  'headers of the configuration': () => list(own({ apiKey: session.token, baseOptions: { headers: { 'X-Job': '7' } } })),

  // Inputs.
  'a text as input': () => {
    const postTokenInput = JSON.stringify({ properties: { name: 'ci-text' } })
    return api().registriesTokensPost({ registryId, postTokenInput })
  },
  'a date as expiry': () => {
    const postTokenInput = dated(new Date('2199-12-31T23:59:58Z'))
    return api().registriesTokensPost({ registryId, postTokenInput })
  },
  'an offset of its own': () => {
    const patchTokenInput = { expiryDate: '2199-12-31T23:59:58+02:00' }
    return api().registriesTokensPatch({ registryId, tokenId: kept.id, patchTokenInput })
  },
  'an id in capitals': () => {
    return api().registriesTokensFindById({ registryId: registryId.toUpperCase(), tokenId: kept.id.toUpperCase() })
  },

  // Refusals of the service.
  'a taken name': () => api().registriesTokensPost({ registryId, postTokenInput: { properties: { name: 'ci-a' } } }),
  'a bad name': () => api().registriesTokensPost({ registryId, postTokenInput: { properties: { name: '-' } } }),
  'nobody to get': () => api().registriesTokensFindById({ registryId, tokenId: NOBODY }),
  'nobody to delete': () => api().registriesTokensDelete({ registryId, tokenId: NOBODY }),
  'a wrong key': () => list(own({ apiKey: 'wrong' }).setMaxRetries(1)),
  'a wrong password': () => list(own({ username: session.username, password: 'wrong' }).setMaxRetries(1)),
  ...Object.fromEntries(
    [402, 403, 422, 429, 500, 501, 503].map((status) => [
      `answered ${status}`,
      async () => {
        await answered('GET', status, REFUSAL, { 'Retry-After': '7', 'X-Request-Id': 'r-1' })
        return list(withToken().setMaxRetries(1))
      },
    ]),
  ),
  'a refusal that is no JSON': async () => {
    await answered('GET', 502, 'no gateway', { 'Content-Type': 'text/html' })
    return list(withToken().setMaxRetries(1))
  },
  'a refusal without a body': async () => {
    await answered('GET', 403)
    return list(withToken().setMaxRetries(1))
  },
  'tried again': async () => {
    await answered('GET', 503)
    return list(withToken())
  },

  // What the call itself refuses, and what does not come.
  'an id that is none': () => onlyStatus(api().registriesTokensFindById({ registryId, tokenId: 'x' })),
  'a limit that is none': () => onlyStatus(api().registriesTokensGet({ registryId, limit: 'many' })),
  'an unknown property': () => onlyStatus(api().registriesTokensPost({ registryId, postTokenInput: { name: 'ci' } })),
  'no registry id': () => api().registriesTokensGet({}),
  'no token id': () => api().registriesTokensDelete({ registryId, tokenId: null }),
  'nothing to make': () => api().registriesTokensPost({ registryId }),
  'nothing to put': () => api().registriesTokensPut({ registryId, tokenId: NOBODY }),
  'nothing to change': () => api().registriesTokensPatch({ registryId, tokenId: NOBODY }),
  'nobody there': async () => list(own({ apiKey: 'x', basePath: await nowhere() })),
  'no time': async () => {
    const hang = JSON.stringify({ method: 'GET', action: { hang: true } })
    await fetch(`${session.control_url}/faults`, { method: 'POST', body: hang })
    return api().registriesTokensGet({ registryId }, { timeout: 200 })
  },
}

/** Of the headers those that both have; `run` knows which of these differ from one run to the next. */
const HEADERS = ['location', 'retry-after', 'x-request-id', 'date']
const answer = ({ data, status, statusText, headers }) => {
  const shown = Object.fromEntries(HEADERS.map((name) => [name, headers[name]]))
  return { data, status, statusText, headers: shown }
}

async function report(work) {
  try {
    return answer(await work())
  } catch (error) {
    const { name, message, field, code, response, isAxiosError } = error
    const isRequired = name === 'RequiredError'
    const said = isRequired ? { name, message, field } : { code, isAxiosError }
    return { isError: error instanceof Error, ...said, response: response && answer(response) }
  }
}

async function main() {
  for (const [step, work] of Object.entries(steps)) {
    console.log(JSON.stringify({ step, report: await report(work) }))
  }
}

main()
