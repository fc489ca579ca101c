"""What of a run's configuration stays in the run: a client may give secrets there.

Graphs find a run's context in `configurable`, too, and the library copies `configurable` into the metadata of checkpoints,
into the events that describe them, and so into histories that other users may read. These values are left out of all of that.
"""

from __future__ import annotations

from typing import Any

from .user import USER

# What the names of secrets have in them: the library's own list for its tracing.
SECRET_WORDS = ("key", "token", "secret", "password", "auth")
# The server's own keys; and whom a run is for belongs in the metadata of its checkpoints.
NEVER_PRIVATE_PREFIX = "langgraph_"
NEVER_PRIVATE = "user_id"


def add_context(configurable: dict[str, Any], context: dict[str, Any]) -> dict[str, Any]:
    """Adds a run's context to its `configurable`; returns what of the result is private.

    That is what was given as context, and what the name says is a secret.
    """
    added = {key: value for key, value in context.items() if key not in configurable}
    configurable.update(added)
    secrets = {key: value for key, value in configurable.items() if _names_a_secret(key, value)}
    return {key: value for key, value in {**added, **secrets}.items() if key != NEVER_PRIVATE}


def _names_a_secret(key: str, value: Any) -> bool:
    # Projects put tokens of the user there, for what the graph does in the user's name. Without authentication it is null.
    if key == USER:
        return value is not None
    return not key.startswith(NEVER_PRIVATE_PREFIX) and any(word in key.casefold() for word in SECRET_WORDS)


def without_private(values: dict[str, Any], private: dict[str, Any]) -> dict[str, Any]:
    """The same values without copies of private ones; what a client itself gave as metadata under such a name stays."""
    if not any(key in values for key in private):
        return values
    return {key: value for key, value in values.items() if not (key in private and private[key] == value)}
