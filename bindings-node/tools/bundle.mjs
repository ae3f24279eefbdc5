// Puts the modules of the package, as the compiler wrote them, into one file: finding and opening each of them takes longer
// than all that is in it. What is left of a module gives its part of that file, so there is one copy of it.
//   tools/bundle.mjs FOLDER
import { readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildSync } from 'esbuild'

const BUNDLE = 'modules.js'
const folder = resolve(process.argv[2])

/** The modules of a folder; a drop-in is loaded by few, and stays as it is. */
const modules = ['.', 'generated'].flatMap((inner) =>
  readdirSync(join(folder, inner))
    .filter((name) => name.endsWith('.js') && name !== BUNDLE)
    .map((name) => (inner === '.' ? name : `${inner}/${name}`)),
)
const entries = modules.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(`./${name}`)}),`)
const { outputFiles } = buildSync({
  stdin: { contents: `module.exports = {\n${entries.join('\n')}\n}\n`, resolveDir: folder },
  bundle: true,
  // What it calls the modules is the same wherever it is made.
  absWorkingDir: folder,
  write: false,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  external: ['../package.json'],
  charset: 'utf8',
  minifyWhitespace: true,
  lineLimit: 120,
  logLevel: 'warning',
})
writeFileSync(join(folder, BUNDLE), outputFiles[0].contents)
for (const name of modules) {
  const up = name.includes('/') ? '..' : '.'
  writeFileSync(join(folder, name), `'use strict'\nmodule.exports = require('${up}/${BUNDLE}')['${name}']()\n`)
}
