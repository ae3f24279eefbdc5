// Issues one token and writes its login into files; tests/interop/real_registry/README.md says what it takes and gives.
import Foundation
import RegistryTokens

struct Wanted: Decodable {
    let name: String
    let actions: [String]
}

struct Report: Encodable {
    let id: String
    let shadowedBy: String?

    enum CodingKeys: String, CodingKey {
        case id, shadowedBy = "shadowed_by"
    }

    // As `null`, where the compiler's own way leaves the key out.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(shadowedBy, forKey: .shadowedBy)
    }
}

let arguments = Array(CommandLine.arguments.dropFirst())
let (config, hostname, manifest) = (arguments[3], arguments[4], arguments[5])
let namespace = arguments.count > 6 ? arguments[6] : "ci"
let wanted = try JSONDecoder().decode([Wanted].self, from: Data(arguments[1].utf8))

let client = try IonosClient.fromEnvironment()
let issued = try await client.tokens.create(
    registryID: ProcessInfo.processInfo.environment["REGISTRY_ID"] ?? "",
    name: arguments[0],
    scopes: wanted.map { .repository($0.name, actions: $0.actions.map(ScopeAction.init(rawValue:))) },
    expiresIn: Int(arguments[2]).map { .seconds($0) }
)
client.close()
let merge = try issued.credentials.mergeInto(path: URL(fileURLWithPath: config), hostname: hostname)
let secret = try issued.credentials.kubernetesSecret(
    hostname: hostname, name: "regcred", namespace: namespace == "-" ? nil : namespace)
let made = FileManager.default.createFile(
    atPath: manifest, contents: Data(secret.reveal().utf8), attributes: [.posixPermissions: 0o600])
precondition(made)
let report = Report(id: "\(issued.token.id)", shadowedBy: merge.shadowedBy)
print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
