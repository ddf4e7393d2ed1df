"""A release in the words of catalogues, each read by the tools of that vocabulary."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import mlcroissant
import pyshacl
import pytest
import rdflib
from conftest import PROJECT
from described_release import ADDRESS, WHY, release_twice, write_described
from hypothesis import given, settings
from hypothesis import strategies as st
from prov.model import (
    ProvAgent,
    ProvAssociation,
    ProvCommunication,
    ProvDerivation,
    ProvDocument,
    ProvEntity,
    ProvMembership,
)
from rdflib.namespace import DCTERMS, RDF
from rocrate.rocrate import ROCrate
from sample_tables import ARTICLE, TEXT

from toolkit.publish.descriptor import default_descriptor
from toolkit.publish.published_version import PublishedVersion, open_published
from toolkit.publish.version_record import VersionRecord
from toolkit.publish.vocabularies import VOCABULARIES, write_metadata
from toolkit.publish.vocabularies.dcat import dcat
from toolkit.publish.vocabularies.provenance import provenance
from toolkit.publish.vocabularies.schema_org import schema_org, schema_org_script
from toolkit.tables import schema_folder

SHAPES = PROJECT / "tests" / "dcat_shapes.ttl"
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
RELEASE = rdflib.URIRef(f"{ADDRESS}/0.2.0/")

RECOMMENDED_BY_GOOGLE = {
    *("name", "description", "alternateName", "creator", "distribution", "isAccessibleForFree"),
    *("keywords", "license", "sameAs", "spatialCoverage", "temporalCoverage", "url"),
    *("variableMeasured", "version"),
}
"""What Dataset Search asks for, less what no descriptor of ours states."""


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    folder: Path = tmp_path_factory.mktemp("package") / "harbour"
    release_twice(folder)
    return folder


@pytest.fixture(scope="module")
def published(package) -> Iterator[PublishedVersion]:
    with open_published(package, address=ADDRESS) as version:
        yield version


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    made: Path = tmp_path_factory.mktemp("target") / "0.2.0"
    return made


@pytest.fixture(scope="module")
def descriptor(published, folder) -> dict[str, Any]:
    """The descriptor of a release that has its metadata beside it, with relative addresses."""
    return write_described(replace(published, address=None), folder)


def graph_of(document: dict[str, Any], at: str = f"{ADDRESS}/0.2.0/metadata/dcat.jsonld"):
    return rdflib.Graph().parse(data=json.dumps(document), format="json-ld", publicID=at)


def document_of(values: dict[str, Any]) -> ProvDocument:
    return ProvDocument.deserialize(content=json.dumps(values), format="json")


# Croissant


def test_mlcroissant_finds_nothing_wrong_and_nothing_missing(descriptor, folder):
    dataset = mlcroissant.Dataset(str(folder / "metadata/croissant.json"))
    issues = dataset.metadata.ctx.issues
    assert (set(issues.errors), set(issues.warnings)) == (set(), set())
    assert [record_set.id for record_set in dataset.metadata.record_sets] == [
        resource["name"] for resource in descriptor["resources"] if "schema" in resource
    ]


@pytest.mark.parametrize("table", ["actors", "election_results"])
def test_mlcroissant_loads_the_rows_of_a_table_from_the_files(published, descriptor, folder, table):
    dataset = mlcroissant.Dataset(str(folder / "metadata/croissant.json"))
    loaded = [
        {name: value.decode() if isinstance(value, bytes) else value for name, value in row.items()}
        for row in dataset.records(table)
    ]
    rows = published.connection.sql(f"SELECT * FROM {table}").to_arrow_table().to_pylist()
    assert sorted(map(repr, loaded)) == sorted(
        repr({f"{table}/{name}": value for name, value in row.items()}) for row in rows
    )


def test_mlcroissant_loads_the_country_code_na_as_a_code(descriptor, folder):
    dataset = mlcroissant.Dataset(str(folder / "metadata/croissant.json"))
    assert b"NA" in {row["actors/country"] for row in dataset.records("actors")}


def test_mlcroissant_knows_which_column_refers_to_which(descriptor, folder):
    metadata = mlcroissant.Dataset(str(folder / "metadata/croissant.json")).metadata
    fields = {field.id: field for record_set in metadata.record_sets for field in record_set.fields}
    assert fields["meeting_reports/source_id"].references.field == "actors/actor_id"


def test_croissant_names_files_on_the_web_where_the_address_is_known(published, descriptor):
    by_name = {vocabulary.name: vocabulary for vocabulary in VOCABULARIES}
    described = by_name["croissant"].describe(published, descriptor)
    urls = {file["contentUrl"] for file in described["distribution"]}
    assert f"{ADDRESS}/0.2.0/data/actors.parquet" in urls


def test_files_on_the_web_are_loaded_from_a_copy_of_them(published, descriptor, folder, tmp_path):
    write_metadata(published, tmp_path, descriptor)
    copies = {"data/actors.parquet": folder / "data/actors.parquet"}
    path = str(tmp_path / "metadata/croissant.json")
    dataset = mlcroissant.Dataset(path, mapping=copies)
    assert len(list(dataset.records("actors"))) == published.connection.sql("FROM actors").shape[0]


# schema.org


def test_the_page_has_all_that_google_recommends(published, descriptor):
    assert set(schema_org(published, descriptor)) >= RECOMMENDED_BY_GOOGLE


def test_the_page_tells_when_and_where_its_events_are(published, descriptor):
    described = schema_org(published, descriptor)
    assert described["temporalCoverage"] == "2021-05-10/2021-05-10"
    country = {"@type": "Country", "name": "Portugal", "identifier": "PT"}
    assert described["spatialCoverage"] == [country]


def test_what_is_measured_is_no_key_and_has_its_meaning(published, descriptor):
    variables = schema_org(published, descriptor)["variableMeasured"]
    by_name = {variable["propertyID"]: variable for variable in variables}
    assert by_name["election_reports.turnout"]["description"]
    assert "meetings.meeting_id" not in by_name
    assert "meeting_reports.source_id" not in by_name


@settings(max_examples=30)
@given(st.text() | st.sampled_from(["</script><script>alert(1)</script>", "<!--", "]]>", "&lt;"]))
def test_no_title_leaves_the_script_element(published, descriptor, title):
    text = schema_org_script(published, {**descriptor, "title": title, "resources": []})
    assert not set("<>&") & set(text)
    assert json.loads(text)["name"] == (title or published.name)


# DCAT


def shacl_results(graph: rdflib.Graph) -> tuple[bool, set[str]]:
    """Return whether a graph has no violation, and the properties that warnings name."""
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=str(SHAPES), allow_warnings=True)
    paths = report.objects(None, rdflib.SH.resultPath)
    return conforms, {str(path).rpartition("#")[2] or str(path) for path in paths}


def test_dcat_has_all_that_is_mandatory_or_recommended_but_a_theme(published, descriptor):
    assert shacl_results(graph_of(dcat(published, descriptor))) == (True, {"theme"})


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("dcat:Dataset", "dct:title"),
        ("dcat:Dataset", "dcat:inSeries"),
        ("dcat:Distribution", "dcat:accessURL"),
        ("dcat:DatasetSeries", "dct:description"),
    ],
)
def test_the_shapes_refuse_what_lacks_a_mandatory_property(published, descriptor, kind, what):
    document = dcat(published, {**descriptor, "resources": descriptor["resources"][:1]})
    node = next(item for item in document["@graph"] if item["@type"] == kind)
    del node[what]
    assert not shacl_results(graph_of(document))[0]


def test_dcat_states_size_and_checksum_of_every_file(published, descriptor, folder):
    graph = graph_of(dcat(published, descriptor))
    found = list(graph.subjects(RDF.type, DCAT.Distribution))
    assert len(found) == len(descriptor["resources"])
    for distribution in found:
        url = str(graph.value(distribution, DCAT.downloadURL))
        content = (folder / unquote(url.removeprefix(RELEASE))).read_bytes()
        assert int(graph.value(distribution, DCAT.byteSize)) == len(content)
        checksum = graph.value(distribution, SPDX.checksum)
        algorithm = graph.value(checksum, SPDX.algorithm)
        assert algorithm == SPDX.checksumAlgorithm_sha256
        stated = graph.value(checksum, SPDX.checksumValue)
        assert stated.toPython() == hashlib.sha256(content).digest()


def test_the_parts_of_the_frozen_lake_are_no_form_of_the_data(published, descriptor):
    part = {**descriptor["resources"][0], "name": "part", "path": "lake/actors/0.1.0.parquet"}
    more = {**descriptor, "resources": [*descriptor["resources"], part]}
    assert dcat(published, more) == dcat(published, descriptor)


def test_a_release_follows_the_one_before_in_a_series(published, descriptor):
    graph = graph_of(dcat(published, descriptor))
    assert graph.value(RELEASE, DCAT.inSeries) == rdflib.URIRef(f"{ADDRESS}/")
    assert graph.value(RELEASE, DCAT.prev) == rdflib.URIRef(f"{ADDRESS}/0.1.0/")
    assert str(graph.value(RELEASE, DCAT.version)) == "0.2.0"


def test_without_an_address_the_files_are_where_the_metadata_is(published, descriptor):
    document = dcat(replace(published, address=None), descriptor)
    graph = graph_of(document, at="https://copy.example/x/0.2.0/metadata/dcat.jsonld")
    urls = {str(url) for url in graph.objects(None, DCAT.downloadURL)}
    assert "https://copy.example/x/0.2.0/data/actors.csv" in urls
    release = graph.value(None, RDF.type, DCAT.Dataset)
    assert str(release) == "https://copy.example/x/0.2.0/"
    assert graph.value(release, DCTERMS.identifier) is None


def test_countries_and_languages_are_those_of_the_european_lists(published, descriptor):
    graph = graph_of(dcat(published, descriptor))
    authority = "http://publications.europa.eu/resource/authority"
    assert str(graph.value(RELEASE, DCTERMS.spatial)) == f"{authority}/country/PRT"
    assert str(graph.value(RELEASE, DCTERMS.language)) == f"{authority}/language/ENG"


# RO-Crate


def test_a_release_is_a_crate_that_lists_all_its_files(descriptor, folder):
    crate = ROCrate(folder)
    listed = {entity.id for entity in crate.data_entities}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert listed == there - {"ro-crate-metadata.json"}


def test_a_crate_knows_its_makers_its_licence_and_its_build(descriptor, folder):
    crate = ROCrate(folder)
    root = crate.root_dataset
    assert (root["creator"].type, root["creator"]["name"]) == ("Person", "Ada Obi")
    assert root["license"].id == "https://creativecommons.org/licenses/by/4.0/"
    build = root["mentions"]
    assert build.type == "CreateAction"
    assert build["instrument"]["softwareVersion"] == "1.1"
    assert build["result"].id == "./"


# PROV


def test_the_provenance_is_read_and_written_again_by_prov(published, descriptor):
    document = document_of(provenance(published, descriptor))
    again = ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert document == again


def test_articles_are_told_by_their_digests_and_never_by_their_text(published, descriptor):
    values = provenance(published, descriptor)
    document = document_of(values)
    (member,) = document.get_records(ProvMembership)
    name = str(member.args[1])
    (article,) = (item for item in document.get_records(ProvEntity) if str(item.identifier) == name)
    assert article.get_attribute("parley:sha256") == {ARTICLE.sha256}
    said = json.dumps(values)
    assert not any(sentence in said for sentence in TEXT.split(". "))


def test_a_build_states_when_it_ended_and_what_ran_it(published, descriptor):
    document = document_of(provenance(published, descriptor))
    (build,) = document.get_record("parley:build-2")
    version = published.record.versions[-1]
    assert build.get_endTime() == version.committed_at.replace(microsecond=0)
    assert build.get_startTime() is None
    assert build.get_attribute("parley:parser") == {"plain 1"}
    (tool,) = document.get_record("parley:toolkit-1.1")
    assert tool.get_attribute("parley:version") == {"1.1"}


def test_a_release_is_a_revision_of_the_one_before(published, descriptor):
    document = document_of(provenance(published, descriptor))
    (revision,) = document.get_records(ProvDerivation)
    assert [str(end) for end in revision.args[:2]] == ["release:0.2.0", "release:0.1.0"]


def test_what_people_decided_stands_with_who_decided_it_and_why(published, descriptor):
    document = document_of(provenance(published, descriptor))
    labels = {
        agent.identifier: agent.label
        for agent in document.get_records(ProvAgent)
        if agent.label != "parley-toolkit"
    }
    assert sorted(labels.values()) == ["Ada Obi", "Kofi Asante"]
    (decision,) = document.get_record("parley:decision-confirmations-2")
    assert decision.get_attribute("parley:why") == {WHY}
    by = {
        str(association.args[0]): labels.get(association.args[1])
        for association in document.get_records(ProvAssociation)
    }
    assert by[str(decision.identifier)] == "Kofi Asante"
    informed = {str(item.args[1]) for item in document.get_records(ProvCommunication)}
    assert str(decision.identifier) in informed


def test_a_release_tells_nothing_of_what_came_after_it(package, descriptor):
    with open_published(package, "0.1.0", address=ADDRESS) as first:
        said = json.dumps([provenance(first, first.descriptor), dcat(first, first.descriptor)])
    assert "0.2.0" not in said
    assert "Kofi Asante" not in json.loads(said)[0].get("agent", {})
    assert "prev" not in said


def test_a_package_without_a_store_tells_only_of_its_release(published, descriptor):
    alone = replace(published, record=VersionRecord())
    document = document_of(provenance(alone, descriptor))
    assert [str(item.identifier) for item in document.get_records()] == ["release:0.2.0"]


# All of them


def test_the_same_version_gives_the_same_bytes(package, descriptor, folder, tmp_path):
    with open_published(package, "0.2.0") as again:
        write_metadata(again, tmp_path, descriptor)
    for vocabulary in VOCABULARIES:
        path = vocabulary.path
        assert (tmp_path / path).read_bytes() == (folder / path).read_bytes(), path


def test_what_a_descriptor_does_not_say_is_absent(published, tmp_path):
    bare = {"name": "bare", "version": "0.2.0", "resources": []}
    version = replace(published, descriptor=bare, address=None)
    write_metadata(version, tmp_path, bare)
    for text in [
        *((tmp_path / vocabulary.path).read_text("utf-8") for vocabulary in VOCABULARIES),
        schema_org_script(version, bare),
    ]:
        for absent in ('"creator"', '"license"', '"publisher"', '"keywords"', "null", "None"):
            assert absent not in text.partition('"@type"')[2]


def test_a_licence_has_its_own_address_or_that_of_its_name(published, descriptor):
    stated = [{"name": "ODbL-1.0", "path": "LICENSE.md"}, {"title": "By agreement"}]
    described = schema_org(published, {**descriptor, "licenses": stated})
    assert described["license"] == ["https://spdx.org/licenses/ODbL-1.0"]


def test_the_page_on_metadata_lists_every_file():
    page = (PROJECT / "docs" / "metadata.md").read_text(encoding="utf-8")
    for known in VOCABULARIES:
        assert f"| {known.title} | `{known.path}` | {known.description} |" in page


def test_decisions_that_were_changed_since_are_not_told(package, published, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(package, copy)
    (copy / "curation" / "merges.csv").unlink()
    with open_published(copy) as version:
        assert published.record.decisions
        assert version.record.decisions == ()
        assert version.record.versions == published.record.versions


def test_every_column_of_our_schemas_has_a_title_and_a_meaning():
    for path in sorted(schema_folder().glob("*.json")) + sorted(
        (schema_folder() / "curation").glob("*.json")
    ):
        schema = json.loads(path.read_text(encoding="utf-8"))
        for said in (schema, *schema["fields"]):
            assert said.get("title"), (path.name, said["name"])
            assert said.get("description", "").endswith((".", ")")), (path.name, said["name"])


@pytest.mark.parametrize("which", ["default", "committed"])
def test_our_descriptors_say_what_catalogues_ask_for(which):
    committed = json.loads((PROJECT / "datapackage.json").read_text(encoding="utf-8"))
    descriptor = default_descriptor() if which == "default" else committed
    asked = ("title", "description", "version", "keywords", "licenses", "contributors", "sources")
    assert [name for name in asked if not descriptor.get(name)] == []
