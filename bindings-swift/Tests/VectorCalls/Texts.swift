// Every text in which a program could show a value.

import Foundation

/// What a program, a log or a debugger could show of a value without asking for its secret.
func texts(of value: Any) -> [String] {
    var dumped = ""
    dump(value, to: &dumped)
    var found = [
        "\(value)",
        String(describing: value),
        String(reflecting: value),
        "\([value])",
        "\(["value": value])",
        dumped,
        walked(value, depth: 0),
    ]
    if let error = value as? any Error {
        let bridged = error as NSError
        found += [error.localizedDescription, bridged.description, bridged.debugDescription, "\(bridged.userInfo)"]
    }
    if let value = value as? any APIValue { found.append(value.toJSON()) }
    return found
}

/// Everything that mirrors lead to.
private func walked(_ value: Any, depth: Int) -> String {
    let mirror = Mirror(reflecting: value)
    let parts = mirror.children.map { "\($0.label ?? "") \(depth < 12 ? walked($0.value, depth: depth + 1) : "")" }
    let above = mirror.superclassMirror.map { "\(Array($0.children))" } ?? ""
    return "\(value) \(mirror.children.isEmpty ? "" : parts.joined(separator: "; ")) \(above)"
}
