"""A module whose import fails with a long text."""

raise RuntimeError("x" * 2_000_000)
