"""How alike two pictures are, and how sharp one is: small sums over a shrunk copy, good enough to ask a person.

A fingerprint says two things: where it grows lighter from left to right and from top to bottom (dHash, 512 bits: finer
than is usual, because close up the pattern of cloth repeats; a picture that was shrunk, sent on or stored as a JPEG again
keeps nearly all of them), and the mean colour of each quarter, since the same cloth in another colour has the same pattern.
"""

from io import BytesIO

from PIL import Image, ImageChops, ImageFilter, ImageStat

_SIDE = 16
_SHAPE = _SIDE * _SIDE * 2 // 4  # hexadecimal digits
_MOST_BITS = 51  # that may differ: the same photo passed on differs in up to 30, other cloth on the same table in 75
_MOST_COLOUR = 30  # how far a quarter's red, green or blue may be off, of 255
_FLAT = 3.0  # standard deviation of the greys below which there is nothing to tell pictures apart by
_PAGE = 360  # pixels wide at which two receipts are laid upon each other
_BLOCK = 6  # pixels: about a letter there
_MOST_IN_A_BLOCK = 50  # of 255, on average: made smaller and saved again up to 30, another figure 80 and more
_GLANCE = 512  # pixels: sharpness is judged at this size, as a phone shows a picture

BLURRY = 28.0  # sharpness below it: a shaken or unfocused photo (tests/media/test_likeness.py shows where this lies)
TINY = 480  # pixels of the shorter side below which cloth can't be judged


def fingerprint(image: Image.Image) -> str:
    """128 hexadecimal digits for the shape and 24 for the colours; "" for a picture that shows nothing."""
    grey = image.convert("L").resize((_SIDE + 1, _SIDE + 1), Image.Resampling.BOX)
    if ImageStat.Stat(grey).stddev[0] < _FLAT:
        return ""
    at = grey.tobytes()
    row = _SIDE + 1
    places = [y * row + x for y in range(_SIDE) for x in range(_SIDE)]
    bits = [at[place] < at[place + 1] for place in places] + [at[place] < at[place + row] for place in places]
    shape = sum(1 << number for number, bit in enumerate(bits) if bit)
    return f"{shape:0{_SHAPE}x}{image.convert('RGB').resize((2, 2), Image.Resampling.BOX).tobytes().hex()}"


def are_alike(one: str, other: str) -> bool:
    """Whether two fingerprints are of the same photo. What has no fingerprint is like nothing."""
    if not one or not other:
        return False
    bits = (int(one[:_SHAPE], 16) ^ int(other[:_SHAPE], 16)).bit_count()
    colours = zip(bytes.fromhex(one[_SHAPE:]), bytes.fromhex(other[_SHAPE:]), strict=True)
    return bits <= _MOST_BITS and all(abs(a - b) <= _MOST_COLOUR for a, b in colours)


def sharpness(image: Image.Image) -> float:
    """How much fine detail there is: the variance of the picture's second derivative at a phone's size. 0 for a plain
    one; several hundred for cloth in focus."""
    grey = image.convert("L")
    grey.thumbnail((_GLANCE, _GLANCE), Image.Resampling.BILINEAR)
    edges = grey.filter(ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128))
    inner = edges.crop((1, 1, edges.width - 1, edges.height - 1)) if min(edges.size) > 2 else edges
    return float(ImageStat.Stat(inner).var[0])


def are_same(one: bytes, other: bytes) -> bool:
    """Whether two stored pictures are one and the same, perhaps saved again or made smaller. Stricter than `are_alike`:
    two receipts of one bank's app differ only in some figures, and those are seen here. Slow: decodes both."""
    left, right = (_page(Image.open(BytesIO(data))) for data in (one, other))
    if left.size != right.size:
        return False
    difference = ImageChops.difference(left, right)
    blocks = difference.resize((left.width // _BLOCK, left.height // _BLOCK), Image.Resampling.BOX)
    return blocks.getextrema()[1] <= _MOST_IN_A_BLOCK  # type: ignore[operator]


def _page(image: Image.Image) -> Image.Image:
    """In grey, at one width, with the height that the picture's proportions give, in whole blocks."""
    height = round(_PAGE * image.height / image.width / _BLOCK) * _BLOCK
    return image.convert("L").resize((_PAGE, max(_BLOCK, height)), Image.Resampling.BOX)
