"""A seller offers goods: a photo with its caption, or words alone, become a draft; what is missing is asked, one thing at a
time; the draft comes back with its picture, and a yes publishes it.

Several drafts may be talked of at once (an album with captions, a list of goods in one message): `Talk.drafts`. They are
asked about together, shown together, and published by one yes, or one at a time.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlmodel import Session

import clock
import scheduling
from bot.seller.goods import draft_fields, draft_words, taking_back
from bot.seller.goods.draft_words import Shown
from bot.shopper.finding import find_batik
from bot.talk import choices, lexicon, turns
from bot.talk.deed import SELLERS, Deed, Question, Unfinished
from bot.talk.turn import Answer, Turn, say
from bot.understanding import understand
from bot.understanding.goods.caption import Offer
from bot.words.wording import plain, shortened, why_lost
from catalog import drafts, listings, lookup
from catalog.listings import NewListing, Picture
from catalog.models import Draft, Listing, ShopEvent
from media import qris
from media.likeness import are_alike
from messaging import pictures
from messaging.content import MAX_LIST_ITEMS, Content
from messaging.models import ReceivedPicture
from money import rupiah

TALKED_OF = timedelta(minutes=15)  # a draft of which nothing was said for longer does not mix with new ones
KEPT = timedelta(hours=24)
LONG_WAIT = 3  # tries to fetch a picture after which its sender is told that it takes a while
FOR_ALL = ("stock", "technique")  # asked once for all drafts that lack it
MOST_LEFT = 5  # lines not understood that are repeated
_PLACE = re.compile(r"(?i)^\W*(?:yang\s+|yg\s+)?(?:(?:no|nomor|nomer|nmr)\W*)(\d{1,2})\b\W*|^\W*(\d{1,2})[.):]\s+")


# ---------------------------------------------------------------- which drafts


def open_drafts(turn: Turn) -> list[Draft]:
    """This person's drafts that are neither published nor dropped."""
    return drafts.open_of(turn.session, turn.person.id, turn.seller.id) if turn.seller else []


def talked_of(turn: Turn) -> list[Draft]:
    """The open drafts that the talk is about."""
    return [draft for draft in open_drafts(turn) if draft.id in turn.talk.drafts] if turn.talk.drafts else []


def quoted(turn: Turn) -> list[int]:
    """The drafts of the message that is quoted: ours, or the seller's own with the picture."""
    if turn.quoted.get("drafts"):
        return list(turn.quoted["drafts"])
    picture = pictures.received(turn.session, turn.message.quoted_sid) if turn.message.quoted_sid else None
    if picture is None or picture.person_id != turn.person.id:
        return []
    return drafts.with_picture(turn.session, picture.id)


def _meant(turn: Turn) -> list[Draft]:
    """The drafts that a tap, a quote or the talk is about, whatever their state."""
    named = [int(one) for one in str(turn.facts.get("drafts", "")).split(".") if one.isdecimal()]
    wanted = named or quoted(turn)
    if not turn.seller:
        return []
    return drafts.of_person(turn.session, turn.person.id, turn.seller.id, wanted) if wanted else talked_of(turn)


def begin(turn: Turn, found: Sequence[Offer], left: Sequence[str]) -> list[Draft]:
    """New drafts for what a message offers, one without anything where it offers nothing; talked of from now on."""
    assert turn.seller and turn.seller.id is not None and turn.person.id is not None
    since = clock.now() - TALKED_OF
    still = [draft.id for draft in talked_of(turn) if draft.changed_at > since]
    offers = [(one.text, draft_fields.applied({}, one.fields)) for one in found] or [("", {})]
    begun = drafts.begin(turn.session, turn.seller.id, turn.person.id, offers)
    if left:
        begun[0].fields = {**begun[0].fields, "left": list(left)}
    turn.talk.drafts = [one for one in [*still, *(draft.id for draft in begun)] if one is not None]
    for draft in begun:
        scheduling.arrange(turn.session, forget, str(draft.id), clock.now() + KEPT, draft_id=draft.id)
    return begun


