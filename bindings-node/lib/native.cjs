// The native half. Which file it is on which platform is decided here and nowhere else.
'use strict'

module.exports = require('../registry-tokens.node')
