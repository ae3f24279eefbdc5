// Replacing what opens a registry by something new, whatever that is.

internal import RegistryTokensNative

/// What becomes of the new credentials when they could not be handed over.
public enum OnDeployError: Hashable, Sendable {
    /// They are deleted, and the old ones stay.
    case deleteNew

    /// Both stay, and an error of the kind `.rotationIncomplete` names them.
    case keepBoth
}

/// A rotation that was carried through.
public struct RotationResult<Rotation: Sendable>: Sendable {
    /// What was issued, and what it replaces.
    public let rotation: Rotation

    /// What became of the old one.
    public let retirement: Retirement
}

/// How the rotation of one of several ended.
public struct RotationOutcome<Item: Sendable, Rotation: Sendable>: Sendable {
    /// What was to be rotated, as it was.
    public let token: Item

    /// What came of it; the error may be that of `deploy`.
    public let result: Result<RotationResult<Rotation>, any Error>
}

/// What happened last in a rotation. Further words may come.
public struct RotationStep: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The word.
    public let rawValue: String

    /// A word; it need not be one of those known here.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// One of several has its turn.
    public static let begun = RotationStep(rawValue: "begun")

    /// The new credentials are there.
    public static let issued = RotationStep(rawValue: "issued")

    /// They were handed over.
    public static let deployed = RotationStep(rawValue: "deployed")

    /// The old ones are retired, or the result says why not.
    public static let retired = RotationStep(rawValue: "retired")

    /// The new ones could not be handed over and are deleted.
    public static let undone = RotationStep(rawValue: "undone")

    /// The new ones could not be handed over; both they and the old ones stay.
    public static let keptBoth = RotationStep(rawValue: "kept_both")

    /// The rotation of one of several failed.
    public static let failed = RotationStep(rawValue: "failed")

    /// The word.
    public var description: String { rawValue }
}

/// Where a rotation is.
public struct RotationProgress: Hashable, Sendable {
    /// What happened last.
    public let step: RotationStep

    /// The id of what is replaced.
    public let oldID: String

    /// The id of what replaces it; nil before that is there.
    public let newID: String?
}

/// What a caller says of a rotation.
struct RotationWishes: Sendable {
    let onDeployError: OnDeployError
    let onProgress: (@Sendable (RotationProgress) -> Void)?

    func tell(_ step: RotationStep, _ oldID: String, _ newID: String?) {
        onProgress?(RotationProgress(step: step, oldID: oldID, newID: newID))
    }
}

/// The calls of a service that rotations are made of.
struct RotationCalls<Rotation: Sendable>: Sendable {
    let operation: String
    let oldID: String
    let begin: @Sendable () async throws -> Rotation
    let newID: @Sendable (Rotation) -> String
    let finish: @Sendable (_ newID: String) async throws -> Retirement
    let undo: @Sendable (_ newID: String) async throws -> Void

    /// A whole rotation: nothing is retired before `deploy` has returned.
    func rotate(
        isolation: isolated (any Actor)? = #isolation,
        _ wishes: RotationWishes,
        _ deploy: (Rotation) async throws -> Void
    ) async throws -> RotationResult<Rotation> {
        let rotation = try await begin()
        let newID = newID(rotation)
        wishes.tell(.issued, oldID, newID)
        do {
            try await deploy(rotation)
        } catch {
            throw await notDeployed(wishes, newID, error)
        }
        wishes.tell(.deployed, oldID, newID)
        let retirement = try await finish(newID)
        wishes.tell(.retired, oldID, newID)
        return RotationResult(rotation: rotation, retirement: retirement)
    }

    /// Does what is left to do when `deploy` has failed, and gives what goes on to the caller.
    private func notDeployed(_ wishes: RotationWishes, _ newID: String, _ error: any Error) async -> any Error {
        // Somebody wants it to end, whatever error a library has made of that.
        if error is CancellationError || Task.isCancelled {
            wishes.tell(.keptBoth, oldID, newID)
            return error
        }
        if wishes.onDeployError == .keepBoth {
            wishes.tell(.keptBoth, oldID, newID)
            let incomplete = nativeRotationIncomplete(operation: operation, oldId: oldID, newId: newID)
            return caused(translation(of: incomplete, operation), by: error)
        }
        do {
            try await undo(newID)
        } catch let failure {
            wishes.tell(.keptBoth, oldID, newID)
            return caused(failure, by: error)
        }
        wishes.tell(.undone, oldID, newID)
        return error
    }

    private func caused(_ failure: any Error, by error: any Error) -> any Error {
        (failure as? RegistryTokensError)?.caused(by: error) ?? failure
    }
}

/// The rotations of several, so many at a time; in their order. The failure of one does not stop the others.
func rotateEach<Item: Sendable, Rotation: Sendable>(
    _ items: [Item],
    _ concurrency: Int,
    _ wishes: RotationWishes,
    _ deploy: @escaping @Sendable (Rotation) async throws -> Void,
    calls: @escaping @Sendable (Item) -> RotationCalls<Rotation>
) async throws -> [RotationOutcome<Item, Rotation>] {
    typealias Outcome = RotationOutcome<Item, Rotation>
    return try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
        var waiting = items.enumerated().makeIterator()
        var outcomes = [Outcome?](repeating: nil, count: items.count)
        func begin() {
            guard let (index, item) = waiting.next() else { return }
            group.addTask { (index, try await outcome(item, calls(item), wishes, deploy)) }
        }
        for _ in 0..<min(concurrency, items.count) { begin() }
        while let (index, outcome) = try await group.next() {
            outcomes[index] = outcome
            begin()
        }
        return outcomes.compactMap { $0 }
    }
}

private func outcome<Item: Sendable, Rotation: Sendable>(
    _ item: Item,
    _ calls: RotationCalls<Rotation>,
    _ wishes: RotationWishes,
    _ deploy: @Sendable (Rotation) async throws -> Void
) async throws -> RotationOutcome<Item, Rotation> {
    wishes.tell(.begun, calls.oldID, nil)
    var newID: String?
    do {
        let result = try await calls.rotate(wishes) { rotation in
            newID = calls.newID(rotation)
            try await deploy(rotation)
        }
        return RotationOutcome(token: item, result: .success(result))
    } catch {
        // A cancellation of `deploy` alone is a failure like any other.
        try Task.checkCancellation()
        wishes.tell(.failed, calls.oldID, newID)
        return RotationOutcome(token: item, result: .failure(error))
    }
}

/// Refuses what no number of rotations at a time can be.
func checkConcurrency(_ operation: String, _ concurrency: Int) throws {
    guard concurrency > 0 else {
        throw RegistryTokensError(.invalidArgument, operation, "concurrency must be at least 1")
    }
}
