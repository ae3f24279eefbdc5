// The emulator as a process of its own, and its control calls.
'use strict'

const { spawn } = require('node:child_process')
const { createInterface } = require('node:readline')

async function call(method, url, body) {
  const answer = await fetch(url, { method, body: body === undefined ? undefined : JSON.stringify(body) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text}`)
  return text === '' ? null : JSON.parse(text)
}

/** Started once per file; it ends with this process, because its guarding stdin does. */
async function startEmulator() {
  const child = spawn(process.env.EMULATOR_BIN, ['--stdin-guard'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const ready = await new Promise((resolve, reject) => {
    lines.once('line', (line) => resolve(JSON.parse(line)))
    child.once('error', reject)
  })
  const session = await call('POST', `${ready.control_url}/sessions`, {})
  return {
    session,
    script: (exchanges) => call('POST', `${session.control_url}/script`, { exchanges }),
    problems: async (script) => (await call('GET', `${session.control_url}/script/${script}`)).problems,
    stop: () => {
      lines.close()
      child.stdin.end()
    },
  }
}

module.exports = { call, startEmulator }
