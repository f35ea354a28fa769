"""Screenshots of a bank's app, as shoppers send them."""

import io

from PIL import Image, ImageDraw

from media import paint


def receipt(
    amount: str = "Rp190.123", reference: str = "2026112700001234", when: str = "27/11/2026 10:21"
) -> Image.Image:
    """One that says this."""
    page = Image.new("RGB", (1080, 2000), (245, 247, 250))
    pen = ImageDraw.Draw(page)
    pen.rectangle((0, 0, 1080, 300), fill=(0, 82, 156))
    pen.text((60, 120), "m-Transfer BERHASIL", fill="white", font=paint.font("Bold", 64))
    rows = [("Tanggal", when), ("Ke", "BRI 001201000123501"), ("Jumlah", amount), ("No. Ref", reference)]
    for number, (name, value) in enumerate(rows):
        pen.text((60, 420 + number * 190), name, fill=(90, 90, 90), font=paint.font("Medium", 40))
        pen.text((60, 480 + number * 190), value, fill=(20, 20, 20), font=paint.font("SemiBold", 52))
    return page


def jpeg(page: Image.Image, quality: int = 85, width: int = 1080) -> bytes:
    """The page as WhatsApp may pass it on."""
    smaller = page.resize((width, page.height * width // page.width), Image.Resampling.LANCZOS)
    data = io.BytesIO()
    smaller.save(data, "JPEG", quality=quality)
    return data.getvalue()
