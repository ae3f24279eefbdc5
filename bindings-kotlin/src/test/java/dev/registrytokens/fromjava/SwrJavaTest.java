package dev.registrytokens.fromjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.registrytokens.AuthenticationException;
import dev.registrytokens.BlockingSwrClient;
import dev.registrytokens.Credentials;
import dev.registrytokens.IssuedLongTermCredential;
import dev.registrytokens.LongTermCredential;
import dev.registrytokens.LongTermCredentialQuery;
import dev.registrytokens.NotFoundException;
import dev.registrytokens.OrderType;
import dev.registrytokens.Proxy;
import dev.registrytokens.RegistryOrderColumn;
import dev.registrytokens.Response;
import dev.registrytokens.Secret;
import dev.registrytokens.SwrCredentials;
import dev.registrytokens.TargetRegistriesDeleteOptions;
import dev.registrytokens.TargetRegistriesListOptions;
import dev.registrytokens.TargetRegistry;
import dev.registrytokens.TargetRegistryInput;
import dev.registrytokens.TargetRegistryQuery;
import dev.registrytokens.TargetRegistryType;
import dev.registrytokens.TemporaryLogin;
import dev.registrytokens.support.Emulator;
import dev.registrytokens.support.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a Java program writes for SWR, as it is compiled for users: without anything of Kotlin's. */
class SwrJavaTest {
    private final World world = Emulator.INSTANCE.world();
    private final String instance = world.getInstance();

    private BlockingSwrClient.Builder builder() {
        return builder(world);
    }

    /** What sets up a client of a world. */
    static BlockingSwrClient.Builder builder(World world) {
        return BlockingSwrClient.builder()
                .accessKey(world.getAccessKey())
                .secretKey(new Secret(world.getSecretKey()))
                .region("cn-north-4")
                .endpoint(world.getSwrUrl())
                .iamEndpoint(world.getIamUrl())
                .loadEnvironment(false)
                .proxy(Proxy.OFF)
                .firstWait(Duration.ZERO);
    }

    private static TargetRegistryInput.Builder harbor(String name) {
        return TargetRegistryInput.builder(
                name, TargetRegistryType.SWR_PRO, "https://harbor.example.com", "user", new Secret("canary"), true);
    }

    @Test
    void theLifeOfATargetRegistry() {
        try (BlockingSwrClient client = builder().build()) {
            TargetRegistryInput wanted = harbor("harbor-1").dnsHosts(Map.of("a.example", "192.0.2.7")).build();
            long id = client.targetRegistries().create(instance, wanted).getId();
            TargetRegistry read = client.targetRegistries().get(instance, id);
            assertEquals(TargetRegistryType.SWR_PRO, read.getType());
            assertNotNull(read.getCredential());
            assertEquals("", read.getCredential().getAccessSecret().reveal());
            client.targetRegistries().update(instance, id, harbor("harbor-2").description("moved").build());
            TargetRegistry found = client.targetRegistries().find(instance, "harbor-2");
            assertEquals("moved", found.getDescription());
            assertNull(client.targetRegistries().find(instance, "harbor"));

            TargetRegistriesListOptions sorted = TargetRegistriesListOptions.builder()
                    .orderColumn(RegistryOrderColumn.NAME)
                    .orderType(OrderType.DESC)
                    .type(TargetRegistryType.SWR_PRO)
                    .pageSize(1)
                    .build();
            List<Long> ids = new ArrayList<>();
            for (TargetRegistry one : client.targetRegistries().list(instance, sorted)) {
                ids.add(one.getId());
            }
            assertTrue(ids.contains(id));
            assertEquals(2, client.targetRegistries().listPage(instance).getItems().size());
            TargetRegistryQuery query = TargetRegistryQuery.builder().limit(1).name("harbor-2").build();
            assertEquals(List.of(found), client.targetRegistries().listPage(instance, query).getItems());

            client.targetRegistries().delete(instance, id);
            assertThrows(NotFoundException.class, () -> client.targetRegistries().delete(instance, id));
            client.targetRegistries().delete(instance, id, TargetRegistriesDeleteOptions.builder().missingOk(true).build());
        }
    }

    @Test
    void theLifeOfACredential() {
        try (BlockingSwrClient client = builder().projectId(world.getProject()).build()) {
            IssuedLongTermCredential issued = client.longTermCredentials().create(instance, "ci-bot");
            assertFalse(issued.getCredentials().getPassword().reveal().isEmpty());
            Response<?> response = client.longTermCredentials().withResponse(credentials -> {
                credentials.disable(instance, issued.getTokenId());
                return credentials;
            });
            assertEquals(1, response.getAttempts());
            LongTermCredential found = client.longTermCredentials().find(instance, "ci-bot");
            assertEquals(false, found.getEnable());
            client.longTermCredentials().enable(instance, issued.getTokenId());
            LongTermCredentialQuery query = LongTermCredentialQuery.builder().selfOnly(true).build();
            assertEquals(true, client.longTermCredentials().listPage(instance, query).getItems().get(0).getEnable());
            client.longTermCredentials().delete(instance, issued.getTokenId());
            assertTrue(client.longTermCredentials().list(instance).all().isEmpty());

            assertNotNull(client.temporaryCredentials().create(instance).getExpiresAt());
            TemporaryLogin hour = TemporaryLogin.builder().duration(Duration.ofHours(1)).build();
            for (Credentials login : List.of(
                    client.login().createTemporary(), client.login().createTemporary(hour), client.login().createEnhanced())) {
                assertNotNull(login.getHostname());
                assertFalse(login.toString().contains(login.getPassword().reveal()));
            }
        }
    }

    @Test
    void newCredentials() {
        try (BlockingSwrClient client = builder().build()) {
            assertEquals(24, client.targetRegistries().get(instance, 24).getId());
            client.setCredentials(SwrCredentials.accessKey("nobody", new Secret("canary")));
            assertThrows(AuthenticationException.class, () -> client.targetRegistries().get(instance, 24));
            client.setCredentials(SwrCredentials.token(new Secret(world.getSwrToken())));
            assertEquals(24, client.targetRegistries().get(instance, 24).getId());
            client.setCredentials(SwrCredentials.accessKey(
                    world.getTemporaryAccessKey(),
                    new Secret(world.getTemporarySecretKey()),
                    new Secret(world.getTemporarySecurityToken())));
            assertEquals(24, client.targetRegistries().get(instance, 24).getId());
        }
    }
}
