"""Issue a credential of Huawei Cloud SWR, use it, take it back; and log in to the basic edition."""

import os

from registry_tokens import SwrClient


def main() -> None:
    """Needs SWR_INSTANCE_ID, HUAWEICLOUD_SDK_REGION, and _AK and _SK or ~/.huaweicloud/credentials."""
    with SwrClient.from_env() as client:
        instance = os.environ["SWR_INSTANCE_ID"]
        issued = client.long_term_credentials.create(instance, "ci-push")

        login = issued.credentials  # the same type as at IONOS: shown once, and by us only on reveal()
        print(f"docker login INSTANCE_ADDRESS -u {login.username} -p {login.password}")
        assert login.password.reveal()

        client.long_term_credentials.delete(instance, issued.token_id)

        basic = client.login.create_temporary()
        print(f"docker login {basic.hostname} -u {basic.username} -p {basic.password}")


if __name__ == "__main__":
    main()
