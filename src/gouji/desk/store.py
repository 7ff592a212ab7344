"""The database of a workspace: its documents, what was found in them, what was decided about it. Every change is on the disk when it returns."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gouji.desk.rows import ConflictError, Decision, Found, Row, Summary

_LAYOUT = 2
_SINCE_TWO = (("documents", "settings", "TEXT"), ("decisions", "source", "TEXT NOT NULL DEFAULT ''"), ("history", "source", "TEXT NOT NULL DEFAULT ''"))
_DECISION = "fingerprint, version, verdict, reason, comment, by, at, source"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS dossiers (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, stored TEXT NOT NULL, size INTEGER NOT NULL, added TEXT NOT NULL,
  dossier INTEGER REFERENCES dossiers(id), state TEXT NOT NULL DEFAULT 'waiting', trouble TEXT, result TEXT, place INTEGER NOT NULL DEFAULT 0,
  format TEXT, status TEXT, pages INTEGER, unit TEXT, project TEXT, year TEXT, score TEXT, rescored TEXT, grade TEXT, regraded TEXT,
  errors INTEGER, warnings INTEGER, notes INTEGER, decisive INTEGER, figures INTEGER, verified INTEGER, contradicted INTEGER, unchecked INTEGER, problem TEXT);
CREATE TABLE IF NOT EXISTS findings (
  document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE, number INTEGER NOT NULL, fingerprint TEXT NOT NULL, code TEXT NOT NULL,
  severity TEXT NOT NULL, decisive INTEGER NOT NULL, PRIMARY KEY (document, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS decisions (
  document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE, fingerprint TEXT NOT NULL, version INTEGER NOT NULL, verdict TEXT NOT NULL,
  reason TEXT NOT NULL, comment TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (document, fingerprint)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS history (
  id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE, fingerprint TEXT NOT NULL, version INTEGER NOT NULL,
  verdict TEXT NOT NULL, reason TEXT NOT NULL, comment TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS waiting ON documents(state);
"""


_SUMMARY = tuple(field.name for field in fields(Summary) if field.name != "findings")
_ROWS = """
SELECT d.id, d.name, d.stored, d.size, d.dossier, o.name AS dossier_name, d.state, d.trouble, d.result, d.place, d.settings, {summary},
  COALESCE(c.errors, 0), COALESCE(c.warnings, 0), COALESCE(c.notes, 0), COALESCE(c.decided, 0)
FROM documents d LEFT JOIN dossiers o ON o.id = d.dossier LEFT JOIN (
  SELECT f.document, SUM(e.verdict = 'accepted' AND f.severity = 'error') AS errors, SUM(e.verdict = 'accepted' AND f.severity = 'warning') AS warnings,
    SUM(e.verdict = 'accepted' AND f.severity = 'note') AS notes, SUM(e.verdict <> 'open') AS decided
  FROM decisions e JOIN findings f ON f.document = e.document AND f.fingerprint = e.fingerprint GROUP BY f.document
) c ON c.document = d.id
""".format(summary=", ".join(f"d.{name}" for name in _SUMMARY))


