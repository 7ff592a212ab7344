"""Short texts with relations judged by hand: what gouji verifies, finds and wrongly flags.

python benchmarks/sentences.py fixtures/sentences/first.yaml [--verbose]
"""

import argparse
import re
import tempfile
from pathlib import Path

import yaml

import gouji

BOUND = re.compile("[≤≥]")  # a mere bound verifies nothing (CONTRACT, coverage)
NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?")


def squeeze(text):
    return re.sub(r"[\s,，]", "", text).replace("％", "%")


def same(printed, text):
    """A figure of the case and a figure of gouji: the same print, or the same number where one side lacks the unit."""
    printed, text = squeeze(printed), squeeze(text)
    if printed == text:
        return True
    a, b = NUMBER.search(printed), NUMBER.search(text)
    if not a or not b or a.group() != b.group():
        return False
    return printed[a.end() :] in ("", text[b.end() :]) or text[b.end() :] == "" or printed.endswith(text) or text.endswith(printed)


def flat(operand):
    if isinstance(operand, str):
        yield operand
    elif isinstance(operand, (tuple, list)):
        for item in operand:
            yield from flat(item)


def covered(wanted, texts):
    """How many of the wanted figures are among the texts, each text used once."""
    left, found = list(texts), 0
    for figure in wanted:
        for index, text in enumerate(left):
            if same(figure, text):
                del left[index]
                found += 1
                break
    return found


def run(case, folder):
    path = folder / f"{case['id']}.txt"
    path.write_text(case["text"], encoding="utf-8")
    document = gouji.check(path).documents[0]
    texts = {view.fact.id: view.fact.text for view in document.figures}
    relations = []
    for relation in document.relations:
        ids = {name for _, operand in relation.operands for name in flat(operand) if name in texts}
        relations.append((relation.outcome, relation.rule, [texts[name] for name in sorted(ids, key=lambda name: (len(name), name))], relation.formula))
    findings = [
        (item.severity, item.code, item.message, [texts.get(name, "?") for name in item.figures])
        for item in document.findings
        if item.severity in ("error", "warning")
    ]
    return relations, findings, list(texts.values())


def judge(case, folder):
    relations, findings, texts = run(case, folder)
    expected = case.get("relations") or []
    broken = [item for item in expected if item["verdict"] == "broken"]
    verified, strict, found, alarms = [], [], [], []
    for item in expected:
        if item["verdict"] == "holds":
            need = min(2, len(item["figures"]))
            ok = any(outcome == "consistent" and covered(item["figures"], used) >= need for outcome, _, used, _ in relations)
            whole = any(
                outcome == "consistent" and not BOUND.search(formula) and covered(item["figures"], used) == len(item["figures"])
                for outcome, _, used, formula in relations
            )
            verified.append((item, ok))
            strict.append((item, whole))
        else:
            ok = any(covered(item["figures"], named) >= 1 for _, _, _, named in findings)
            found.append((item, ok))
    for finding in findings:
        if not any(covered(item["figures"], finding[3]) >= 1 for item in broken):
            alarms.append(finding)
    return {
        "case": case,
        "verified": verified,
        "strict": strict,
        "found": found,
        "alarms": alarms,
        "relations": relations,
        "findings": findings,
        "texts": texts,
    }


def share(good, total):
    return f"{good}/{total} = {100 * good / total:.1f}%" if total else "0/0"


def show(result):
    lines = [f"      figures read: {' · '.join(result['texts']) or 'none'}"]
    lines += [f"      saw {outcome} {rule}: {' · '.join(used) or 'none'}   [{formula}]" for outcome, rule, used, formula in result["relations"]]
    lines += [f"      said {severity} {code}: {message}" for severity, code, message, _ in result["findings"]]
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--verbose", action="store_true", help="every case, not the missed ones only")
    options = parser.parse_args()
    cases = yaml.safe_load(options.cases.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        results = [judge(case, Path(folder)) for case in cases]
    traps = [item for item in results if item["case"].get("trap")]
    wrong = [item for item in results if item["found"]]
    right = [item for item in results if not item["found"] and not item["case"].get("trap")]

    def count(group, key):
        pairs = [ok for item in group for _, ok in item[key]]
        return share(sum(pairs), len(pairs))

    print(f"cases              {len(results)}: {len(right)} hold, {len(wrong)} broken, {len(traps)} traps")
    print(f"holds verified     {count(right, 'verified')}   (relations of the cases that hold)")
    print(f"                   {share(sum(all(ok for _, ok in item['verified']) for item in right), len(right))}   (cases with every relation verified)")
    print(f"                   {count(traps, 'verified')}   (relations of the traps)")
    print(f"                   {count(wrong, 'verified')}   (true relations of the broken cases)")
    print(f"                   {count(right, 'strict')}   (strict: an equation that covers every figure of the relation)")
    print(f"broken found       {count(wrong, 'found')}")
    print(f"traps silent       {share(sum(not item['alarms'] for item in traps), len(traps))}")
    print(f"false alarms       {sum(len(item['alarms']) for item in results)} in {sum(bool(item['alarms']) for item in results)} cases")

    print("\nFALSE ALARMS")
    for result in results:
        if result["alarms"]:
            print(f"  {result['case']['id']}  {squeeze_lines(result['case']['text'])}")
            for severity, code, message, named in result["alarms"]:
                print(f"      {severity} {code}: {message}   ({' · '.join(named)})")

    for title, key in (("BROKEN, NOT FOUND", "found"), ("HOLDS, NOT VERIFIED", "verified")):
        print(f"\n{title}")
        for result in results:
            missed = [item for item, ok in result[key] if not ok]
            if missed:
                print(f"  {result['case']['id']}  {squeeze_lines(result['case']['text'])}")
                for item in missed:
                    print(f"    - {' · '.join(item['figures'])}")
                print("\n".join(show(result)))

    if options.verbose:
        print("\nALL CASES")
        for result in results:
            print(f"  {result['case']['id']}  {squeeze_lines(result['case']['text'])}")
            print("\n".join(show(result)))


def squeeze_lines(text):
    return re.sub(r"\s*\n\s*", " ⏎ ", text.strip())


if __name__ == "__main__":
    main()
