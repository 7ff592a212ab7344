"""Regional forms: indicator rows against their truth, and planted errors: found, told of the right figure first, and nothing else flagged.

python benchmarks/forms.py [--format docx|xlsx|html] [--verbose]
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
        differing = [slot for slot in SLOTS if (value := wanted.get(slot)) and value not in ("—", "/", "－") and squeeze(row.get(slot)) != squeeze(value)]
        levels = [re.sub(r"\s", "", wanted[key]) for key in ("level1", "level2") if wanted.get(key)]
        if differing or not path or any(level not in path for level in levels):
            wrong.append((wanted["name"], differing, path, row))
    return wrong


def named(texts, wanted):
    return any(squeeze(text) == squeeze(wanted) for text in texts)


def judge(planted, suffix, folder):
    """One planted error: whether it was told, told of the right figure first, and what else was."""
    build = builder()
    form = build.load(planted["form"])
    path = folder / f"{planted['form']}.{suffix}"
    path.write_bytes(build.MAKE[suffix](form.edited(planted, planted["old"], planted["new"])))
    documents = [path]
    if planted["form"].startswith("dossier"):
        other = "dossier-report" if planted["form"] == "dossier-form" else "dossier-form"
        second = folder / f"{other}.docx"
        second.write_bytes(build.MAKE["docx"](build.load(other)))
        documents = [second, path] if other == "dossier-report" else [path, second]
    report = intake.inspect(intake.files(map(str, documents)), Settings())
    texts = {view.fact.id: view.fact.text for document in report.documents for view in document.figures}
    alarms = [item for document in report.documents for item in document.findings if item.severity in ("error", "warning")]
    wanted = [planted["at_fault"], *planted["also_named"]]
    of_it = [item for item in alarms if any(named([texts.get(f, "")], each) for f in item.figures[:1] for each in wanted) or planted["at_fault"] in item.message]
    first = bool(of_it) and any(
        named([texts.get(item.figures[0], "")] if item.figures else [], planted["at_fault"]) or named([texts.get(f, "") for f in item.candidates], planted["at_fault"])
        for item in of_it
    )
    if planted["kind"] == "unit-note-against-figure":
        first = bool(of_it)
    others = [item for item in alarms if item not in of_it]
    return of_it, first, others, texts


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--format", default="docx")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--only", default="")
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
    told = first = extra = 0
    with tempfile.TemporaryDirectory() as folder:
        for each in planted:
            if not each["form"].startswith(options.only):
                continue
            of_it, right, others, texts = judge(each, options.format, Path(folder))
            told, first, extra = told + bool(of_it), first + right, extra + bool(others)
            if not right or others or options.verbose:
                print(f"   {each['form']} {each['kind']} {each['old']} → {each['new']} at fault {each['at_fault']}: {'told' if of_it else 'MISSED'} {'first' if right else 'NOT FIRST'}")
                for item in of_it:
                    print("       of it", item.severity, item.code, item.message, [texts.get(f) for f in item.figures[:4]], [texts.get(f) for f in item.candidates])
                for item in others:
                    print("       OTHER", item.severity, item.code, item.message, [texts.get(f) for f in item.figures[:4]])
    print(f"planted: told {told}/{len(planted)}, right figure first {first}, with another alarm {extra}")


if __name__ == "__main__":
    main()
