package dev.registrytokens.fromjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.registrytokens.AccessLevel;
import dev.registrytokens.BlockingSwrClient;
import dev.registrytokens.ImageSync;
import dev.registrytokens.NamespaceMode;
import dev.registrytokens.NamespaceQuery;
import dev.registrytokens.NewTrigger;
import dev.registrytokens.NotFoundException;
import dev.registrytokens.QuotaQuery;
import dev.registrytokens.RepositoriesListByMarkerOptions;
import dev.registrytokens.RepositoriesListOptions;
import dev.registrytokens.Repository;
import dev.registrytokens.RepositoryMarkerPage;
import dev.registrytokens.RepositoryUpdate;
import dev.registrytokens.RetentionInput;
import dev.registrytokens.RetentionRulesDeleteOptions;
import dev.registrytokens.TagSelector;
import dev.registrytokens.TagSelectorKind;
import dev.registrytokens.Trigger;
import dev.registrytokens.TriggerAppType;
import dev.registrytokens.TriggerType;
import dev.registrytokens.UserPermission;
import dev.registrytokens.support.Emulator;
import dev.registrytokens.support.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a Java program writes for SWR's basic edition. */
class SwrBasicJavaTest {
    private static final String USER = "5f3c9d2e7a1b4c6d8e0f1a2b3c4d5e6f";

    private final World world = Emulator.INSTANCE.world();
    private final BlockingSwrClient client = SwrJavaTest.builder(world).projectId(world.getProject()).build();

    @Test
    void numbersOf64BitsAreExact() {
        Repository app = client.repositories().get("group", "team/app");
        assertEquals(9_007_199_254_740_993L, app.getSize());
        assertEquals(Long.MAX_VALUE, app.getNumDownload());
        assertEquals(true, app.isPublic());
        client.repositories().update("group", "team/app", RepositoryUpdate.builder(false).description("").build());
        assertEquals(false, client.repositories().get("group", "team/app").isPublic());
    }

    @Test
    void repositoriesComeInPagesByIndexAndByMarker() {
        world.seedNamespaces("[{\"name\": \"many\", \"repositories\": 25}]");
        List<Long> markers = new ArrayList<>();
        RepositoriesListByMarkerOptions ten = RepositoriesListByMarkerOptions.builder().namespace("many").pageSize(10).build();
        for (RepositoryMarkerPage page : client.repositories().listByMarker(ten).pages()) {
            markers.add(page.getNextMarker());
        }
        assertEquals(3, markers.size());
        RepositoriesListOptions all = RepositoriesListOptions.builder().namespace("many").pageSize(10).build();
        assertEquals(25, client.repositories().list(all).stream().map(Repository::getName).distinct().count());
    }

    @Test
    void aListOfWhatIsSentNeedsNoBuilder() {
        UserPermission reader = new UserPermission(USER, "reader", AccessLevel.READ);
        client.namespacePermissions().grant("group", List.of(reader));
        client.repositoryPermissions().grant("group", "team/app", List.of(reader));
        client.repositoryPermissions().update("group", "team/app", List.of(reader.copy(USER, "reader", AccessLevel.EDIT)));
        List<UserPermission> found = client.repositoryPermissions().get("group", "team/app").getOthersAuths();
        assertEquals(List.of(new UserPermission(USER, "reader", AccessLevel.EDIT)), found);
        client.repositoryPermissions().revoke("group", "team/app", List.of(USER));
        assertEquals(List.of(), client.repositoryPermissions().get("group", "team/app").getOthersAuths());
    }

    @Test
    void inputsHaveBuilders() {
        client.triggers()
                .create(
                        "group",
                        "team/app",
                        NewTrigger.builder("deploy", TriggerAppType.DEPLOYMENTS, "web", "default", TriggerType.TAG)
                                .condition("latest;stable")
                                .clusterName("cluster-1")
                                .enable(false)
                                .build());
        Trigger made = client.triggers().get("group", "team/app", "deploy");
        assertEquals(false, made.getEnable());
        assertEquals("latest;stable", made.getCondition());
        ImageSync sync = ImageSync.builder("cn-east-3", "target", List.of("v1", "gone")).overwrite(true).build();
        assertEquals(List.of("gone"), client.syncTasks().syncImages("group", "team/app", sync).getFailedTags());

        NamespaceQuery visible = NamespaceQuery.builder().mode(NamespaceMode.VISIBLE).build();
        assertEquals(client.namespaces().list(), client.namespaces().list(visible));
        assertEquals(3, client.quotas().list(QuotaQuery.builder().namespace("group").repository("busybox").build()).size());
    }

    @Test
    void aRetentionThatIsGoneIsSaidWith400() {
        RetentionInput ten = RetentionInput.builder()
                .num(10)
                .tagSelectors(List.of(new TagSelector(TagSelectorKind.LABEL, "latest")))
                .build();
        long id = client.retentionRules().create("group", "team/app", ten).getId();
        assertNull(client.retentionRules().get("group", "team/app", id).getRules().get(0).getParams().getDays());
        client.retentionRules().delete("group", "team/app", id);
        NotFoundException gone =
                assertThrows(NotFoundException.class, () -> client.retentionRules().delete("group", "team/app", id));
        assertEquals(400, gone.getHttpStatus());
        RetentionRulesDeleteOptions calm = RetentionRulesDeleteOptions.builder().missingOk(true).build();
        client.retentionRules().delete("group", "team/app", id, calm);
    }
}
