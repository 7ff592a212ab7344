"""Journal: what an earlier run had done when it was stopped or killed, taken from the lines that it wrote."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from gouji.frozen import frozen
from gouji.intake import Met
from gouji.report import Coverage
from gouji.running.stamp import stamp
from gouji.running.task import Order
from gouji.settings import CallError, Execution
from gouji.tally import Gist

SUFFIX = ".resume"


@frozen
class Journal:
    """`kept`: the gists of the files that need not be checked again; `length`: the bytes of the output that tell of them.

    While a run goes on, a mark beside its output says what the lines depend on; it goes when the run is complete.
    """

    mark: Path | None = None
    kept: tuple[Gist, ...] = ()
    length: int = 0

    @classmethod
    def of(cls, met: Sequence[Met], order: Order, execution: Execution) -> Journal:
        """The journal of a run that begins or goes on. Raises CallError where the lines that are there come from another kind of run."""
        output = order.settings.output
        if order.view != "jsonl" or output is None or len(met) < 2:
            return cls()
        mark, now = mark_of(output), stamp(order)
        kept, length = _kept(output, mark, met, now) if execution.resume else ((), 0)
        _write(mark, now)
        return cls(mark, kept, length)

    @property
    def active(self) -> bool:
        """Whether this run can be resumed."""
        return self.mark is not None

    def finish(self) -> None:
        """The run is complete."""
        if self.mark is not None:
            self.mark.unlink(missing_ok=True)


def mark_of(output: Path) -> Path:
    """The mark beside the output of a run that is not complete."""
    return output.with_name(output.name + SUFFIX)


def _write(mark: Path, now: str) -> None:
    try:
        mark.write_text(f"{now}\n", encoding="ascii")
    except OSError as error:
        raise CallError("unwritable", path=mark, error=error.strerror) from error


def _kept(output: Path, mark: Path, met: Sequence[Met], now: str) -> tuple[tuple[Gist, ...], int]:
    if not mark.exists() or not output.exists():
        return (), 0
    if mark.read_text(encoding="ascii", errors="replace").strip() != now:
        raise CallError("resume-other", path=output)
    gists, length = [], 0
    with output.open("rb") as stream:
        for file, line in zip(met, stream, strict=False):
            document = _document(line)
            if document is None or document["path"] != _written(file.shown) or not _unchanged(file, document["sha256"]):
                break
            gists.append(_gist(document))
            length += len(line)
    return tuple(gists), length


def _document(line: bytes) -> dict[str, Any] | None:
    """A line as it was written; None where the run was killed in the middle of it."""
    try:
        return json.loads(line) if line.endswith(b"\n") else None
    except ValueError:
        return None


def _written(shown: str) -> str:
    """A path as it comes back from JSON."""
    written: str = json.loads(json.dumps(shown, ensure_ascii=False).encode("utf-8", "backslashreplace"))
    return written


def _unchanged(file: Met, sha256: str | None) -> bool:
    if sha256 is None or file.url is not None:
        return True
    try:
        with file.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == sha256
    except OSError:
        return False


def _gist(document: dict[str, Any]) -> Gist:
    coverage = {**document["coverage"], **document["coverage"]["relations"]}
    counts = {name: coverage[name] for name in Coverage.__dataclass_fields__}
    found = Counter((finding["code"], finding["severity"]) for finding in document["findings"] if finding["suppressed"] is None)
    return Gist(
        path=document["path"],
        status=document["status"],
        sha256=document["sha256"],
        coverage=Coverage(**counts),
        found=tuple((code, severity, count) for (code, severity), count in sorted(found.items())),
        losses=tuple(_losses(document)),
        accepted=len(document["findings"]) - found.total(),
    )


def _losses(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return ((problem["code"], problem["message"]) for problem in document["problems"] if problem["loses"])
