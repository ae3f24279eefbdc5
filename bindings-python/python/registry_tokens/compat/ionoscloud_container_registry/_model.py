"""What the models have in common. Each declares its fields as annotations, and all else follows from these."""

from __future__ import annotations

import json
import pprint
import re
from collections.abc import Mapping
from datetime import datetime
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    NamedTuple,
    TypeGuard,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

from registry_tokens import Secret

from ._hidden import Hidden, HiddenDict
from .exceptions import ApiValueError

_Model = TypeVar("_Model", bound="Model")

_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d)(:\d\d)?(?:\.(\d{1,9}))?(?:([Zz])|([+-]\d\d):?(\d\d))?", re.ASCII)


class Rule(NamedTuple):
    """What a field has beside its name and type."""

    alias: str | None = None
    """Its name on the wire; else that of the field in camel case."""
    is_nullable: bool = False
    """Whether a None that was set is sent, and is not the same as nothing."""
    is_filled: bool = False
    """Whether an empty text is refused."""
    is_secret: bool = False
    """Whether no text form shows it."""


NULLABLE = Rule(is_nullable=True)
FILLED = Rule(is_filled=True)
SECRET = Rule(is_secret=True)


class Field:
    """One field of a model."""

    def __init__(self, model: str, name: str, hint: Any) -> None:
        rules: list[Rule] = []
        if get_origin(hint) is Annotated:
            hint, *rules = get_args(hint)
        (self.rule,) = rules or [Rule()]
        (self.kind,) = (kind for kind in get_args(hint) if kind is not type(None))
        self.name = name
        self.alias = self.rule.alias or re.sub("_(.)", lambda found: found[1].upper(), name)
        self._at = f"{model}.{name}"

    def read(self, value: Any) -> Any:
        """The value as the model keeps it."""
        checked = _read(self.kind, value, self._at)
        if self.rule.is_filled and checked == "":
            raise ApiValueError(f"{self._at}: must not be empty")
        return Secret(checked) if self.rule.is_secret and checked else checked


class Model:
    """A model of the official package, without pydantic behind it."""

    _fields: ClassVar[dict[str, Field]] = {}
    _values: dict[str, Any]

    def __init_subclass__(cls) -> None:
        hints = get_type_hints(cls, include_extras=True).items()
        declared = (Annotated, UnionType)
        cls._fields = {name: Field(cls.__name__, name, hint) for name, hint in hints if get_origin(hint) in declared}

    def __init__(self, /, **given: Any) -> None:
        # Error reports show the variables of each frame.
        given = HiddenDict(given)
        object.__setattr__(self, "_values", {})
        for name, field in self._fields.items():
            if field.alias in given:
                setattr(self, name, given[field.alias])
            elif name in given:
                setattr(self, name, given[name])

    # Checkers go by what a model declares.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name not in self._fields:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            value = self._values.get(name)
            return value.reveal() if isinstance(value, Secret) else value

    def __setattr__(self, name: str, value: Any) -> None:
        problem = self._set(name, value)
        # Not where it was found: the frames there hold the value.
        del value
        if problem is not None:
            raise problem

    def _set(self, name: str, value: Any) -> ApiValueError | None:
        field = self._fields.get(name)
        if field is None:
            return ApiValueError(f"{type(self).__name__} has no field {name!r}")
        try:
            self._values[name] = field.read(value)
        except ApiValueError as error:
            return error.with_traceback(None)
        return None

    @property
    def model_fields_set(self) -> set[str]:
        """The names of the fields that were given a value, None included."""
        return set(self._values)

    @classmethod
    def from_dict(cls: type[_Model], obj: Mapping[str, Any] | None) -> _Model | None:
        """The model of this dict, its keys as on the wire; what it does not mention is not set."""
        if obj is None or isinstance(obj, cls):
            return obj
        if not is_mapping(obj):
            kind = type(obj).__name__
            # Error reports show the variables of each frame.
            del obj
            raise ApiValueError(f"{cls.__name__}: a dict expected, not {kind}")
        obj = HiddenDict(obj)
        return cls(**obj)

    @classmethod
    def from_json(cls: type[_Model], json_str: str) -> _Model | None:
        """The model of this JSON."""
        parsed: Hidden[Any] | ApiValueError
        try:
            parsed = Hidden(json.loads(json_str))
        except ValueError as error:
            parsed = ApiValueError(f"{cls.__name__}: {error}")
        # Error reports show the variables of each frame, and json's own error holds the text.
        del json_str
        if isinstance(parsed, ApiValueError):
            raise parsed
        return cls.from_dict(parsed.reveal())

    def to_dict(self) -> dict[str, Any]:
        """The fields that are set, by their names on the wire; a password is in it in clear."""
        return {
            field.alias: _plain(getattr(self, name))
            for name, field in self._fields.items()
            if name in self._values and (self._values[name] is not None or field.rule.is_nullable)
        }

    def to_json(self) -> str:
        """The same as JSON."""
        return json.dumps(as_json(self))

    def to_str(self) -> str:
        """All fields as a text for people; it shows no password."""
        return pprint.pformat({field.alias: self._values.get(name) for name, field in self._fields.items()})

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(self._texts())})"

    def __str__(self) -> str:
        return " ".join(self._texts())

    def _texts(self) -> list[str]:
        return [f"{name}={self._values.get(name)!r}" for name in self._fields]

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self._fields)

    __hash__ = None  # type: ignore[assignment]  # it can change

    def __copy__(self: _Model) -> _Model:
        copy = type(self)()
        copy._values.update(self._values)
        return copy


