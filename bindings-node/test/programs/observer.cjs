// An observer that throws: `observer.cjs URL TOKEN REGISTRY`.
'use strict'

const { IonosClient } = require('../../lib/index.js')

const [, , baseUrl, token, registry] = process.argv
/** @type {string[]} */
const reported = []
process.on('uncaughtException', (error, origin) => reported.push(`${origin}: ${error.message}`))

async function main() {
  const onEvent = () => {
    throw new Error('mine')
  }
  const client = new IonosClient({ baseUrl, token, loadEnvironment: false, proxy: false, onEvent })
  await client.registries.get(registry)
  const { name } = await client.registries.get(registry)
  const onEventLater = async () => onEvent()
  const other = new IonosClient({ baseUrl, token, loadEnvironment: false, proxy: false, onEvent: onEventLater })
  await other.registries.get(registry)
  console.log(JSON.stringify({ name, reported }))
}

main()
