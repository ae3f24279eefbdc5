"""Rotations: a new one is issued, handed over, and only then the old one goes."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Generic, Literal, NamedTuple, Protocol, TypeVar, cast
from uuid import UUID

from . import _native
from ._native import Credentials, Retirement


class _Begun(Protocol):
    @property
    def credentials(self) -> Credentials: ...


Rotation = TypeVar("Rotation", bound=_Begun)
Item = TypeVar("Item")
_Self = TypeVar("_Self", bound="_Rotating[Any]")


class RotationStep:
    """How far a rotation is.

    Values are plain ``str``; these are the known ones.
    """

    BEGUN: Final = "begun"
    """``rotate_expiring`` begins with this one."""
    ISSUED: Final = "issued"
    """The new one works, and the old one still does."""
    DEPLOYED: Final = "deployed"
    """The new one is in place."""
    RETIRED: Final = "retired"
    """The old one was retired, or could not be: the `Retirement` says it."""
    UNDONE: Final = "undone"
    """``deploy`` failed, and the new one is deleted."""
    KEPT_BOTH: Final = "kept_both"
    """``deploy`` failed or was interrupted, and both still exist."""
    FAILED: Final = "failed"
    """``rotate_expiring`` goes on without this one."""


class RotationProgress(NamedTuple):
    """What an observer of a rotation is told; without secrets."""

    step: str
    """What was just done; one of `RotationStep`."""
    old_id: str
    """The id of the one to be replaced."""
    new_id: str | None
    """The id of the new one, once it is issued."""


@dataclass(frozen=True)
class RotationResult(Generic[Rotation]):
    """A rotation that came to its end: the new one is in place."""

    rotation: Rotation
    """The old one, the new one and its credentials."""
    retirement: Retirement
    """What became of the old one. Look at its ``old_outcome``: it may be ``failed``."""


@dataclass(frozen=True)
class ExpiringRotation(Generic[Item, Rotation]):
    """What became of one of those that were to be rotated: either the result or the error is there."""

    token: Item
    """The one to be rotated, as it was."""
    result: RotationResult[Rotation] | None
    """Its rotation, where that came to its end."""
    error: Exception | None
    """Why it did not: an error of this package, or what ``deploy`` raised."""


Observer = Callable[[RotationProgress], object]


class Service(Protocol):
    """The native half of a resource, as far as a rotation needs it."""

    def rotation_refused(self, reason: str) -> Exception: ...
    def rotation_incomplete(self, old_id: str, new_id: str) -> Exception: ...


@dataclass(frozen=True)
class Steps(Generic[Rotation]):
    """The calls that a rotation is made of, with all that is known before; awaitable in asyncio."""

    service: Service
    old_id: object
    begin: Callable[[], Any]
    ids: Callable[[Rotation], tuple[object, object]]
    finish: Callable[[str], Any]
    undo: Callable[[str], Any]


def check_function(name: str, value: Any) -> None:
    """Refuses what cannot be called."""
    if not callable(value):
        raise TypeError(f"{name} must be a function, not {type(value).__name__}")


def check_waits(deploy: object) -> None:
    """Refuses a function that would not have done anything when it returns."""
    check_function("deploy", deploy)
    if inspect.iscoroutinefunction(deploy):
        raise TypeError("deploy must not be a coroutine function: that is for the clients for asyncio")


class _Rotating(Generic[Rotation]):
    def __init__(
        self, steps: Steps[Rotation], on_deploy_error: Literal["delete_new", "keep_both"], on_progress: Observer | None
    ) -> None:
        """Made by the ``rotation`` method of a resource; nothing is sent before the ``with`` statement begins."""
        # First: error reports show what was refused. What is no id is refused later, and need not have a text.
        old_id = steps.old_id
        self._old_id = str(old_id) if isinstance(old_id, (str, UUID)) else type(old_id).__name__
        if on_progress is not None:
            check_function("on_progress", on_progress)
        # What callers who check no types may give.
        choice = cast("object", on_deploy_error)
        if not isinstance(choice, str):
            raise TypeError(f"on_deploy_error must be str, not {type(choice).__name__}")
        if choice not in ("delete_new", "keep_both"):
            raise steps.service.rotation_refused("on_deploy_error must be delete_new or keep_both")
        self._steps = steps
        self._keeps_both = on_deploy_error == "keep_both"
        self._on_progress = on_progress
        self._new_id: str | None = None
        self._rotation: Rotation | None = None
        self._retirement: Retirement | None = None

    @property
    def rotation(self) -> Rotation:
        """The old one, the new one and its credentials; there as soon as the ``with`` statement has begun."""
        if self._rotation is None:
            raise RuntimeError("the rotation has not begun: it does with the with statement")
        return self._rotation

    @property
    def credentials(self) -> Credentials:
        """What logs in with the new one."""
        return self.rotation.credentials

    @property
    def retirement(self) -> Retirement:
        """What became of the old one; there when the ``with`` statement has ended well."""
        if self._retirement is None:
            raise RuntimeError("the old one is not retired: that is done where the with statement ends")
        return self._retirement

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._old_id}>"

    def _tell(self, step: str) -> None:
        # What an observer raises is its own affair; Ctrl-C is not of its making.
        if self._on_progress is not None:
            try:
                # What failed among several has told of its new one before.
                new_id = None if step == RotationStep.FAILED else self._new_id
                self._on_progress(RotationProgress(step, self._old_id, new_id))
            except Exception as error:
                _native.report_unraisable(error, self._on_progress)

    def _begin_once(self) -> None:
        if self._rotation is not None:
            raise RuntimeError("a rotation is made once")

    def _begun(self, rotation: Rotation) -> None:
        self._rotation = rotation
        self._old_id, self._new_id = map(str, self._steps.ids(rotation))
        try:
            self._tell(RotationStep.ISSUED)
        except BaseException as interrupt:
            # No with statement has begun that could see it.
            self._keep(interrupt)
            raise

    def _is_undone_for(self, error: BaseException) -> bool:
        return isinstance(error, Exception) and not self._keeps_both

    def _finished(self, retirement: Retirement) -> None:
        self._retirement = retirement
        self._tell(RotationStep.RETIRED)

    def _keep(self, error: BaseException) -> None:
        """Deletes nothing: an interrupt goes on, with a note; a failure is the cause of an error of ours."""
        new_id = self._id_of_new()
        self._tell(RotationStep.KEPT_BOTH)
        if isinstance(error, Exception):
            raise self._steps.service.rotation_incomplete(self._old_id, new_id) from error
        note = f"the rotation was interrupted: both the old one ({self._old_id}) and the new one ({new_id}) exist"
        # As `add_note` does it, which Python 3.10 does not have.
        error.__notes__ = [*getattr(error, "__notes__", ()), note]  # type: ignore[attr-defined]

    def _id_of_new(self) -> str:
        """The id of what was issued."""
        return cast("str", self._new_id)


class Rotating(_Rotating[Rotation]):
    """A rotation as a ``with`` statement.

    It begins with a new one, whose credentials the statement puts in place; its end retires the old one. What is raised
    inside is the failure of that, and treated as ``on_deploy_error`` says.
    """

    def __enter__(self: _Self) -> _Self:
        """Issues the new one."""
        self._begin_once()
        self._begun(self._steps.begin())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Retires the old one; after a failure deletes the new one, unless both are to be kept."""
        if error is None:
            self._tell(RotationStep.DEPLOYED)
            self._finished(self._steps.finish(self._id_of_new()))
        elif self._is_undone_for(error):
            try:
                self._steps.undo(self._id_of_new())
            except Exception as failure:
                self._tell(RotationStep.KEPT_BOTH)
                raise failure from error
            self._tell(RotationStep.UNDONE)
        else:
            self._keep(error)


