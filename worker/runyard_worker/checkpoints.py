"""What one execution knows of its thread's checkpoints: the one that came with it, and those that it made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class Preloaded:
    """The answer to the first look at a thread, which came with the execution: a tuple of the protocol, or none."""

    def __init__(self, head: dict[str, Any] | None, parts: list[bytes]) -> None:
        self.head = head
        self.parts: Iterator[bytes] = iter(parts)


class Checkpoints:
    """Belongs to one execution; the checkpointer asks it what to send and what to wait for."""

    def __init__(self, header: dict[str, Any], parts: list[bytes]) -> None:
        self._thread_id = str(header["thread_id"])
        # A null says that there is no checkpoint; a missing key, that the server did not look.
        self._preloaded = Preloaded(header["tuple"], parts) if "tuple" in header else None
        # Whether the thread has a checkpoint. One that the server did not look for may be there.
        self.exist = self._preloaded is None or self._preloaded.head is not None
        # Whether they may be sent without waiting for the server to have them.
        self.relaxed = True
        # Whether they are made only at the end.
        self.only_last = False
        # Checkpoints of the root graph, by what they were made for.
        self._of_loop = 0
        self._of_input = 0

    def set_durability(self, durability: str) -> None:
        """Takes over the run's `durability`."""
        self.relaxed = durability != "sync"
        self.only_last = durability == "exit"

    def take_preloaded(self, thread_id: str, ns: Any, checkpoint_id: Any) -> Preloaded | None:
        """What came with the execution, when it is the checkpoint of this address; None when the server has to be asked.

        It is given out once: afterwards the execution may have written something newer.
        """
        preloaded = self._preloaded
        if preloaded is None or ns or thread_id != self._thread_id:
            return None
        if preloaded.head is not None and checkpoint_id and checkpoint_id != preloaded.head["checkpoint_id"]:
            return None
        self._preloaded = None
        return preloaded

    def note_put(self, ns: Any, source: Any) -> None:
        """Takes note of a checkpoint that is being sent."""
        self.exist = True
        if not ns and source == "loop":
            self._of_loop += 1
        elif not ns and source == "input":
            self._of_input += 1

    def supersteps(self) -> int:
        """How many supersteps of the root graph have a checkpoint."""
        # The input has a checkpoint of its own, and so has the step that hands it to the first nodes.
        return max(self._of_loop - self._of_input, 0)
