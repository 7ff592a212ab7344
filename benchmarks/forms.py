"""Regional forms: indicator rows against their truth, and planted errors: found, told of the right figure first, and nothing else flagged.

    python benchmarks/forms.py [--format docx|xlsx|html] [--only xinjiang] [--verbose]

A form in prose has no workbook, so that there are fewer rows and errors as XLSX.
"""

import argparse
import importlib.util
import json
import re
import sys
import tempfile
from functools import cache
from pathlib import Path

import yaml

import gouji
from gouji import intake
from gouji.settings import Settings

FORMS = Path(__file__).resolve().parents[1] / "fixtures" / "forms"
ABSENT = ("—", "/", "－")
SLOTS = ("target", "midyear", "actual", "completion", "weight", "score")


@cache
def builder():
    """fixtures/forms/build.py as a module (`build` is also the name of a package)."""
    sys.path.insert(0, str(FORMS))
    made_of = importlib.util.spec_from_file_location("forms_build", FORMS / "build.py")
    module = importlib.util.module_from_spec(made_of)
    made_of.loader.exec_module(module)
    return module


def squeeze(text):
    return re.sub(r"[\s,，]", "", text or "").replace("％", "%").lstrip("≥≤=＝").rstrip("%")


def rows_of(document):
    """The indicator rows of a document as name → slot → printed text."""
    texts = {view.fact.id: view.fact.text for view in document.figures}
    found = []
    for indicator, _ in document.indicators:
        row = {slot: texts[getattr(indicator, slot)] for slot in SLOTS if getattr(indicator, slot)} | dict(indicator.words)
        found.append((indicator.path, row))
    return found


def wrong_rows(document, truth):
    """Rows of the truth that the document's records do not tell as printed."""
    found = {path[-1]: (path, row) for path, row in rows_of(document)}
    wrong = []
    for wanted in truth["indicators"]:
        name = re.sub(r"\s", "", wanted["name"])
        path, row = found.get(name, ((), {}))
        differing = [
            slot
            for slot in SLOTS
            if (value := wanted.get("adjusted") if slot == "target" and wanted.get("adjusted") else wanted.get(slot))
            and value not in ABSENT
            and squeeze(row.get(slot)) != squeeze(value)
        ]
        levels = [re.sub(r"\s|[(（].*[)）]$", "", wanted[key]) for key in ("level1", "level2") if wanted.get(key)]
        if differing or not path or any(level not in path for level in levels):
            wrong.append((wanted["name"], differing, path, row))
    return wrong


def named(texts, wanted):
    return any(squeeze(text) == squeeze(wanted) for text in texts)


def told_of(documents):
    """The errors and warnings of a report, each with the texts of its figures (the one to look at first) and of its candidates."""
    found = []
    for document in documents:
        texts = {view.fact.id: view.fact.text for each in documents for view in each.figures} | {view.fact.id: view.fact.text for view in document.figures}
        for item in document.findings:
            if item.severity in ("error", "warning"):
                found.append((item, [texts.get(f, "") for f in item.figures], [texts.get(f, "") for f in item.candidates]))
    return found


def judge(planted, suffix, folder):
    """One planted error: what was told of it, whether the right figure came first, and what else was told."""
    build = builder()
    form = build.load(planted["form"])
    path = folder / f"{planted['form']}.{suffix}"
    path.write_bytes(build.MAKE[suffix](form.edited(planted, planted["old"], planted["new"])))
    paths = [path]
    if planted["form"] in DOSSIER:
        other = next(name for name in DOSSIER if name != planted["form"])
        second = folder / f"{other}.docx"
        second.write_bytes(build.MAKE["docx"](build.load(other)))
        paths = [second, path] if other == DOSSIER[0] else [path, second]
    report = intake.inspect(intake.files(map(str, paths)), Settings(together=len(paths) > 1))
    fault = planted["at_fault"]
    of_it, others = [], []
    for item, figures, candidates in told_of(report.documents):
        (of_it if named(figures, fault) or fault in item.message or named(candidates, fault) else others).append((item, figures, candidates))
    first = any(named(figures[:1], fault) or named(candidates, fault) for _, figures, candidates in of_it)
    if planted["kind"] == UNIT_NOTE:  # the fault is a word above the table, no figure
        of_it, others = [*of_it, *others], []
        first = bool(of_it)
    consequences = [each for each in others if any(named(each[1], figure) for figure in planted["also_named"])]
    return of_it or consequences, first, [each for each in others if each not in consequences]


DOSSIER = ("dossier-report", "dossier-form")
UNIT_NOTE = "unit-note-against-figure"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--format", default="docx")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--only", default="", help="forms whose names begin so")
    options = parser.parse_args()
    wrong = total = 0
    for path in sorted(FORMS.glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        source = path.with_name(f"{truth['form']}.{options.format}")
        if not source.exists() or not truth["indicators"]:
            continue
        missed = wrong_rows(gouji.check(source).documents[0], truth)
        wrong, total = wrong + len(missed), total + len(truth["indicators"])
        for item in missed:
            print("   row", truth["form"], *item)
    print(f"indicator rows as printed   {total - wrong}/{total}")
    planted = yaml.load((FORMS / "planted.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    printed = {path.stem for path in FORMS.glob(f"*.{options.format}")}
    chosen = [each for each in planted if each["form"] in printed and each["form"].startswith(options.only)]
    told = first = extra = 0
    with tempfile.TemporaryDirectory() as folder:
        for each in chosen:
            of_it, right, others = judge(each, options.format, Path(folder))
            told, first, extra = told + bool(of_it), first + right, extra + bool(others)
            if right and not others and not options.verbose:
                continue
            verdict = ("told" if of_it else "MISSED") + (", first" if right else ", NOT FIRST")
            print(f"   {each['form']} {each['kind']} {each['old']} → {each['new']}, at fault {each['at_fault']}: {verdict}")
            for title, group in (("of it", of_it), ("OTHER", others)):
                for item, figures, candidates in group:
                    print(f"       {title} {item.severity} {item.code} {item.message} {figures[:4]} {candidates}")
    print(f"planted: told {told}/{len(chosen)}, right figure first {first}, with another alarm {extra}")


if __name__ == "__main__":
    main()
