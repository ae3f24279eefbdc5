// A small program: `debugged.cjs REGISTRY`, with the rest from the environment.
'use strict'

const { IonosClient } = require('../../lib/index.js')

async function main() {
  const client = IonosClient.fromEnv()
  const call = client.tokens.create(process.argv[2], { name: 'ci' })
  const { token, credentials } = await call
  console.log('made', token.name, credentials, call, client)
  console.dir(token, { showHidden: true, depth: null })
  console.table([credentials])
  console.error('%o', await call.withResponse())
}

// An error that nobody handles is printed by Node itself.
main().catch((error) => {
  if (process.env.UNHANDLED) throw error
  console.log(error)
  process.exitCode = 1
})
