// What the installed package must do; `test-package` runs it with nothing but the package and an emulator.

import dev.registrytokens.BlockingIonosClient;
import dev.registrytokens.NewToken;
import dev.registrytokens.NotFoundException;
import dev.registrytokens.Scope;
import dev.registrytokens.ScopeAction;
import dev.registrytokens.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

public class Smoke {
    public static void main(String[] arguments) throws IOException {
        var registry = System.getenv("REGISTRY_ID");
        var events = new ConcurrentLinkedQueue<String>();
        try (var client = BlockingIonosClient.builder().onEvent(event -> events.add(event.getOperation())).build()) {
            var wanted = NewToken.builder("smoke-" + UUID.randomUUID().toString().substring(0, 8))
                    .scopes(List.of(Scope.repository("team/app", List.of(ScopeAction.PULL))))
                    .build();
            var answer = client.tokens().withResponse(tokens -> tokens.create(registry, wanted));
            check(answer.getHttpStatus() == 201, "status");
            var issued = answer.getValue();
            var password = issued.getCredentials().getPassword();
            check(!password.reveal().isEmpty() && !(issued + "" + answer).contains(password.reveal()), "hidden");
            refusesToBeWritten(password);

            var listed = false;
            for (var token : client.tokens().list(registry)) listed |= token.getId().equals(issued.getToken().getId());
            check(listed, "listed");
            check(issued.getToken().toJson().contains(issued.getToken().getName()), "JSON");

            client.tokens().delete(registry, issued.getToken().getId().toString());
            checkMissing(client, registry, issued.getToken().getId());
        }
        check(List.of("tokens.create", "tokens.list", "tokens.delete", "tokens.get").equals(List.copyOf(events)), "events " + events);
        System.out.println("smoke in Java " + System.getProperty("java.version") + ": passed");
    }

    private static void checkMissing(BlockingIonosClient client, String registry, UUID token) {
        try {
            client.tokens().get(registry, token.toString());
        } catch (NotFoundException error) {
            check(error.getHttpStatus() == 404 && error.responseBody().length > 0, "error");
            return;
        }
        check(false, "deleted");
    }

    private static void refusesToBeWritten(Secret secret) throws IOException {
        try (var stream = new ObjectOutputStream(new ByteArrayOutputStream())) {
            stream.writeObject(secret);
            check(false, "refused");
        } catch (NotSerializableException expected) {
            check(expected.getMessage().contains("reveal()"), "refusal");
        }
    }

    private static void check(boolean holds, String what) {
        if (!holds) throw new AssertionError(what);
    }
}
