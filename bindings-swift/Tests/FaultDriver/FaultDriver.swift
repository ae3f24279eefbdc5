// The driver of the fault run: does as the lines on standard input say; tests/faults/DRIVERS.md has the protocol.

import Foundation

@testable import VectorCalls

@main
struct FaultDriver {
    static func main() {
        guard CommandLine.arguments.dropFirst() == ["swift"] else {
            FileHandle.standardError.write(Data("fault-driver: the only style is swift\n".utf8))
            exit(2)
        }
        let (clients, output) = (Clients(), Output())
        let underWay = DispatchGroup()
        output.write(["ready": ["style": "swift"]])
        while let line = readLine() {
            underWay.enter()
            // Detached from the main actor, whose thread waits for the next line.
            Task.detached {
                output.write(await answer(line, clients))
                underWay.leave()
            }
        }
        underWay.wait()
        clients.closeAll()
    }

    private static func answer(_ line: String, _ clients: Clients) async -> JSON {
        var answer: [String: JSON] = [:]
        do {
            let command = Command(json: try JSON(text: line))
            answer["id"] = command.json["id"]
            answer.merge(try await command.carryOut(clients)) { $1 }
        } catch {
            answer["crash"] = .string(crashText(error))
        }
        return .object(answer)
    }
}

/// Lines that do not interleave.
private final class Output: Sendable {
    private let lines = Locked(0)

    func write(_ line: JSON) {
        let data = Data((line.text + "\n").utf8)
        lines.change {
            FileHandle.standardOutput.write(data)
            $0 += 1
        }
    }
}

/// An error that is not one of the library.
func crashText(_ error: any Error) -> String {
    "\(type(of: error)): \(error)"
}
