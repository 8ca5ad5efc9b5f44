"""What users may import, in one place: a change here is a change of the interface and needs a changelog line."""

import crossread

PUBLIC = [
    "Brief",
    "CrossreadError",
    "Loaded",
    "Reading",
    "Report",
    "Steps",
    "Story",
    "__version__",
    "build_brief",
    "explain",
    "find_stories",
    "load_reports",
    "read_report",
    "read_reports",
    "render",
    "report_from_html",
    "report_from_text",
    "verify",
]


def test_public_names():
    assert list(crossread.__all__) == PUBLIC


def test_public_names_are_there_and_documented():
    for name in PUBLIC:
        assert getattr(crossread, name).__doc__, name


def test_dir_shows_the_public_names():
    assert set(PUBLIC) <= set(dir(crossread))
