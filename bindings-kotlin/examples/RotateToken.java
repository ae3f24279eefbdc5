// Replaces a token by a new one while everybody goes on working. DOCKER_CONFIG names the folder of docker's config.json.

import dev.registrytokens.BlockingIonosClient;
import java.nio.file.Path;

public class RotateToken {
    public static void main(String[] arguments) throws Exception {
        try (var client = BlockingIonosClient.fromEnv()) {
            var registry = client.registries().find("demo");
            if (registry == null) throw new IllegalStateException("no such registry");
            // Successors are called web-push with an ending; this is the one in use.
            var token = client.tokens().findCurrent(registry.getId(), "web-push");
            if (token == null) throw new IllegalStateException("no such token");
            var config = Path.of(System.getenv("DOCKER_CONFIG"), "config.json");

            var result = client.tokens().rotate(registry.getId(), token.getId(), rotation -> {
                var merge = rotation.getCredentials().mergeInto(config, registry.getHostname());
                // What fails here leaves all as it was.
                if (merge.getShadowedBy() != null) throw new IllegalStateException("docker would ask a credential helper");
            });

            System.out.println(token.getName() + " is followed by " + result.getRotation().getNew().getName());
            var retirement = result.getRetirement();
            System.out.println("it is " + retirement.getOldOutcome() + " now, until " + retirement.getOldExpiryDate());
        }
    }
}
