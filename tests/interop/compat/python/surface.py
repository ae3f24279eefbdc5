"""Holds names, signatures, fields and bases of the official package against ours, and `surface.tsv` against both."""

import importlib
import inspect
import json
import pkgutil
import typing
from pathlib import Path

import ionoscloud_container_registry as official
from pydantic import BaseModel

OURS = "registry_tokens.compat.ionoscloud_container_registry"
ours = importlib.import_module(OURS)
# This program runs from another folder.
LIST = Path.cwd() / "tests/interop/compat/python/surface.tsv"
known = dict(line.split("\t") for line in LIST.read_text(encoding="utf-8").splitlines()[1:])
used = set()
reports = {}


def report(name, *problems):
    """One name; what is listed may be missing, and has to be."""
    if name in known:
        used.add(name)
        problems = () if problems else ("listed in surface.tsv, but there is no difference",)
    reports[name] = list(problems)


def shape(function):
    """Names, order, kinds and defaults of parameters."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except ValueError:  # nobody's own, of a built-in class
        return None
    return [(one.name, one.kind.name, one.default) for one in parameters]


def public(thing):
    return sorted(name for name in dir(thing) if not name.startswith("_"))


def compare_members(name, theirs, mine):
    """The public methods, properties and attributes of a class or an object."""
    for member in public(theirs):
        at = f"{name}.{member}"
        if not hasattr(mine, member):
            report(at, "missing")
            continue
        here, there = getattr(mine, member), getattr(theirs, member)
        if inspect.isroutine(there):
            report(at, *([] if shape(there) == shape(here) else [f"official {shape(there)}, ours {shape(here)}"]))
        else:
            report(at)


def compare_model(name, theirs, mine):
    fields = dict(mine._fields)
    for field, info in theirs.model_fields.items():
        one = fields.pop(field, None)
        if one is None:
            report(f"{name}.{field}", "missing")
            continue
        problems = []
        if one.alias != (info.alias or field):
            problems.append(f"alias {one.alias} instead of {info.alias}")
        kind, expected = kind_of(one.kind), kind_of(info.annotation)
        if kind != expected:
            problems.append(f"{kind} instead of {expected}")
        report(f"{name}.{field}", *problems)
    report(f"{name} has no other fields", *fields)
    own = [
        member for member in vars(theirs) if inspect.isroutine(getattr(theirs, member)) and not member.startswith("_")
    ]
    for member in own:
        same = hasattr(mine, member) and shape(getattr(theirs, member)) == shape(getattr(mine, member))
        report(f"{name}.{member}", *([] if same else ["missing or with another signature"]))


def kind_of(annotation):
    """A type as a text, without what makes it optional or strict."""
    arguments = typing.get_args(annotation)
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return kind_of(arguments[0])
    if origin is list:
        return f"list[{kind_of(arguments[0])}]"
    if origin is not None:
        (only,) = (one for one in arguments if one is not type(None))
        return kind_of(only)
    return annotation.__name__


def is_absent(found):
    """Whether this is one of the classes that say "not yet"."""
    try:
        found()
    except NotImplementedError as error:
        return "docs/plans.md" in str(error)
    except Exception:
        return False
    return False


for module in pkgutil.walk_packages(official.__path__, f"{official.__name__}."):
    path = module.name.partition(".")[2]
    try:
        importlib.import_module(f"{OURS}.{path}")
    except ModuleNotFoundError:
        report(path, "missing")
    else:
        report(path)

for name in public(official):
    theirs = getattr(official, name)
    if not inspect.isclass(theirs):
        continue
    mine = getattr(ours, name, None)
    if mine is None:
        report(name, "missing")
    elif is_absent(mine):
        report(name, "not yet")
    else:
        report(name)
        assert mine.__name__ == name
        if issubclass(theirs, BaseModel) and theirs.__module__.startswith(f"{official.__name__}.models"):
            compare_model(name, theirs, mine)
        elif name in ("TokensApi", "ApiClient", "Configuration"):
            report(f"{name}()", *([] if shape(theirs) == shape(mine) else [f"{shape(theirs)} {shape(mine)}"]))
            compare_members(name, theirs() if name != "TokensApi" else theirs, mine() if name != "TokensApi" else mine)

model = official.models.Scope()
for name in public(model):
    if name not in type(model).model_fields and name not in vars(type(model)):
        report(f"BaseModel.{name}", *([] if hasattr(ours.Scope(), name) else ["missing"]))
for name, theirs in inspect.getmembers(official.exceptions, inspect.isclass):
    if theirs.__module__ != official.exceptions.__name__:
        continue
    mine = getattr(ours.exceptions, name, None)
    if mine is None:
        report(f"exceptions.{name}", "missing")
        continue
    bases = {one.__name__ for one in theirs.__mro__} - {one.__name__ for one in mine.__mro__}
    report(f"exceptions.{name}", *(f"is no {base}" for base in sorted(bases)))
    if shape(theirs) != shape(mine):
        reports[f"exceptions.{name}"].append(f"official {shape(theirs)}, ours {shape(mine)}")
compare_members("ApiException()", official.ApiException(), ours.ApiException())
theirs = official.ApiResponse(status_code=200, data=1, raw_data=b"")
for name in type(theirs).model_fields:
    report(
        f"ApiResponse.{name}",
        *([] if hasattr(ours.ApiResponse(status_code=200, data=1, raw_data=b""), name) else ["missing"]),
    )
report("surface.tsv", *(f"{name}: no such name" for name in sorted(known.keys() - used)))
for name, problems in reports.items():
    print(json.dumps({"step": name, "report": problems}))
