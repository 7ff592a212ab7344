"""What pipelines are given: the action, the hook, and the examples of docs/ci.md, run as a server would run them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from support import REPORTS, ROOT

DRAFT = (REPORTS / "farmland" / "report.txt").read_text(encoding="utf-8")
MENDED = DRAFT.replace("90.72%", "90.27%").replace("6.9公里", "9.6公里").replace("97.67分", "97.76分")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
EXAMPLES = [yaml.safe_load(body) for body in re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"), re.DOTALL)]
WORKFLOWS = [example for example in EXAMPLES if "jobs" in example]
(GITLAB,) = [example["gouji"] for example in EXAMPLES if "gouji" in example]
(PRE_COMMIT,) = [example for example in EXAMPLES if "repos" in example]
BASH = shutil.which("bash")

needs_bash = pytest.mark.skipif(BASH is None or os.name == "nt", reason="the scripts of pipelines are run by bash")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with a folder of reports, and `gouji` on the way."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "gouji"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m gouji "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return tmp_path


def run(checkout: Path, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A script as runners run them: it ends at the first command that fails."""
    assert BASH
    path = f"{checkout / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", **variables}
    command = [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, encoding="utf-8", check=False)


def act(checkout: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The check of the action with these inputs, the others as they are by default."""
    step = ACTION["runs"]["steps"][-1]
    given = {name: inputs.get(name, entry["default"]) for name, entry in ACTION["inputs"].items()}
    variables = {name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: given[match[1]], value) for name, value in step["env"].items()}
    return run(checkout, step["run"], **variables)


@needs_bash
def test_the_action_fails_on_the_bad_draft_and_passes_on_the_mended_one(checkout: Path) -> None:
    report = checkout / "reports" / "report.txt"
    report.write_text(DRAFT, encoding="utf-8")
    bad = act(checkout, paths="reports")
    assert bad.returncode == 1
    assert [line.split(",")[:2] for line in bad.stdout.splitlines()[:-1]] == [
        ["::error file=reports/report.txt", "line=14"],
        ["::warning file=reports/report.txt", "line=17"],
        ["::error file=reports/report.txt", "line=33"],
    ]
    report.write_text(MENDED, encoding="utf-8")
    mended = act(checkout, paths="reports")
    assert mended.returncode == 0
    assert mended.stdout.startswith("::notice title=gouji::") and mended.stdout.count("\n") == 1


@needs_bash
def test_inputs_of_the_action_are_words_and_no_commands(checkout: Path) -> None:
    """Blanks, quotes, dollars and a leading dash; several paths and options, one a line."""
    names = ["a b.txt", "-x.txt", "$(touch owned).txt", "'; touch owned; '.txt"]
    for name in names:
        (checkout / name).write_text(MENDED, encoding="utf-8")
    done = act(checkout, paths="\n".join([*names, ""]), arguments="--lang=en\n--fail-on=never\n", format="junit", output="out.xml")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    suites = ElementTree.parse(checkout / "out.xml").getroot()
    assert [suite.get("name") for suite in suites] == names
    assert not (checkout / "owned").exists()


@needs_bash
def test_the_example_for_gitlab_fails_on_the_bad_draft_and_passes_on_the_mended_one(checkout: Path) -> None:
    report, reports = checkout / "reports" / "report.txt", GITLAB["artifacts"]["reports"]
    for text, code, found in ((DRAFT, 1, 3), (MENDED, 0, 0)):
        report.write_text(text, encoding="utf-8")
        assert run(checkout, "\n".join(GITLAB["script"])).returncode == code
        assert len(json.loads((checkout / reports["codequality"]).read_text(encoding="utf-8"))) == found
        assert ElementTree.parse(checkout / reports["junit"]).getroot().get("failures") == str(found)


@pytest.mark.parametrize("number", range(len(WORKFLOWS)))
def test_the_examples_for_github_use_inputs_that_there_are(number: int) -> None:
    """In YAML 1.1, which is what reads them here, the key `on` is True."""
    workflow: dict[Any, Any] = WORKFLOWS[number]
    assert set(workflow) == {"name", True, "permissions", "jobs"}
    steps = [step for step in workflow["jobs"]["gouji"]["steps"] if step["uses"].startswith("OWNER/gouji@")]
    assert len(steps) == 1 and set(steps[0]["with"]) <= set(ACTION["inputs"])


def test_nothing_is_written_into_a_script_of_the_action() -> None:
    assert not [step for step in ACTION["runs"]["steps"] if "${{" in step.get("run", "")]


@pytest.mark.parametrize(
    ("name", "taken"),
    [("自评报告.docx", True), ("a/自评表.xls", True), ("b.PDF", False), ("b.pdf", True), ("requirements.txt", False), ("README.md", False)],
)
def test_the_hook_takes_documents_and_leaves_the_rest_of_a_repository_alone(name: str, taken: bool) -> None:
    (hook,) = HOOKS
    assert bool(re.search(hook["files"], name)) is taken


def test_the_hook_calls_the_program_that_is_installed() -> None:
    (hook,) = HOOKS
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert hook["entry"].split()[0] in project["scripts"]
    (named,) = PRE_COMMIT["repos"][0]["hooks"]
    assert named["id"] == hook["id"]
    done = subprocess.run(
        [sys.executable, "-m", *hook["entry"].split(), *named["args"], str(REPORTS / "farmland" / "report.txt")], check=False, capture_output=True
    )
    assert done.returncode == 1 and done.stdout.count(b"report.txt:") == 3
