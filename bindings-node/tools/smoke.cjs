// What the installed package must do as CommonJS; `test-package` runs it with nothing but the package and an emulator.
'use strict'

const assert = require('node:assert/strict')
const { randomUUID } = require('node:crypto')
const { IonosClient, NotFoundError } = require('registry-tokens')

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
  .then(() => {
    client.close()
    console.log(`smoke as CommonJS in Node ${process.version}: passed`)
  })
