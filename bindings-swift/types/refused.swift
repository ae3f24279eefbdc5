// What must not compile, and what the compiler says; check-types compares.
import Foundation
import RegistryTokens

func refused(_ client: IonosClient, _ issued: IssuedToken, _ id: UUID) async throws {
    _ = try JSONEncoder().encode(issued.credentials.password)  // error: a Secret is not encoded; call reveal()
    _ = try JSONEncoder().encode(["password": issued.credentials.password])  // error: a Secret is not encoded; call reveal()
    _ = try JSONEncoder().encode(issued)  // error: conform to 'Encodable'
    let _: String = issued.credentials.password  // error: cannot convert value of type 'Secret'
    _ = issued.credentials.password + "more"  // error: requires that 'Secret' conform to 'Sequence'
    _ = Secret("a") < Secret("b")  // error: requires that 'Secret' conform to 'Comparable'
    issued.token.name = "other"  // error: 'name' is a 'let' constant
    _ = Token(id: id)  // error: initializer is inaccessible
    _ = Scope.repository("team/app", actions: ["pull"])  // error: to expected element type 'ScopeAction'
    _ = try await client.tokens.get(tokenID: id, registryID: id)  // error: must precede argument
    _ = try await client.tokens.get(registryID: 5, tokenID: id)  // error: conform to 'ResourceID'
    _ = try await client.tokens.update(registryID: id, tokenID: id, expiryDate: nil)  // error: 'nil' is not compatible
    _ = try await client.tokens.create(registryID: id, name: "ci", expiresIn: 60)  // error: cannot convert value of type 'Int'
}

func refusedOfSwr(_ client: SwrClient, _ issued: IssuedLongTermCredential) async throws {
    _ = try JSONEncoder().encode(issued)  // error: conform to 'Encodable'
    _ = try JSONEncoder().encode(SwrCredentials.token(issued.credentials.password))  // error: conform to 'Encodable'
    _ = SwrCredentials.accessKey("AK")  // error: missing argument for parameter 'secretKey'
    _ = try await client.targetRegistries.get(instanceID: "i", registryID: "7")  // error: cannot convert value of type 'String'
    _ = try await client.targetRegistries.listPage(instanceID: "i", orderType: "asc")  // error: cannot convert value of type 'String'
}
