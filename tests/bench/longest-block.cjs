// How long the event loop stands still while 1,000 tokens are read in default pages: `longest-block.cjs WAY URL TOKEN REGISTRY`,
// where WAY is a package's name, or `fetch` for what one would write without one. Prints milliseconds, one line per reading.
'use strict'

const READINGS = 20
const PAGE = 100
const [way, baseUrl, token, registry] = process.argv.slice(2)

async function ours() {
  const { IonosClient } = require('registry-tokens')
  const client = new IonosClient({ baseUrl, token, loadEnvironment: false })
  return async () => {
    let seen = 0
    for await (const one of client.tokens.list(registry)) seen += one.name.length > 0
    return seen
  }
}

async function plain() {
  return async () => {
    let seen = 0
    for (let offset = 0; ; offset += PAGE) {
      const url = `${baseUrl}/registries/${registry}/tokens?limit=${PAGE}&offset=${offset}`
      const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
      const { items } = await answer.json()
      for (const one of items) seen += new Date(one.properties.expiryDate) && one.properties.name.length > 0
      if (items.length < PAGE) return seen
    }
  }
}

/** The longest time without a turn while something runs. */
async function longest(run) {
  let last = performance.now()
  let worst = 0
  let going = true
  const turn = () => {
    const now = performance.now()
    worst = Math.max(worst, now - last)
    last = now
    if (going) setImmediate(turn)
  }
  setImmediate(turn)
  const seen = await run()
  going = false
  return { seen, worst }
}

async function main() {
  const read = await (way === 'fetch' ? plain() : ours())
  await read() // the first one compiles
  for (let reading = 0; reading < READINGS; reading += 1) {
    const { seen, worst } = await longest(read)
    if (seen !== 1000) throw new Error(`${way} read ${seen} tokens`)
    console.log(worst)
  }
}

main()
