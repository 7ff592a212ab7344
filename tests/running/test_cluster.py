"""The same files on a cluster: the same bytes, whoever is lost on the way."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gouji import cli
from gouji.running import cluster as remote
from gouji.running.bounds import Bounds
from gouji.running.pool import Pool
from gouji.running.task import Order

from . import hostile
from .support import SENTENCE, WRONG, alive, files, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a cluster's workers start children as POSIX programs")
if not os.environ.get("CI"):
    pytest.importorskip("distributed")
    pytest.importorskip("fsspec")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers in processes of their own, with what they need to find gouji."""
    import dask
    from distributed import LocalCluster

    with (
        dask.config.set({"distributed.worker.multiprocessing-method": "spawn", "distributed.admin.log-format": "%(message)s"}),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs="CRITICAL") as started,
    ):
        yield started


@pytest.fixture(scope="module")
def where(tmp_path_factory) -> Path:
    base = tmp_path_factory.mktemp("cluster")
    files(base / "in", *[(WRONG if number % 3 == 2 else SENTENCE) + f"\n\n附注{number}。" for number in range(24)])
    return base / "in"


def lines(where: Path | str, out: Path | str, *options: str) -> int:
    return cli.main(["check", str(where), "--format", "jsonl", "--output", str(out), *options])


@pytest.fixture(scope="module")
def undisturbed(where: Path) -> bytes:
    out = where.parent / "undisturbed.jsonl"
    lines(where, out)
    return out.read_bytes()


def test_a_lost_worker_costs_a_retry_and_no_result(cluster, where, undisturbed, tmp_path, monkeypatch) -> None:
    """A worker is killed when the first results have come; the rest of its files go to the other."""
    killed = []
    result = remote._result

    def kill(*arguments: Any) -> Any:
        outcome = result(*arguments)
        if not killed:
            killed.append(cluster.workers[0].pid)
            os.kill(killed[0], signal.SIGKILL)
        return outcome

    monkeypatch.setattr(remote, "_result", kill)
    out = tmp_path / "out.jsonl"
    assert lines(where, out, "--scheduler", cluster.scheduler_address) == 1
    assert killed and until(lambda: not alive(killed[0]))
    assert out.read_bytes() == undisturbed


def test_inputs_and_outputs_may_be_urls(cluster, where, undisturbed, tmp_path) -> None:
    out = tmp_path / "out.jsonl"
    assert lines(f"file://{where}", f"file://{out}", "--scheduler", cluster.scheduler_address) == 1
    assert out.read_bytes() == undisturbed


def test_one_url_is_one_file(cluster, where, capsys) -> None:
    assert cli.main(["check", f"file://{where}/002.txt", "--format", "json", "--scheduler", cluster.scheduler_address]) == 1
    (document,) = json.loads(capsys.readouterr().out)["documents"]
    assert document["path"] == f"file://{where}/002.txt"
    assert [finding["code"] for finding in document["findings"]] == ["BX01"]


def test_a_url_that_leads_nowhere_is_a_wrong_call(cluster, tmp_path, capsys) -> None:
    assert cli.main(["check", f"file://{tmp_path}/nothing", "--scheduler", cluster.scheduler_address]) == 2
    assert "nothing" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
def test_files_are_bounded_on_a_worker_too(cluster, tmp_path, capsys) -> None:
    (tmp_path / "a.pdf").write_bytes(hostile.inflating_pdf(400))
    (tmp_path / "b.txt").write_text(WRONG, encoding="utf-8")
    assert cli.main(["check", str(tmp_path), "--memory", "300", "--format", "json", "--scheduler", cluster.scheduler_address]) == 3
    first, second = json.loads(capsys.readouterr().out)["documents"]
    assert [problem["code"] for problem in first["problems"]] == ["over-memory"]
    assert [finding["code"] for finding in second["findings"]] == ["BX01"]


def test_a_cluster_with_another_installation_is_refused(cluster, where, capsys, monkeypatch) -> None:
    monkeypatch.setattr(remote, "stamp", lambda order: "another")
    assert cli.main(["check", str(where), "--format", "json", "--scheduler", cluster.scheduler_address]) == 2
    assert cluster.scheduler_address in capsys.readouterr().err


def test_a_cluster_that_is_not_there_is_a_wrong_call(where, capsys, monkeypatch) -> None:
    monkeypatch.setattr(remote, "_CONNECT", 1)
    assert cli.main(["check", str(where), "--format", "json", "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "tcp://127.0.0.1:9" in capsys.readouterr().err


@pytest.mark.parametrize("options", [["--together"], ["--resume", "--output", "file:///tmp/x.jsonl", "--format", "jsonl"]])
def test_what_a_cluster_cannot_do_is_a_wrong_call(where, capsys, options: list[str]) -> None:
    assert cli.main(["check", str(where), "--scheduler", "tcp://127.0.0.1:9", *options]) == 2
    assert capsys.readouterr().err.startswith("gouji: --")


def test_a_child_that_is_a_program_says_what_a_forked_one_says(tmp_path) -> None:
    met = files(tmp_path, SENTENCE, WRONG)
    with Pool(Order(view="jsonl"), Bounds(), 1, "program") as pool:
        first = [outcome.view for outcome in pool.outcomes(met)]
        second = [outcome.view for outcome in pool.outcomes(met)]
        child = pool.children[0].process.pid
    with Pool(Order(view="jsonl"), Bounds()) as pool:
        assert first == second == [outcome.view for outcome in pool.outcomes(met)]
    assert child is not None and not alive(child)
