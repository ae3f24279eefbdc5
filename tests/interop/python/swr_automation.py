"""What the basic edition does of its own accord, as `swr_driver.py` sets it up with the official SDK: retention rules,
synchronization, triggers."""

import json

from swr_client import api, done, packed, place, sdk, total_of


def retention_body(kind, given):
    by_age = "days" in given
    params = {"days": str(given["days"])} if by_age else {"num": str(given["num"])}
    selectors = [sdk.TagSelector(one["kind"], one["pattern"]) for one in given.get("tag_selectors", [])]
    return kind("or", [sdk.Rule("date_rule" if by_age else "tag_rule", params, selectors)])


def retention_report(retention):
    rule = retention.rules[0]
    selectors = [f"{one.kind} {one.pattern}" for one in rule.tag_selectors]
    return {"template": rule.template, "params": dict(rule.params), "tag_selectors": selectors}


def create_retention(given):
    body = retention_body(sdk.CreateRetentionRequestBody, given)
    made = api.create_retention(sdk.CreateRetentionRequest(*place(given), body))
    return {"made": isinstance(made.id, int), "id": made.id}


def update_retention(given):
    body = retention_body(sdk.UpdateRetentionRequestBody, given)
    api.update_retention(sdk.UpdateRetentionRequest(*place(given), given["retention_id"], body))
    return {}


def list_histories(given):
    tags, further = [], {}
    if "page_size" in given:
        further = {"limit": str(given["page_size"]), "offset": str(given["offset"])}
    while True:
        page = api.list_retention_histories(sdk.ListRetentionHistoriesRequest(*place(given), **further))
        tags += [row.tag for row in page.retention_log]
        if len(tags) >= page.total:
            return {"tags": tags}
        further["offset"] = str(len(tags))


def target(kind, given, **further):
    flags = {"override": given["overwrite"]} if "overwrite" in given else {}
    flags.update({"sync_auto": given["sync_auto"]} if "sync_auto" in given else {})
    return kind(
        remote_region_id=given["remote_region_id"], remote_namespace=given["remote_namespace"], **flags, **further
    )


def create_sync_task(given):
    body = target(sdk.CreateImageSyncRepoRequestBody, given)
    api.create_image_sync_repo(sdk.CreateImageSyncRepoRequest(*place(given), body))
    return {}


def delete_sync_task(given):
    body = target(sdk.DeleteImageSyncRepoRequestBody, given)
    api.delete_image_sync_repo(sdk.DeleteImageSyncRepoRequest(*place(given), body))
    return {}


def flags(row):
    return f"{json.dumps(row.sync_auto)} {json.dumps(row.override)}"


def list_sync_tasks(given):
    rows = api.list_image_auto_sync_repos_details(sdk.ListImageAutoSyncReposDetailsRequest(*place(given))).body
    return {"targets": [f"{row.remote_region_id}/{row.remote_namespace} {flags(row)}" for row in rows]}


def sync_images(given):
    body = target(sdk.CreateManualImageSyncRepoRequestBody, given, image_tag=given["image_tags"])
    answer = api.create_manual_image_sync_repo(sdk.CreateManualImageSyncRepoRequest(*place(given), body))
    # A bug of the SDK: an empty array in an answer becomes None.
    return {"failed_tags": answer.body or []}


def list_jobs(given):
    jobs = []
    while True:
        values = {"limit": given["page_size"], "offset": given["offset"] + len(jobs)}
        values |= {"order": given["order_type"]} if "order_type" in given else {}
        filter_ = packed(values, ("limit", "offset", "order"))
        page = api.show_sync_job(sdk.ShowSyncJobRequest(*place(given), filter_))
        jobs += [f"{row.tag} {row.status}" for row in page.body]
        if given["offset"] + len(jobs) >= total_of(page.content_range):
            return {"jobs": jobs}


def create_trigger(given):
    body = {name: value for name, value in given.items() if name not in ("namespace", "repository")}
    if body["trigger_type"] == "all":
        body["condition"] = ".*"
    body |= {"action": "update", "enable": "true" if body.get("enable", True) else "false"}
    api.create_trigger(sdk.CreateTriggerRequest(*place(given), sdk.CreateTriggerRequestBody(**body)))
    return {}


def trigger_report(trigger):
    return {
        "name": trigger.name,
        "type": f"{trigger.trigger_type} {trigger.condition}",
        "enable": {"true": True, "false": False}[trigger.enable],
        "history": len(trigger.trigger_history or []),
    }


def switch_trigger(enable):
    def switch(given):
        body = sdk.UpdateTriggerRequestBody(enable)
        api.update_trigger(sdk.UpdateTriggerRequest(*place(given), given["trigger"], body))
        return {}

    return switch


OPERATIONS = {
    "retention_rules.list": lambda given: {
        "rules": [retention_report(one) for one in api.list_retentions(sdk.ListRetentionsRequest(*place(given))).body]
    },
    "retention_rules.get": lambda given: retention_report(
        api.show_retention(sdk.ShowRetentionRequest(*place(given), given["retention_id"]))
    ),
    "retention_rules.create": create_retention,
    "retention_rules.update": update_retention,
    "retention_rules.delete": done(
        api.delete_retention, lambda given: sdk.DeleteRetentionRequest(*place(given), given["retention_id"])
    ),
    "retention_rules.histories": list_histories,
    "sync_tasks.list": list_sync_tasks,
    "sync_tasks.create": create_sync_task,
    "sync_tasks.delete": delete_sync_task,
    "sync_tasks.sync_images": sync_images,
    "sync_tasks.jobs": list_jobs,
    "sync_tasks.regions": lambda _: {
        "regions": [row.region_id for row in api.list_sync_regions(sdk.ListSyncRegionsRequest()).body]
    },
    "triggers.list": lambda given: {
        "triggers": [
            trigger_report(one) for one in api.list_triggers_details(sdk.ListTriggersDetailsRequest(*place(given))).body
        ]
    },
    "triggers.get": lambda given: trigger_report(
        api.show_trigger(sdk.ShowTriggerRequest(*place(given), given["trigger"]))
    ),
    "triggers.create": create_trigger,
    "triggers.enable": switch_trigger("true"),
    "triggers.disable": switch_trigger("false"),
    "triggers.delete": done(
        api.delete_trigger, lambda given: sdk.DeleteTriggerRequest(*place(given), given["trigger"])
    ),
}
