"""Tables → facts: what each number in a cell is called, in which unit, about whom; and the statements and records that the rows make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gouji.document.model import Block, Cell, Document, Span, Table
from gouji.document.outline import mark_of
from gouji.extract.bands import Band, Column, Parser, Row, Sheet, labelled_values
from gouji.extract.crossing import crossings
from gouji.extract.footing import footings
from gouji.extract.forms import form
from gouji.extract.heads import SLOTS, Head, bracketed_points, head_of, note_unit, squeeze
from gouji.extract.naming import LONGEST_NAME, topic
from gouji.frozen import replace
from gouji.ledger import UNDER, WHOLE, Aspects, Binding, Blank, Fact, Header, Indicator, Source, Statement
from gouji.quantity.dates import YEAR
from gouji.quantity.figure import Figure
from gouji.quantity.unit import PERCENT, POINT, TIMES, Unit
from gouji.rulebook.glossary import Glossary, TableWords

_TITLE_BLOCKS = 6
_NOTE_REACH = 3  # blocks above a table in which its unit may be noted
_TIMES_AT_MOST = 2  # rates printed as 0.96 or 1.05, not as 96.5
_RATIO = frozenset({"ratio"})


@dataclass(slots=True)
class Tabled:
    """What the tables of a document state; fact ids are provisional (`c` and the number of the block)."""

    facts: dict[int, Fact] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    silent: set[int] = field(default_factory=set)
    blanks: list[Blank] = field(default_factory=list)
    headers: list[Header] = field(default_factory=list)
    goals: set[int] = field(default_factory=set)
    of_project: bool = False


def tables(document: Document, glossary: Glossary) -> Tabled:
    """Everything that the cells of a document state, cell by cell, column by column, row by row."""
    found = Tabled()
    readers = [TableReader(table, document, glossary, found) for table in document.tables]
    projects = {reader.subject for reader in readers} - {WHOLE}
    for reader in readers:
        if len(projects) == 1 and not _of_department(document, glossary):
            reader.subject = WHOLE
        reader.read()
    found.of_project = of_one_project(document, glossary) or (len(projects) == 1 and not _of_department(document, glossary))
    return found


def _of_department(document: Document, glossary: Glossary) -> bool:
    return any(word in _title(document) for word in glossary.tables.whole_titles)


def _title(document: Document) -> str:
    return "".join(block.plain for block in document.blocks[:_TITLE_BLOCKS])


def year_of(document: Document) -> str | None:
    """The year that the title tells, None where it tells none; what follows it there is a date."""
    return next(iter(YEAR.findall(_title(document))), None)


def of_one_project(document: Document, glossary: Glossary) -> bool:
    """Whether the title speaks of a project, not of a whole department: then what `the project` spent is what the report is about."""
    return any(word in _title(document) for word in glossary.tables.project_titles) and not _of_department(document, glossary)


class TableReader:
    """Reads one table into facts, statements and records."""

    def __init__(self, table: Table, document: Document, glossary: Glossary, found: Tabled) -> None:
        self.table = table
        self.blocks: Sequence[Block] = document.blocks
        self.glossary = glossary
        self.words: TableWords = glossary.tables
        self.found = found
        self.parser = Parser(table, document.blocks, glossary)
        self.sheet: Sheet = self.parser.sheet()
        self.unit = self._noted_unit()
        self.subject = self._subject()
        self.execution: dict[str, Cell] = {}
        self._rates: dict[tuple[int, int], Unit] = {}

    def read(self) -> None:
        for band in self.sheet.bands:
            self._heads(band)
            if is_scoring(band):
                form(self, band)
            else:
                self._amounts(band)
        for label, value in labelled_values(self.sheet):
            self._labelled(label, value)
        self.goals()

    def _heads(self, band: Band) -> None:
        """What the header of a band says, whether its rows are filled in or not."""
        headed = [column for column in band.columns.values() if column.chain]
        blocks = tuple(sorted({cell.block for column in headed for cell in column.chain}))
        columns = tuple(dict.fromkeys(key for column in headed if (key := column.slot or column.measure) is not None))
        others = tuple(dict.fromkeys(column.words for column in headed if column.slot is None and column.measure is None))
        if blocks:
            self.found.headers.append(Header(Span(blocks[0], 0, len(self.blocks[blocks[0]].text)), blocks, columns, others, is_scoring(band)))

    def text(self, cell: Cell) -> str:
        return squeeze(self.blocks[cell.block].plain)

    def fact_id(self, cell: Cell | None) -> str | None:
        """The provisional id of the fact in a cell, None where it holds none."""
        return f"c{cell.block}" if cell is not None and cell.block in self.found.facts else None

    def fact(self, cell: Cell) -> Fact | None:
        return self.found.facts.get(cell.block)

    # ---- whose table, in which unit

    def _noted_unit(self) -> Unit | None:
        first = self.table.cells[0].block
        above = range(max(0, first - _NOTE_REACH), first)
        within = [cell.block for row in [*self.sheet.loose, *range(min(2, self.table.height))] for cell in self.sheet.lattice.starting(row)]
        for index in [*within, *reversed(above)]:
            if (found := note_unit(self.blocks[index].plain, self.glossary)) is not None:
                return found
        beside = (f"{self.text(label)}:{self.text(value)}" for label, value in labelled_values(self.sheet))  # 金额单位 | 万元
        return next((found for words in beside if (found := note_unit(words, self.glossary)) is not None), None)

    def _subject(self) -> str:
        """The project that the form names, else the unit as a whole."""
        for label, value in labelled_values(self.sheet):
            if self.text(label).strip(":：") in self.words.project_labels and not self.parser.figure(value):
                return self.text(value)[:LONGEST_NAME] or WHOLE
        return WHOLE

    # ---- amounts

    def _amounts(self, band: Band) -> None:
        for row in band.rows:
            for cell in row.cells:
                column = band.column(cell)
                figure = self.parser.figure(cell)
                if figure is None or column is None or not column.heads:
                    continue
                if not column.holds_amounts:
                    self.found.silent.add(cell.block)
                elif cell is not row.label_cell:
                    self._amount(band, row, column, cell, figure)
            self._execution(row, band)
        self._open_execution(band)
        self.found.statements += footings(self, band)
        self.found.statements += crossings(self, band)

    def _execution(self, row: Row, band: Band) -> None:
        """The points of the execution rate, where the fund block gives them."""
        cells = {fact.measure: cell for cell in row.cells if (fact := self.fact(cell)) is not None and band.column(cell) is not None}
        if "execution_rate" not in cells or not {"score", "weight"} & cells.keys():
            return
        if "weight" not in cells and "weight" not in self.execution and (head := self._weight_in_head(band)) is not None:
            cells["weight"] = head
        for measure in ("weight", "score"):
            if measure in cells and measure not in self.execution:
                self._enter_execution(measure, cells[measure])
        if "weight" in cells and self._left_empty(row, band, "score"):
            self.found.blanks.append(Blank("score", self.glossary.measures["execution_rate"].zh, self.span(cells["execution_rate"]), self.table.number))
        if "score" in cells:
            roles = tuple((role, (f"c{cells[measure].block}",)) for role, measure in _EXECUTION if measure in cells)
            self.found.statements.append(Statement("execution_score", (Binding(roles, "row"),), self.span(cells["score"])))

    def _enter_execution(self, measure: str, cell: Cell) -> None:
        self.execution[measure] = cell
        fact = self.found.facts[cell.block]
        self.found.facts[cell.block] = replace(fact, concept=self.glossary.measures["execution_rate"].zh, source="record")

    def _open_execution(self, band: Band) -> None:
        """The points of an execution rate that is not filled in yet."""
        if "weight" in self.execution or not any(column.measure == "execution_rate" for column in band.columns.values()):
            return
        printed = ((row, cell) for row in band.rows for cell in row.cells if (fact := self.fact(cell)) is not None and fact.measure == "weight")
        row, weight = next(printed, (band.rows[0] if band.rows else None, self._weight_in_head(band)))
        if row is None or weight is None:
            return
        self._enter_execution("weight", weight)
        if self._left_empty(row, band, "score"):
            self.found.blanks.append(Blank("score", self.glossary.measures["execution_rate"].zh, self.span(weight), self.table.number))

    def _weight_in_head(self, band: Band) -> Cell | None:
        """`得分（满分10分）`, `预算执行情况（10分）`: the points of the execution rate in a header cell, entered as a fact."""
        chains = [cell for column in band.columns.values() for cell in column.chain if column.slot == "score" or column.measure == "execution_rate"]
        for cell in [*chains, *band.beside]:
            figure = bracketed_points(self.blocks[cell.block])
            if figure is not None:
                self.add(cell, figure, measure="weight", noun="", subject=None, row=cell.row, source="record")
                return cell
        return None

    def _left_empty(self, row: Row, band: Band, slot: str) -> bool:
        column = next((column for column in band.columns.values() if column.slot == slot and column.heads), None)
        if column is None:
            return False
        cell = self.sheet.lattice.at(row.index, column.index)
        return cell is None or not self.text(cell)

    def label_head(self, row: Row) -> Head:
        """What the label of a row says."""
        return head_of(bare_label(row.label, self.words), self.glossary)

    def _amount(self, band: Band, row: Row, column: Column, cell: Cell, figure: Figure) -> None:
        label = self.label_head(row)
        measure = self.measure(column, label, figure)
        united = self.united(figure, band, column, label, measure)
        self.add(
            cell,
            united,
            measure=measure,
            noun=self._noun(row, column, label),
            subject=self._row_subject(band, row, column, label),
            period=column_period(column) or self._year(band, row) or label.period,
            row=row.index,
            part=label.total is None and bool(row.label),
        )

    def measure(self, column: Column, label: Head, figure: Figure) -> str | None:
        """What the column says, else what the row says, if the figure may bear it."""
        for key in (column.measure, label.measure):
            if key is not None and (figure.dimension == "bare" or self.glossary.measures[key].admits(figure)):
                return key
        return None

    def united(self, figure: Figure, band: Band, column: Column, label: Head, measure: str | None) -> Figure:
        """A bare number in the unit that its column, row, side label or table note gives it."""
        if figure.dimension != "bare":
            return figure
        dimensions = self.glossary.measures[measure].dimensions if measure else None
        own = next((head.unit for head in reversed(column.heads) if head.unit), None)
        if dimensions is not None and "score" in dimensions:
            return figure.in_unit(POINT, ellipsis=False)
        if dimensions == _RATIO or column.slot in ("growth", "completion"):
            return figure.in_unit(own or self._percent_or_times(band, column), ellipsis=False)
        if own is not None:
            return figure.in_unit(own, ellipsis=False)
        noted = label.unit or band.unit or self.unit
        if noted is not None and column.slot not in ("quantity",):
            named = figure.in_unit(noted, ellipsis=False)
            if measure is None or self.glossary.measures[measure].admits(named):
                return named
        return figure

    def _percent_or_times(self, band: Band, column: Column) -> Unit | None:
        """A rate without % is one in per cent unless its whole column stays about 1."""
        key = band.start, column.index
        if key not in self._rates:
            cells = (cell for row in band.rows if (cell := row.by_column.get(column.index)) is not None)
            values = [abs(figure.value) for cell in cells if (figure := self.parser.figure(cell))]
            times = bool(values) and max(values) <= _TIMES_AT_MOST and any(value not in (0, 1) for value in values)
            self._rates[key] = TIMES if times else PERCENT
        return self._rates[key]

    def _noun(self, row: Row, column: Column, label: Head) -> str:
        words = bare_label(row.label, self.words)
        return label.words or words or column.words

    def _row_subject(self, band: Band, row: Row, column: Column, label: Head) -> str:
        """Whose figure a row tells: a total's is the whole's, a part's its own, under the group of its row and column."""
        if label.total is not None and (label.words in self.words.plain_totals or not label.words or band.is_fund_block):
            own = None
        else:
            own = self._known_subject(label.words) or label.words or None
        groups = [self.text(cell) for cell in row.groups]
        over = [self.subject] if self.subject != WHOLE else []
        path = [*over, *([column.scope] if column.scope else []), *groups, *([own] if own else [])]
        return UNDER.join(path) if path else WHOLE

    def _known_subject(self, words: str) -> str | None:
        """The glossary's subject that a label is, fillers aside (当年财政拨款), never one inside another word (甲项目)."""
        filler = self.glossary.leading.match(words)
        bare = words[filler.end() :] if filler is not None else words
        hits = [hit for hit in self.glossary.hits(bare) if hit.start == 0 and hit.end == len(bare)]
        return next((alias.key for hit in hits for alias in hit.aliases if alias.facet == "subject" and alias.key != WHOLE), None)

    def _year(self, band: Band, row: Row) -> str | None:
        for index in band.years:
            cell = row.by_column.get(index)
            digits = self.text(cell)[:4] if cell is not None else ""
            if digits.isdigit():
                return digits
        return None

    # ---- labels and values outside of bands

    def _labelled(self, label: Cell, value: Cell) -> None:
        """`项目预算 | 120万元` in a row of its own."""
        if value.block in self.found.facts or value.block in self.found.silent:
            return
        figure = self.parser.figure(value)
        if figure is None or self.parser.figure(label) is not None:
            return
        head = head_of(self.text(label), self.glossary)
        if head.slot == "ordinal" or len(head.words) > _LONGEST_LABEL:
            self.found.silent.add(value.block)
            return
        measure = head.measure if head.measure and (figure.dimension == "bare" or self.glossary.measures[head.measure].admits(figure)) else None
        if measure is None and figure.dimension == "bare" and head.unit is None:
            return
        empty = Column(value.column, (), ())
        united = self.united(figure, Band(self.sheet.lattice, {}, ()), empty, head, measure)
        self.add(value, united, measure=measure, noun=head.words, subject=self.subject, period=head.period, row=value.row)

    # ---- facts

    def goals(self) -> None:
        """Which cells of prose tell what was aimed at: those under 预期目标, not those under 实际完成情况."""
        lattice = self.sheet.lattice
        for cell in self.table.cells:
            above = lattice.at(cell.row - 1, cell.column)
            if above is None or len(self.text(cell)) <= _LONGEST_LABEL or len(heading := self.text(above)) > _LONGEST_LABEL:
                continue
            if any(word in heading for word in self.words.goal_heads) and not any(word in heading for word in self.words.result_heads):
                self.found.goals.add(cell.block)

    def add(
        self,
        cell: Cell,
        figure: Figure,
        *,
        measure: str | None,
        noun: str,
        subject: str | None,
        row: int,
        period: str | None = None,
        source: Source = "own",
        part: bool = False,
        role: str | None = None,
        concept: str | None = None,
    ) -> Fact:
        """Enters the figure of a cell."""
        known = self.glossary.measures[measure] if measure else None
        figure = _with_sign(figure, self.blocks[cell.block])
        topic_measure, topic_subject = topic(self.glossary, noun, figure) if measure == "actual" else (None, None)
        fact = Fact(
            id=f"c{cell.block}",
            span=Span(cell.block, figure.start, figure.end),
            sentence=Span(cell.block, 0, len(self.blocks[cell.block].text)),
            figure=figure,
            measure=measure,
            concept=concept or (known.zh if known else noun) or None,
            role=role or (known.role if known else ("count" if figure.dimension == "count" else "value")),
            aspects=Aspects(subject=subject, period=period, subject_source="own" if subject and subject != WHOLE else "heading"),
            source=source if known else "open",
            stipulated=bool(known and known.exact),
            dimension=figure.dimension,
            part=part,
            topic_measure=topic_measure,
            topic_subject=topic_subject,
            row=(self.table.number, row),
            noun=noun,
        )
        self.found.facts[cell.block] = fact
        return fact

    def span(self, cell: Cell) -> Span:
        return Span(cell.block, 0, len(self.blocks[cell.block].text))


