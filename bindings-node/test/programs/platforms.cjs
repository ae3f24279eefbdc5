// Loads a copy of the package as if this were another platform: `platforms.cjs COPY PLATFORM ARCHITECTURE [LDD] [REPORT]`, where LDD
// is what the file says (left out: there is none) and REPORT the version of glibc in the process report.
'use strict'

const fs = require('node:fs')

const [copy, platform, architecture, ldd, glibc] = process.argv.slice(2)
Object.defineProperty(process, 'platform', { value: platform })
Object.defineProperty(process, 'arch', { value: architecture })
const report = { excludeNetwork: false, getReport: () => ({ header: { glibcVersionRuntime: glibc } }) }
Object.defineProperty(process, 'report', { value: report })
const read = fs.readFileSync
// @ts-expect-error what is asked for is text
fs.readFileSync = (file, encoding) => {
  if (file !== '/usr/bin/ldd') return read(file, encoding)
  if (!ldd) throw new Error('no such file')
  return ldd
}
try {
  const { native } = require(`${copy}/lib/native.js`)
  console.log(native.loaded)
} catch (error) {
  console.log(error instanceof Error ? error.message : error)
}
