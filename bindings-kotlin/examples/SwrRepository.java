// Makes an organization and a repository in SWR's basic edition, and reads the repository back.
// Needs ORGANIZATION, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials.

import static java.util.Objects.requireNonNull;

import dev.registrytokens.BlockingSwrClient;
import dev.registrytokens.NewRepository;
import dev.registrytokens.RepositoryCategory;

public class SwrRepository {
    public static void main(String[] arguments) {
        var organization = requireNonNull(System.getenv("ORGANIZATION"), "ORGANIZATION");
        try (var client = BlockingSwrClient.fromEnv()) {
            client.namespaces().create(organization);
            var repository = NewRepository.builder("team/app", false)
                    .category(RepositoryCategory.LINUX)
                    .description("What the team runs")
                    .build();
            client.repositories().create(organization, repository);

            var made = client.repositories().get(organization, "team/app");
            System.out.println("docker push " + made.getPath() + ":latest");
        }
    }
}
