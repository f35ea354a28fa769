"""Rupiah: whole numbers (int), written as people read them."""


def rupiah(amount: int) -> str:
    """The exact amount: "Rp175.000"."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{figure(abs(amount))}"


def figure(number: int) -> str:
    """A whole number with its thousands apart: "12.000"."""
    return f"{number:,}".replace(",", ".")


def short(amount: int) -> str:
    """The exact amount in as few characters as possible: "175rb", "1,5jt", and in full where that would hide a digit ("1.234.567")."""
    if abs(amount) >= 1_000_000 and amount % 10_000 == 0:
        return _decimal(amount, 1_000_000) + "jt"
    if 1_000 <= abs(amount) < 1_000_000 and amount % 100 == 0:
        return _decimal(amount, 1_000) + "rb"
    return figure(amount)


def in_words(amount: int) -> str:
    """The amount in Indonesian words, as on a receipt: "seratus sembilan puluh ribu rupiah". Not below zero."""
    if amount < 0:
        raise ValueError(f"{amount} has no words")
    return f"{_words(amount) or _ONES[0]} rupiah"


_ONES = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"]
_UNITS = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus"), (10, "puluh"))


def _words(number: int) -> str:
    """Nothing for 0, which is silent inside a larger number."""
    if number < 12:
        return _ONES[number] if number else ""
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    size, unit = next((size, unit) for size, unit in _UNITS if number >= size)
    many, rest = divmod(number, size)
    has_se = many == 1 and size in (100, 1000)  # seratus, seribu
    return f"{f'se{unit}' if has_se else f'{_words(many)} {unit}'} {_words(rest)}".rstrip()


def _decimal(amount: int, unit: int) -> str:
    whole, rest = divmod(abs(amount), unit)
    sign = "-" if amount < 0 else ""
    written = f"{whole:,}".replace(",", ".")
    if not rest:
        return sign + written
    decimals = str(rest).rjust(len(str(unit)) - 1, "0").rstrip("0")
    return f"{sign}{written},{decimals}"
