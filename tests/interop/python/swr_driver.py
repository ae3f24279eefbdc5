"""Runs a scenario of SWR with the unchanged official Python SDK; see ../README.md for what a driver reads and prints."""

import json
import os

import swr_basic
from swr_client import REGION, api, sdk

INSTANCE = os.environ["SWR_INSTANCE_ID"]


def registry_body(kind, arguments):
    renamed = {name: arguments[f"target_{name}"] for name in ("project_id", "region_id", "instance_id")
               if f"target_{name}" in arguments}
    given = {name: arguments[name] for name in ("name", "type", "url", "insecure", "description") if name in arguments}
    credential = sdk.Credential("basic", arguments["access_key"], arguments["access_secret"])
    hosts = arguments.get("dns_hosts")
    return kind(**given, **renamed, credential=credential, dns_conf=hosts and sdk.DnsConf(hosts))


def login_report(answer):
    auths = list((answer.auths or {}).values())
    return {"password": len(auths) == 1 and bool(auths[0].auth) and bool(answer.x_swr_dockerlogin)}


def list_registries(arguments):
    page = api.list_instance_registries(sdk.ListInstanceRegistriesRequest(INSTANCE, **arguments))
    return {"names": [registry.name for registry in page.registries or []], "total": page.total}


def get_registry(arguments):
    registry = api.show_instance_registry(sdk.ShowInstanceRegistryRequest(INSTANCE, arguments["registry_id"]))
    return {
        "name": registry.name,
        "type": registry.type,
        "url": registry.url,
        "credential": f"{registry.credential.type} {registry.credential.access_key}",
        "insecure": registry.insecure,
        "secret": bool(registry.credential.access_secret),
    }


def create_registry(arguments):
    body = registry_body(sdk.CreateRegistryRequestBody, arguments)
    made = api.create_instance_registry(sdk.CreateInstanceRegistryRequest(INSTANCE, body))
    return {"made": isinstance(made.id, int), "id": made.id}


def update_registry(arguments):
    body = registry_body(sdk.UpdateRegistryRequestBody, arguments)
    api.update_instance_registry(sdk.UpdateInstanceRegistryRequest(INSTANCE, arguments["registry_id"], body))
    return {}


def delete_registry(arguments):
    api.delete_instance_registry(sdk.DeleteInstanceRegistryRequest(INSTANCE, arguments["registry_id"]))
    return {}


def create_credential(arguments):
    body = sdk.CreateLongTermCredentialRequestBody(arguments["name"])
    issued = api.create_instance_lt_credential(sdk.CreateInstanceLtCredentialRequest(INSTANCE, body))
    return {"password": bool(issued.auth_token), "id": issued.token_id}


def list_credentials(arguments):
    page = api.list_instance_lt_credentials(sdk.ListInstanceLtCredentialsRequest(INSTANCE, **arguments))
    return {"names": [f"{row.name} {json.dumps(row.enable)}" for row in page.auth_tokens or []]}


def switch_credential(enable):
    def switch(arguments):
        body = sdk.UpdateLongTermCredentialRequestBody(enable)
        request = sdk.UpdateInstanceLtCredentialRequest(INSTANCE, arguments["credential_id"], body)
        api.update_instance_lt_credential(request)
        return {}

    return switch


def delete_credential(arguments):
    api.delete_instance_lt_credential(sdk.DeleteInstanceLtCredentialRequest(INSTANCE, arguments["credential_id"]))
    return {}


def create_temporary_credential(_):
    issued = api.create_instance_temp_credential(sdk.CreateInstanceTempCredentialRequest(INSTANCE))
    return {"password": bool(issued.auth_token)}


OPERATIONS = {
    "target_registries.list_page": list_registries,
    "target_registries.get": get_registry,
    "target_registries.create": create_registry,
    "target_registries.update": update_registry,
    "target_registries.delete": delete_registry,
    "long_term_credentials.create": create_credential,
    "long_term_credentials.list_page": list_credentials,
    "long_term_credentials.enable": switch_credential(True),
    "long_term_credentials.disable": switch_credential(False),
    "long_term_credentials.delete": delete_credential,
    "temporary_credentials.create": create_temporary_credential,
    "login.create_temporary": lambda given: login_report(
        api.create_secret(sdk.CreateSecretRequest(given.get("project_name")))
    ),
    "login.create_enhanced": lambda _: login_report(
        api.create_authorization_token(sdk.CreateAuthorizationTokenRequest())
    ),
    **swr_basic.OPERATIONS,
}
MADE = {
    "target_registries.create": "{registry}",
    "long_term_credentials.create": "{credential}",
    "retention_rules.create": "{retention}",
}

with open(os.environ["INTEROP_SCENARIO"], encoding="utf-8") as file:
    scenario = json.load(file)
known = {
    "{project}": os.environ["SWR_PROJECT_ID"],
    "{region}": REGION,
    "{instance}": INSTANCE,
    "{namespace}": os.environ["SWR_NAMESPACE"],
    "{repository}": os.environ["SWR_REPOSITORY"],
}
for step in scenario["steps"]:
    arguments = {
        name: known.get(value, value) if isinstance(value, str) else value for name, value in step["arguments"].items()
    }
    report = OPERATIONS[step["operation"]](arguments)
    if step["operation"] in MADE:
        known[MADE[step["operation"]]] = report["id"]
    print(json.dumps({"step": step["step"], "report": report}), flush=True)
