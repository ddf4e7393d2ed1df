"""What kind of actor a name stands for."""

import pytest

from toolkit.parsers.english.actors.actors import read_cast
from toolkit.parsers.english.actors.kind_words import kind_of_words


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Rural Workers' Party", "party"),
        ("Ministry of Fisheries", "government"),
        ("Desert Shield Brigade", "armed_group"),
        ("University of Westmarch", "organization"),
        ("European Union", "intergovernmental"),
        ("Radio Lumina", "media"),
        ("Council of Churches", "organization"),
    ],
)
def test_the_words_of_a_name_tell_its_kind(name, kind):
    told = kind_of_words(name)
    assert told is not None
    assert told[0] == kind


def test_a_plain_name_tells_no_kind():
    assert kind_of_words("Anna Berg") is None


@pytest.fixture(scope="module")
def kinds(read):
    def kinds_in(text: str) -> dict[str, str]:
        return {actor.name: actor.kind for actor in read_cast(read(text)).actors}

    return kinds_in


def test_words_beside_a_name_tell_an_outlet(kinds):
    assert kinds("The daily Nova Vjesnik said so, and nobody denied it.")["Nova Vjesnik"] == "media"


def test_a_title_before_a_name_tells_a_person(kinds):
    assert kinds("Talks with Prime Minister Odile Marceau went on.")["Odile Marceau"] == "person"


def test_voters_and_lawmakers_tell_a_party(kinds):
    found = kinds("The Rikkon lawmakers walked out, and Rikkon voters cheered them for it.")
    assert found["Rikkon"] == "party"


def test_the_initials_after_a_name_tell_a_body(kinds):
    text = "Seats: Tanora Miray (TM) won 12 seats and the Greens won 3 seats."
    assert kinds(text)["Tanora Miray"] == "party"


def test_fighters_tell_an_armed_group(kinds):
    assert kinds("Azalan fighters left the town on Friday.")["Azalan"] == "armed_group"


def test_the_rows_of_a_table_agree_on_their_kind(kinds):
    text = (
        "Seats by party:\n\n"
        "Progress Party      31\nNieuw Links         12\nVrij Land            9\nGreen Party   4\n"
    )
    found = kinds(text)
    assert found["Nieuw Links"] == "party"
    assert found["Vrij Land"] == "party"
