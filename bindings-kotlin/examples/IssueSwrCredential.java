// Issue a credential of Huawei Cloud SWR, use it, take it back; and log in to the basic edition.
// Needs SWR_INSTANCE_ID, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials.

import dev.registrytokens.BlockingSwrClient;
import dev.registrytokens.TemporaryLogin;
import java.time.Duration;

public class IssueSwrCredential {
    public static void main(String[] arguments) {
        try (var client = BlockingSwrClient.fromEnv()) {
            var instance = System.getenv("SWR_INSTANCE_ID");

            var issued = client.longTermCredentials().create(instance, "ci-push");
            var login = issued.getCredentials(); // the same class as at IONOS: shown once, and by us only on reveal()
            System.out.println("docker login INSTANCE_ADDRESS -u " + login.getUsername() + " -p " + login.getPassword());
            if (login.getPassword().reveal().isEmpty()) throw new IllegalStateException("no password");
            client.longTermCredentials().delete(instance, issued.getTokenId());

            var basic = client.login().createTemporary(TemporaryLogin.builder().duration(Duration.ofHours(1)).build());
            System.out.println("docker login " + basic.getHostname() + " -u " + basic.getUsername());
        }
    }
}