def forget(session: Session, draft_id: int) -> None:
    """The deed of the clock: a draft that nobody came back to for a day is dropped, and nothing is said."""

    def drop_quietly(turn: Turn) -> None:
        for draft in open_drafts(turn):
            if draft.id == draft_id and draft.changed_at <= clock.now() - KEPT:
                drafts.change(draft, state="dropped")
            elif draft.id == draft_id:
                scheduling.arrange(session, forget, str(draft_id), draft.changed_at + KEPT, draft_id=draft_id)
                return
        turn.talk.drafts = [one for one in turn.talk.drafts if one != draft_id]

    person_id = drafts.person_of(session, draft_id)
    if person_id is not None:
        turns.go_on(session, person_id, drop_quietly)


def add_caption(draft: Draft, offer: Offer) -> None:
    """Adds what a caption says to the draft."""
    if offer.text.strip():
        text = "\n".join(filter(None, (draft.text, offer.text.strip())))
        drafts.change(draft, text=text, fields=draft_fields.applied(draft.fields, offer.fields))


# ---------------------------------------------------------------- what is heard


def from_words(turn: Turn) -> Answer | None:
    """ "Daster cap 45rb stok 60", and lists of goods: the caption of pictures that came before, or a listing of its own."""
    found, left = turn.offers
    wanted = quoted(turn)
    bare = [draft for draft in talked_of(turn) if not draft_fields.says_goods(draft.fields)]
    if wanted:
        bare = [draft for draft in open_drafts(turn) if draft.id in wanted]
    if len(found) == 1 and bare:
        add_caption(bare[-1], found[0])
    elif bare:
        _spread(turn, begin(turn, found, left), bare)
    else:
        begin(turn, found, left)
    return proceed(turn)


def correct(turn: Turn) -> Answer | None:
    """An answer to a draft's question, or a correction: "harganya 55", "no 2 bukan cap, printing"."""
    meant = [draft for draft in _meant(turn) if draft.state in drafts.OPEN]
    if not meant:
        return _nothing_open()
    text, changes = turn.message.text, dict(turn.intent.listing)
    place = _PLACE.match(text)
    if place and len(meant) > 1 and not quoted(turn):
        number = int(place[1] or place[2])
        if not 1 <= number <= len(meant):
            return ask_again(turn, _("Nomornya dari 1 sampai %(last)s.", last=len(meant)))
        meant, text = [meant[number - 1]], text[place.end() :]
        changes = dict(understand(text, lexicon.current(turn.session), expecting="draft", role="seller").listing)
    if not changes:
        return _a_number_of_what(turn, meant) or ask_again(turn, _("Itu belum kami mengerti."))
    asked = (turn.talk.question or {}).get("slot", "")
    lacking = [draft for draft in meant if asked in draft_fields.missing(draft.fields)]
    if lacking and set(changes) <= {asked, "sizes"}:
        meant = lacking if asked in FOR_ALL else lacking[:1]
    elif lacking and asked not in FOR_ALL:
        meant = lacking[:1]
    if len(meant) > 1 and not lacking:
        return _which(meant, text, turn)
    for draft in meant:
        _change(draft, changes, text)
    return proceed(turn, _kept(turn, meant, asked))


def _kept(turn: Turn, changed: Sequence[Draft], asked: str) -> str:
    """What was heard, when what was asked is asked again."""
    if not any(asked in draft_fields.missing(draft.fields) for draft in changed):
        return ""
    told = "; ".join(draft_words.in_one_line(draft_words.shown(turn, draft)) for draft in changed)
    return _("Kami catat: %(draft)s.", draft=told)


def fill(turn: Turn) -> Answer | None:
    """A tapped answer: one field of some drafts."""
    meant = [draft for draft in _meant(turn) if draft.state in drafts.OPEN]
    if not meant:
        return _nothing_open()
    slot, value = str(turn.facts.get("slot", "")), turn.facts.get("value", "")
    told: Any = int(value) if slot in ("price", "stock") and str(value).isdecimal() else value
    for draft in meant:
        _change(draft, {slot: told}, "")
    turn.talk.drafts = list(dict.fromkeys([*turn.talk.drafts, *(draft.id or 0 for draft in meant)]))
    return proceed(turn)


