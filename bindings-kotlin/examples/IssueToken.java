// Issue a token for a day, use it, take it back. Needs IONOS_TOKEN, or a profile of ~/.ionos/config.

import static dev.registrytokens.ScopeAction.PULL;
import static dev.registrytokens.ScopeAction.PUSH;

import dev.registrytokens.BlockingIonosClient;
import dev.registrytokens.NewToken;
import dev.registrytokens.Scope;
import java.time.Duration;
import java.util.List;

public class IssueToken {
    public static void main(String[] arguments) {
        try (var client = BlockingIonosClient.fromEnv()) {
            var registry = client.registries().find("demo");
            if (registry == null) throw new IllegalStateException("no such registry");

            var token = NewToken.builder("ci-push")
                    .scopes(List.of(Scope.repository("team/app", List.of(PULL, PUSH))))
                    .expiresIn(Duration.ofDays(1))
                    .build();
            var issued = client.tokens().create(registry.getId(), token);

            // The password is shown by the service once, and by us only on reveal().
            var login = issued.getCredentials();
            System.out.println("docker login " + registry.getHostname() + " -u " + login.getUsername() + " -p " + login.getPassword());
            if (login.getPassword().reveal().isEmpty()) throw new IllegalStateException("no password");

            client.tokens().delete(registry.getId(), issued.getToken().getId());
        }
    }
}
