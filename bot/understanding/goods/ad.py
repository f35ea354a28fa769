"""What the ad said by which somebody came: the goods that it names."""

import re

from bot.understanding.goods.wish import read_wish
from bot.understanding.intent import Wish
from bot.understanding.intents.message import read_message
from bot.understanding.letters.lexicon import Lexicon
from catalog.codes import DIGITS

_CODE = re.compile(rf"(?i)(?<![a-z0-9])K{DIGITS}(?![a-z0-9])")


def read_ad(text: str, lexicon: Lexicon) -> tuple[tuple[str, ...], Wish]:
    """Codes that stand in its words or its address, and the goods that its words name; of "Diskon 50% kemeja cap!" only
    what the goods are. An empty Wish where they are none."""
    codes = tuple(dict.fromkeys(code.upper() for code in _CODE.findall(text)))
    words = "\n".join(line for line in text.splitlines() if "://" not in line)
    told = read_wish(read_message(words, lexicon), lexicon)
    goods = Wish(product=told.product, technique=told.technique, motif=told.motif, colour=told.colour)
    return codes, goods if told.product or told.technique or told.motif else Wish()
