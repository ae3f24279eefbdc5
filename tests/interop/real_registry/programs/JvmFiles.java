// What both programs for the JVM need beside the library.

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

final class JvmFiles {
    private static final Pattern OBJECT = Pattern.compile("\\{[^}]*}");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    private JvmFiles() {}

    /** Name and actions of each scope; the JVM has no JSON, and ours holds the type, the name and the actions in this order. */
    static Map<String, List<String>> scopes(String json) {
        var scopes = new LinkedHashMap<String, List<String>>();
        OBJECT.matcher(json).results().forEach(object -> {
            var texts = new ArrayList<String>();
            TEXT.matcher(object.group()).results().forEach(text -> texts.add(text.group(1)));
            scopes.put(texts.get(3), List.copyOf(texts.subList(5, texts.size())));
        });
        return scopes;
    }

    static String namespace(String[] arguments) {
        if (arguments.length < 7) return "ci";
        return arguments[6].equals("-") ? null : arguments[6];
    }

    static void writePrivately(String path, String text) throws IOException {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var file = Path.of(path);
        Files.deleteIfExists(file);
        Files.createFile(file, owner);
        Files.writeString(file, text, StandardOpenOption.WRITE);
    }

    static void report(String id, String shadowedBy) {
        System.out.printf("{\"id\": \"%s\", \"shadowed_by\": %s}%n", id, shadowedBy == null ? "null" : "\"" + shadowedBy + "\"");
    }
}
