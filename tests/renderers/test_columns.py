"""Text in terminal columns."""

from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from gouji.renderers.columns import width, window, wrapped
from gouji.renderers.escaping import safe

CHINESE = st.text(alphabet="预算执行率，。（）0123456789.%ab “”", max_size=120)


@given(CHINESE, st.integers(20, 80))
def test_no_line_is_too_wide_and_nothing_but_blanks_is_lost(text: str, columns: int) -> None:
    lines = [line.plain for line in wrapped(Text(text), columns, 2, 4)]
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_no_line_opens_with_a_closing_mark_and_no_number_is_cut() -> None:
    lines = [line.plain for line in wrapped(Text("全年预算数412.49万元，执行数407.98万元。" * 8), 40, 0, 0)]
    assert not [line for line in lines if line[0] in "，。"]
    assert "".join(lines).count("412.49") == sum(line.count("412.49") for line in lines) == 8


@given(CHINESE.filter(bool), st.data())
def test_the_window_keeps_the_figure_and_its_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, min(len(text), start + 10)))
    shown, left, right = window(text, start, end, 40)
    assert width(shown) <= 40
    assert shown[left:right] == text[start:end]


def test_what_could_drive_a_terminal_is_blanked() -> None:
    assert safe("a\x1b[31mb\u202ec\n") == "a [31mb c "
