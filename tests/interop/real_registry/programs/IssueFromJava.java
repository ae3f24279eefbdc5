// Issues one token and writes its login into files; README.md in the folder above says what it takes and gives.

import dev.registrytokens.BlockingIonosClient;
import dev.registrytokens.NewToken;
import dev.registrytokens.Scope;
import dev.registrytokens.ScopeAction;
import java.nio.file.Path;
import java.time.Duration;

public class IssueFromJava {
    public static void main(String[] arguments) throws Exception {
        var wanted = NewToken.builder(arguments[0])
                .scopes(JvmFiles.scopes(arguments[1]).entrySet().stream()
                        .map(scope -> Scope.repository(
                                scope.getKey(),
                                scope.getValue().stream().map(ScopeAction::new).toList()))
                        .toList());
        if (!arguments[2].equals("-")) wanted.expiresIn(Duration.ofSeconds(Long.parseLong(arguments[2])));
        try (var client = BlockingIonosClient.fromEnv()) {
            var issued = client.tokens().create(System.getenv("REGISTRY_ID"), wanted.build());
            var login = issued.getCredentials();
            var merge = login.mergeInto(Path.of(arguments[3]), arguments[4]);
            var secret = login.kubernetesSecret(arguments[4], "regcred", JvmFiles.namespace(arguments));
            JvmFiles.writePrivately(arguments[5], secret.reveal());
            JvmFiles.report(issued.getToken().getId().toString(), merge.getShadowedBy());
        }
    }
}
