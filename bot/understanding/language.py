"""English or not: Indonesian is the default, Javanese counts as Indonesian."""

from bot.understanding.words import Reading


def language_of(reading: Reading) -> str:
    """ "en" when more English words than local ones carry the sentence, else "id"."""
    english = local = 0
    for item in reading.items:
        if item.kind != "word":
            continue
        weight = len(item.text.split())
        if item.entry.english or _is_english(item.text):
            english += weight
        elif _is_local(item):
            local += weight
    return "en" if english > local else "id"


_ENGLISH = frozenset(
    ["do you have", "is there", "are there", "looking for", "look for", "how much", "how many", "under", "below", "above", "over", "cheapest", "cheaper", "most expensive", "please", "thank you", "thank you so much", "thanks", "hello", "good morning", "good afternoon", "good evening", "i want", "want", "would like", "buy", "need", "i need", "show me", "show", "find", "without", "except", "not", "where", "when", "which", "what", "how", "who", "your", "my", "the", "any", "less than", "more than", "up to", "around", "between", "newest", "latest", "wholesale", "what time", "do you open", "are you open", "opening hours", "where is my order", "my order", "my orders", "men", "women", "kids", "children", "yes", "make it", "i'll take", "ill take", "cancel", "never mind", "remove", "shipping", "shipping cost", "ship to", "do you ship", "how to order", "how to pay", "talk to a human", "torn", "damaged", "long sleeve", "short sleeve", "cotton", "silk", "men's", "women's", "mens", "womens", "cheap", "from", "piece", "pieces", "dozen", "looking", "help", "dear", "sorry", "excuse me", "hi", "anything else", "more please", "show more", "more", "next page", "don't want", "dont want", "other than", "search", "available", "still available", "at least", "at most", "at", "by", "pay", "can i pay", "do you accept", "my package", "my parcel", "wrong item", "refund", "return", "number", "color", "colour", "change", "change it to", "large", "small"]
)
_NEUTRAL_CUES = frozenset(("address",))


def _is_english(text: str) -> bool:
    return text in _ENGLISH


def _is_local(item: object) -> bool:
    entry = item.entry  # type: ignore[attr-defined]
    text = item.text  # type: ignore[attr-defined]
    if text in _LOAN_WORDS:
        return False
    return bool(entry.cues or entry.kind or entry.intents or entry.whom or entry.number or entry.unit)


_LOAN_WORDS = frozenset(
    ["batik", "ok", "oke", "test", "stop", "order", "size", "dress", "outer", "bomber", "scarf", "shawl", "couple", "printing", "ecoprint", "tulis", "cap", "kombinasi", "jumputan", "s", "m", "l", "xl", "xxl", "3xl", "4xl", "navy", "pink", "maroon", "silver", "gold", "mustard", "salem", "tosca", "cod", "qris", "transfer", "ready", "stock", "k", "rb", "jt", "pcs", "no", "sarung", "kain", "parang", "kawung", "liong", "a", "i", "to", "in", "on", "me", "so", "as", "item", "set", "do", "can", "am", "may", "yo", "hey", "halo", "bros", "min", "max", "budget", "reseller", "sis", "bro", "guys", "model", "design", "motif", "mukena", "gamis", "daster", "sarimbit", "ecoprint", "blouse", "kawung", "parang", "truntum", "ceplok", "sidomukti", "jlamprang", "buketan", "semen", "hokokai", "mega", "mendung", "selendang", "setono", "kauman"]
)
