"""Where an entry goes in a changelog, and that nothing else is touched."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from toolkit.release.changelog import add_entry

DAY = date(2026, 11, 22)
LINES = st.sampled_from(
    [
        *("# Changelog", "## [Unreleased]", "## Unreleased", "## [0.2.0] - 2026-01-01", ""),
        *("### Added", "- a line", "```", "[0.2.0]: https://example.org", "text\u2028text", " "),
    ]
)


def entry_added(changelog: str | None) -> str:
    return add_entry(changelog, "1.2.0", DAY, "### Data\n\nnews")


def test_a_new_changelog_has_a_head_and_the_entry():
    text = entry_added(None)
    assert text.startswith("# Changelog\n")
    assert text.endswith("\n\n## [1.2.0] - 2026-11-22\n\n### Data\n\nnews\n")


def test_the_entry_stands_after_what_is_unreleased_and_before_the_last_release():
    before = "# Changelog\n\n## [Unreleased]\n\n- a\n\n"
    after = "## [1.1.0] - 2026-01-01\n\n- b\n"
    assert entry_added(before + after) == (
        f"{before}## [1.2.0] - 2026-11-22\n\n### Data\n\nnews\n\n{after}"
    )


def test_without_an_unreleased_section_the_entry_stands_after_the_head():
    text = entry_added("# Changelog\n\nAbout.\n\n## [1.1.0] - 2026-01-01\n")
    assert text.index("About.") < text.index("[1.2.0]") < text.index("[1.1.0]")


def test_definitions_of_links_stay_at_the_end():
    text = entry_added("# Changelog\n\n## [Unreleased]\n\n- a\n\n[Unreleased]: https://x.org\n")
    assert text.endswith("news\n\n[Unreleased]: https://x.org\n")


def test_a_heading_within_a_fence_is_no_entry():
    text = entry_added("# Changelog\n\n```\n## [1.0.0]\n```\n")
    assert text.endswith("```\n\n## [1.2.0] - 2026-11-22\n\n### Data\n\nnews\n")


def test_lines_that_end_with_carriage_returns_go_on_doing_so():
    text = entry_added("# Changelog\r\n\r\n## [1.1.0]\r\n")
    assert "\n" not in text.replace("\r\n", "")


@given(st.lists(LINES), st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_no_character_of_the_changelog_is_changed(lines, ended, line_end):
    before = line_end.join([*lines, ""] if ended else lines)
    after = entry_added(before)
    start = after.index("## [1.2.0]")
    stop = after.index("news") + len("news")
    left, right = after[:start], after[stop:]
    if before.strip():
        assert (left + right).split() == before.split()
        assert before.startswith(left.rstrip("\r\n"))
        assert before.endswith(right.lstrip("\r\n"))
