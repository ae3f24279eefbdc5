// Reads what to do, does it, says what it took.
'use strict'

const fs = require('node:fs')
const net = require('node:net')

// Only the one that is measured is loaded.
const PEERS = {
  'node:http': './peers/node-http.cjs',
  undici: './peers/undici.cjs',
  fetch: './peers/fetch.cjs',
  axios: './peers/axios.cjs',
  official: './peers/official.cjs',
  ours: './peers/ours.cjs',
}

/** The number behind a load's name, or undefined where it is another load. */
function numberOf(load, name) {
  const rest = load.startsWith(name) ? load.slice(name.length) : ''
  return /^\d+$/.test(rest) ? Number(rest) : undefined
}

const proc = (file) => fs.readFileSync(`/proc/self/${file}`, 'utf8')
const kib = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(proc('status'))[1])
const cpuSeconds = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** How many requests the server holds open. */
function held(url) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const socket = net.connect(Number(port), hostname, () => socket.write('GET /held HTTP/1.1\r\n\r\n'))
    socket.on('error', reject)
    socket.once('data', (data) => {
      socket.destroy()
      resolve(Number(data.toString().split('\n').at(-1)))
    })
  })
}

async function several(peer, length, count, seen) {
  for (let left = count; left > 0; left -= 1) {
    if (length === undefined) peer.look(await peer.get(), seen)
    else for (const token of await peer.list(length)) peer.look(token, seen)
  }
}

/** Shares requests out among so many at once; one alone works in this task. */
async function work(peer, length, count, atOnce) {
  const seen = [0, 0, 0, 0, 0]
  const share = (worker) => Math.floor(count / atOnce) + (worker < count % atOnce ? 1 : 0)
  await Promise.all(Array.from({ length: atOnce }, (_, worker) => several(peer, length, share(worker), seen)))
  return seen
}

async function hold(make, peer, calls, url) {
  peer.look(await peer.get(), [0, 0, 0, 0, 0])
  const client = make(`${url}/hold`, calls)
  const before = kib('VmRSS')
  // They end with the process.
  for (let left = calls; left > 0; left -= 1) client.get().catch(() => {})
  while ((await held(url)) < calls);
  return { cpu_s: 0, wall_s: 0, seen: '0:0:0:0:0', per_call_kib: (kib('VmRSS') - before) / calls }
}

async function measure(name, load, count, warmUp, url) {
  const atOnce = numberOf(load, 'get') ?? 1
  const make = require(PEERS[name])
  const peer = make(url, atOnce)
  if (load === 'cold') {
    const seen = await work(peer, undefined, 1, 1)
    return { cpu_s: cpuSeconds(), wall_s: process.uptime(), seen: seen.join(':') }
  }
  const calls = numberOf(load, 'hold')
  if (calls !== undefined) return hold(make, peer, calls, url)
  const length = numberOf(load, 'list')
  await work(peer, length, warmUp, atOnce)
  const cpu = cpuSeconds()
  const wall = performance.now()
  const seen = await work(peer, length, count, atOnce)
  return { cpu_s: cpuSeconds() - cpu, wall_s: (performance.now() - wall) / 1000, seen: seen.join(':') }
}

async function main([name, load, count, warmUp, url]) {
  if (name === '--peers') {
    console.log(JSON.stringify(Object.keys(PEERS)))
    return
  }
  const said = await measure(name, load, Number(count), Number(warmUp), url)
  fs.writeSync(1, `${JSON.stringify({ ...said, peak_kib: kib('VmHWM') })}\n`)
  process.exit(0)
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error)
  process.exit(1)
})