def correct_one(turn: Turn) -> Answer | None:
    """Which draft a correction was about has been tapped."""
    meant = [draft for draft in _meant(turn) if draft.state in drafts.OPEN]
    text = str(turn.facts.get("words", ""))
    changes = understand(text, lexicon.current(turn.session), expecting="draft", role="seller").listing
    if not meant or not changes:
        return _nothing_open()
    _change(meant[0], changes, text)
    return proceed(turn)


def how_to_correct(turn: Turn) -> Answer:
    """ "Ubah", or a no to "Sudah benar?"."""
    meant = _meant(turn)
    turn.talk.drafts = [draft.id or 0 for draft in meant if draft.state in drafts.OPEN] or turn.talk.drafts
    examples = _("*harganya 55*, *bukan cap, printing*, *stok 10*, *tambah XL 3*, *warnanya biru*, *judulnya …*")
    if len(meant) > 1:
        examples = _("*no 2 harganya 55*, *no 1 stok 10*")
    text = _("Tulis saja yang berubah, misalnya %(examples)s. Apa yang mau diubah?", examples=examples)
    drop = choices.deed("drop_draft", "", draft_words.ids(meant)).id
    return Answer(Content(text), {"drafts": [draft.id or 0 for draft in meant]}, {"slot": "draft", "cancel": drop})


def publish(turn: Turn) -> Answer | None:
    """The yes: the drafts that are complete become listings."""
    meant = _meant(turn)
    ready = [draft for draft in meant if draft.state in drafts.OPEN]
    if not ready:
        return _no_longer_open(turn, meant)
    turn.talk.drafts = list(dict.fromkeys([*turn.talk.drafts, *(draft.id or 0 for draft in ready)]))
    sent = drafts.pictures(turn.session, ready)
    if any(draft_fields.missing(draft.fields) for draft in ready):
        return proceed(turn, _("Tinggal ini yang belum ada."))
    if any(_pending(sent[draft.id or 0]) for draft in ready):
        return proceed(turn)
    by = taking_back.author(turn, is_batch=len(ready) > 1)
    made = []
    for draft in ready:
        new = _new_listing(draft_words.shown(turn, draft, sent[draft.id or 0]))
        listing, event = listings.create(turn.session, draft.seller_id, new, by)
        drafts.change(draft, state="published", listing_id=listing.id)
        made.append((listing, event))
    turn.talk.drafts = [one for one in turn.talk.drafts if one not in [draft.id for draft in ready]]
    return _published(turn, made)


def drop(turn: Turn) -> Answer:
    """ "batal": the drafts are dropped, and can be had back."""
    meant = [draft for draft in _meant(turn) if draft.state in drafts.OPEN]
    if not meant:
        return _no_longer_open(turn, _meant(turn))
    for draft in meant:
        drafts.change(draft, state="dropped")
    turn.talk.drafts = [one for one in turn.talk.drafts if one not in [draft.id for draft in meant]]
    text = _("%(count)s draf dibuang, tidak ada yang tayang.", count=len(meant))
    if len(meant) == 1:
        text = _("Draf *%(title)s* dibuang, tidak ada yang tayang.", title=plain(_title(turn, meant[0])))
    back = choices.deed("restore_draft", _("Kembalikan"), draft_words.ids(meant))
    return say(text + " " + _("Kirim foto lain kapan saja."), back)


def restore(turn: Turn) -> Answer | None:
    """Dropped drafts are open again; so is one that was taken for goods already listed ("Barang baru")."""
    meant = [draft for draft in _meant(turn) if draft.state in ("dropped", *drafts.OPEN)]
    for draft in meant:
        drafts.change(draft, state="asked", fields={**draft.fields, "is_new": True})
    turn.talk.drafts = [draft.id or 0 for draft in meant]
    return proceed(turn) if meant else _nothing_open()


# ---------------------------------------------------------------- pictures that come


def album_is_complete(turn: Turn) -> Answer | None:
    """A moment has passed since the last picture of an album."""
    now = clock.now()
    gathering = [draft for draft in open_drafts(turn) if draft.state == "gathering"]
    if not gathering or any(draft.gather_until and draft.gather_until > now for draft in gathering):
        return None
    return proceed(turn)


