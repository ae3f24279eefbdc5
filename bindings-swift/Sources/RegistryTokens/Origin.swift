internal import RegistryTokensNative

/// Where a value stands in its answer: numbers of fields and indexes of lists. It is no part of the value, so all of them
/// are equal.
struct Origin: Hashable, Sendable {
    static let none = Origin(answer: nil, path: [])

    private let answer: NativeAnswer?
    private let path: [UInt32]

    init(_ answer: NativeAnswer) {
        self.init(answer: answer, path: [])
    }

    private init(answer: NativeAnswer?, path: [UInt32]) {
        self.answer = answer
        self.path = path
    }

    func at(_ index: Int) -> Origin {
        answer == nil ? self : Origin(answer: answer, path: path + [UInt32(index)])
    }

    /// Whether no answer holds it: a caller made it.
    var isNone: Bool { answer == nil }

    var json: String {
        guard let json = answer?.apiJson(path: path) else {
            preconditionFailure("a value that no answer holds has no JSON of the service")
        }
        return json
    }

    static func == (one: Origin, other: Origin) -> Bool { true }

    func hash(into hasher: inout Hasher) {}
}
