// What the installed package must do as CommonJS; `test-package` runs it with nothing but the package and an emulator.
'use strict'

const assert = require('node:assert/strict')
const { randomUUID } = require('node:crypto')
const { IonosClient, NotFoundError } = require('registry-tokens')
const official = require('registry-tokens/compat/ionos')

const client = IonosClient.fromEnv()
assert
  .rejects(client.tokens.get(process.env.REGISTRY_ID, randomUUID()), (error) => {
    assert(error instanceof NotFoundError)
    assert.equal(error.httpStatus, 404)
    // Also where a bundler has given the classes other names.
    assert.equal(error.name, 'NotFoundError')
    assert.equal(error.stack.split('\n', 1)[0], `NotFoundError: ${error.message}`)
    assert.equal(error.toJSON().name, 'NotFoundError')
    assert.throws(() => new IonosClient({ colour: 'red' }), { name: 'InvalidArgumentError' })
    assert.equal(error.stack.includes('smoke.cjs'), true)
    return true
  })
  .then(async () => {
    client.close()
    const api = new official.TokensApi(official.Configuration.fromEnv())
    const ids = { registryId: process.env.REGISTRY_ID, tokenId: randomUUID() }
    await assert.rejects(api.registriesTokensFindById(ids), (error) => {
      assert.deepEqual([error.name, error.response.status], ['IonosApiError', 404])
      return error instanceof official.IonosApiError && error.cause instanceof NotFoundError
    })
    // The official name, also where a bundler has given the class another.
    assert.throws(() => new official.RegistriesApi(), /^Error: RegistriesApi is not yet/)
    console.log(`smoke as CommonJS in Node ${process.version}: passed`)
  })
