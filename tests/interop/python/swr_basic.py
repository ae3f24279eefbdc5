"""The operations of SWR's basic edition, as `swr_driver.py` makes them with the official SDK: organizations, repositories,
permissions, quotas."""

import swr_automation
from swr_client import api, done, of_wire, packed, place, sdk, total_of

WORDS = {7: "manage", 3: "edit", 1: "read"}
NUMBERS = {word: number for number, word in WORDS.items()}
# In this order by the documentation.
FILTER = ("namespace", "name", "category", "is_public", "limit", "offset", "order_column", "order_type")


def list_namespaces(given):
    if "mode" in given:
        values = {"namespace": given["name"]} if "name" in given else {}
        request = sdk.ListNamespacesRequest(filter=packed({**values, "mode": given["mode"]}, ("namespace", "mode")))
    else:
        request = sdk.ListNamespacesRequest(namespace=given.get("name"))
    rows = api.list_namespaces(request).namespaces
    return {"names": [f"{row.name} {WORDS[row.auth]}" for row in rows]}


def get_namespace(given):
    row = api.show_namespace(sdk.ShowNamespaceRequest(given["namespace"]))
    return {"name": row.name, "auth": WORDS[row.auth], "creator_name": row.creator_name}


def list_repositories(given):
    given = {name: str(value) if name in ("offset", "limit") else value for name, value in given.items()}
    if "filters" in given:
        filters = {**given.pop("filters"), **given}
        given = {"filter": packed({**filters, **name_of(filters)}, FILTER)}
    page = api.list_repos_details(sdk.ListReposDetailsRequest(**{**given, **name_of(given)}))
    names = [f"{row.namespace}/{row.name}" for row in page.body]
    total = total_of(page.content_range)
    return {"names": names, "total": page.body[0].total_range if total is None and page.body else total}


def name_of(given):
    return {"name": of_wire(given["name"])} if "name" in given else {}


def list_repositories_by_marker(given):
    given = {"limit" if name == "page_size" else name: value for name, value in {**given, **name_of(given)}.items()}
    names, marker = [], {}
    while True:
        page = api.list_repo_details(sdk.ListRepoDetailsRequest(**given, **marker))
        names += [f"{row.namespace_name}/{row.name}" for row in page.repos]
        if not page.next_marker:
            return {"names": names}
        marker = {"marker": page.next_marker}


def get_repository(given):
    row = api.show_repository(sdk.ShowRepositoryRequest(*place(given)))
    return {
        "name": row.name,
        "category": row.category,
        "description": row.description,
        "is_public": row.is_public,
        "num_images": row.num_images,
    }


def create_repository(given):
    given = dict(given)
    namespace, name = given.pop("namespace"), given.pop("name")
    api.create_repo(sdk.CreateRepoRequest(namespace, sdk.CreateRepoRequestBody(repository=name, **given)))
    return {}


def update_repository(given):
    further = {name: value for name, value in given.items() if name not in ("namespace", "repository")}
    api.update_repo(sdk.UpdateRepoRequest(*place(given), sdk.UpdateRepoRequestBody(**further)))
    return {}


def access_report(access):
    one = access.self_auth
    others = [f"{user.user_id} {user.user_name} {WORDS[user.auth]}" for user in access.others_auths]
    return {"name": access.name, "self": f"{one.user_name} {WORDS[one.auth]}", "others": others}


def permissions(kind, call, at):
    """Grants or changes."""

    def change(given):
        users = [sdk.UserAuth(user["user_id"], user["user_name"], NUMBERS[user["auth"]]) for user in given["users"]]
        call(kind(*at(given), users))
        return {}

    return change


def in_namespace(given):
    return (given["namespace"],)


def list_quotas(_):
    rows = api.list_quotas(sdk.ListQuotasRequest()).quotas
    return {"quotas": [f"{row.quota_key} {row.used}/{row.quota_limit}" for row in rows]}


OPERATIONS = {
    "namespaces.list": list_namespaces,
    "namespaces.get": get_namespace,
    "namespaces.create": done(
        api.create_namespace,
        lambda given: sdk.CreateNamespaceRequest(sdk.CreateNamespaceRequestBody(given["namespace"])),
    ),
    "namespaces.delete": done(api.delete_namespaces, lambda given: sdk.DeleteNamespacesRequest(given["namespace"])),
    "repositories.list_page": list_repositories,
    "repositories.list_by_marker": list_repositories_by_marker,
    "repositories.get": get_repository,
    "repositories.create": create_repository,
    "repositories.update": update_repository,
    "repositories.delete": done(api.delete_repo, lambda given: sdk.DeleteRepoRequest(*place(given))),
    **swr_automation.OPERATIONS,
    "namespace_permissions.get": lambda given: access_report(
        api.show_namespace_auth(sdk.ShowNamespaceAuthRequest(given["namespace"]))
    ),
    "namespace_permissions.grant": permissions(sdk.CreateNamespaceAuthRequest, api.create_namespace_auth, in_namespace),
    "namespace_permissions.update": permissions(
        sdk.UpdateNamespaceAuthRequest, api.update_namespace_auth, in_namespace
    ),
    "namespace_permissions.revoke": done(
        api.delete_namespace_auth,
        lambda given: sdk.DeleteNamespaceAuthRequest(given["namespace"], given["user_ids"]),
    ),
    "repository_permissions.get": lambda given: access_report(
        api.show_user_repository_auth(sdk.ShowUserRepositoryAuthRequest(*place(given)))
    ),
    "repository_permissions.grant": permissions(
        sdk.CreateUserRepositoryAuthRequest, api.create_user_repository_auth, place
    ),
    "repository_permissions.update": permissions(
        sdk.UpdateUserRepositoryAuthRequest, api.update_user_repository_auth, place
    ),
    "repository_permissions.revoke": done(
        api.delete_user_repository_auth,
        lambda given: sdk.DeleteUserRepositoryAuthRequest(*place(given), given["user_ids"]),
    ),
    "quotas.list": list_quotas,
}
