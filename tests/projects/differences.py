"""The differences between Runyard and the reference that are intended, one by one. Whatever else differs is a fault.

Each has the id of its row in `spec/deviations.yaml`.
"""

import re

# What the reference writes about itself and its platform.
OWN = {"langgraph_plan", "langgraph_host", "langgraph_api_version", "langgraph_api_url", "langgraph_version"}
# Members of a run's `configurable` that are the server's internals.
INTERNAL = {"__after_seconds__", "__request_start_time_ms__", "__pregel_node_finished", "langgraph_request_id"}
# Members of the contexts of these projects.
CONTEXT = {"user_name", "units", "user_id", "limit"}
# The user of a server without authentication. For graphs of factories the reference copies it into all metadata.
NOBODY = {"langgraph_auth_user_id"}

# Row, keys that are removed from both sides, and the names of the objects that they are removed from (None: of all).
REMOVED = [
    ("checkpoint-metadata-clean", OWN | NOBODY | {"run_attempt"}, None),
    ("run-kwargs-clean", INTERNAL, None),
    ("run-without-langsmith-session", {"langsmith_session_name"}, None),
    ("context-stays-in-run", CONTEXT, {"configurable", "metadata", "data"}),
]

# Row or reason, and the paths in a transcript that may differ.
PATHS = [
    ("system-assistant-name", r"assistant\.body\.name"),
    ("copy-keeps-config", r"copy\.body\.config\.configurable"),
    ("copy-shows-state", r"copy\.body\.status"),
    # The namespace of the root is left out where it says nothing.
    ("run-kwargs-clean", r".* runs\.body\[\d+\]\.kwargs\.config\.configurable\.checkpoint_ns"),
    # For graphs of factories the reference writes the ids of the run and of its checkpoint into the run's kwargs.
    (
        "run-kwargs-clean",
        r".* runs\.body\[\d+\]\.kwargs\.config\.metadata\.(thread_id|run_id|checkpoint_id|checkpoint_ns)",
    ),
    # `durability: exit` is what `checkpoint_during: false` meant.
    ("run-kwargs-clean", r".* runs\.body\[\d+\]\.kwargs\.checkpoint_during"),
    ("checkpoint-metadata-clean", r".* history\.body\[\d+\]\.metadata\.checkpoint_ns"),
    # An event shows a message or a command as it was when the event happened; the reference shows the name and the id
    # that the library gives to the same object later.
    (
        "events-are-snapshots",
        r"stream events \d+\.body\[\d+\]\.data\.data\.(output|chunk|input)(\[\d+\])?(\..*)?\.(id|name|goto)",
    ),
    # Of messages in a channel of deltas the reference shows empty members that it does not show of other messages.
    ("delta-message-members", r".*\.messages\[\d+\]\.additional_kwargs\.(usage_metadata|invalid_tool_calls)"),
]
INTENDED = [re.compile(pattern) for _, pattern in PATHS]


def without_intended(transcript):
    """The transcript without the keys that are meant to differ."""
    return {name: _cleaned(answer, name) for name, answer in transcript.items()}


def is_intended(path):
    """Whether what is at this path may differ."""
    return any(pattern.fullmatch(path) for pattern in INTENDED)


def _cleaned(value, inside):
    if isinstance(value, list):
        return [_cleaned(item, inside) for item in value]
    if not isinstance(value, dict):
        return value
    gone = set()
    for _, keys, places in REMOVED:
        if places is None or inside in places:
            gone |= keys
    return {key: _cleaned(item, key) for key, item in value.items() if key not in gone}
