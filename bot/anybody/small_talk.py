"""Messages that look for no goods: each gets its fitting short answer and a next step. None names a listing's code.

In the middle of an order the next step is the question that is still waited for.
"""

from flask import current_app
from flask_babel import gettext as _

import clock
from bot.seller.orders import answer_order
from bot.seller.shop import help as sellers_help
from bot.talk import choices, form, left_open
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Turn, ask_whether, refuse, say
from bot.understanding import Wish
from bot.words.wording import goods_name, plain
from catalog import lookup, vocabulary
from catalog import search as catalog_search
from catalog.models import Listing
from hours import write_span


def examples(turn: Turn) -> list[str]:
    """Two questions that really find something in today's market."""
    found = catalog_search.search(
        turn.session, Wish(), shopper_key=str(turn.person.id), day=clock.now().date(), limit=6
    )
    questions = [_question(listing) for listing in lookup.by_ids(turn.session, found.listing_ids)]
    return list(dict.fromkeys(questions))[:2]


def _question(listing: Listing) -> str:
    return goods_name(product=(listing.product,), motif=tuple(m.motif for m in listing.motifs[:1]))


def with_examples(turn: Turn, text: str) -> Answer:
    """The text, and after it what is still waited for, else questions that one may ask."""
    again = left_open.ask_again(turn, text)
    if again:
        return again
    quoted = _(" atau ").join(f"*{question}*" for question in examples(turn))
    return say(text + (" " + _("Contoh: %(examples)s.", examples=quoted) if quoted else ""))


def _and_on(turn: Turn, text: str, next_step: str = "") -> Answer:
    """The text, and after it what is still waited for, else `next_step`."""
    return left_open.ask_again(turn, text) or say(f"{text} {next_step}".rstrip())


def greet(turn: Turn) -> Answer:
    if turn.seller:
        text = _(
            "Halo, %(shop)s! Pesanan yang masuk kami kirim ke sini; balas *terima* atau *tolak*.",
            shop=plain(turn.seller.shop),
        )
        return say(text + "\n" + _("Ketik *pesanan* untuk melihat yang masih jalan."))
    if turn.talk.form:
        return with_examples(turn, _("Halo!"))
    text = _(
        "Halo, selamat datang di Lokapasar Batik Pekalongan! Tulis batik yang dicari: barang, motif, warna, ukuran, atau harga."
    )
    return with_examples(turn, text)


def help_(turn: Turn) -> Answer:
    if turn.seller:
        return sellers_help.show_what_can_be_done(turn)
    text = _(
        "Tulis batik yang dicari, kami kirim gambarnya; balas nomornya untuk melihat, *mau no 1* untuk memesan, *lagi* untuk yang lain. Pesanan Anda: *pesanan saya*."
    )
    return with_examples(turn, text)


def not_understood(turn: Turn) -> Answer:
    if turn.message.shows:  # its words speak of what it shows
        return cannot_read(turn)
    again = left_open.ask_again(turn, _("Maaf, itu belum kami mengerti."))
    if again:
        return again
    said = plain(turn.message.text)[:40].strip()
    opening = _("Maaf, “%(text)s” belum kami mengerti.", text=said) if said else _("Maaf, itu belum kami mengerti.")
    if turn.seller:
        return _to_seller(turn, opening)
    return with_examples(turn, opening + " " + _("Tulis saja batik yang dicari."))


def acknowledge(turn: Turn) -> Answer:
    if turn.facts.get("topic") == "abuse":
        return _soothe(turn)
    text = {
        "spam": _("Tautan dan penawaran tidak kami layani di sini."),
        "wrong_number": _("Tidak apa-apa. Ini Lokapasar, pasar batik Pekalongan."),
    }.get(turn.facts.get("topic", ""), _("Siap!"))
    if turn.seller:
        return _and_on(turn, text, _("Ketik *bantuan* kalau perlu apa-apa ya."))
    return _and_on(turn, text, _("Kalau mau lihat batik, tulis saja barangnya ya."))


