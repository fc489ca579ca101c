"""A chat model without a provider: it decides by a rule, and streams its answer word by word."""

import json
import re
from collections.abc import Callable
from typing import Any

from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult


def call(name: str, id: str, /, **args: Any) -> dict[str, Any]:
    """A tool call for a rule's answer."""
    return {"name": name, "args": args, "id": id, "type": "tool_call"}


class FakeModel(BaseChatModel):
    """Answers with what `rule` makes of the messages: a text, or a list of tool calls."""

    rule: Callable[[list[BaseMessage]], Any]

    @property
    def _llm_type(self) -> str:
        return "fake"

    def bind_tools(self, tools: Any, **_: Any) -> "FakeModel":
        return self

    def _parts(self, messages: list[BaseMessage]) -> list[AIMessageChunk]:
        answer = self.rule(messages)
        if isinstance(answer, str):
            words = re.findall(r"\S+\s*", answer)
            parts = [AIMessageChunk(word) for word in words]
        else:
            chunks = [
                {"name": c["name"], "args": json.dumps(c["args"]), "id": c["id"], "index": i}
                for i, c in enumerate(answer)
            ]
            parts = [AIMessageChunk("", tool_call_chunks=[chunk]) for chunk in chunks]
        parts[-1].chunk_position = "last"
        return parts

    def _stream(self, messages, stop=None, run_manager=None, **_):
        for part in self._parts(messages):
            generation = ChatGenerationChunk(message=part)
            if run_manager:
                run_manager.on_llm_new_token(part.content, chunk=generation)
            yield generation

    def _generate(self, messages, stop=None, run_manager=None, **_):
        answer = self.rule(messages)
        message = AIMessage(answer) if isinstance(answer, str) else AIMessage("", tool_calls=answer)
        return ChatResult(generations=[ChatGeneration(message=message)])
