"""Coverage-guided fuzzing of text → report: whatever a text says, there is a report, in its JSON and on the terminal. Needs atheris (Linux).

    python benchmarks/fuzz.py [--seconds 900] [--corpus FOLDER]

The corpus starts from our own sentences and figures, and what reaches new code is kept in FOLDER. A text that breaks the program, or takes more than 10 s, is
written to the working directory as `crash-…` or `timeout-…` and fails the run; `python benchmarks/fuzz.py crash-…` tries it again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST = 4_096  # bytes of a text
SLOWEST = 10  # s


def tried(data: bytes) -> str:
    """Reads and checks a text as `gouji check -` does and prints it in two ways; the status. Raises whatever the program fails with."""
    from gouji import audit
    from gouji.renderers import json, terminal
    from gouji.report import DocumentReport
    from gouji.settings import Settings

    opened = audit.open_bytes(data, "-")
    report = opened if isinstance(opened, DocumentReport) else audit.check_document(opened.document, opened.shown, opened.sha256, Settings())
    assert report.status == "checked" or report.status == "unchecked" or any(problem.loses for problem in report.problems)
    assert report.status != "checked" or not any(problem.loses for problem in report.problems)
    assert json.line(report, "0").count("\n") == 1
    terminal.entry(report, "zh", 80)
    return report.status


def seeds() -> list[bytes]:
    """What the fuzzer begins with: sentences with their figures, tables, and the reports of the fixtures in pieces."""
    import yaml

    sentences = yaml.safe_load((ROOT / "fixtures" / "sentences" / "first.yaml").read_text(encoding="utf-8"))
    cases = sentences if isinstance(sentences, list) else next(value for value in sentences.values() if isinstance(value, list))
    texts = [text for case in cases for text in (case.get("text"),) if text]
    texts += [line for path in sorted(ROOT.glob("fixtures/reports/*/report.txt")) for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 20]
    return [text.encode() for text in texts] + [b"| a | b |\n| --- | --- |\n| 1 | 2% |\n", "项目|预算数|执行数\n甲|1|2\n合计|1|2\n".encode()]


def words() -> list[str]:
    """What the mutator puts in: the words of the glossary, units, marks."""
    import yaml

    def said(value: object) -> list[str]:
        inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
        return [value] if isinstance(value, str) else [word for each in inner for word in said(each)]

    glossary = yaml.safe_load((ROOT / "rules" / "glossary.yaml").read_text(encoding="utf-8"))
    return sorted({word for word in said(glossary) if 0 < len(word.encode()) <= 40} | set("％%‰万亿元，。；：、（）()|\t\n　0123456789.零一二三十百千"))


def _spelled(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("again", nargs="*", type=Path, help="texts to try again, without fuzzing")
    parser.add_argument("--seconds", type=int, default=900)
    parser.add_argument("--corpus", type=Path, help="where texts that reach new code are kept")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    for path in asked.again:
        print(path, tried(path.read_bytes()))
    return 0 if asked.again else _fuzz(asked)


def _fuzz(asked: argparse.Namespace) -> int:
    import atheris

    with atheris.instrument_imports(include=["gouji"]):
        import gouji.audit
        import gouji.readers.text
        import gouji.renderers.json
        import gouji.renderers.terminal  # noqa: F401
    with tempfile.TemporaryDirectory() as scratch:
        begin, dictionary = Path(scratch, "seeds"), Path(scratch, "words")
        begin.mkdir()
        for number, text in enumerate(seeds()):
            (begin / f"{number:04}").write_bytes(text[:LONGEST])
        dictionary.write_text("".join(f'"{_spelled(word)}"\n' for word in words()), encoding="ascii")
        corpus = asked.corpus or Path(scratch, "corpus")
        corpus.mkdir(exist_ok=True)
        options = [f"-max_total_time={asked.seconds}", f"-max_len={LONGEST}", f"-timeout={SLOWEST}", f"-dict={dictionary}", f"-seed={asked.seed + 1}"]
        atheris.Setup([sys.argv[0], *options, "-rss_limit_mb=1024", "-print_final_stats=1", str(corpus), str(begin)], lambda data: tried(data) and None)
        atheris.Fuzz()  # ends the process
    return 0


if __name__ == "__main__":
    sys.exit(main())
