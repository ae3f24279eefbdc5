// Issue a token for a day, use it, take it back. Needs IONOS_TOKEN, or a profile of ~/.ionos/config.
import RegistryTokens

let client = try IonosClient.fromEnvironment()
guard let registry = try await client.registries.find(name: "demo") else { fatalError("no such registry") }

let issued = try await client.tokens.create(
    registryID: registry.id,
    name: "ci-push",
    scopes: [.repository("team/app", actions: [.pull, .push])],
    expiresIn: .seconds(24 * 60 * 60)
)

// The password is shown by the service once, and by us only on reveal().
let login = issued.credentials
print("docker login \(registry.hostname) -u \(login.username) -p \(login.password)")
precondition(!login.password.reveal().isEmpty)

try await client.tokens.delete(registryID: registry.id, tokenID: issued.token.id)
client.close()
