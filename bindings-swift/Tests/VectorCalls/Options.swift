// What stands in a vector for something longer, or for a file.

import Foundation

extension JSON {
    /// `{"fill": ...}` anywhere in a value, written out.
    var filled: JSON {
        mapped { part in
            guard part.object.count == 1, let text = part["fill"]["text"].string else { return part }
            return .string(String(repeating: text, count: part["fill"]["times"].integer ?? 0))
        }
    }

    /// Options of a client with their files written into a folder.
    func placed(in folder: URL) throws -> JSON {
        var options = object
        for (name, value) in object where name.hasSuffix("_text") {
            let file = folder.appendingPathComponent(name)
            try Data((value.string ?? "").utf8).write(to: file)
            options[name] = nil
            options[String(name.dropLast("_text".count))] = .string(file.path)
        }
        if options.removeValue(forKey: "config_file_directory") == true {
            options["config_file"] = .string(folder.path)
        }
        return .object(options)
    }
}
