// The declarations that CommonJS gets are those of the modules.
import api = require('registry-tokens')

const client: api.IonosClient = api.IonosClient.fromEnv()
const found: Promise<api.Token | null> = client.tokens.find('r', 'name')
const scope: api.ScopeLike = { type: api.ScopeType.REPOSITORY, name: '*', actions: [api.ScopeAction.PULL] }
found.then((token) => token?.scopes.includes(api.Scope.repository(scope.name, scope.actions)))
