"""Who met whom as a graph, read back by networkx."""

from __future__ import annotations

import io
from collections import Counter
from itertools import combinations

import networkx
import pytest
from exported import EXAMPLES, exported, exported_project, made_rows, rows_with
from hypothesis import given
from sample_tables import Rows, sample_rows

READERS = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}


def graph(rows: Rows | None = None, format: str = "graphml") -> networkx.Graph:
    return READERS[format](io.BytesIO(exported(format, rows)))


@pytest.mark.parametrize("format", READERS)
def test_the_graph_of_this_repository_has_nodes_and_edges(format):
    read = READERS[format](io.BytesIO(exported_project(format)))
    assert read.number_of_nodes() > 200
    assert read.number_of_edges() > 200
    assert not read.is_directed()
    assert not read.is_multigraph()


@EXAMPLES
@given(made_rows())
def test_every_actor_of_a_meeting_is_a_node_and_every_two_of_a_meeting_are_an_edge(rows):
    members: dict[str, list[str]] = {}
    for part in rows["meeting_participants"]:
        members.setdefault(part["meeting_id"], []).append(part["actor_id"])
    status = {meeting["meeting_id"]: meeting["status"] for meeting in rows["meetings"]}
    met: Counter[frozenset[str]] = Counter()
    for meeting, actors in members.items():
        for pair in combinations(actors, 2):
            met[frozenset(pair)] += status[meeting] in ("held", "ongoing")
    for format in READERS:
        read = graph(rows, format)
        assert set(read.nodes) == {actor for actors in members.values() for actor in actors}
        counts = {frozenset((a, b)): n for a, b, n in read.edges(data="meetings")}
        assert counts == met


def test_a_node_has_name_kind_country_and_number_of_meetings():
    assert graph().nodes["ana-bell"] == {
        "name": "Ana Bell",
        "kind": "person",
        "country": "PT",
        "meetings": 1,
    }


def test_an_edge_has_the_number_of_meetings_and_their_first_and_last_possible_day():
    rows = sample_rows()
    other = {"meeting_id": "meeting-2", "start_date": "2021-06-01", "end_date": "2021-06-30"}
    rows["meetings"].append({**rows["meetings"][0], **other})
    rows["meeting_reports"].append(
        {**rows["meeting_reports"][0], "meeting_id": "meeting-2", "certainty": "stated"}
    )
    rows["meeting_participants"] += [
        {**part, "meeting_id": "meeting-2"} for part in rows["meeting_participants"]
    ]
    ((_, _, edge),) = graph(rows).edges(data=True)
    assert edge == {
        "meetings": 2,
        "stated": 1,
        "planned": 0,
        "cancelled": 0,
        "denied": 0,
        "first_date": "2021-05-10",
        "last_date": "2021-06-30",
        "status": "held",
    }
    assert graph(rows, "gexf").edges["ana-bell", "omar-reyes"]["weight"] == 2


@pytest.mark.parametrize("status", ["planned", "cancelled", "denied"])
def test_two_who_were_never_reported_to_have_met_are_marked_so(status):
    ((_, _, edge),) = graph(rows_with(status=status)).edges(data=True)
    assert (edge["meetings"], edge[status], edge["status"]) == (0, 1, status)
    assert "first_date" not in edge


@pytest.mark.parametrize("format", READERS)
def test_a_name_is_read_back_as_it_was_less_the_signs_that_xml_forbids(format):
    rows = sample_rows()
    rows["actors"][0]["name"] = '<b>&amp;"O\'Neil"]]>\x01\ufffe\t\r\n线🕊'
    name = graph(rows, format).nodes["ana-bell"]["name"]
    assert name == '<b>&amp;"O\'Neil"]]>\t\r\n线🕊'