def picture_came(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """A draft that waited for its pictures goes on. One with a QR code on it shows no goods, whatever it came with."""
    if pictures.codes_on(picture):
        return _is_a_code(turn, picture)
    belongs_to = drafts.with_picture(turn.session, picture.id)
    waits = any(draft.id in belongs_to and draft.state == "waiting" for draft in talked_of(turn))
    return proceed(turn) if waits else None


def picture_lost(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """A picture was given up: its draft goes on without it, or ends with it."""
    return _without(turn, picture, why_lost(picture.problem), _("Boleh dikirim ulang?"))


def _is_a_code(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """A QRIS among the goods: it is not shown to buyers as one of them, and may become the shop's when it is meant so."""
    why = _("Di foto itu ada kode QR, jadi tidak kami pakai sebagai foto barang.")
    if not qris.among(pictures.codes_on(picture)):
        return _without(turn, picture, why, _("Ada foto barangnya yang lain?"))
    return _without(
        turn, picture, why, _("Kalau itu QRIS toko, ketik *ganti qris* lalu kirim lagi. Ada foto barangnya?")
    )


def _without(turn: Turn, picture: ReceivedPicture, why: str, ask: str) -> Answer | None:
    """The drafts go on without this picture, or end with it."""
    belongs_to = drafts.with_picture(turn.session, picture.id)
    mine = [draft for draft in open_drafts(turn) if draft.id in belongs_to]
    for draft in mine:
        drafts.drop_picture(turn.session, draft, picture.id)
        if not draft_fields.says_goods(draft.fields) and not drafts.pictures(turn.session, [draft])[draft.id or 0]:
            drafts.change(draft, state="dropped")
    if any(draft.state == "gathering" for draft in mine):
        return say(why + " " + ask)
    again = proceed(turn, opening=why) if any(draft.state in drafts.OPEN for draft in mine) else None
    return again or say(why + " " + ask)


# ---------------------------------------------------------------- what comes next


def proceed(turn: Turn, opening: str = "") -> Answer | None:
    """What the drafts talked of need next: a missing field, their pictures (nothing is said until they are here), or a
    yes. The album that was being gathered is complete with this."""
    group = talked_of(turn)
    if not group:
        return _nothing_open() if turn.message.kind != "clock" else None
    sent = _sorted_pictures(turn, group)
    for draft in group:
        drafts.change(draft, state="asked", gather_until=None)
    bare = [draft for draft in group if not draft_fields.says_goods(draft.fields) and not draft.fields.get("is_new")]
    if any(_pending(sent[draft.id or 0]) for draft in bare):
        return _wait(turn, group, sent)
    known = _recognised(turn, bare, sent) if len(group) == 1 else None
    if known:
        return known
    views = [_view(turn, draft, sent[draft.id or 0]) for draft in group]
    opening = "\n".join(filter(None, (opening, _left_over(group), _thanks(bare))))
    for slot in draft_fields.REQUIRED:
        lacking = [view for view in views if slot in draft_fields.missing(view.draft.fields)]
        if lacking:
            asked = lacking if slot in FOR_ALL else lacking[:1]
            return draft_words.ask(slot, asked, of_many=len(group) > 1, opening=opening)
    if any(_pending(sent[draft.id or 0]) for draft in group):
        return _wait(turn, group, sent)
    return draft_words.card(views[0], opening) if len(views) == 1 else draft_words.cards(views, opening)


def ask_again(turn: Turn, opening: str) -> Answer | None:
    """What an open draft waits for, asked once more after other words; None when there is no draft."""
    if not talked_of(turn):
        return None
    return proceed(turn, opening)


def reminder(turn: Turn) -> Answer:
    """What the drafts talked of wait for, in one line."""
    group = talked_of(turn)
    for slot in draft_fields.REQUIRED:
        lacking = [draft for draft in group if slot in draft_fields.missing(draft.fields)]
        if lacking:
            return draft_words.remind(slot, lacking if slot in FOR_ALL else lacking[:1])
    return draft_words.remind("", group)


def put_aside(turn: Turn) -> str:
    """The drafts are talked of no more; says so, and how to take them up."""
    group = talked_of(turn)
    turn.talk.drafts, turn.talk.unfitting = [], 0
    if len(group) > 1:
        return _("%(count)s draf kami simpan; ketik *lanjut* untuk meneruskan.", count=len(group))
    title = plain(shortened(_title(turn, group[0]), 60))
    return _("Draf *%(title)s* kami simpan; ketik *lanjut* untuk meneruskan.", title=title)


def _fields(turn: Turn) -> dict[str, Any]:
    """What the drafts talked of hold so far."""
    return {str(draft.id): dict(draft.fields) for draft in talked_of(turn)}


def _is_gathering(turn: Turn) -> bool:
    """Whether pictures of an album are still coming in."""
    return any(draft.state == "gathering" for draft in talked_of(turn))


def _is_alone(turn: Turn) -> bool:
    """Whether a "batal" can be about the drafts: it names no order and no goods."""
    return bool(talked_of(turn)) and not turn.facts and not turn.intent.lines


def go_on(turn: Turn) -> Answer | None:
    """ "lanjut": the open drafts are talked of again; without any, more is wanted of what was looked for."""
    turn.talk.drafts = [draft.id or 0 for draft in open_drafts(turn)]
    return proceed(turn) if turn.talk.drafts else find_batik.more(turn)


def _pending(sent: Sequence[ReceivedPicture]) -> bool:
    return any(picture.state in pictures.OPEN for picture in sent)


def _wait(turn: Turn, group: Sequence[Draft], sent: Mapping[int, Sequence[ReceivedPicture]]) -> Answer | None:
    """Nothing is said until the pictures are here, unless that takes long and the seller has just written."""
    for draft in group:
        drafts.change(draft, state="waiting")
    tries = max(
        (picture.attempts for one in sent.values() for picture in one if picture.state in pictures.OPEN), default=0
    )
    if turn.message.kind == "clock" or tries < LONG_WAIT:
        return None
    return say(_("Fotonya masih kami ambil dari WhatsApp, sebentar ya. Begitu sampai, drafnya kami kirim ke sini."))


def _sorted_pictures(turn: Turn, group: Sequence[Draft]) -> dict[int, list[ReceivedPicture]]:
    """The drafts' pictures: the only one of a list shows all of its goods; the same photo twice counts once."""
    sent = drafts.pictures(turn.session, group)
    for batch in {draft.batch for draft in group if draft.batch}:
        of_batch = [draft for draft in group if draft.batch == batch]
        all_of_it = [picture for draft in of_batch for picture in sent[draft.id or 0]]
        if len(all_of_it) == 1:
            for draft in of_batch:
                if not sent[draft.id or 0]:
                    drafts.add_picture(turn.session, draft, all_of_it[0].id)
                    sent[draft.id or 0] = list(all_of_it)
    for draft in group:
        kept: list[ReceivedPicture] = []
        for picture in sent[draft.id or 0]:
            if any(are_alike(picture.fingerprint, other.fingerprint) for other in kept):
                drafts.drop_picture(turn.session, draft, picture.id)
            else:
                kept.append(picture)
        sent[draft.id or 0] = kept
    return sent


def _spread(turn: Turn, begun: Sequence[Draft], bare: Sequence[Draft]) -> None:
    """A list of goods after an album: its pictures belong to the goods in order; one picture belongs to all."""
    sent = [picture for draft in bare for picture in drafts.take_pictures(turn.session, draft)]
    for draft in bare:
        drafts.change(draft, state="dropped")
    for number, picture_id in enumerate(sent):
        drafts.add_picture(turn.session, begun[min(number, len(begun) - 1)], picture_id)


def _recognised(turn: Turn, bare: Sequence[Draft], sent: Mapping[int, Sequence[ReceivedPicture]]) -> Answer | None:
    """A photo without words that this shop has listed already: is it to be restocked?"""
    for draft in bare:
        code = next(filter(None, (_listed_as(turn, picture) for picture in sent[draft.id or 0])), None)
        listing = lookup.by_code(turn.session, code) if code else None
        if listing is None:
            continue
        drafts.change(draft, state="dropped")
        turn.talk.drafts, turn.talk.listing = [], listing.code
        new = choices.deed("restore_draft", _("Barang baru"), str(draft.id))
        name = f"*{listing.code}* {shortened(plain(listing.title), 60)}"
        text = _("Ini %(name)s, kan? Stoknya sekarang %(left)s.", name=name, left=lookup.total_available(listing))
        content = Content.fitting(text + " " + _("Stok barunya jadi berapa?"), options=(new,))
        deed = choices.deed("set_stock", "", listing.code).id
        return Answer(content, {"codes": [listing.code]}, {"slot": "stock", "deed": deed, "no": new.id})
    return None


def _listed_as(turn: Turn, picture: ReceivedPicture) -> str | None:
    assert turn.seller and turn.seller.id is not None
    if not picture.fingerprint:
        return None
    known = listings.alike(turn.session, turn.seller.id)
    return next((code for code, fingerprint in known if are_alike(picture.fingerprint, fingerprint)), None)


def _view(turn: Turn, draft: Draft, sent: Sequence[ReceivedPicture]) -> Shown:
    notes = draft_words.notes_on_pictures(sent) if sent else [draft_words.no_picture()]
    if draft_fields.says_goods(draft.fields):
        code = next(filter(None, (_listed_as(turn, picture) for picture in sent)), None)
        notes += [_("Fotonya sama dengan *%(code)s* yang sudah tayang.", code=code)] if code else []
    dropped = len(draft.fields.get("wholesale") or []) - len(draft_fields.tiers(draft.fields))
    if dropped and draft.fields.get("price"):
        price = rupiah(draft.fields["price"])
        notes.append(_("Harga grosir yang tidak lebih murah dari %(price)s tidak kami pakai.", price=price))
    if turn.seller and not turn.seller.visible:
        notes.append(_("Pembeli melihatnya setelah toko diverifikasi petugas."))
    return draft_words.shown(turn, draft, sent, notes)


def _thanks(bare: Sequence[Draft]) -> str:
    return _("Fotonya sudah sampai, terima kasih.") if bare else ""


def _left_over(group: Sequence[Draft]) -> str:
    """Lines of a list that nobody understood, said once."""
    lines = [line for draft in group for line in draft.fields.get("left", [])]
    for draft in group:
        if "left" in draft.fields:
            draft.fields = {name: value for name, value in draft.fields.items() if name != "left"}
    if not lines:
        return ""
    quoted_lines = ", ".join(f"“{shortened(plain(line), 40)}”" for line in lines[:MOST_LEFT])
    return (
        _("Belum kami mengerti: %(lines)s. Tulis lagi dengan nama barang dan harganya ya.", lines=quoted_lines) + "\n"
    )


# ---------------------------------------------------------------- changes


def _change(draft: Draft, changes: Mapping[str, Any], words: str) -> None:
    """Applies them; words that first say what the goods are count as their caption."""
    is_caption = "product" in changes and not draft.fields.get("product") and words
    text = "\n".join(filter(None, (draft.text, words.strip()))) if is_caption else draft.text
    drafts.change(draft, text=text, fields=draft_fields.applied(draft.fields, changes))


def _a_number_of_what(turn: Turn, meant: Sequence[Draft]) -> Answer | None:
    """ "10" and nothing else, when nothing was asked that is a number."""
    number = re.fullmatch(r"\D*(\d{1,9})\D*", turn.message.text)
    if not number or not meant:
        return None
    pieces, named = int(number[1]), draft_words.ids(meant[:1])
    price = pieces * 1000 if pieces < 1000 else pieces
    options = (
        choices.deed("fill_draft", _("Harga %(price)s", price=rupiah(price))[:20], named, "price", price),
        choices.deed("fill_draft", _("Stok %(number)s", number=pieces)[:20], named, "stock", pieces),
    )
    return say(_("Angka %(number)s itu harga atau stok?", number=pieces), *options, drafts=[d.id or 0 for d in meant])


def _which(meant: Sequence[Draft], words: str, turn: Turn) -> Answer:
    """A correction that may be of any of several drafts."""
    options = [
        choices.deed(
            "correct_draft",
            f"No {number}",
            str(draft.id),
            words.replace(choices.SEPARATOR, " ")[:120],
            description=shortened(_title(turn, draft), 70),
        )
        for number, draft in enumerate(meant[:MAX_LIST_ITEMS], 1)
    ]
    text = _("“%(words)s” untuk barang nomor berapa?", words=shortened(plain(words), 60))
    content = Content.fitting(text, options=tuple(options), list_title=_("Pilih barang"))
    return Answer(content, {"drafts": [draft.id or 0 for draft in meant]}, {"slot": "draft"})


def _title(turn: Turn, draft: Draft) -> str:
    return draft_words.shown(turn, draft).title


# ---------------------------------------------------------------- published


def _new_listing(one: Shown) -> NewListing:
    fields = one.draft.fields
    return NewListing(
        title=one.title[:200],
        product=fields["product"],
        technique=fields["technique"],
        price=fields["price"],
        stock=fields["stock"],
        sizes=fields.get("sizes", ()),
        motifs=fields.get("motifs", ()),
        colours=fields.get("colours", ()),
        wholesale=draft_fields.tiers(fields),
        weight_g=fields.get("weight_g"),
        description=one.description,
        pictures=[
            Picture(p.goods_key, p.fingerprint) for p in one.pictures if p.goods_key and not pictures.codes_on(p)
        ],
    )


def _published(turn: Turn, made: Sequence[tuple[Listing, ShopEvent]]) -> Answer:
    goods = [listing for listing, _event in made]
    turn.talk.listing = goods[0].code if len(goods) == 1 else None
    lines = [f"*{one.code}* {shortened(plain(one.title), 60)}, {rupiah(one.price)}" for one in goods]
    is_shown = turn.seller is not None and turn.seller.visible
    opening = (
        _("*Sudah tayang!*") if is_shown else _("*Tersimpan*, tampil ke pembeli setelah toko diverifikasi petugas.")
    )
    if any(not one.photos for one in goods):
        lines.append(_("Fotonya bisa menyusul: kirim foto dengan tulisan *ganti foto %(code)s*.", code=goods[0].code))
    return taking_back.offer(
        "\n".join([opening, *lines]), [event for _listing, event in made], [one.code for one in goods]
    )


def _no_longer_open(turn: Turn, meant: Sequence[Draft]) -> Answer:
    listed = lookup.by_ids(turn.session, [draft.listing_id for draft in meant if draft.listing_id])
    if listed:
        codes = ", ".join(f"*{one.code}*" for one in listed)
        return say(_("Itu sudah tayang: %(codes)s.", codes=codes), codes=[one.code for one in listed])
    dropped = [draft for draft in meant if draft.state == "dropped"]
    if dropped:
        back = choices.deed("restore_draft", _("Kembalikan"), draft_words.ids(dropped))
        return say(_("Draf itu sudah dibuang. Mau dikembalikan?"), back)
    return _nothing_open()


def _nothing_open() -> Answer:
    return say(_("Tidak ada draf yang terbuka. Kirim foto barang dengan nama, harga, dan stoknya ya."))


ANSWERS = {"yes": publish, "no": how_to_correct}
DEED = Deed(
    "list goods",
    by=SELLERS,
    handlers={"edit_draft": how_to_correct, "drop_draft": drop, "restore_draft": restore, "go_on": go_on},
    changes={
        "new_listing": from_words,
        "change_draft": correct,
        "fill_draft": fill,
        "correct_draft": correct_one,
        "publish": publish,
    },
    buttons={
        "publish": ("drafts",),
        "edit_draft": ("drafts",),
        "drop_draft": ("drafts",),
        "restore_draft": ("drafts",),
        "fill_draft": ("drafts", "slot", "value"),
        "correct_draft": ("drafts", "words"),
    },
    opposites={"publish": ("edit_draft",)},
    may_answer=(
        Question("quoted draft", lambda turn: bool(quoted(turn)), {**ANSWERS, "cancel": drop}, changes=("yes",)),
        Question("draft", lambda turn: bool(talked_of(turn)), ANSWERS, changes=("yes",)),
        Question("draft and nothing else", _is_alone, {"cancel": drop}),
    ),
    unfinished=Unfinished(_fields, _is_gathering, ask_again, reminder, put_aside),
    clocks=(forget,),
)
