package dev.registrytokens.fromjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.registrytokens.BlockingIonosClient;
import dev.registrytokens.BlockingSwrClient;
import dev.registrytokens.Credentials;
import dev.registrytokens.ExpiringRotationOptions;
import dev.registrytokens.InvalidArgumentException;
import dev.registrytokens.LongTermCredentialRetirement;
import dev.registrytokens.LongTermCredentialRotation;
import dev.registrytokens.NewToken;
import dev.registrytokens.OnDeployError;
import dev.registrytokens.Proxy;
import dev.registrytokens.Retire;
import dev.registrytokens.RetireOutcome;
import dev.registrytokens.RotationIncompleteException;
import dev.registrytokens.RotationOptions;
import dev.registrytokens.RotationOutcome;
import dev.registrytokens.RotationProgress;
import dev.registrytokens.RotationResult;
import dev.registrytokens.RotationStep;
import dev.registrytokens.Secret;
import dev.registrytokens.Token;
import dev.registrytokens.TokenRetirement;
import dev.registrytokens.TokenRotation;
import dev.registrytokens.TokenRotationPlan;
import dev.registrytokens.support.Emulator;
import dev.registrytokens.support.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rotations as a Java program writes them. */
class RotationJavaTest {
    private final World world = Emulator.INSTANCE.world();
    private final String registry = world.getRegistry();
    private final List<RotationProgress> told = Collections.synchronizedList(new ArrayList<>());
    private final BlockingIonosClient client = BlockingIonosClient.builder()
            .token(new Secret(world.getToken()))
            .baseUrl(world.getUrl())
            .loadEnvironment(false)
            .proxy(Proxy.OFF)
            .firstWait(Duration.ZERO)
            .build();

    private Token issue(String name) {
        NewToken token = NewToken.builder(name).expiresIn(Duration.ofDays(30)).build();
        return client.tokens().create(registry, token).getToken();
    }

    private List<String> steps() {
        return told.stream().map(one -> one.getStep().getText()).collect(Collectors.toList());
    }

    private RotationOptions telling(OnDeployError onDeployError) {
        return RotationOptions.builder().onDeployError(onDeployError).onProgress(told::add).build();
    }

    @Test
    void aRotation(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("config.json");
        Token old = issue("ci");
        RotationResult<TokenRotation> result = client.tokens().rotate(
                registry, old.getId(), rotation -> rotation.getCredentials().mergeInto(file, "team.cr.example"));
        assertEquals(old, result.getRotation().getOld());
        assertEquals(RetireOutcome.EXPIRING, result.getRetirement().getOldOutcome());
        Credentials login = result.getRotation().getCredentials();
        assertEquals(login.dockerConfig("team.cr.example").reveal(), Files.readString(file));
        Credentials stored = new Credentials(login.getUsername(), login.getPassword());
        assertEquals(login.dockerConfig("team.cr.example"), stored.dockerConfig("team.cr.example"));
        assertTrue(login.kubernetesSecret("team.cr.example", "regcred").reveal().contains("regcred"));
        assertTrue(login.kubernetesSecret("team.cr.example", "regcred", "ci").reveal().contains("namespace"));

        TokenRotationPlan plan = TokenRotationPlan.builder().expiresIn(Duration.ofHours(3)).retire(Retire.DELETE).build();
        RotationOptions options = RotationOptions.builder()
                .onProgress(told::add)
                .timeout(Duration.ofSeconds(20))
                .extraHeader("X-Note", "mine")
                .build();
        UUID id = result.getRotation().getNew().getId();
        List<String> deployed = new ArrayList<>();
        RotationResult<TokenRotation> second = client.tokens().rotate(
                UUID.fromString(registry), id.toString(), rotation -> deployed.add(rotation.getNew().getName()), plan, options);
        assertEquals(RetireOutcome.DELETED, second.getRetirement().getOldOutcome());
        assertEquals(List.of(second.getRotation().getNew().getName()), deployed);
        assertEquals(List.of("issued", "deployed", "retired"), steps());
        assertEquals(RotationStep.ISSUED, told.get(0).getStep());
        assertEquals(id.toString(), told.get(0).getOldId());
        assertTrue(world.header("x-note").size() >= 4);
    }

    @Test
    void whatTheDeploymentThrowsGoesOn() {
        Token old = issue("ci");
        IOException thrown = new IOException("no space");
        assertSame(thrown, assertThrows(IOException.class, () -> client.tokens().rotate(registry, old.getId(), rotation -> {
            throw thrown;
        })));
        assertEquals(List.of(old), client.tokens().list(registry).all());

        RotationIncompleteException kept = assertThrows(
                RotationIncompleteException.class,
                () -> client.tokens().rotate(
                        registry,
                        old.getId(),
                        rotation -> {
                            throw thrown;
                        },
                        TokenRotationPlan.builder().build(),
                        telling(OnDeployError.KEEP_BOTH)));
        assertSame(thrown, kept.getCause());
        assertEquals(2, client.tokens().list(registry).all().size());
        assertEquals(List.of("issued", "kept_both"), steps());
    }

