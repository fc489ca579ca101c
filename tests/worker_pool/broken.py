"""A module that cannot be imported."""

missing = undefined_name
