"""News: what has changed, told to every page that is open."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

_GATHER = 0.15  # s: a thousand documents that arrive at once are a few messages
_ALIVE = 15.0  # s between two signs of life, so that a page that is gone is noticed
_MOST = 500  # messages that a page may be behind; one that sleeps longer asks anew


class News:
    """The pages that listen, by workspace. To be used on the server's own thread; `tell` is safe from any."""

    def __init__(self) -> None:
        self._listening: dict[str, set[asyncio.Queue[dict[str, Any] | None]]] = {}
        self._count: dict[str, int] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self.closed = False

    def open(self) -> None:
        self._loop = asyncio.get_running_loop()

    def close(self) -> None:
        """Ends every page's stream, so that the server can."""
        self.closed = True
        for queues in self._listening.values():
            for queue in queues:
                queue.put_nowait(None)

    def close_soon(self) -> None:
        """`close`, from where the server's own thread cannot be: a signal."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.close)

    def count(self, workspace: str) -> int:
        """How many changes there were. A page is made with this number, and asks anew if it is another one when it begins to listen."""
        return self._count.get(workspace, 0)

    def tell(self, workspace: str, **change: Any) -> None:
        """`documents`: those whose rows changed; `decision`: one that was made, with its `document`."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._tell, workspace, change)

    def _tell(self, workspace: str, change: dict[str, Any]) -> None:
        self._count[workspace] = self.count(workspace) + 1
        for queue in self._listening.get(workspace, ()):
            if queue.qsize() < _MOST:
                queue.put_nowait(change)

    async def stream(self, workspace: str) -> AsyncIterator[bytes]:
        """The messages for one page as server-sent events."""
        queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._listening.setdefault(workspace, set()).add(queue)
        try:
            yield f"retry: 1500\nevent: hello\ndata: {self.count(workspace)}\n\n".encode()
            while not self.closed:
                changes = await _gathered(queue)
                if None in changes:
                    return
                yield _event([change for change in changes if change is not None])
        finally:
            self._listening[workspace].discard(queue)


async def _gathered(queue: asyncio.Queue[dict[str, Any] | None]) -> list[dict[str, Any] | None]:
    """What has changed since, and shortly after the first change; nothing after a while of quiet."""
    try:
        changes = [await asyncio.wait_for(queue.get(), _ALIVE)]
    except TimeoutError:
        return []
    await asyncio.sleep(_GATHER)
    with suppress(asyncio.QueueEmpty):
        while True:
            changes.append(queue.get_nowait())
    return changes


def _event(changes: list[dict[str, Any]]) -> bytes:
    if not changes:
        return b": still here\n\n"
    documents = sorted({document for change in changes for document in change.get("documents", ())})
    decisions = [change for change in changes if "decision" in change]
    told = {"documents": documents, "decisions": decisions}
    return f"event: change\ndata: {json.dumps(told, ensure_ascii=True, separators=(',', ':'))}\n\n".encode()
