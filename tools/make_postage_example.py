"""Makes orders/postage_example.csv: invented rates from Pekalongan to every province, so that a new market has figures
to try things with. They look plausible and are nobody's tariff: every line is marked as an example.

    python -m tools.make_postage_example
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from orders import areas
from orders.postage_file import COLUMNS

TARGET = Path(__file__).resolve().parent.parent / "orders" / "postage_example.csv"
ORIGIN = "33.75"
# Rupiah for the first kilogram by a regular service, and the days it takes.
PROVINCES = {
    "33": (11_000, "1-2"), "34": (12_000, "2-3"), "31": (14_000, "2-3"), "32": (14_000, "2-3"), "35": (14_000, "2-3"),
    "36": (15_000, "2-3"), "51": (22_000, "3-4"), "18": (24_000, "3-4"), "16": (30_000, "3-5"), "15": (32_000, "3-5"),
    "17": (34_000, "3-5"), "52": (30_000, "3-5"), "13": (36_000, "3-5"), "14": (36_000, "3-5"), "19": (34_000, "4-6"),
    "21": (40_000, "4-6"), "12": (40_000, "3-5"), "11": (48_000, "4-6"), "63": (34_000, "3-5"), "62": (38_000, "4-6"),
    "61": (38_000, "4-6"), "64": (40_000, "4-6"), "65": (48_000, "5-7"), "73": (38_000, "3-5"), "74": (46_000, "4-6"),
    "72": (46_000, "4-6"), "76": (44_000, "4-6"), "75": (48_000, "4-6"), "71": (48_000, "4-6"), "53": (45_000, "4-7"),
    "81": (62_000, "5-8"), "82": (66_000, "5-8"), "92": (92_000, "6-9"), "96": (92_000, "6-9"), "91": (90_000, "6-9"),
    "93": (105_000, "7-10"), "94": (108_000, "7-10"), "95": (115_000, "7-12"),
}  # fmt: skip
NEAR = {"33.75": 7_000, "33.26": 8_000, "33.25": 8_000, "33.27": 9_000, "33.28": 9_000, "33.76": 9_000, "33.29": 10_000, "33.24": 10_000, "33.74": 10_000}  # fmt: skip
JAVA = ("31", "32", "33", "34", "35", "36")
SUMATRA_AND_BALI = ("11", "12", "13", "14", "15", "16", "17", "18", "51")
BY_MOTORBIKE = {
    "33.75": 12_000,
    "33.26.14": 15_000,
    "33.26.15": 15_000,
    "33.26.16": 18_000,
}  # the city and districts beside it
# courier, service, its price to a regular one's in %, days more, whether it collects money on Java
REGULAR = (("JNE", "REG", 100, 0, True), ("J&T", "EZ", 98, 0, True), ("SiCepat", "REG", 95, 0, True), ("Pos", "Reguler", 85, 2, False))  # fmt: skip


def rows() -> Iterator[list[object]]:
    for courier, service, percent, more, collects in REGULAR:
        for destination, price, days in _destinations():
            cod = collects and destination[:2] in JAVA
            fee = _rounded(price * percent // 100)
            yield _row(courier, service, destination, fee, fee, 1000, cod, _longer(days, more))
    for destination, price, days in _destinations():
        first = _rounded(price * 45 // 100)
        yield _row("JNE", "JTR", destination, first, _rounded(price * 30 // 100), 10_000, False, _longer(days, 2))
        if len(destination) == 2 and destination in JAVA + SUMATRA_AND_BALI:
            first = _rounded(price * 40 // 100)
            yield _row(
                "Indah", "Kargo", destination, first, _rounded(price * 28 // 100), 20_000, False, _longer(days, 3)
            )
    for province in JAVA:
        yield _row("Paket bis", "", province, 20_000, 1_500, 1000, False, "1-2")
    for destination, fee in BY_MOTORBIKE.items():
        yield _row("Ojek", "dalam kota", destination, fee, 1_000, 1000, False, "0-1")


def _destinations() -> Iterator[tuple[str, int, str]]:
    for province, (price, days) in PROVINCES.items():
        yield province, price, days
    for regency, price in NEAR.items():
        yield regency, price, "1-2"


def _row(
    courier: str, service: str, destination: str, first: int, following: int, least: int, cod: bool, days: str
) -> list[object]:
    place = areas.load().in_words(destination)
    return [
        courier,
        service,
        areas.load().in_words(ORIGIN),
        place,
        first,
        following,
        300,
        least,
        _yes(cod),
        days,
        "yes",
    ]


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _rounded(rupiah: int) -> int:
    return max(1_000, round(rupiah / 500) * 500)


def _longer(days: str, more: int) -> str:
    return "-".join(str(int(day) + more) for day in days.split("-"))


if __name__ == "__main__":
    with open(TARGET, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows())