def nothing_changes(turn: Turn) -> Answer:
    """ "belum", "jangan dibatalkan", and nothing waits that it could stop."""
    text = _("Baik, tidak ada yang diubah.")
    return _and_on(turn, text, _("Pesanan yang masih jalan: ketik *pesanan saya*."))


def _soothe(turn: Turn) -> Answer:
    """Whoever is angry is not scolded, and a person is one word away."""
    text = _("Maaf kalau ada yang kurang berkenan.")
    person, no = choices.deed("talk_to_person", _("Hubungi petugas")), choices.deed("no", _("Tidak usah"))
    return left_open.ask_again(turn, text) or ask_whether(text + " " + _("Mau bicara dengan petugas?"), person, no)


def received(turn: Turn) -> Answer:
    """Goods have come, or are praised, and no order waits for that."""
    return _and_on(turn, _("Syukurlah, semoga suka!"), _("Kalau mau lihat batik, tulis saja barangnya ya."))


def thank(turn: Turn) -> Answer:
    return _and_on(turn, _("Sama-sama!"), _("Kalau perlu apa-apa lagi, tulis saja ya."))


def hear(turn: Turn) -> Answer | None:
    """The button under a knock: what has waited goes out by itself."""
    return None if turn.has_news else with_examples(turn, _("Tidak ada kabar baru; semuanya sudah terkirim di atas."))


def other_goods(turn: Turn) -> Answer:
    goods = plain(str(turn.facts.get("goods", "")))[:40]
    text = _("Maaf, %(goods)s tidak dijual di sini; pasar ini khusus batik Pekalongan.", goods=goods or _("barang itu"))
    return with_examples(turn, text)


def cannot_read(turn: Turn) -> Answer:
    """Pictures, voice notes, stickers and the like: said kindly, and what was asked is asked again."""
    text = {
        "voice": _("Maaf, pesan suara belum bisa kami dengarkan. Tolong diketik ya."),
        "picture": _("Fotonya sudah sampai, tapi kami belum bisa membaca foto. Tolong tulis maksudnya ya."),
        "document": _("Maaf, dokumen belum bisa kami baca. Kirim fotonya atau tangkapan layarnya (screenshot) ya."),
        "sticker": _("Stikernya lucu!"),
        "location": _("Lokasinya sudah sampai, tapi di sini belum ada gunanya bagi kami. Tolong tulis maksudnya ya."),
        "contact": _("Kontaknya sudah sampai, tapi belum bisa kami baca. Tolong ditulis ya."),
        "cart": _("Keranjang dari katalog WhatsApp belum bisa kami terima. Tulis kode barangnya dan jumlahnya ya."),
    }.get(turn.message.kind, _("Maaf, pesan jenis itu belum bisa kami baca. Tolong diketik ya."))
    if turn.message.kind == "sticker":
        return _and_on(turn, text, _("Kalau mau lihat batik, tulis saja barangnya ya."))
    return _to_seller(turn, text) if turn.seller else with_examples(turn, text)


def _to_seller(turn: Turn, text: str) -> Answer:
    """The text, and the buttons that fit: those of what was asked, of the one order that waits, else of the shop."""
    again = left_open.ask_again(turn, text)
    if again:
        return again
    waiting = answer_order.waiting(turn)
    if len(waiting) == 1:
        number = waiting[0].number
        question = _("Pesanan *%(number)s* menunggu jawaban. Barangnya ada dan bisa dilayani?", number=number)
        accept = choices.deed("accept", _("Terima"), number)
        return say(f"{text} {question}", accept, choices.deed("reject", _("Tolak"), number), order=number)
    buttons = (("my_goods", _("Barang saya")), ("order_status", _("Pesanan")), ("help", _("Bantuan")))
    return say(text + " " + _("Mau lihat yang mana?"), *(choices.deed(name, title) for name, title in buttons))


def not_a_seller(turn: Turn) -> Answer:
    """Somebody who is no seller used a seller's words: nothing changes."""
    form.set_aside(turn)
    text = _("Perintah itu hanya untuk penjual, jadi tidak ada yang diubah.")
    return refuse(text + " " + _("Untuk berjualan di sini ketik *daftar*; untuk belanja tulis barang yang dicari."))


