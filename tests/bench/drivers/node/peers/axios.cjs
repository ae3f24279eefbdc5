// axios.
'use strict'

const axios = require('axios')
const { HEADERS, ofJson } = require('../common.cjs')

module.exports = (url) => {
  const client = axios.create({ baseURL: url, headers: HEADERS })
  return ofJson(async (path) => (await client.get(path)).data)
}
