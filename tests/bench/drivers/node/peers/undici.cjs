// undici and its pool.
'use strict'

const { Pool } = require('undici')
const { HEADERS, ofJson } = require('../common.cjs')

module.exports = (url, atOnce) => {
  const { origin, pathname } = new URL(url)
  const prefix = pathname === '/' ? '' : pathname
  const pool = new Pool(origin, { connections: atOnce })
  return ofJson(async (path) => {
    const { statusCode, body } = await pool.request({ method: 'GET', path: prefix + path, headers: HEADERS })
    if (statusCode !== 200) throw new Error(String(statusCode))
    return body.json()
  })
}
