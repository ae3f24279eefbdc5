// Lets a user pull from a repository of SWR's basic edition, and shows who may do what with it.
// Needs ORGANIZATION, USER_ID, USER_NAME, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials.

import static java.util.Objects.requireNonNull;

import dev.registrytokens.AccessLevel;
import dev.registrytokens.BlockingSwrClient;
import dev.registrytokens.UserPermission;
import java.util.List;

public class SwrPermission {
    public static void main(String[] arguments) {
        var organization = requireNonNull(System.getenv("ORGANIZATION"), "ORGANIZATION");
        var id = requireNonNull(System.getenv("USER_ID"), "USER_ID");
        var name = requireNonNull(System.getenv("USER_NAME"), "USER_NAME");
        try (var client = BlockingSwrClient.fromEnv()) {
            var permissions = client.repositoryPermissions();
            permissions.grant(organization, "team/app", List.of(new UserPermission(id, name, AccessLevel.READ)));

            for (var other : permissions.get(organization, "team/app").getOthersAuths()) {
                System.out.println(other.getUserName() + ": " + other.getAuth());
            }
        }
    }
}
