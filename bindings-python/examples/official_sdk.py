"""What was written for ionoscloud_container_registry: its two imports are changed, nothing else."""

import os

import registry_tokens.compat.ionoscloud_container_registry as ionoscloud_container_registry
from registry_tokens.compat.ionoscloud_container_registry.rest import ApiException

configuration = ionoscloud_container_registry.Configuration(
    host=os.environ.get("IONOS_API_URL"), token=os.environ["IONOS_TOKEN"]
)
registry_id = os.environ["REGISTRY_ID"]

with ionoscloud_container_registry.ApiClient(configuration) as api_client:
    api_instance = ionoscloud_container_registry.TokensApi(api_client)
    scope = ionoscloud_container_registry.Scope(type="repository", name="team/app", actions=["pull"])
    properties = ionoscloud_container_registry.PostTokenProperties(name="ci-pull", scopes=[scope])
    post_token_input = ionoscloud_container_registry.PostTokenInput(properties=properties)
    try:
        made = api_instance.registries_tokens_post(registry_id, post_token_input)
    except ApiException as e:
        if e.status != 409:
            raise
        raise SystemExit("there is a token of this name") from e
    print(made)  # the password is in made.properties.credentials.password, and in no text
    api_instance.registries_tokens_delete(registry_id, made.id)
