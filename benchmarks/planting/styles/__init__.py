"""The styles, by name, in independent sets of wordings: each writes an endless row of different consistent reports, one a seed."""

from __future__ import annotations

from collections.abc import Callable

from planting.model import Report
from planting.styles import form, mixed, narrative, prose, three_public, workbook
from planting.styles.eighth import dimensions, entire, finalaccounts, grantarea, servicehouse, taskbook
from planting.styles.fifth import disclosure, entity, evaluation, scheme, selfform, transfer
from planting.styles.fourth import agency, appraisal, earmark, folder, settlement, spreadsheet
from planting.styles.ninth import budgetnotes, bureauwide, campus, fundreport, ledgerbook, scoresheet
from planting.styles.second import attached, department, ledger, project, public
from planting.styles.seventh import halfway, overall, portfolio, reviewed, stewardship, township
from planting.styles.sixth import compound, conveyed, covered, institution, monitoring, thirdparty
from planting.styles.third import annual, bureau, declaration, dossier, register, undertaking

Writers = dict[str, Callable[[int], Report]]
FIRST: Writers = {
    "narrative": narrative.report,
    "prose": prose.report,
    "form": form.report,
    "mixed": mixed.report,
    "workbook": workbook.report,
    "three_public": three_public.report,
}
SECOND: Writers = {
    "department": department.report,
    "project": project.report,
    "attached": attached.report,
    "ledger": ledger.report,
    "public": public.report,
}
THIRD: Writers = {
    "undertaking": undertaking.report,
    "bureau": bureau.report,
    "declaration": declaration.report,
    "dossier": dossier.report,
    "register": register.report,
    "annual": annual.report,
}
FOURTH: Writers = {
    "earmark": earmark.report,
    "agency": agency.report,
    "appraisal": appraisal.report,
    "folder": folder.report,
    "spreadsheet": spreadsheet.report,
    "settlement": settlement.report,
}
FIFTH: Writers = {
    "scheme": scheme.report,
    "entity": entity.report,
    "selfform": selfform.report,
    "transfer": transfer.report,
    "evaluation": evaluation.report,
    "disclosure": disclosure.report,
}
SIXTH: Writers = {
    "thirdparty": thirdparty.report,
    "conveyed": conveyed.report,
    "monitoring": monitoring.report,
    "institution": institution.report,
    "covered": covered.report,
    "compound": compound.report,
}
SEVENTH: Writers = {
    "overall": overall.report,
    "halfway": halfway.report,
    "township": township.report,
    "stewardship": stewardship.report,
    "reviewed": reviewed.report,
    "portfolio": portfolio.report,
}
EIGHTH: Writers = {
    "entire": entire.report,
    "finalaccounts": finalaccounts.report,
    "grantarea": grantarea.report,
    "dimensions": dimensions.report,
    "taskbook": taskbook.report,
    "servicehouse": servicehouse.report,
}
NINTH: Writers = {
    "bureauwide": bureauwide.report,
    "budgetnotes": budgetnotes.report,
    "fundreport": fundreport.report,
    "scoresheet": scoresheet.report,
    "ledgerbook": ledgerbook.report,
    "campus": campus.report,
}
WORDINGS = {
    "first": FIRST,
    "second": SECOND,
    "third": THIRD,
    "fourth": FOURTH,
    "fifth": FIFTH,
    "sixth": SIXTH,
    "seventh": SEVENTH,
    "eighth": EIGHTH,
    "ninth": NINTH,
}
STYLES: Writers = FIRST | SECOND | THIRD | FOURTH | FIFTH | SIXTH | SEVENTH | EIGHTH | NINTH
