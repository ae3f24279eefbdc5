package dev.registrytokens.fromjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.registrytokens.BlockingIonosClient;
import dev.registrytokens.BlockingPager;
import dev.registrytokens.CallOptions;
import dev.registrytokens.ClosedException;
import dev.registrytokens.ConfigException;
import dev.registrytokens.Credentials;
import dev.registrytokens.ErrorDetail;
import dev.registrytokens.Event;
import dev.registrytokens.IonosCredentials;
import dev.registrytokens.IssuedToken;
import dev.registrytokens.NewToken;
import dev.registrytokens.NotFoundException;
import dev.registrytokens.PageQuery;
import dev.registrytokens.Proxy;
import dev.registrytokens.RateLimitedException;
import dev.registrytokens.RegistriesListOptions;
import dev.registrytokens.RegistriesWaitUntilRunningOptions;
import dev.registrytokens.Registry;
import dev.registrytokens.RegistryPage;
import dev.registrytokens.RegistryTokensException;
import dev.registrytokens.ReplacedToken;
import dev.registrytokens.ResourceState;
import dev.registrytokens.Response;
import dev.registrytokens.Scope;
import dev.registrytokens.ScopeAction;
import dev.registrytokens.ScopeType;
import dev.registrytokens.Secret;
import dev.registrytokens.Token;
import dev.registrytokens.TokenPage;
import dev.registrytokens.TokenStatus;
import dev.registrytokens.TokenUpdate;
import dev.registrytokens.TokensDeleteOptions;
import dev.registrytokens.TokensListOptions;
import dev.registrytokens.support.Emulator;
import dev.registrytokens.support.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that there is, from Java: what does not compile here is out of its reach. */
class JavaTest {
    private static final String NOBODY = "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b";

    private final World world = Emulator.INSTANCE.world();
    private final UUID registry = UUID.fromString(world.getRegistry());

    private BlockingIonosClient.Builder builder() {
        return BlockingIonosClient.builder()
                .token(new Secret(world.getToken()))
                .baseUrl(world.getUrl())
                .loadEnvironment(false)
                .proxy(Proxy.OFF)
                .firstWait(Duration.ZERO);
    }

    @Test
    void issueChangeAndRevoke() {
        try (BlockingIonosClient client = builder().build()) {
            NewToken wish = NewToken.builder("ci-push")
                    .scopes(List.of(Scope.repository("team/app", List.of(ScopeAction.PULL, ScopeAction.PUSH))))
                    .status(TokenStatus.ENABLED)
                    .expiresIn(Duration.ofDays(1))
                    .build();
            IssuedToken issued = client.tokens().create(registry, wish);
            Credentials login = issued.getCredentials();
            assertEquals("ci-push", login.getUsername());
            assertFalse(login.getPassword().reveal().isEmpty());
            assertNotNull(login.getExpiresAt());
            assertNull(login.getHostname());

            Token token = issued.getToken();
            UUID id = token.getId();
            assertEquals(token, client.tokens().get(registry, id));
            assertEquals(token, client.tokens().get(registry.toString(), id.toString()));
            assertEquals(token, client.tokens().find(registry, "ci-push"));
            assertNull(client.tokens().find(registry, "none"));

            TokenUpdate change = TokenUpdate.builder()
                    .status(TokenStatus.DISABLED)
                    .scopes(List.of(new Scope(ScopeType.REPOSITORY, "team/app", List.of(new ScopeAction("pull")))))
                    .clearExpiryDate()
                    .build();
            Token changed = client.tokens().update(registry, id, change);
            assertEquals(TokenStatus.DISABLED, changed.getStatus());
            assertEquals("pull", changed.getScopes().get(0).getActions().get(0).getText());
            assertNull(changed.getExpiryDate());
            assertEquals(ResourceState.DISABLED, changed.getMetadata().getState());
            assertTrue(changed.toJson().contains("ci-push"));

            Token cleared = client.tokens().update(registry, id, TokenUpdate.builder().clearScopes().build());
            assertTrue(cleared.getScopes().isEmpty());
            Instant later = Instant.parse("2091-01-01T00:00:00Z");
            ReplacedToken replaced =
                    client.tokens().replace(registry, id, NewToken.builder("ci-push").expiryDate(later).build());
            assertEquals(later, replaced.getToken().getExpiryDate());
            assertNull(replaced.getCredentials());

            client.tokens().delete(registry, id);
            assertThrows(NotFoundException.class, () -> client.tokens().delete(registry, id));
            client.tokens().delete(registry, id, TokensDeleteOptions.builder().missingOk(true).build());
        }
    }

