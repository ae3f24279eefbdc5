// The main job, step by step: a token issued, listed, narrowed, disabled, replaced, deleted, put to use and rotated.
// Needs IONOS_API_URL, IONOS_TOKEN and REGISTRY_ID, and touches only the tokens that it made itself.
import Foundation
import RegistryTokens

func story(_ client: IonosClient, _ registry: Registry, _ name: String) async throws {
    let tokens = client.tokens
    say("registry", "\(registry.name) at \(registry.hostname), running: \(registry.isRunning)")

    let scopes = [Scope.repository("team/app", actions: [.pull, .push])]
    let answer = try await tokens.withResponse {
        try await $0.create(registryID: registry.id, name: name, scopes: scopes, expiresIn: .seconds(24 * 60 * 60))
    }
    let (issued, login) = (answer.value.token, answer.value.credentials)
    say("issue", "HTTP \(answer.httpStatus), token \(issued.id.resourceID), allows \(allowed(issued))")
    say("login", "docker login \(registry.hostname) -u \(login.username) -p \(login.password)")
    do {
        _ = try await tokens.create(registryID: registry.id, name: name)
    } catch let error as RegistryTokensError where error.kind == .conflict {
        say("issue", "again: \(error.kind) (\(error))")
    }

    let everything = try await tokens.list(registryID: registry.id).all()
    let isListed = everything.contains { $0.id == issued.id }
    say("list", "\(everything.count) token(s), ours among them: \(isListed)")

    let pullOnly = [Scope.repository("team/app", actions: [.pull])]
    let narrowed = try await tokens.update(registryID: registry.id, tokenID: issued.id, scopes: .set(pullOnly))
    say("narrow", "allows \(allowed(narrowed))")
    let disabled = try await tokens.update(registryID: registry.id, tokenID: issued.id, status: .disabled)
    say("disable", "status \(disabled.status?.rawValue ?? "unknown")")
    let forever = try await tokens.update(registryID: registry.id, tokenID: issued.id, expiryDate: .clear)
    say("update", "expires \(forever.expiryDate.map { "\($0)" } ?? "never")")

    let replaced = try await tokens.replace(
        registryID: registry.id,
        tokenID: issued.id,
        name: name,
        scopes: [.repository("team/app", actions: [.pull, .delete])],
        status: .enabled
    )
    let password = replaced.credentials == nil ? "the password of before" : "a new password"
    say("replace", "allows \(allowed(replaced.token)), with \(password)")

    try await tokens.delete(registryID: registry.id, tokenID: issued.id)
    say("delete", issued.id.resourceID)
    do {
        _ = try await tokens.get(registryID: registry.id, tokenID: issued.id)
    } catch let error as RegistryTokensError where error.kind == .notFound {
        say("get", "\(error.kind) (\(error))")
    }
    try await tokens.delete(registryID: registry.id, tokenID: issued.id, missingOK: true)
    say("delete", "again, with missingOK: nothing to do")
}

/// What a login is for: a file that docker reads, in which a new one takes its place.
func use(_ client: IonosClient, _ registry: Registry, _ name: String) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
    defer { try? FileManager.default.removeItem(at: folder) }
    let config = folder.appendingPathComponent("config.json")
    let issued = try await client.tokens.create(
        registryID: registry.id, name: name, expiresIn: .seconds(24 * 60 * 60))
    let merge = try issued.credentials.mergeInto(path: config, hostname: registry.hostname)
    say("merge", "into docker's config.json; a credential helper in the way: \(merge.shadowedBy ?? "none")")
    let before = try Data(contentsOf: config)
    let result = try await client.tokens.rotate(
        registryID: registry.id, tokenID: issued.token.id, onProgress: { say("rotate", "\($0.step)") }
    ) { rotation in
        try rotation.credentials.mergeInto(path: config, hostname: registry.hostname)
    }
    say("rotate", "\(result.rotation.new.name) is in the file: \(try Data(contentsOf: config) != before)")
    say("rotate", "the old one is \(result.retirement.oldOutcome)")
}

/// One line of the story.
func say(_ step: String, _ what: String) {
    print(String(repeating: " ", count: max(0, 9 - step.count)) + step, what, separator: "  ")
}

/// The scopes of a token in words.
func allowed(_ token: Token) -> String {
    token.scopes
        .map { "\($0.actions.map(\.rawValue).joined(separator: "+")) on \($0.type) \($0.name)" }
        .joined(separator: ", ")
}

let client = try IonosClient.fromEnvironment()
let registry = try await client.registries.get(registryID: ProcessInfo.processInfo.environment["REGISTRY_ID"] ?? "")
// Nobody else's token has this name.
let name = "demo-" + UUID().resourceID.replacingOccurrences(of: "-", with: "")

let outcome: Result<Void, any Error>
do {
    try await story(client, registry, name)
    outcome = .success(try await use(client, registry, name))
} catch {
    outcome = .failure(error)
}
// Whatever happened, nothing of ours stays behind.
for left in try await client.tokens.list(registryID: registry.id).all() where left.name.hasPrefix(name) {
    try await client.tokens.delete(registryID: registry.id, tokenID: left.id, missingOK: true)
}
client.close()
try outcome.get()
