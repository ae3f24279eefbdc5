"""Let a user pull from a repository of SWR's basic edition, and show who may do what with it."""

import os

from registry_tokens import AccessLevel, SwrClient, UserPermission


def main() -> None:
    """Needs ORGANIZATION, USER_ID, USER_NAME, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials."""
    organization = os.environ["ORGANIZATION"]
    user = UserPermission(os.environ["USER_ID"], os.environ["USER_NAME"], AccessLevel.READ)
    with SwrClient.from_env() as client:
        permissions = client.repository_permissions
        permissions.grant(organization, "team/app", users=[user])

        for other in permissions.get(organization, "team/app").others_auths:
            print(f"{other.user_name}: {other.auth}")


if __name__ == "__main__":
    main()