def where_or_when(turn: Turn) -> Answer:
    if turn.facts.get("topic") == "place":
        text = _("Toko-tokonya tersebar di sentra batik Pekalongan; toko dan sentranya tertulis di tiap barang.")
    else:
        text = _(
            "Chat ini buka 24 jam. Kios di pasar umumnya buka pukul %(hours)s; penjual menjawab di jam itu.",
            hours=write_span(current_app.config["SETTINGS"].market_hours),
        )
    return _and_on(turn, text, _("Mau lihat batik apa?"))


def tell_payment(turn: Turn) -> Answer:
    text = _(
        "Bayar langsung ke penjual: transfer, QRIS, COD, atau di toko. Rekening dan totalnya kami kirim setelah penjual menerima pesanan."
    )
    return _and_on(turn, text, _("Mau pesan yang mana?"))


def no_bargain(turn: Turn) -> Answer:
    text = _(
        "Harganya ditentukan penjual, jadi tidak bisa ditawar di sini. Beli banyak sering lebih murah: harga grosirnya tertulis di tiap barang."
    )
    return _and_on(turn, text, _("Mau lihat batik apa?"))


def explain_returns(turn: Turn) -> Answer:
    text = _(
        "Barang yang cacat atau salah kirim bisa dilaporkan setelah sampai, dengan fotonya; rekam saat membuka paket ya. Kalau soal ukuran atau selera, tanyakan dulu ke penjualnya sebelum pesan."
    )
    return _and_on(turn, text, _("Mau lihat batik apa?"))


def explain_dropship(turn: Turn) -> Answer:
    text = _(
        "Bisa dropship: waktu pesan tulis *pengirim* dan nama toko Anda, lalu nama dan alamat penerimanya. Nama itu yang ditulis penjual di paket."
    )
    return _and_on(turn, text, _("Mau lihat batik apa?"))


def explain_sizes(turn: Turn) -> Answer:
    """The chest that each size fits, by the market's table."""
    sizes = vocabulary.load().values("size")
    told = ", ".join(f"{size.id} {size.chest[0]}–{size.chest[1]}" for size in sizes.values() if size.chest)
    text = _("Ukuran menurut lingkar dada (cm): %(sizes)s. Jahitan tiap toko bisa sedikit berbeda.", sizes=told)
    return _and_on(turn, text, _("Mau ukuran apa?"))


def explain_batik(turn: Turn) -> Answer:
    text = _(
        "Batik tulis digambar tangan dengan canting, batik cap dicap dengan tembaga, kombinasi memakai keduanya; printing itu kain bermotif batik. Tekniknya tertulis di tiap barang. Cucilah dengan tangan memakai sabun lembut, jemur di tempat teduh."
    )
    return _and_on(turn, text, _("Mau lihat batik apa?"))


def no_payment_waits(turn: Turn) -> Answer:
    """Somebody says to have paid, and no order waits for that."""
    text = _("Terima kasih! Sekarang tidak ada pesanan Anda yang menunggu pembayaran.")
    return _and_on(turn, text, _("Lihat keadaannya dengan *pesanan saya*."))


_NOT_WORDS = ("voice", "picture", "sticker", "cart", "video", "document", "unknown")
DEED = Deed(
    "small talk",
    handlers={
        **dict.fromkeys(_NOT_WORDS, cannot_read),
        "greeting": greet,
        "help": help_,
        "not_understood": not_understood,
        "thanks": thank,
        "smalltalk": acknowledge,
        "yes": acknowledge,  # to nothing in particular
        "no": acknowledge,
        "done": acknowledge,
        "hold": nothing_changes,
        "other_goods": other_goods,
        "returns": explain_returns,
        "about_batik": explain_batik,
        "dropship": explain_dropship,
        "size_chart": explain_sizes,
    },
    buttons={"yes": (), "no": (), "help": ()},
    pierces={
        "help": ("complaint at the shop", "own complaint", "quoted answer of a shop"),
        "thanks": ("own complaint", "quoted answer of a shop"),
        "yes": ("own complaint", "quoted answer of a shop"),
        "no": ("own complaint", "quoted review", "quoted answer of a shop"),
    },
)
