"""A module that cannot be imported."""

missing = undefined_name  # noqa: F821 - the error is what the module is for
