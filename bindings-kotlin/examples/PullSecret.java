// Gives a namespace a pull secret, or a new one in the place of the old. Needs IONOS_TOKEN, REGISTRY, NAMESPACE and kubectl.

import static dev.registrytokens.ScopeAction.PULL;
import static java.lang.ProcessBuilder.Redirect.INHERIT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.registrytokens.BlockingIonosClient;
import dev.registrytokens.Credentials;
import dev.registrytokens.NewToken;
import dev.registrytokens.Scope;
import java.util.List;

public class PullSecret {
    public static void main(String[] arguments) throws Exception {
        var namespace = requireNonNull(System.getenv("NAMESPACE"), "NAMESPACE");
        try (var client = BlockingIonosClient.fromEnv()) {
            var registry = client.registries().find(requireNonNull(System.getenv("REGISTRY"), "REGISTRY"));
            if (registry == null) throw new IllegalStateException("no such registry");

            var name = "pull-" + namespace;
            var token = client.tokens().findCurrent(registry.getId(), name);
            if (token == null) {
                var pull = NewToken.builder(name).scopes(List.of(Scope.repository("*", List.of(PULL)))).build();
                apply(client.tokens().create(registry.getId(), pull).getCredentials(), registry.getHostname(), namespace);
            } else {
                // Pods that start with the old one while it lasts are let in, too.
                client.tokens().rotate(registry.getId(), token.getId(), rotation ->
                        apply(rotation.getCredentials(), registry.getHostname(), namespace));
            }
        }
    }

    /** Hands the manifest over without a file. */
    private static void apply(Credentials login, String hostname, String namespace) throws Exception {
        var manifest = login.kubernetesSecret(hostname, "regcred", namespace);
        var command = new ProcessBuilder("kubectl", "apply", "-f", "-").redirectOutput(INHERIT).redirectError(INHERIT);
        var kubectl = command.start();
        try (var input = kubectl.getOutputStream()) {
            input.write(manifest.reveal().getBytes(UTF_8));
        }
        if (kubectl.waitFor() != 0) throw new IllegalStateException("kubectl ended with " + kubectl.exitValue());
    }
}
