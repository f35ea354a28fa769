"""Makes orders/areas/areas.tsv from the npm package idn-area-data: the names of Indonesia's provinces, regencies and
cities, and districts with their official codes.

    npm pack idn-area-data@4.0.1 && python -m tools.make_areas idn-area-data-4.0.1.tgz

Villages and islands are left out. The data are under the Open Database License: see orders/areas/NOTICE.md.
"""

import csv
import io
import sys
import tarfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "orders" / "areas" / "areas.tsv"
FILES = ("provinces", "regencies", "districts")


def main(package: str) -> None:
    areas: dict[str, str] = {}
    with tarfile.open(package) as archive:
        for name in FILES:
            member = archive.extractfile(f"package/data/{name}.csv")
            assert member is not None
            rows = list(csv.DictReader(io.TextIOWrapper(member, encoding="utf-8")))
            areas |= {row["code"]: " ".join(row["name"].split()) for row in rows}
            print(f"{name}: {len(rows)}")
    lines = [f"{code}\t{name}\n" for code, name in sorted(areas.items())]
    TARGET.write_text("".join(lines), encoding="utf-8")
    print(f"{TARGET}: {len(lines)} lines")


if __name__ == "__main__":
    main(*sys.argv[1:])
