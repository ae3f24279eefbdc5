// Node's own client.
'use strict'

const http = require('node:http')
const { HEADERS, ofJson } = require('../common.cjs')

module.exports = (url) => {
  const agent = new http.Agent({ keepAlive: true })
  return ofJson(
    (path) =>
      new Promise((resolve, reject) => {
        const request = http.get(url + path, { agent, headers: HEADERS }, (response) => {
          if (response.statusCode !== 200) reject(new Error(String(response.statusCode)))
          const chunks = []
          response.on('data', (chunk) => chunks.push(chunk))
          response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())))
          response.on('error', reject)
        })
        request.on('error', reject)
      }),
  )
}
