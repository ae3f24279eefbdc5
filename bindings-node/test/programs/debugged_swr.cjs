// A small program: `debugged_swr.cjs INSTANCE`, with the rest from the environment.
'use strict'

const { SwrClient } = require('../../lib/index.js')

async function main() {
  const client = SwrClient.fromEnv()
  const call = client.longTermCredentials.create(process.argv[2], 'ci')
  const issued = await call
  console.log('made ci', issued, call, client)
  console.dir(issued, { showHidden: true, depth: null })
  console.table([issued.credentials])
  console.error('%o', await call.withResponse())
}

main()
