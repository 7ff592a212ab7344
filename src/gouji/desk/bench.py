"""Bench: the documents that wait are checked, a few at a time, until none waits; what was begun when the server ended is begun anew."""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
from collections.abc import Iterable
from contextlib import suppress

from gouji.desk import limits, sealed, work
from gouji.desk.force import Finder, Force
from gouji.desk.hands import Hands, WorkError
from gouji.desk.home import Home, Workspace
from gouji.desk.news import News
from gouji.desk.rows import Row
from gouji.settings import CallError


class Bench:
    """Takes the waiting documents of all workspaces in turn."""

    def __init__(self, home: Home, hands: Hands, news: News, lang: str, finder: Finder) -> None:
        self.home, self.hands, self.news, self.lang, self.finder = home, hands, news, lang, finder
        self._wake = asyncio.Event()
        self._checks: dict[asyncio.Task[None], tuple[str, frozenset[int]]] = {}
        self._told: dict[tuple[str, str, str], asyncio.Future[None]] = {}

    def wake(self) -> None:
        """There may be something to do."""
        self._wake.set()

    async def run(self) -> None:
        """Works until it is cancelled."""
        try:
            while True:
                self._wake.clear()
                if not await self._begin():
                    await self._wake.wait()
        finally:
            for task in list(self._checks):
                task.cancel()

    def stop(self, workspace: Workspace, documents: Iterable[int]) -> None:
        """Ends the checks of documents that are not to be checked any more."""
        wanted = set(documents)
        for task, (identity, ids) in list(self._checks.items()):
            if identity == workspace.identity and ids & wanted:
                task.cancel()

    async def _begin(self) -> bool:
        """Begins what there are hands for; whether anything was begun."""
        begun = False
        for workspace in self.home.workspaces:
            while len(self._checks) < self.hands.number and (rows := await asyncio.to_thread(_claimed, workspace)):
                begun = True
                ids = frozenset(row.id for row in rows)
                task = asyncio.create_task(self._check(workspace, rows))
                self._checks[task] = (workspace.identity, ids)
                task.add_done_callback(self._ended)
                self.news.tell(workspace.identity, documents=sorted(ids))
        return begun

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._checks.pop(task, None)
        if not task.cancelled():
            task.exception()
        self.wake()

    async def _check(self, workspace: Workspace, rows: list[Row]) -> None:
        ids, result = [row.id for row in rows], secrets.token_hex(8)
        base = workspace.results / result
        before = {row.result for row in rows if row.result}
        try:
            force = await asyncio.to_thread(self.finder.at, workspace.folder)
            files = tuple((workspace.file(row.stored), row.name) for row in rows)
            summaries = await self.hands.do(work.check, limits.CHECK_SECONDS, work.Order(files, self.lang, base, self.home.key, force))
            await asyncio.to_thread(workspace.store.finish, ids, result, summaries, force.stamp, str(force.accepting or ""))
            for old in before:
                await asyncio.to_thread(forget, workspace, old)
        except asyncio.CancelledError:
            forget(workspace, result)
            raise
        except Exception as error:  # a full disk, too: a document that nobody checks any more must not look as if somebody did
            forget(workspace, result)
            with suppress(sqlite3.Error):  # the workspace may be gone
                await asyncio.to_thread(workspace.store.fail, ids, _trouble(error))
        finally:
            self.news.tell(workspace.identity, documents=ids)

    def force(self, workspace: Workspace) -> Force:
        """What is in force in a workspace; the defaults where that is wrong."""
        try:
            return self.finder.at(workspace.folder)
        except CallError:
            return Force()

    async def told_in(self, workspace: Workspace, row: Row, lang: str) -> None:
        """Sees to it that what was found in a document is there in a language. Raises WorkError."""
        assert row.result is not None
        base = workspace.results / row.result
        if sealed.read(work.view_path(base, lang, row.place), self.home.key) is not None:
            return
        name = (workspace.identity, row.result, lang)
        if name not in self._told:
            self._told[name] = asyncio.ensure_future(self._tell_in(workspace, row, lang))
            self._told[name].add_done_callback(lambda _: self._told.pop(name, None))
        await asyncio.shield(self._told[name])

    async def _tell_in(self, workspace: Workspace, row: Row, lang: str) -> None:
        every = await asyncio.to_thread(workspace.store.rows) if row.dossier is not None else [row]
        rows = sorted((each for each in every if each.result == row.result), key=lambda each: each.place)
        files = tuple((workspace.file(each.stored), each.name) for each in rows)
        order = work.Order(files, lang, workspace.results / str(row.result), self.home.key, await asyncio.to_thread(self.force, workspace), told_anew=True)
        await self.hands.do(work.check, limits.CHECK_SECONDS, order)


def _trouble(error: Exception) -> str:
    """What a failure is called; why settings are wrong is said on the page as long as they are."""
    return error.key if isinstance(error, WorkError) else "settings" if isinstance(error, CallError) else "internal"


def _claimed(workspace: Workspace) -> list[Row]:
    """What is to be checked next in a workspace; nothing in one that was deleted just now."""
    try:
        return workspace.store.claim()
    except sqlite3.Error:
        return []


def forget(workspace: Workspace, result: str) -> None:
    """Deletes the files of a result."""
    with suppress(OSError):
        for path in workspace.results.glob(f"{result}.*"):
            path.unlink(missing_ok=True)