_LONGEST_LABEL = 20
_EXECUTION = (("score", "score"), ("rate", "execution_rate"), ("weight", "weight"))


def _with_sign(figure: Figure, block: Block) -> Figure:
    """The figure of a cell with the sign that stands before it (≥97%): the whole cell is what was printed."""
    sign = block.plain[figure.lead : figure.start].strip()
    if not sign or any(character.isalnum() for character in sign):
        return figure
    return replace(figure, start=figure.lead, text="".join(block.text[figure.lead : figure.end].split()))


def is_scoring(band: Band) -> bool:
    """Whether the rows of a band are indicators or scored items: names beside targets, or weights beside scores."""
    slots = {column.slot for column in band.columns.values()}
    named = bool(slots & {"name", "level1", "level2"})
    return named and bool(slots & {"target", "actual", "weight", "score"})


def column_period(column: Column) -> str | None:
    return next((head.period for head in reversed(column.heads) if head.period), None)


def bare_label(label: str, words: TableWords) -> str:
    """A row's label without outline mark, 其中 and 减 or 加."""
    mark = mark_of(label)
    label = label[mark.end :] if mark else label
    for word in words.of_which:
        if label.startswith(word):
            label = label[len(word) :].lstrip(":：,，")
    for view in words.views:
        if label.startswith(view):
            label = label[len(view) :].lstrip(":：") or label
    mark = mark_of(label)
    return label[mark.end :] if mark else label


def statements_with(found: Tabled, ids: dict[str, str]) -> Iterator[Statement]:
    """The statements of the tables with their final fact ids."""
    for statement in found.statements:
        bindings = tuple(
            replace(binding, roles=tuple((role, tuple(ids[fact_id] for fact_id in members)) for role, members in binding.roles))
            for binding in statement.bindings
        )
        yield replace(statement, bindings=bindings)


def indicators_with(found: Tabled, ids: dict[str, str]) -> Iterator[Indicator]:
    """The records of the tables with their final fact ids."""
    for indicator in found.indicators:
        slots = {slot: ids[value] for slot in SLOTS if (value := getattr(indicator, slot)) is not None}
        yield replace(indicator, **slots)  # type: ignore[arg-type]  # slot names are fields