    @Test
    void listsAreIterable() {
        world.seed(25, null);
        try (BlockingIonosClient client = builder().build()) {
            TokensListOptions options =
                    TokensListOptions.builder().pageSize(10).maxRetries(1).timeout(Duration.ofSeconds(20)).build();
            BlockingPager<Token, TokenPage> pager = client.tokens().list(registry, options);
            List<Token> items = new ArrayList<>();
            for (Token token : pager) {
                items.add(token);
            }
            assertEquals(25, items.size());
            assertEquals(items, pager.all());
            assertEquals(items, pager.stream().collect(Collectors.toList()));
            assertEquals(5, pager.stream().map(Token::getName).limit(5).count());
            int pages = 0;
            for (TokenPage page : pager.pages()) {
                assertEquals(25L, page.getTotal());
                pages += 1;
            }
            assertEquals(3, pages);
            assertThrows(UnsupportedOperationException.class, () -> pager.all().clear());
            Iterator<Token> iterator = pager.iterator();
            iterator.next();
            assertThrows(UnsupportedOperationException.class, iterator::remove);

            TokensListOptions filtered = TokensListOptions.builder()
                    .filters(Map.of("name", items.get(3).getName()))
                    .offset(0)
                    .maxResults(5)
                    .build();
            assertEquals(items.get(3), client.tokens().list(registry, filtered).iterator().next());

            TokenPage page = client.tokens().listPage(registry, PageQuery.builder().offset(20).limit(10).build());
            assertEquals(5, page.getItems().size());
            assertEquals(20L, page.getOffset());
            assertEquals(100L, client.tokens().listPage(registry).getLimit());
        }
    }

    @Test
    void registries() {
        try (BlockingIonosClient client = builder().build()) {
            Registry demo = client.registries().get(registry);
            assertEquals("demo", demo.getName());
            assertTrue(demo.isRunning());
            assertEquals(demo, client.registries().find("demo"));
            RegistriesListOptions options = RegistriesListOptions.builder().pageSize(1).build();
            assertEquals(List.of(demo), client.registries().list(options).all());
            RegistryPage page = client.registries().list().pages().iterator().next();
            assertEquals(List.of(demo), page.getItems());
            RegistriesWaitUntilRunningOptions patience = RegistriesWaitUntilRunningOptions.builder()
                    .within(Duration.ofMinutes(1))
                    .pollInterval(Duration.ZERO)
                    .extraHeader("X-Note", "mine")
                    .build();
            Registry running = client.registries().waitUntilRunning(world.slowRegistry(3), patience);
            assertTrue(running.isRunning());
        }
    }

    @Test
    void responsesTellTheirDetails() {
        try (BlockingIonosClient client = builder().build()) {
            Response<Registry> response = client.registries().withResponse(registries -> registries.get(registry));
            assertEquals("demo", response.getValue().getName());
            assertEquals(200, response.getHttpStatus());
            assertEquals(1, response.getAttempts());
            assertEquals(response.getRequestId(), response.getHeaders().get("x-request-id"));
            Duration elapsed = response.getElapsed();
            assertTrue(elapsed.compareTo(Duration.ZERO) > 0);
            assertTrue(new String(response.body(), StandardCharsets.UTF_8).contains("demo"));
        }
    }

    @Test
    void exceptionsTellTheirFields() {
        String body = "{\"messages\": [{\"errorCode\": \"slow-down\", \"message\": \"Not so fast\"}]}";
        world.fault("{\"action\": {\"status\": 429, \"headers\": {\"Retry-After\": \"7\"}, \"body\": " + body + "}}");
        try (BlockingIonosClient client = builder().maxRetries(0).build()) {
            RateLimitedException error =
                    assertThrows(RateLimitedException.class, () -> client.tokens().get(registry, UUID.fromString(NOBODY)));
            Duration wait = error.getRetryAfter();
            assertEquals(Duration.ofSeconds(7), wait);
            assertEquals(List.of(new ErrorDetail("slow-down", "Not so fast")), error.getDetails());
            assertEquals(429, error.getHttpStatus());
            assertEquals("rate_limited", error.getKind());
            assertEquals("tokens.get", error.getOperation());
            assertEquals(1, error.getAttempts());
            assertTrue(error.getRetryable());
            assertFalse(error.getOutcomeUnknown());
            assertNull(error.getResourceId());
            assertTrue(new String(error.responseBody(), StandardCharsets.UTF_8).contains("slow-down"));
            assertEquals("7", error.responseHeaders().get("retry-after"));
            RegistryTokensException other =
                    assertThrows(RegistryTokensException.class, () -> client.tokens().get(registry, UUID.fromString(NOBODY)));
            assertInstanceOf(NotFoundException.class, other);
            assertNull(other.getRetryAfter());
        }
    }

