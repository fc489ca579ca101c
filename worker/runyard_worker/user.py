"""The authenticated user, as handlers and graphs see it.

The server keeps a user as JSON, because handlers and graphs run in several processes. `User` shows that JSON the way
the reference server shows its users: members as attributes and as items.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any

# Where the server puts the user of a request into a run's `configurable`.
USER = "langgraph_auth_user"
USER_ID = "langgraph_auth_user_id"


class Members(dict[str, Any]):
    """An object inside of a user, whose members are attributes, too."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name not in self:
            raise AttributeError(name)
        return _shown(self[name])


def _shown(value: Any) -> Any:
    return Members(value) if type(value) is dict else value


class User:
    """A user. It meets `langgraph_sdk.auth.types.BaseUser`."""

    __slots__ = ("_members",)

    def __init__(self, members: dict[str, Any]) -> None:
        self._members = members

    @property
    def identity(self) -> str:
        """The id."""
        return self._members["identity"]

    @property
    def display_name(self) -> str:
        """The name for people."""
        return self._members.get("display_name") or self.identity

    @property
    def is_authenticated(self) -> bool:
        """What the project's code said."""
        return self._members.get("is_authenticated", True)

    @property
    def permissions(self) -> list[str]:
        """What the user may do, in the project's own words."""
        return self._members.get("permissions") or []

    def __getattr__(self, name: str) -> Any:
        # Copies and pickles look for members of a `User` that has none yet.
        if name.startswith("__") or name == "_members" or name not in self._members:
            raise AttributeError(
                f"the user has no '{name}'; it has {', '.join(self._members)}" if name[:1] != "_" else name
            )
        return _shown(self._members[name])

    def __getitem__(self, name: str) -> Any:
        return self._members[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._members[name] = value

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        # Other members may be secrets.
        return f"User(identity={self.identity!r})"

    def get(self, name: str, default: Any = None) -> Any:
        """A member, or the default."""
        return self._members.get(name, default)

    def keys(self) -> KeysView[str]:
        """The members' names."""
        return self._members.keys()

    def values(self) -> ValuesView[Any]:
        """The members' values."""
        return self._members.values()

    def items(self) -> ItemsView[str, Any]:
        """The members."""
        return self._members.items()

    def dict(self) -> Mapping[str, Any]:
        """The members, as a copy."""
        return {**self._members}

    def model_dump(self) -> Mapping[str, Any]:
        """The members, as a copy; the name under which JSON encoders look for it."""
        return {**self._members}


_installed = False


def install() -> None:
    """The server authenticates: what it puts into `configurable` is a user. Otherwise a client has put it there."""
    global _installed
    _installed = True


def show(configurable: dict[str, Any]) -> None:
    """Makes a `User` of the JSON that the server has put into a `configurable`, and adds the id as `user_id`."""
    if not _installed:
        return
    members = configurable.get(USER)
    if not isinstance(members, dict) or not isinstance(members.get("identity"), str):
        return
    configurable[USER] = User(members)
    configurable.setdefault("user_id", configurable.get(USER_ID) or members["identity"])


def user_of(configurable: dict[str, Any]) -> User | None:
    """The user in a `configurable` that `show` has seen."""
    found = configurable.get(USER)
    return found if isinstance(found, User) else None
