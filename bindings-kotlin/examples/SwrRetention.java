// Has SWR's basic edition delete images that are older than a month, but for the releases, and takes it back.
// Needs ORGANIZATION, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials.

import static java.util.Objects.requireNonNull;

import dev.registrytokens.BlockingSwrClient;
import dev.registrytokens.RetentionInput;
import dev.registrytokens.TagSelector;
import dev.registrytokens.TagSelectorKind;
import java.util.List;

public class SwrRetention {
    public static void main(String[] arguments) {
        var organization = requireNonNull(System.getenv("ORGANIZATION"), "ORGANIZATION");
        try (var client = BlockingSwrClient.fromEnv()) {
            var retentions = client.retentionRules();
            var releases = new TagSelector(TagSelectorKind.REGEXP, "^v\\d+(\\.\\d+)*$");
            var month = RetentionInput.builder().days(30).tagSelectors(List.of(releases)).build();
            var made = retentions.create(organization, "team/app", month);

            for (var rule : retentions.get(organization, "team/app", made.getId()).getRules()) {
                System.out.println(rule.getTemplate() + ": after " + rule.getParams().getDays() + " days");
            }
            retentions.delete(organization, "team/app", made.getId());
        }
    }
}
