"""Texts of 4,096 characters that would bring a careless reader to its knees, and what may be asked for meanwhile."""

EXPECTING = (
    *(None, "size", "quantity", "name", "address", "delivery", "payment", "confirm", "name_address", "choice"),
    *("shop", "sentra", "bank_account", "hours", "shop_address", "consent"),
)
LONG = {
    "one letter": "a" * 4096,
    "short words": "ab " * 1365,
    "goods": "daster merah " * 315,
    "numbers": "1 2 3 " * 680,
    "number words": "satu puluh ribu " * 250,
    "codes": "K0123 2 " * 512,
    "labels": "nama: a\n" * 512,
    "lines": ",\n" * 2048,
    "short lines": "8a\n" * 1365,
    "lines of streets": "Jl. 7\n" * 682,
    "streets": "Jl. melati no 3, " * 240,
    "emoji": "🤡" * 4096,
    "dots": "." * 4096,
    "digits": "9" * 4096,
    "decimals": "1." * 2048,
    "hyphens": "a-" * 2048,
    "spaces": " " * 4096,
    "templates": "{{x}}%s';DROP TABLE--" * 195,
    "right to left": "\u202e" + "مرحبا " * 600,
    "phones": "0812-" * 819,
}
