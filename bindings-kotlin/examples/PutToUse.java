// A push for a day with docker, and a pull secret for a cluster. DOCKER_CONFIG names the folder of docker's config.json.

import static dev.registrytokens.ScopeAction.PULL;
import static dev.registrytokens.ScopeAction.PUSH;

import dev.registrytokens.BlockingIonosClient;
import dev.registrytokens.NewToken;
import dev.registrytokens.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

public class PutToUse {
    public static void main(String[] arguments) {
        try (var client = BlockingIonosClient.fromEnv()) {
            var registry = client.registries().find("demo");
            if (registry == null) throw new IllegalStateException("no such registry");
            var config = Path.of(System.getenv("DOCKER_CONFIG"), "config.json");

            var push = NewToken.builder("web-push")
                    .scopes(List.of(Scope.repository("team/web", List.of(PULL, PUSH))))
                    .expiresIn(Duration.ofDays(1))
                    .build();
            var login = client.tokens().create(registry.getId(), push).getCredentials();
            login.mergeInto(config, registry.getHostname()); // `docker push` works now

            var pull = NewToken.builder("web-pull").scopes(List.of(Scope.repository("*", List.of(PULL)))).build();
            var issued = client.tokens().create(registry.getId(), pull);
            var manifest = issued.getCredentials().kubernetesSecret(registry.getHostname(), "regcred", "apps");
            System.out.println(manifest.reveal()); // to be piped into `kubectl apply -f -`
        }
    }
}
