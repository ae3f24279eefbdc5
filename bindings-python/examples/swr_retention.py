"""Have SWR's basic edition delete images that are older than a month, but for the releases, and take it back."""

import os

from registry_tokens import SwrClient, TagSelector, TagSelectorKind


def main() -> None:
    """Needs ORGANIZATION, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials."""
    organization = os.environ["ORGANIZATION"]
    releases = TagSelector(TagSelectorKind.REGEXP, r"^v\d+(\.\d+)*$")
    with SwrClient.from_env() as client:
        rules = client.retention_rules
        made = rules.create(organization, "team/app", days=30, tag_selectors=[releases])

        for rule in rules.get(organization, "team/app", made.id).rules:
            print(f"{rule.template}: after {rule.params.days} days")
        rules.delete(organization, "team/app", made.id)


if __name__ == "__main__":
    main()
