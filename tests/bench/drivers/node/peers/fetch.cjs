// Node's own fetch.
'use strict'

const { HEADERS, ofJson } = require('../common.cjs')

module.exports = (url) =>
  ofJson(async (path) => {
    const response = await fetch(url + path, { headers: HEADERS })
    if (!response.ok) throw new Error(String(response.status))
    return response.json()
  })
