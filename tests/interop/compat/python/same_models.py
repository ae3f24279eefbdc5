"""The forms of the models, without a service."""

import copy
import json
from datetime import datetime, timezone

import ionoscloud_container_registry as sdk
from ionoscloud_container_registry import models

TIME = datetime(2099, 5, 4, 10, 0, tzinfo=timezone.utc)
TOKEN = {
    "id": "6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b",
    "type": "token",
    "href": "",
    "unknown": 1,
    "metadata": {"createdBy": "a@example.org", "createdDate": "2030-01-02T03:04:05.123456Z", "state": "new-one"},
    "properties": {
        "name": "ci",
        "expiryDate": None,
        "scopes": [{"type": "repository", "name": "*", "actions": ["pull"]}, {"type": "x", "actions": None}],
        "credentials": {"username": "ci", "password": "p"},
    },
}
PAGE = {"_links": {"self": "s", "next": None}, "items": [TOKEN], "count": 1, "limit": 2, "offset": 0, "total": 3}


def plain(value):
    return json.loads(json.dumps(value, default=lambda time: time.astimezone(timezone.utc).isoformat()))


def refusal(make):
    try:
        make()
    except ValueError:
        return "ValueError"
    except TypeError:
        return "TypeError"
    return "taken"


def assigned(model, name, value):
    setattr(model, name, value)
    return model


def copied(model):
    """A copy that is changed changes nothing of the model."""
    twin = copy.copy(model)
    twin.name = "other"
    return [model.to_dict(), twin.to_dict(), copy.deepcopy(model) == model]


scope = sdk.Scope(type="repository", name="*", actions=["pull"])
MADE = {
    "by name": sdk.PatchTokenInput(expiry_date=TIME),
    "by alias": sdk.PatchTokenInput(expiryDate=TIME),
    "time as text": sdk.PatchTokenInput(expiryDate="2099-05-04T12:00:00+02:00"),
    "time of minutes": sdk.PatchTokenInput(expiryDate="2099-05-04T10:00Z"),
    "null": sdk.PatchTokenInput(expiry_date=None, scopes=None, status=None),
    "nothing": sdk.PatchTokenInput(),
    "unknown": sdk.Scope(name="x", colour="red"),
    "empty list": sdk.PatchTokenInput(scopes=[]),
    "of dicts": sdk.PostTokenInput(properties={"name": "ci", "scopes": [{"name": "x"}]}),
    "of models": sdk.PostTokenInput(properties=sdk.PostTokenProperties(name="ci", scopes=[scope])),
    "tuple": sdk.PatchTokenInput(scopes=(scope,)),
    "links": sdk.PaginationLinks(self="here", previous=""),
    "links by name": sdk.PaginationLinks(var_self="here"),
    "page": sdk.TokensResponse.from_dict(PAGE),
    "token": models.TokenResponse.from_dict(TOKEN),
    "token from JSON": models.PostTokenOutput.from_json(json.dumps(TOKEN)),
    "error": models.ApiErrorResponse.from_json('{"httpStatus": 400, "messages": [{"errorCode": "1"}]}'),
    "assigned": assigned(sdk.PatchTokenInput(), "expiry_date", "2099-05-04T10:00:00Z"),
    "assigned None": assigned(sdk.PatchTokenInput(), "expiry_date", None),
    "credentials": models.Credentials(username="ci", password="p"),
}
for step, model in MADE.items():
    constructed = step not in ("page", "token", "token from JSON", "error")
    seen = {
        "dict": plain(model.to_dict()),
        # What is read from a dict is another matter.
        "set": sorted(model.model_fields_set) if constructed else None,
        "again": type(model).from_dict(model.to_dict()) == model,
        "begin": repr(model).partition("(")[0],
    }
    print(json.dumps({"step": step, "report": seen}))

WRONG = {
    "text": lambda: sdk.Scope(name=1),
    "bool": lambda: sdk.TokensResponse(count=True),
    "number": lambda: sdk.TokensResponse(count="1"),
    "list": lambda: sdk.Scope(actions="pull"),
    "item": lambda: sdk.Scope(actions=["pull", None]),
    "items": lambda: sdk.Scope(actions=[1]),
    "model": lambda: sdk.PostTokenInput(properties="ci"),
    "another model": lambda: sdk.PostTokenInput(properties=scope),
    "name": lambda: sdk.PostTokenProperties(name=""),
    "time": lambda: sdk.PatchTokenInput(expiry_date="tomorrow"),
    "no such time": lambda: sdk.PatchTokenInput(expiry_date="2099-13-04T10:00:00Z"),
    "assignment": lambda: assigned(scope, "name", 7),
    "nested": lambda: sdk.PostTokenInput(properties={"name": 7}),
    "a text as dict": lambda: sdk.Scope.from_dict("x"),
    "no JSON": lambda: sdk.Scope.from_json("{"),
    "by place": lambda: sdk.Scope("repository"),
    "hash": lambda: hash(scope),
}
for step, make in WRONG.items():
    print(json.dumps({"step": f"wrong {step}", "report": refusal(make)}))

VALUES = {
    "equal": [scope == sdk.Scope(type="repository", name="*", actions=["pull"]), scope == sdk.Scope(), scope == {}],
    "None set is None": sdk.PatchTokenInput(status=None) == sdk.PatchTokenInput(),
    "other class": models.TokenResponse(id="1") == models.PostTokenOutput(id="1"),
    "copies": copied(scope),
    "from None": sdk.Scope.from_dict(None),
    "text": json.loads(scope.to_json()),
    "repr": [repr(scope), str(scope), scope.to_str()],
    "serialised": sdk.ApiClient(sdk.Configuration()).sanitize_for_serialization({"a": [scope, TIME], "b": None}),
}
for step, value in VALUES.items():
    print(json.dumps({"step": step, "report": value}))
