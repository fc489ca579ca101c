"""Which execution the current task or thread works for.

Tasks and executor threads inherit the variable, so the checkpointer, the thread pool and the task factory can tell
whose work they see without the user's code passing anything along.
"""

from __future__ import annotations

import contextvars
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .runs import Execution

RUN: contextvars.ContextVar[Execution | None] = contextvars.ContextVar("runyard_run", default=None)
