// What the READMEs show is what runs: their snippets are the examples, and the examples work.
'use strict'

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { promisify } = require('node:util')

const { test } = require('./support/suite.cjs')

const HERE = path.join(__dirname, '..')
const EXAMPLES = path.join(HERE, 'examples')
const READMES = [path.join(HERE, 'README.md'), path.join(HERE, '../README.md')]

const examples = fs.readdirSync(EXAMPLES)

for (const readme of READMES) {
  test(`the snippets of ${path.relative(path.join(HERE, '..'), readme)} are examples`, () => {
    const text = fs.readFileSync(readme, 'utf8')
    const snippets = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, snippet]) => snippet)
    assert(snippets.length > 0)
    const known = examples.map((name) => fs.readFileSync(path.join(EXAMPLES, name), 'utf8'))
    for (const snippet of snippets) assert(known.includes(snippet), snippet)
  })
}

for (const name of examples) {
  test(`the example ${name} runs`, async (world) => {
    const env = {
      PATH: process.env.PATH,
      IONOS_API_URL: world.url,
      IONOS_TOKEN: world.token,
      REGISTRY_ID: world.registry,
    }
    const { stdout } = await promisify(execFile)(process.execPath, [path.join(EXAMPLES, name)], { env })
    assert.match(stdout, /docker login .* -p \[redacted\]/)
    // Nothing is left behind.
    const { url } = world
    const answer = await fetch(`${url}/registries/${world.registry}/tokens`, {
      headers: { authorization: `Bearer ${world.token}` },
    })
    assert.deepEqual((await answer.json()).items, [])
  })
}
