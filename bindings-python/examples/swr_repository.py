"""Make an organization and a repository in SWR's basic edition, and read the repository back."""

import os

from registry_tokens import RepositoryCategory, SwrClient


def main() -> None:
    """Needs ORGANIZATION, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials."""
    organization = os.environ["ORGANIZATION"]
    with SwrClient.from_env() as client:
        client.namespaces.create(organization)
        client.repositories.create(
            organization,
            "team/app",
            is_public=False,
            category=RepositoryCategory.LINUX,
            description="What the team runs",
        )

        made = client.repositories.get(organization, "team/app")
        print(f"docker push {made.path}:latest")


if __name__ == "__main__":
    main()
