'use strict'

const { IonosClient, Tokens } = require('./client.cjs')
const { classes } = require('./errors.cjs')
const { Secret } = require('./secret.cjs')

module.exports = { IonosClient, Tokens, Secret, ...classes, ...require('./generated/words.cjs') }
