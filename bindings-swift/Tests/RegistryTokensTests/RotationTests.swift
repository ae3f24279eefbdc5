import RegistryTokens
import XCTest

@testable import VectorCalls

/// Rotations: nothing is retired before `deploy` has returned, and what went wrong is said.
final class RotationTests: XCTestCase {
    private struct Boom: Error, Equatable {}

    /// A world with a token in use, and what was told of its rotation.
    private struct Stage: Sendable {
        let world: World
        let client: IonosClient
        let old: Token
        let told = Locked<[RotationProgress]>([])

        init() async throws {
            world = try await World()
            client = try world.client()
            old = try await client.tokens.create(
                registryID: world.registry, name: "ci", scopes: [.repository("team/app", actions: [.pull])],
                expiresIn: .seconds(30 * 86_400)
            ).token
        }

        var steps: [RotationStep] { told.value.map(\.step) }

        var tell: @Sendable (RotationProgress) -> Void {
            { [told] progress in told.change { $0.append(progress) } }
        }

        func all() async throws -> [Token] {
            try await client.tokens.list(registryID: world.registry).all()
        }

        func failing(_ onDeployError: OnDeployError = .deleteNew) async throws -> any Error {
            try await thrown {
                try await client.tokens.rotate(
                    registryID: world.registry, tokenID: old.id, onDeployError: onDeployError, onProgress: tell
                ) { _ in throw Boom() }
            }
        }
    }

    private func assertNamesBoth(_ error: any Error, _ stage: Stage) async throws {
        let error = try XCTUnwrap(error as? RegistryTokensError)
        let new = try await stage.all().first { $0.id != stage.old.id }?.id.resourceID
        XCTAssertEqual(error.kind, .rotationIncomplete)
        XCTAssertEqual(error.operation, "tokens.rotate")
        XCTAssertEqual(error.underlyingError as? Boom, Boom())
        XCTAssertEqual(error.resourceID, try XCTUnwrap(new))
        XCTAssert(error.reason.contains(stage.old.id.resourceID) && error.reason.contains(new ?? "?"), error.reason)
        XCTAssertEqual(stage.steps, [.issued, .keptBoth])
        XCTAssertEqual(stage.told.value.last?.newID, new)
    }

    func testTheNewOneIsInPlaceBeforeTheOldOneGoes() async throws {
        let stage = try await Stage()
        let (client, registry, old) = (stage.client, stage.world.registry, stage.old)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        let config = folder.appendingPathComponent("config.json")
        defer { try? FileManager.default.removeItem(at: folder) }
        var before: Token?
        let result = try await client.tokens.rotate(
            registryID: registry, tokenID: old.id, onProgress: stage.tell
        ) { rotation in
            before = try await client.tokens.get(registryID: registry, tokenID: old.id)
            try rotation.credentials.mergeInto(path: config, hostname: "team.cr.example")
        }
        let (rotation, retirement) = (result.rotation, result.retirement)
        XCTAssertEqual(before?.expiryDate, old.expiryDate)
        XCTAssertEqual(rotation.old, old)
        XCTAssertEqual(rotation.new.scopes, old.scopes)
        XCTAssertEqual(retirement.oldOutcome, .expiring)
        XCTAssertNil(retirement.failure)
        let kept = try await client.tokens.get(registryID: registry, tokenID: old.id)
        XCTAssertEqual(kept.expiryDate, retirement.oldExpiryDate)
        XCTAssertLessThan(try XCTUnwrap(kept.expiryDate), try XCTUnwrap(old.expiryDate))
        let written = try rotation.credentials.dockerConfig(hostname: "team.cr.example").reveal()
        XCTAssertEqual(try String(contentsOf: config, encoding: .utf8), written)
        XCTAssertEqual(stage.steps, [.issued, .deployed, .retired])
        XCTAssertEqual(Set(stage.told.value.map(\.newID)), [rotation.new.id.resourceID])
        let shown: [Any] = [result, rotation, retirement, stage.told.value]
        XCTAssertNil(Canary.found(in: shown.flatMap(texts), of: [rotation.credentials.password.reveal()]))
    }

    func testACreationThatIsLostIsRepaired() async throws {
        let stage = try await Stage()
        try await stage.world.fault(["close": "clean"], ["method": "POST", "phase": "after_processing"])
        let result = try await stage.client.tokens.rotate(
            registryID: stage.world.registry, tokenID: stage.old.id, expiresIn: .seconds(7200)
        ) { _ in }
        let all = try await stage.all()
        XCTAssertEqual(Set(all.map(\.id)), [stage.old.id, result.rotation.new.id])
    }

    func testWhatCouldNotBeHandedOverIsDeleted() async throws {
        let stage = try await Stage()
        let error = try await stage.failing()
        XCTAssertEqual(error as? Boom, Boom())
        let all = try await stage.all()
        XCTAssertEqual(all, [stage.old])
        XCTAssertEqual(stage.steps, [.issued, .undone])
    }

    func testBothAreKeptWhenAskedForOrWhenItCannotBeUndone() async throws {
        let asked = try await Stage()
        try await assertNamesBoth(asked.failing(.keepBoth), asked)
        let stuck = try await Stage()
        try await stuck.world.fault(["status": 500], ["method": "DELETE", "times": nil])
        try await assertNamesBoth(stuck.failing(), stuck)
    }

