// The same job at Huawei Cloud SWR: a target registry made and deleted, a credential issued, switched off and deleted, and
// a login to the basic edition. The variables are those of the official SDKs; SWR_INSTANCE_ID names the Enterprise instance.
import Foundation
import RegistryTokens

func story(_ client: SwrClient, _ instance: String, _ name: String) async throws {
    let registries = client.targetRegistries
    let made = try await registries.create(
        instanceID: instance,
        name: name,
        type: .swrPro,
        url: "https://harbor.example.com",
        accessKey: "replicator",
        accessSecret: Secret("a-password"),
        insecure: true
    )
    say("target", "\(name) is number \(made.id)")
    for registry in try await registries.list(instanceID: instance).all() {
        say("", "\(registry.id): \(registry.type) at \(registry.url)")
    }
    try await registries.delete(instanceID: instance, registryID: made.id)

    let credentials = client.longTermCredentials
    let answer = try await credentials.withResponse { try await $0.create(instanceID: instance, name: name) }
    let (issued, login) = (answer.value, answer.value.credentials)
    say("issue", "HTTP \(answer.httpStatus), credential \(issued.tokenID)")
    say("login", "docker login INSTANCE -u \(login.username) -p \(login.password)")
    try await credentials.disable(instanceID: instance, credentialID: issued.tokenID)
    let found = try await credentials.find(instanceID: instance, name: name)
    say("disable", "\(name) is enabled: \(found?.enable ?? true)")
    try await credentials.delete(instanceID: instance, credentialID: issued.tokenID)
    do {
        try await credentials.delete(instanceID: instance, credentialID: issued.tokenID)
    } catch let error as RegistryTokensError where error.kind == .notFound {
        say("delete", "again: \(error.kind) (\(error))")
    }

    let basic = try await client.login.createTemporary(duration: .seconds(24 * 60 * 60))
    let until = basic.expiresAt.map { "\($0)" } ?? "whenever"
    say("basic", "docker login \(basic.hostname ?? "") -u \(basic.username) -p \(basic.password), until \(until)")
}

/// One line of the story.
func say(_ step: String, _ what: String) {
    print(String(repeating: " ", count: max(0, 9 - step.count)) + step, what, separator: "  ")
}

let client = try SwrClient.fromEnvironment()
let instance = ProcessInfo.processInfo.environment["SWR_INSTANCE_ID"] ?? ""
// Nobody else's have this name.
let name = "demo-" + UUID().resourceID.replacingOccurrences(of: "-", with: "")

let outcome: Result<Void, any Error>
do {
    outcome = .success(try await story(client, instance, name))
} catch {
    outcome = .failure(error)
}
// Whatever happened, nothing of ours stays behind.
if let left = try await client.targetRegistries.find(instanceID: instance, name: name) {
    try await client.targetRegistries.delete(instanceID: instance, registryID: left.id, missingOK: true)
}
if let left = try await client.longTermCredentials.find(instanceID: instance, name: name) {
    try await client.longTermCredentials.delete(instanceID: instance, credentialID: left.tokenID, missingOK: true)
}
client.close()
try outcome.get()
