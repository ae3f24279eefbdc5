"""Issue a token for a day, use it, take it back: with asyncio."""

import asyncio
from datetime import timedelta

from registry_tokens import AsyncIonosClient, Scope


async def main() -> None:
    """Needs IONOS_TOKEN, or a profile of ~/.ionos/config."""
    async with AsyncIonosClient.from_env() as client:
        registry = await client.registries.find("demo")
        if registry is None:
            raise SystemExit("no such registry")
        scopes = [Scope.repository("team/app", ["pull", "push"])]
        issued = await client.tokens.create(registry.id, "ci-push", scopes=scopes, expires_in=timedelta(days=1))

        login = issued.credentials
        print(f"docker login {registry.hostname} -u {login.username} -p {login.password}")

        await client.tokens.delete(registry.id, issued.token.id)


if __name__ == "__main__":
    asyncio.run(main())
