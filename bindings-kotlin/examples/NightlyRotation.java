// Replaces whatever expires within a week; each consumer finds the new login in its file.
// Needs IONOS_TOKEN, REGISTRY, and LOGINS: a folder with one for each consumer, named like its first token.

import static java.util.Objects.requireNonNull;

import dev.registrytokens.BlockingIonosClient;
import dev.registrytokens.RetireOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

public class NightlyRotation {
    /** A token that this job has no place for: one of a CI job, for example. */
    private static class NotOursException extends Exception {
        private static final long serialVersionUID = 1;
    }

    public static void main(String[] arguments) {
        var folder = Path.of(requireNonNull(System.getenv("LOGINS"), "LOGINS"));
        try (var client = BlockingIonosClient.fromEnv()) {
            var registry = client.registries().find(requireNonNull(System.getenv("REGISTRY"), "REGISTRY"));
            if (registry == null) throw new IllegalStateException("no such registry");

            var outcomes = client.tokens().rotateExpiring(registry.getId(), Duration.ofDays(7), rotation -> {
                var place = folder.resolve(rotation.getBaseName());
                if (!Files.isDirectory(place)) throw new NotOursException();
                var merge = rotation.getCredentials().mergeInto(place.resolve("config.json"), registry.getHostname());
                if (merge.getShadowedBy() != null) throw new IllegalStateException("a credential helper stands before it");
            });
            var failures = 0;
            for (var one : outcomes) {
                String said;
                if (one.getError() instanceof NotOursException) {
                    said = "has no folder here";
                } else if (one.getError() != null) {
                    failures++;
                    said = one.getError().getMessage();
                } else {
                    var retirement = one.getResult().getRetirement();
                    var isRetired = !retirement.getOldOutcome().equals(RetireOutcome.FAILED);
                    if (!isRetired) failures++;
                    said = isRetired ? retirement.getOldOutcome().toString() : retirement.getFailure();
                }
                System.out.println(one.getToken().getName() + ": " + said);
            }
            if (failures > 0) throw new IllegalStateException(failures + " tokens were not rotated, or not retired");
        }
    }
}
