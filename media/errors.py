"""Expected refusals of the media room: a code and facts, no words for people."""


class BadPicture(Exception):
    """Bytes that are not a usable picture.

    `code`: "too_many_bytes", "too_many_pixels", "not_a_picture" (another kind of file), "heic" (an iPhone's own kind), "pdf"
    (where it must be a photo), "locked" (a PDF with a password), "broken" (cut off, damaged, or made to do harm).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class BadKey(ValueError):
    """A storage key of a form we never make. Nothing was read or written."""


class Missing(KeyError):
    """Nothing is stored under this key."""
