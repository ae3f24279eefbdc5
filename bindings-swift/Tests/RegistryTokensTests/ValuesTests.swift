import RegistryTokens
import XCTest

@testable import VectorCalls

final class ValuesTests: XCTestCase {
    func testValuesAreEqualByWhatTheyHoldAndNotByWhereTheyCameFrom() async throws {
        let world = try await World()
        let ids = try await world.seed(2)
        let client = try world.client()
        let one = try await client.tokens.get(registryID: world.registry, tokenID: ids[0])
        let listed = try await client.tokens.list(registryID: world.registry).all()
        XCTAssertEqual(listed.count, 2)
        XCTAssert(listed.contains(one))
        XCTAssertEqual(Set([one, one] + listed).count, 2)
    }

    func testToJSONIsTheServicesOwn() async throws {
        let world = try await World()
        try await world.seed(2)
        let client = try world.client()
        let page = try await client.tokens.listPage(registryID: world.registry)
        let whole = try JSON(text: page.toJSON())
        XCTAssertEqual(try page.items.map { try JSON(text: $0.toJSON()) }, whole["items"].array)
        let token = page.items[1]
        XCTAssertEqual(try JSON(text: token.toJSON())["properties"]["name"], .string(token.name))
        let metadata = try XCTUnwrap(token.metadata)
        XCTAssertEqual(try JSON(text: metadata.toJSON()), whole["items"].array[1]["metadata"])
        for try await item in client.tokens.list(registryID: world.registry, pageSize: 1) {
            XCTAssertEqual(try JSON(text: item.toJSON())["id"].string, item.id.resourceID)
        }
        let scope = Scope(type: .repository, name: "team/app", actions: [.pull, ScopeAction(rawValue: "sign")])
        XCTAssertEqual(
            try JSON(text: scope.toJSON()), ["type": "repository", "name": "team/app", "actions": ["pull", "sign"]])
    }

    func testAnIssuedTokensJSONHasNoPassword() async throws {
        let world = try await World()
        let client = try world.client()
        let issued = try await client.tokens.create(registryID: world.registry, name: "ci-new")
        let password = issued.credentials.password.reveal()
        XCTAssertFalse(issued.toJSON().contains(password))
        XCTAssertEqual(try JSON(text: issued.credentials.toJSON()), ["username": "ci-new"])
        XCTAssertEqual(try JSON(text: issued.token.toJSON())["id"].string, issued.token.id.resourceID)
    }

    func testWordsAreOpen() {
        XCTAssertEqual(TokenStatus(rawValue: "enabled"), .enabled)
        XCTAssertEqual("\(TokenStatus(rawValue: "paused"))", "paused")
        XCTAssertEqual(ScopeAction.pull.rawValue, "pull")
    }

    func testTimesSurviveTheWayThereAndBack() async throws {
        let world = try await World()
        let client = try world.client()
        for interval in [4_000_000_000.0, 4_000_000_000.999999, 4_000_000_000.9999999, 253_402_300_799] {
            let date = Date(timeIntervalSince1970: interval)
            let script = try await world.script([
                [
                    "reply": [
                        "status": 200,
                        "body": [
                            "json": [
                                "id": .string(nobody),
                                "properties": ["name": "ci", "expiryDate": .string(Time(date).canonical)],
                            ]
                        ],
                    ]
                ]
            ])
            let token = try await script.client().tokens.get(registryID: nobody, tokenID: nobody)
            XCTAssertEqual(
                try XCTUnwrap(token.expiryDate).timeIntervalSince1970, interval, accuracy: 0.000_001, "\(interval)")
        }
        let year = try await client.tokens.create(
            registryID: world.registry, name: "ci-new", expiryDate: Date(timeIntervalSince1970: 4_000_000_000.000_000_1)
        )
        XCTAssertEqual(year.token.expiryDate, Date(timeIntervalSince1970: 4_000_000_000))
    }

    func testDumpsShowTheFieldsAndNothingOfTheNativeHalf() async throws {
        let world = try await World()
        let registry = try await world.client().registries.get(registryID: world.registry)
        let labels = Mirror(reflecting: registry).children.compactMap(\.label)
        XCTAssert(labels.contains("apiSubnetAllowList"), "\(labels)")
        XCTAssertFalse(labels.contains("origin"))
        XCTAssert(registry.isRunning)
        var dumped = ""
        dump(registry, to: &dumped)
        XCTAssertFalse(dumped.contains("Native") || dumped.contains("handle"), dumped)
    }
}
