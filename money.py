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


def _decimal(amount: int, unit: int) -> str:
    whole, rest = divmod(abs(amount), unit)
    sign = "-" if amount < 0 else ""
    written = f"{whole:,}".replace(",", ".")
    if not rest:
        return sign + written
    decimals = str(rest).rjust(len(str(unit)) - 1, "0").rstrip("0")
    return f"{sign}{written},{decimals}"