    @Test
    void everyOptionOfAClient(@TempDir Path folder) throws Exception {
        List<Event> events = new CopyOnWriteArrayList<>();
        Path file = Files.writeString(folder.resolve("config"), "version: 1.0\n");
        BlockingIonosClient.Builder all = BlockingIonosClient.builder()
                .username(world.getUsername())
                .password(new Secret(world.getPassword()))
                .contractNumber("123456")
                .baseUrl(world.getUrl())
                .allowHttp(true)
                .proxy(Proxy.OFF)
                .timeout(Duration.ofSeconds(30))
                .attemptTimeout(Duration.ofSeconds(20))
                .connectTimeout(Duration.ofSeconds(10))
                .maxRetries(2)
                .firstWait(Duration.ZERO)
                .longestWait(Duration.ofSeconds(1))
                .longestRetryAfter(Duration.ofSeconds(5))
                .poolIdleTimeout(Duration.ofSeconds(5))
                .maxResponseBytes(1 << 20)
                .userAgent("java-test/1")
                .loadEnvironment(false)
                .onEvent(events::add);
        world.fault("{\"action\": {\"status\": 503}}");
        try (BlockingIonosClient client = all.build()) {
            CallOptions options = CallOptions.builder()
                    .timeout(Duration.ofSeconds(20))
                    .maxRetries(1)
                    .extraHeader("X-Note", "mine")
                    .extraQuery("note", "mine")
                    .build();
            assertEquals(Duration.ofSeconds(20), options.getTimeout());
            assertEquals("demo", client.registries().get(registry, options).getName());
            client.setCredentials(IonosCredentials.token(new Secret(world.getToken())));
            client.registries().get(registry);
        }
        assertEquals(3, events.size());
        Event first = events.get(0);
        assertEquals(503, first.getHttpStatus());
        Duration elapsed = first.getElapsed();
        assertTrue(elapsed.compareTo(Duration.ZERO) > 0);
        assertNotNull(first.getRetryIn());
        assertNull(events.get(1).getRetryIn());
        assertEquals(List.of("mine", "mine"), world.header("x-note"));
        assertTrue(world.header("user-agent").get(0).contains("java-test/1"));
        // Options that belong to TLS and to a profile are told by what they refuse.
        BlockingIonosClient.Builder pinned = builder().pinnedCertificate("00");
        assertThrows(ConfigException.class, pinned::build);
        BlockingIonosClient.Builder trusting = builder().caCerts("none".getBytes(StandardCharsets.UTF_8));
        assertThrows(ConfigException.class, trusting::build);
        BlockingIonosClient.Builder profiled = builder().configFile(file).profile("none");
        assertThrows(ConfigException.class, profiled::build);
        assertThrows(ConfigException.class, () -> BlockingIonosClient.builder().loadEnvironment(false).build());
    }

    @Test
    void aClosedClientSaysSo() {
        BlockingIonosClient client = builder().build();
        client.close();
        client.close();
        assertThrows(ClosedException.class, () -> client.registries().get(registry));
    }

    @Test
    void valuesAreValues() {
        assertEquals(ScopeAction.PULL, new ScopeAction("pull"));
        assertEquals(new Secret("a"), new Secret("a"));
        assertEquals("[redacted]", new Secret("a").toString());
        Scope scope = Scope.repository("*", List.of(ScopeAction.DELETE));
        assertEquals(List.of("*", "repository"), List.of(scope.getName(), scope.getType().getText()));
        assertThrows(UnsupportedOperationException.class, () -> scope.getActions().clear());
        assertEquals(scope, Scope.repository("*", List.of(ScopeAction.DELETE)));
    }
}
