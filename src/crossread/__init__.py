"""crossread reads many reports of the same events against each other and says what they add up to.

The whole job::

    import crossread

    loaded = crossread.load_reports(["reports/"])
    readings = crossread.read_reports(loaded.reports)
    brief = crossread.build_brief(readings, skipped=loaded.skipped)
    page = crossread.render(brief, "html")

``docs/tour.md`` goes through it; the nouns are described in ``crossread.model``.
"""

from crossread.errors import CrossreadError
from crossread.explain import explain
from crossread.ingest.load import load_reports
from crossread.ingest.plain import report_from_text
from crossread.ingest.webpage import report_from_html
from crossread.model import Brief, Loaded, Reading, Report, Story
from crossread.pipeline import Steps, build_brief, find_stories, read_report, read_reports, render
from crossread.verify import verify
from crossread.version import __version__

__all__ = [
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