    func testWhatCannotBeRetiredIsSaidInTheResult() async throws {
        let stage = try await Stage()
        try await stage.world.fault(["status": 500], ["method": "PATCH", "times": nil])
        let result = try await stage.client.tokens.rotate(
            registryID: stage.world.registry, tokenID: stage.old.id, onProgress: stage.tell
        ) { _ in }
        XCTAssertEqual(result.retirement.oldOutcome, .failed)
        XCTAssertNotNil(result.retirement.failure)
        XCTAssertEqual(stage.steps, [.issued, .deployed, .retired])
    }

    func testACancellationKeepsBothAndGoesOn() async throws {
        let stage = try await Stage()
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let rotation = Task {
            try await stage.client.tokens.rotate(
                registryID: stage.world.registry, tokenID: stage.old.id, onProgress: stage.tell
            ) { _ in
                begin.yield()
                try await Task.sleep(for: .seconds(3600))
            }
        }
        for await _ in begun { break }
        rotation.cancel()
        let error = try await thrown { _ = try await rotation.value }
        XCTAssert(error is CancellationError, "\(error)")
        let all = try await stage.all()
        XCTAssertEqual(all.count, 2)
        XCTAssertEqual(stage.steps, [.issued, .keptBoth])
    }

    func testTheOldOneGoesAsItIsAskedFor() async throws {
        let stage = try await Stage()
        let tokens = stage.client.tokens
        let result = try await tokens.rotate(
            registryID: stage.world.registry, tokenID: stage.old.id.resourceID, retire: .delete
        ) { _ in }
        XCTAssertEqual(result.retirement.oldOutcome, .deleted)
        let again = try await tokens.withResponse {
            try await $0.rotate(
                registryID: stage.world.registry, tokenID: result.rotation.new.id, grace: .seconds(7200)
            ) { _ in }
        }
        XCTAssertEqual(again.attempts, 1)
        XCTAssertEqual(again.value.retirement.oldOutcome, .expiring)
    }

    func testWhatIsWrongIsRefusedBeforeAnythingIsMade() async throws {
        let stage = try await Stage()
        let (tokens, registry, old) = (stage.client.tokens, stage.world.registry, stage.old.id)
        let before = try await stage.world.requests().count
        let refused = [
            try await thrown {
                try await tokens.rotate(registryID: registry, tokenID: old, retire: Retire(rawValue: "shred")) { _ in }
            },
            try await thrown {
                try await tokens.rotateExpiring(registryID: registry, within: .seconds(60), concurrency: 0) { _ in }
            },
            try await thrown { try await tokens.finishRotation(registryID: registry, oldID: old, newID: old) },
        ]
        XCTAssertEqual(refused.map { ($0 as? RegistryTokensError)?.kind }, Array(repeating: .invalidArgument, count: 3))
        let after = try await stage.world.requests().count
        XCTAssertEqual(after, before)
    }

    func testALongTermCredentialStaysUnlessAskedOtherwise() async throws {
        let world = try await World()
        let (credentials, instance) = (try world.swr.client().longTermCredentials, world.swr.instance)
        let old = try await credentials.create(instanceID: instance, name: "ci").tokenID
        let kept = try await credentials.rotate(instanceID: instance, credentialID: old) { _ in }
        XCTAssertEqual(kept.retirement.oldOutcome, .kept)
        let disabled = try await credentials.rotate(
            instanceID: instance, credentialID: kept.rotation.new.tokenID, retire: .disable
        ) { _ in }
        XCTAssertEqual(disabled.retirement.oldOutcome, .disabled)
    }

    func testSeveralAreRotatedAtATimeAndAFailureIsItsOwn() async throws {
        let stage = try await Stage()
        let tokens = stage.client.tokens
        _ = try await tokens.create(
            registryID: stage.world.registry, name: "other", expiresIn: .seconds(30 * 86_400))
        let running = Locked(0)
        let (met, meet) = AsyncStream.makeStream(of: Void.self)
        let outcomes = try await tokens.rotateExpiring(
            registryID: stage.world.registry, within: .seconds(60 * 86_400), expiresIn: .seconds(90 * 86_400),
            concurrency: 2, onProgress: stage.tell
        ) { rotation in
            // Neither ends before the other has begun.
            var mine = 0
            running.change {
                $0 += 1
                mine = $0
            }
            if mine == 2 { meet.finish() } else { for await _ in met {} }
            if rotation.old.name == "other" { throw Boom() }
        }
        XCTAssertEqual(outcomes.map(\.token.name), ["ci", "other"])
        XCTAssertEqual(try outcomes[0].result.get().retirement.oldOutcome, .expiring)
        let error = try await thrown { try outcomes[1].result.get() }
        XCTAssertEqual(error as? Boom, Boom())
        func steps(_ index: Int) -> [RotationStep] {
            stage.told.value.filter { $0.oldID == outcomes[index].token.id.resourceID }.map(\.step)
        }
        XCTAssertEqual(steps(0), [.begun, .issued, .deployed, .retired])
        XCTAssertEqual(steps(1), [.begun, .issued, .undone, .failed])
        let due = try await tokens.listExpiring(registryID: stage.world.registry, within: .seconds(60 * 86_400))
        XCTAssertEqual(due.map(\.name), ["other"])
    }

    func testACancellationStopsAll() async throws {
        let stage = try await Stage()
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let rotations = Task {
            try await stage.client.tokens.rotateExpiring(
                registryID: stage.world.registry, within: .seconds(60 * 86_400), onProgress: stage.tell
            ) { _ in
                begin.yield()
                try await Task.sleep(for: .seconds(3600))
            }
        }
        for await _ in begun { break }
        rotations.cancel()
        let error = try await thrown { _ = try await rotations.value }
        XCTAssert(error is CancellationError, "\(error)")
        XCTAssertEqual(stage.steps, [.begun, .issued, .keptBoth])
    }
}