class Store:
    """One database, safe to be called from any thread."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        path.touch(mode=0o600)
        self._base = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            self._base.execute(f"PRAGMA {pragma}")
        self._base.executescript(_SCHEMA)
        with self._writing() as base:
            for table, name, kind in _SINCE_TWO:
                if name not in [column[1] for column in base.execute(f"PRAGMA table_info({table})")]:
                    base.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
            base.execute("INSERT OR IGNORE INTO facts VALUES ('layout', ?), ('created', ?), ('name', '')", (str(_LAYOUT), now()))
            base.execute("UPDATE documents SET state = 'waiting' WHERE state = 'checking'")  # of a server that was killed
            base.execute("DELETE FROM documents WHERE state = 'arriving'")

    def close(self) -> None:
        with self._lock:
            self._base.close()

    # --- the workspace ---

    @property
    def name(self) -> str:
        return self._fact("name")

    @property
    def created(self) -> str:
        return self._fact("created")

    def rename(self, name: str) -> None:
        with self._writing() as base:
            base.execute("UPDATE facts SET value = ? WHERE key = 'name'", (name,))

    # --- documents ---

    def add(self, name: str, suffix: str, size: int) -> tuple[int, str]:
        """Enters a document that is about to be put in its place; it is checked once `arrived` says that it lies there."""
        with self._writing() as base:
            made = base.execute("INSERT INTO documents (name, stored, size, added, state) VALUES (?, '', ?, ?, 'arriving')", (name, size, now())).lastrowid
            assert made is not None
            stored = f"{made}{suffix}"
            base.execute("UPDATE documents SET stored = ? WHERE id = ?", (stored, made))
        return made, stored

    def arrived(self, document: int) -> None:
        self._set_state([document], "waiting", ("arriving",))

    def count(self) -> int:
        return int(self._one("SELECT COUNT(*) FROM documents WHERE state <> 'arriving'")[0])

    def states(self) -> dict[str, int]:
        """How many documents are in which state."""
        return dict(self._all("SELECT state, COUNT(*) FROM documents GROUP BY state"))

    def rows(self, ids: Iterable[int] | None = None) -> list[Row]:
        """The documents, or those of `ids`, in the order in which they came."""
        if ids is None:
            return [Row(*row) for row in self._all(f"{_ROWS} WHERE d.state <> 'arriving' ORDER BY d.id")]
        wanted = list(ids)
        marks = ", ".join("?" * len(wanted))
        return [Row(*row) for row in self._all(f"{_ROWS} WHERE d.state <> 'arriving' AND d.id IN ({marks}) ORDER BY d.id", wanted)]

    def row(self, document: int) -> Row | None:
        return next(iter(self.rows([document])), None)

    def earlier(self, row: Row) -> int | None:
        """The document of the same name that came last before this one: an earlier version of it."""
        found = self._one("SELECT MAX(id) FROM documents WHERE name = ? AND id < ? AND state = 'done'", (row.name, row.id))
        return found[0] if found else None

    def remove(self, documents: Iterable[int]) -> list[Row]:
        """Forgets documents and gives what they were."""
        gone = self.rows(documents)
        with self._writing() as base:
            base.executemany("DELETE FROM documents WHERE id = ?", [(row.id,) for row in gone])
            self._prune(base)
            for dossier in {row.dossier for row in gone if row.dossier is not None}:
                base.execute("UPDATE documents SET state = 'waiting', trouble = NULL WHERE dossier = ?", (dossier,))
        return gone

    def group(self, documents: Sequence[int], name: str | None) -> None:
        """Makes a dossier of the documents, or with no name takes them out of theirs; what is concerned is checked anew."""
        with self._writing() as base:
            marks = ", ".join("?" * len(documents))
            touched = [row[0] for row in base.execute(f"SELECT DISTINCT dossier FROM documents WHERE id IN ({marks}) AND dossier IS NOT NULL", documents)]
            dossier = base.execute("INSERT INTO dossiers (name) VALUES (?)", (name,)).lastrowid if name is not None else None
            base.execute(f"UPDATE documents SET dossier = ?, state = 'waiting', trouble = NULL WHERE id IN ({marks})", (dossier, *documents))
            for each in touched:
                base.execute("UPDATE documents SET state = 'waiting', trouble = NULL WHERE dossier = ?", (each,))
            self._prune(base)

    # --- checks ---

    def claim(self) -> list[Row]:
        """The documents that are to be checked next, one or those of a dossier, marked as being checked; none where nothing waits."""
        with self._writing() as base:
            found = base.execute("SELECT id, dossier FROM documents WHERE state = 'waiting' ORDER BY id LIMIT 1").fetchone()
            if found is None:
                return []
            if found[1] is None:
                ids = [found[0]]
            else:
                ids = [row[0] for row in base.execute("SELECT id FROM documents WHERE dossier = ? AND state NOT IN ('arriving', 'cancelled')", (found[1],))]
            base.executemany("UPDATE documents SET state = 'checking', trouble = NULL WHERE id = ?", [(each,) for each in ids])
        return self.rows(ids)

    def finish(self, ids: Sequence[int], result: str, summaries: Sequence[Summary], settings: str = "", source: str = "") -> None:
        """What came of a check, for each of its documents in order; those that were cancelled, changed or taken out meanwhile are left alone.

        `settings` is the stamp of those it was made with, `source` the file of the acceptances among the summaries.
        """
        columns = ", ".join(f"{name} = ?" for name in _SUMMARY)
        with self._writing() as base:
            for place, (document, summary) in enumerate(zip(ids, summaries, strict=True)):
                values = [getattr(summary, name) for name in _SUMMARY]
                done = base.execute(
                    f"UPDATE documents SET state = 'done', result = ?, place = ?, settings = ?, {columns} WHERE id = ? AND state = 'checking'",
                    (result, place, settings, *values, document),
                )
                if done.rowcount:
                    base.execute("DELETE FROM findings WHERE document = ?", (document,))
                    rows = [(document, each.number, each.fingerprint, each.code, each.severity, each.decisive) for each in summary.findings]
                    base.executemany("INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?)", rows)
                    self._take_over(base, document, summary.findings, source)

    def fail(self, ids: Iterable[int], trouble: str) -> None:
        """The check did not come to an end; `trouble` names why."""
        with self._writing() as base:
            base.executemany("UPDATE documents SET state = 'failed', trouble = ? WHERE id = ? AND state = 'checking'", [(trouble, each) for each in ids])

    def kept(self) -> tuple[set[str], set[str]]:
        """The names of the files and of the results that belong to documents."""
        rows = self._all("SELECT stored, result FROM documents")
        return {row[0] for row in rows}, {row[1] for row in rows if row[1]}

    def cancel(self, ids: Iterable[int]) -> None:
        self._set_state(ids, "cancelled", ("waiting", "checking"))

    def again(self, ids: Iterable[int]) -> None:
        """Lets documents be checked once more."""
        self._set_state(ids, "waiting", ("cancelled", "failed", "done"))

    def codes_of(self, ids: Iterable[int] | None = None) -> dict[int, str]:
        """By document, the rules that found something in it, with blanks between them."""
        found: dict[int, list[str]] = {}
        for document, code in self._all("SELECT DISTINCT document, code FROM findings ORDER BY document, code"):
            found.setdefault(document, []).append(code)
        wanted = found if ids is None else ids
        return {document: " ".join(found.get(document, ())) for document in wanted}

    def codes(self) -> list[tuple[str, str, int, int]]:
        """By rule: its code, its gravest severity, how often it was found, how many of those are not accepted; the gravest first, and of these the most
        frequent, settled ones last."""
        return self._all(
            "SELECT f.code, MIN(CASE f.severity WHEN 'error' THEN '0error' WHEN 'warning' THEN '1warning' ELSE '2note' END) AS gravest, COUNT(*), "
            "SUM(e.verdict IS NULL OR e.verdict <> 'accepted') AS still FROM findings f LEFT JOIN decisions e "
            "ON e.document = f.document AND e.fingerprint = f.fingerprint GROUP BY f.code ORDER BY still = 0, gravest, still DESC, f.code"
        )

    # --- decisions ---

    def decisions(self, document: int) -> dict[str, Decision]:
        """By fingerprint, those about a document."""
        rows = self._all(f"SELECT {_DECISION} FROM decisions WHERE document = ?", (document,))
        return {row[0]: Decision(*row) for row in rows}

    def decide(self, document: int, wanted: Decision) -> Decision:
        """Puts a decision in the place of that whose version it names. Raises ConflictError where that is not the newest, KeyError where there is no such
        finding."""
        with self._writing() as base:
            if not base.execute("SELECT 1 FROM findings WHERE document = ? AND fingerprint = ?", (document, wanted.fingerprint)).fetchone():
                raise KeyError(wanted.fingerprint)
            current = self.decisions(document).get(wanted.fingerprint, Decision(wanted.fingerprint))
            if current.version != wanted.version:
                raise ConflictError(current)
            made = Decision(wanted.fingerprint, current.version + 1, wanted.verdict, wanted.reason, wanted.comment, wanted.by, now())
            _write(base, document, made)
        return made

    def history(self, document: int, fingerprint: str) -> list[Decision]:
        """Every decision about a finding, the oldest first."""
        rows = self._all(f"SELECT {_DECISION} FROM history WHERE document = ? AND fingerprint = ? ORDER BY id", (document, fingerprint))
        return [Decision(*row) for row in rows]

    # --- below ---

    def _take_over(self, base: sqlite3.Connection, document: int, findings: Iterable[Found], source: str) -> None:
        """Enters what a file of acceptances accepts, and takes back what it no longer does; what was decided here stands whatever the file says."""
        standing = self.decisions(document)
        for found in findings:
            current = standing.get(found.fingerprint, Decision(found.fingerprint))
            if current.version and not current.source:
                continue
            wanted = replace(current, verdict="open", reason="", by="")
            if (kept := found.accepted) is not None:
                until = f" · ≤ {kept.until}" if kept.until else ""
                wanted = replace(current, verdict="accepted", reason=kept.reason, by=kept.by or "", source=source + until)
            if wanted != current:
                standing[found.fingerprint] = replace(wanted, version=current.version + 1, at=now())
                _write(base, document, standing[found.fingerprint])

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """All of a change or nothing of it."""
        with self._lock:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield self._base
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")

    def _all(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._lock:
            return self._base.execute(query, values).fetchall()

    def _one(self, query: str, values: Sequence[Any] = ()) -> Any:
        with self._lock:
            return self._base.execute(query, values).fetchone()

    def _fact(self, key: str) -> str:
        return str(self._one("SELECT value FROM facts WHERE key = ?", (key,))[0])

    def _set_state(self, ids: Iterable[int], state: str, before: tuple[str, ...]) -> None:
        marks = ", ".join("?" * len(before))
        with self._writing() as base:
            for each in ids:
                base.execute(f"UPDATE documents SET state = ?, trouble = NULL WHERE id = ? AND state IN ({marks})", (state, each, *before))

    @staticmethod
    def _prune(base: sqlite3.Connection) -> None:
        """A dossier of one document is none."""
        base.execute("UPDATE documents SET dossier = NULL WHERE dossier IN (SELECT dossier FROM documents GROUP BY dossier HAVING COUNT(*) < 2)")
        base.execute("DELETE FROM dossiers WHERE id NOT IN (SELECT dossier FROM documents WHERE dossier IS NOT NULL)")


def _write(base: sqlite3.Connection, document: int, made: Decision) -> None:
    values = (document, *astuple(made))
    marks = ", ".join("?" * len(values))
    base.execute(f"INSERT OR REPLACE INTO decisions (document, {_DECISION}) VALUES ({marks})", values)
    base.execute(f"INSERT INTO history (document, {_DECISION}) VALUES ({marks})", values)


def now() -> str:
    """The moment, to the second, in UTC."""
    return datetime.now(UTC).replace(microsecond=0).isoformat()