    @Test
    void theHalvesOfARotation() {
        Token old = issue("ci");
        TokenRotation begun = client.tokens().beginRotation(registry, old.getId());
        client.tokens().undoRotation(registry, old.getId(), begun.getNew().getId());
        TokenRotation again = client.tokens().beginRotation(registry, old.getId(), TokenRotationPlan.builder().build());
        TokenRetirement disable = TokenRetirement.builder().retire(Retire.DISABLE).build();
        assertEquals(
                RetireOutcome.DISABLED,
                client.tokens().finishRotation(registry, old.getId(), again.getNew().getId(), disable).getOldOutcome());
        assertEquals(
                List.of(again.getNew().getId()),
                client.tokens().listExpiring(registry, Duration.ofDays(60)).stream().map(Token::getId).collect(Collectors.toList()));
        assertThrows(IllegalStateException.class, () -> client.tokens()
                .withResponse(tokens -> tokens.listExpiring(registry, Duration.ofDays(60))));
    }

    /** What becomes of a thread that is interrupted while it hands over. */
    private CancellationException interrupted(CountDownLatch begun, FutureTask<CancellationException> task) throws Exception {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        assertTrue(begun.await(30, TimeUnit.SECONDS));
        thread.interrupt();
        return task.get(30, TimeUnit.SECONDS);
    }

    @Test
    void anInterruptKeepsBothAndIsKept() throws Exception {
        Token old = issue("ci");
        CountDownLatch begun = new CountDownLatch(1);
        CancellationException thrown = interrupted(begun, new FutureTask<>(() -> {
            CancellationException cancelled = assertThrows(CancellationException.class, () -> client.tokens().rotate(
                    registry,
                    old.getId(),
                    rotation -> {
                        begun.countDown();
                        new CountDownLatch(1).await();
                    },
                    TokenRotationPlan.builder().build(),
                    telling(OnDeployError.DELETE_NEW)));
            assertTrue(Thread.currentThread().isInterrupted());
            return cancelled;
        }));
        assertInstanceOf(InterruptedException.class, thrown.getCause());
        assertInstanceOf(RotationIncompleteException.class, thrown.getCause().getSuppressed()[0]);
        assertEquals(List.of("issued", "kept_both"), steps());
        assertEquals(2, client.tokens().list(registry).all().size());
    }

    @Test
    void severalOnThreadsOfTheirOwn() {
        List<Token> old = List.of(issue("t1"), issue("t2"));
        IOException thrown = new IOException("no space");
        // Nobody passes before the other is there.
        CyclicBarrier both = new CyclicBarrier(2);
        ExpiringRotationOptions options =
                ExpiringRotationOptions.builder().concurrency(2).onProgress(told::add).maxRetries(1).build();
        List<RotationOutcome<Token, TokenRotation>> outcomes = client.tokens().rotateExpiring(
                registry,
                Duration.ofDays(60),
                rotation -> {
                    both.await(30, TimeUnit.SECONDS);
                    client.tokens().get(registry, rotation.getNew().getId());
                    if (rotation.getOld().getName().equals("t2")) throw thrown;
                },
                TokenRotationPlan.builder().expiresIn(Duration.ofDays(90)).build(),
                options);
        assertEquals(old, outcomes.stream().map(RotationOutcome::getToken).collect(Collectors.toList()));
        assertNotNull(outcomes.get(0).getResult());
        assertNull(outcomes.get(0).getError());
        assertNull(outcomes.get(1).getResult());
        assertSame(thrown, outcomes.get(1).getError());
        assertTrue(steps().containsAll(List.of("begun", "failed", "retired")));
        assertEquals(1, client.tokens().rotateExpiring(registry, Duration.ofDays(60), rotation -> {}).size());
        assertThrows(InvalidArgumentException.class, () -> client.tokens().rotateExpiring(
                UUID.fromString(registry),
                Duration.ofDays(60),
                rotation -> {},
                TokenRotationPlan.builder().build(),
                ExpiringRotationOptions.builder().concurrency(0).build()));
    }

    @Test
    void anInterruptStopsAll() throws Exception {
        issue("t1");
        issue("t2");
        issue("t3");
        CountDownLatch begun = new CountDownLatch(2);
        interrupted(begun, new FutureTask<>(() -> assertThrows(CancellationException.class, () -> client.tokens().rotateExpiring(
                registry,
                Duration.ofDays(60),
                rotation -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                },
                TokenRotationPlan.builder().build(),
                ExpiringRotationOptions.builder().concurrency(2).onProgress(told::add).build()))));
        assertEquals(2, Collections.frequency(steps(), "kept_both"));
        assertFalse(steps().contains("failed"));
        assertEquals(5, client.tokens().list(registry).all().size());
    }

    @Test
    void aLongTermCredential() throws Exception {
        try (BlockingSwrClient swr = SwrJavaTest.builder(world).build()) {
            String instance = world.getInstance();
            String old = swr.longTermCredentials().create(instance, "ci").getTokenId();
            RotationResult<LongTermCredentialRotation> kept =
                    swr.longTermCredentials().rotate(instance, old, rotation -> {});
            assertEquals(RetireOutcome.KEPT, kept.getRetirement().getOldOutcome());
            LongTermCredentialRetirement delete = LongTermCredentialRetirement.builder().retire(Retire.DELETE).build();
            RotationResult<LongTermCredentialRotation> deleted =
                    swr.longTermCredentials().rotate(instance, old, rotation -> {}, delete);
            assertEquals(RetireOutcome.DELETED, deleted.getRetirement().getOldOutcome());
        }
    }
}