def is_mapping(value: Any) -> TypeGuard[Mapping[str, Any]]:
    """Whether it is one; of JSON, so that its keys are texts."""
    return isinstance(value, Mapping)


def is_list(value: Any) -> TypeGuard[list[Any] | tuple[Any, ...]]:
    """Whether it is one, of whatever."""
    return isinstance(value, (list, tuple))


def as_json(value: Any) -> Any:
    """What a value is in JSON: models as dicts, times as text."""
    if isinstance(value, Model):
        return as_json(value.to_dict())
    if is_mapping(value):
        return {key: as_json(item) for key, item in value.items()}
    if is_list(value):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _plain(value: Any) -> Any:
    if is_list(value):
        return [_plain(item) for item in value]
    return value.to_dict() if isinstance(value, Model) else value


def _read(kind: Any, value: Any, at: str) -> Any:
    """The value as its field has it. What is wrong is told without it: it may be a password."""
    if value is None:
        return None
    if get_origin(kind) is list:
        return _read_list(get_args(kind)[0], value, at)
    if isinstance(value, kind) and not isinstance(value, bool):
        return value
    if issubclass(kind, Model) and is_mapping(value):
        return kind.from_dict(value)
    if kind is datetime and isinstance(value, str):
        return _read_time(value, at)
    raise ApiValueError(f"{at}: {kind.__name__} expected, not {type(value).__name__}")


def _read_list(kind: Any, value: Any, at: str) -> list[Any]:
    if not is_list(value):
        raise ApiValueError(f"{at}: a list expected, not {type(value).__name__}")
    if None in value:
        raise ApiValueError(f"{at}: a list without None expected")
    return [_read(kind, item, f"{at}[{index}]") for index, item in enumerate(value)]


def _read_time(text: str, at: str) -> datetime:
    found = _TIME.fullmatch(text)
    if found is None:
        raise ApiValueError(f"{at}: a date and time expected, such as 2031-05-04T10:00:00Z")
    date, minute, second, fraction, utc, hours, minutes = found.groups()
    zone = "+00:00" if utc else f"{hours}:{minutes}" if hours else ""
    # Python before 3.11 reads six digits of a second, and no `Z`.
    whole = f"{date}T{minute}{second or ':00'}.{(fraction or '')[:6]:0<6}{zone}"
    try:
        return datetime.fromisoformat(whole)
    except ValueError:
        pass
    raise ApiValueError(f"{at}: no such date and time")