class AsyncRotating(_Rotating[Rotation]):
    """A rotation as an ``async with`` statement.

    It begins with a new one, whose credentials the statement puts in place; its end retires the old one. What is raised
    inside is the failure of that, and treated as ``on_deploy_error`` says.
    """

    async def __aenter__(self: _Self) -> _Self:
        """Issues the new one."""
        self._begin_once()
        self._begun(await self._steps.begin())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Retires the old one; after a failure deletes the new one, unless both are to be kept."""
        if error is None:
            self._tell(RotationStep.DEPLOYED)
            self._finished(await self._steps.finish(self._id_of_new()))
        elif self._is_undone_for(error):
            try:
                await self._steps.undo(self._id_of_new())
            except Exception as failure:
                self._tell(RotationStep.KEPT_BOTH)
                raise failure from error
            self._tell(RotationStep.UNDONE)
        else:
            self._keep(error)


def rotate(rotating: Rotating[Rotation], deploy: Callable[[Rotation], object]) -> RotationResult[Rotation]:
    """A rotation whose new credentials are put in place by a function."""
    check_waits(deploy)
    with rotating:
        done = deploy(rotating.rotation)
        if inspect.isawaitable(done):
            # The old one must not go before what nobody here can wait for is done.
            if inspect.iscoroutine(done):
                done.close()
            raise TypeError("deploy must not give an awaitable: that is for the clients for asyncio")
    return RotationResult(rotating.rotation, rotating.retirement)


async def rotate_async(
    rotating: AsyncRotating[Rotation], deploy: Callable[[Rotation], object]
) -> RotationResult[Rotation]:
    """The same for asyncio, where the function may be a coroutine function."""
    check_function("deploy", deploy)
    async with rotating:
        done = deploy(rotating.rotation)
        if inspect.isawaitable(done):
            await cast("Awaitable[object]", done)
    return RotationResult(rotating.rotation, rotating.retirement)
