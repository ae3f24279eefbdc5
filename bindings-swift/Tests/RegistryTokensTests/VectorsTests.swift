import XCTest

@testable import VectorCalls

/// Every shared vector under its id; see tests/vectors/README.md.
final class VectorsTests: XCTestCase {
    func testVectorsHold() async throws {
        let world = try await World()
        let vectors = try Vector.load()
        XCTAssertFalse(vectors.isEmpty)
        XCTAssertEqual(Set(vectors.map(\.id)).count, vectors.count, "ids are unique")
        var ran = 0
        var skipped: [String: Int] = [:]
        // One after the other: some of them count on an answer within some tenths of a second.
        for vector in vectors {
            if let reason = vector.skipReason {
                skipped[reason, default: 0] += 1
                continue
            }
            ran += 1
            do {
                try await vector.run(world)
            } catch {
                XCTFail("\(vector.id): \(error)")
            }
        }
        for (reason, count) in skipped { print("  skipped \(count): \(reason)") }
        let count = skipped.values.reduce(0, +)
        print("vectors swift: run \(ran), skipped \(count), total \(ran + count)")
    }

    /// Each is wrong in one key: a runner that lets one pass does not look at that key.
    func testWrongVectorsFail() async throws {
        let world = try await World()
        let vectors = try Vector.load("must_fail")
        XCTAssertFalse(vectors.isEmpty)
        for vector in vectors where vector.skipReason == nil {
            do {
                try await vector.run(world)
                XCTFail("\(vector.id) passed")
            } catch is VectorError {
            } catch is ControlError {
            } catch {
                // A fault of the runner would be red whatever the vector says.
                XCTFail("\(vector.id): \(error)")
            }
        }
    }

    func testTimesAreComparedInMicrosecondsAndNothingElseIsChangedForIt() {
        func at(_ fraction: String) -> JSON { .string("2031-05-04T10:00:00\(fraction)Z") }
        for (written, kept) in [
            (".1234567", ".123457"), (".1000001", ".1"), (".123456", ".123456"), (".5", ".5"), ("", ""),
        ] {
            XCTAssertEqual(at(written).inMicroseconds, at(kept))
        }
        // Forms that are not canonical stay wrong.
        for wrong in [".000", ".1230", ".12345670"] { XCTAssertEqual(at(wrong).inMicroseconds, at(wrong)) }
    }
}
