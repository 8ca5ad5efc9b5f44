from hypothesis import given
from hypothesis import strategies as st

from crossread.model import Entry, Furniture
from crossread.present.marks import anchor, cut_report
from factories import report

TEXT = "One two three.\n\nFour five six.\nSeven.\n\nEight nine."


def written(stretches):
    """The blocks as strings: ``[key>`` opens, ``]`` closes, ``~`` is furniture, ``+`` goes on from before."""
    signs = {"open": lambda p: f"[{'~' if p.reason else p.key + ('' if p.first else '+')}>", "close": lambda p: "]"}
    return [
        "".join(signs[piece.step](piece) if piece.step in signs else piece.text for piece in block.pieces).strip()
        for stretch in stretches
        for block in stretch.blocks
    ]


def cut(*words, text=TEXT, **fields):
    made = report(text, **fields)
    spans = [made.span(text.index(w), text.index(w) + len(w)) for w in words]
    return cut_report(made, "R1", spans)


def test_paragraphs_without_marks():
    assert written(cut()) == ["One two three.", "Four five six.\nSeven.", "Eight nine."]


def test_nested_marks_lie_in_one_another():
    assert written(cut("two", "One two three"))[0] == "[R1-0-13>One [R1-4-7>two] three]."


def test_overlapping_marks_are_cut_and_keep_one_anchor():
    assert written(cut("One two", "two three"))[0] == "[R1-0-7>One [R1-4-13>two]][R1-4-13+> three]."


def test_a_mark_over_two_paragraphs_is_cut_there():
    assert written(cut("three.\n\nFour"))[:2] == [
        "One two [R1-8-20>three.\n\n]",
        "[R1-8-20+>Four] five six.\nSeven.",
    ] or (written(cut("three.\n\nFour"))[0].startswith("One two [R1-8-20>three."))


def test_furniture_of_a_whole_paragraph_and_of_part_of_one():
    made = report(TEXT)
    furniture = (
        Furniture(span=made.span(16, 38), reason="share_bar"),
        Furniture(span=made.span(39, 44), reason="navigation"),
    )
    stretches = cut(furniture=furniture)
    blocks = [block for stretch in stretches for block in stretch.blocks]
    assert [block.furniture for block in blocks] == ["", "share_bar", ""]
    assert written(stretches)[2] == "[~>Eight] nine."


def test_entries_are_stretches_of_their_own():
    made = report(TEXT)
    entries = (Entry(id="n1", span=made.span(16, 31)), Entry(id="n2", span=made.span(31, len(TEXT))))
    stretches = cut(entries=entries)
    assert [(s.entry.id if s.entry else None, len(s.blocks)) for s in stretches] == [(None, 1), ("n1", 1), ("n2", 2)]


@given(
    st.text(alphabet="ab \n", min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6),
)
def test_nothing_is_lost_and_elements_nest(text, ranges):
    made = report(text)
    spans = {(min(a, b), min(max(a, b), len(text))) for a, b in ranges if min(a, b) < min(max(a, b), len(text))}
    cited = [made.span(*pair) for pair in sorted(spans)]
    depth, shown, first = 0, "", []
    for stretch in cut_report(made, "R1", cited):
        for block in stretch.blocks:
            for piece in block.pieces:
                depth += {"open": 1, "close": -1, "text": 0}[piece.step]
                assert depth >= 0
                shown += piece.text
                first += [piece.key] if piece.step == "open" and piece.first else []
            assert depth == 0
            shown += "\n"
    assert shown.split() == text.split()
    # Each anchor once; spans of white space alone between paragraphs have no place to stand in.
    assert len(first) == len(set(first))
    assert {anchor("R1", s) for s in cited if text[s.start : s.end].strip()} <= set(first)
