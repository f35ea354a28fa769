"""What shopper and seller hear of a complaint. Words are shown as somebody's words; nothing of them becomes a button."""

from collections.abc import Callable

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlmodel import Session

from bot.news import relayed
from bot.talk import choices
from bot.talk.about import About
from bot.words import order_words
from bot.words.wording import moment, plain
from catalog import lookup as catalog_lookup
from matters.models import Complaint, MatterWord
from messaging import outbox, staleness
from messaging.content import Content, Image, Knock, Option
from money import rupiah
from people import directory


def to_seller(session: Session, complaint: Complaint, said: MatterWord, first: bool = False) -> bool:
    """Gives the shop what the shopper says. True when somebody of it hears of it now."""
    image = Image(said.picture) if said.picture else None
    return _tell_seller(session, complaint, lambda: _complains(complaint, said, first), True, image)


def _complains(complaint: Complaint, said: MatterWord, first: bool) -> list[str]:
    head = (
        _("*Keluhan %(matter)s* tentang pesanan *%(order)s*", **_numbers(complaint))
        if first
        else _("Tambahan untuk keluhan *%(matter)s* (%(order)s)", **_numbers(complaint))
    )
    lines = [head, order_words.goods(complaint.order)] if first else [head]
    lines.append(relayed.quoted(order_words.buyer(complaint.order), said.text, bool(said.picture)))
    if complaint.matter.answered_at is None:
        lines += ["", _until(complaint)]
    return [*lines, "", _("Pilih, atau balas pesan ini. Apa jawaban Anda?")]


def _until(complaint: Complaint) -> str:
    return _("Jawab paling lambat %(when)s; lewat itu petugas pasar ikut menangani.", when=moment(complaint.due_at))


def remind_seller(session: Session, complaint: Complaint) -> None:
    """The only reminder of a complaint."""

    def lines() -> list[str]:
        text = _("Keluhan *%(matter)s* (%(order)s) belum Anda jawab.", **_numbers(complaint))
        return [text, _until(complaint), "", _("Pilih, atau balas pesan ini. Apa jawaban Anda?")]

    only_while = staleness.only_while(waits_for_seller, complaint_id=complaint.id)
    _tell_seller(session, complaint, lines, True, only_while=only_while)


def waits_for_seller(session: Session, complaint_id: int) -> bool:
    """Whether nobody of the shop has answered yet, and the deadline has not passed."""
    complaint = session.get(Complaint, complaint_id)
    return complaint is not None and complaint.desk == "seller" and complaint.matter.state == "open"


def to_shopper(session: Session, complaint: Complaint, said: MatterWord) -> bool:
    """Gives the shopper what the shop says, and asks what comes of it."""
    shopper = directory.person(session, complaint.matter.person_id)
    with force_locale(shopper.language):
        head = _("*%(shop)s* menjawab keluhan *%(matter)s*:", shop=_shop(complaint), **_numbers(complaint))
        offered = [_("Yang ditawarkan: *%(remedy)s*.", remedy=remedy(complaint))] if _is_offered(complaint) else []
        words = [relayed.quoted("", said.text, bool(said.picture))] if said.text or said.picture else []
        question = _("Setuju?") if offered else _("Apakah sudah beres?")
        image = Image(said.picture) if said.picture else None
        text = "\n".join([head, *words, *offered, "", question])
        content = Content.fitting(text, image=image, options=_answers(complaint))
    knock = Knock("complaint_answered", (complaint.matter.number,))
    return outbox.notice(session, shopper, content, _about(complaint), knock)


def _answers(complaint: Complaint) -> tuple[Option, ...]:
    if _is_offered(complaint):
        yes, no = choices.deed("agree_remedy", _("Setuju"), complaint.id or 0), _("Belum setuju")
    else:
        yes, no = choices.deed("complaint_settled", _("Sudah beres"), complaint.id or 0), _("Belum beres")
    return (yes, choices.deed("complaint_unsettled", no, complaint.id or 0))


def _is_offered(complaint: Complaint) -> bool:
    return bool(complaint.remedy) and complaint.agreed_at is None


def agreed(session: Session, complaint: Complaint) -> None:
    """The shopper agrees to what the shop has offered: the shop does it now."""

    def lines() -> list[str]:
        text = _(
            "Pembeli setuju: *%(remedy)s* untuk keluhan *%(matter)s*.", remedy=remedy(complaint), **_numbers(complaint)
        )
        return [text, _to_do(complaint)]

    _tell_seller(session, complaint, lines)


def _to_do(complaint: Complaint) -> str:
    if complaint.remedy == "refund" and not complaint.order.found:  # money that was never said to have come
        return _("Kembalikan uangnya, lalu balas pesan ini dengan foto buktinya.")
    if complaint.remedy == "refund":
        return _(
            "Kembalikan uangnya, lalu ketik *sudah dikembalikan %(number)s*; pembeli kami minta memastikan.",
            number=complaint.order.number,
        )
    if complaint.remedy == "return":
        return _(
            "Pembeli mengirim balik barangnya. Kalau sudah sampai, ketik *retur %(number)s*.",
            number=complaint.order.number,
        )
    return _("Kirim gantinya, lalu balas pesan ini dengan nomor resinya.")


def handed_on(session: Session, complaint: Complaint, by_clock: bool, office: Callable[[], str]) -> None:
    """The complaint lies with staff now. By the clock both are told, else only the shop: the shopper has asked for it."""

    def lines() -> list[str]:
        text = _("Keluhan *%(matter)s* (%(order)s) sekarang ditangani petugas pasar.", **_numbers(complaint))
        return [text, _("Anda masih bisa menjawab: balas pesan ini.")]

    _tell_seller(session, complaint, lines)
    if not by_clock:
        return
    shopper = directory.person(session, complaint.matter.person_id)
    with force_locale(shopper.language):
        text = _("%(shop)s belum menjawab keluhan *%(matter)s*.", shop=_shop(complaint), **_numbers(complaint))
        content = Content.fitting(text + " " + _("Sekarang petugas pasar yang menangani.") + " " + office())
    outbox.notice(session, shopper, content, _about(complaint), Knock("order_news", (complaint.order.number,)))


def settled_for_seller(session: Session, complaint: Complaint) -> None:
    _tell_seller(
        session,
        complaint,
        lambda: [_("Keluhan *%(matter)s* (%(order)s) sudah selesai. Terima kasih!", **_numbers(complaint))],
    )


def settled_for_shopper(session: Session, complaint: Complaint) -> None:
    """Nobody has said anything for a week, or the money is back."""
    shopper = directory.person(session, complaint.matter.person_id)
    with force_locale(shopper.language):
        text = _("Keluhan *%(matter)s* (%(order)s) kami tutup.", **_numbers(complaint))
        text += " " + _("Kalau belum beres, ketik *komplain %(order)s*.", order=complaint.order.number)
    outbox.notice(session, shopper, Content(text), _about(complaint), Knock("order_news", (complaint.order.number,)))


def staff_to_seller(session: Session, complaint: Complaint, text: str, officer: str = "") -> bool:
    """An officer says something to the shop. True when somebody of it hears of it now."""

    def lines() -> list[str]:
        who = _("*Petugas pasar* (%(name)s):", name=officer) if officer else _("*Petugas pasar:*")
        about = _("Keluhan %(matter)s, pesanan %(order)s. Balas pesan ini untuk menjawab.", **_numbers(complaint))
        return [who, text, "", about]

    return _tell_seller(session, complaint, lines, knock=Knock("staff_reply", (complaint.matter.number,)))


# ---------------------------------------------------------------- words


def remedy(complaint: Complaint) -> str:
    """What the shop offers, in words."""
    order = complaint.order
    if complaint.remedy == "refund" and order.found:
        return _("uang kembali %(sum)s", sum=rupiah(order.found))
    return {
        "refund": _("uang kembali"),
        "replace": _("kirim ganti"),
        "return": _("kirim balik dulu barangnya"),
    }.get(complaint.remedy, "")


def cause(name: str) -> str:
    """What is complained of, in words."""
    return {
        "not_arrived": _("Belum sampai"),
        "damaged": _("Rusak atau luntur"),
        "wrong": _("Salah barang/ukuran"),
        "short": _("Jumlahnya kurang"),
        "money": _("Uang belum kembali"),
    }.get(name, _("Lain-lain"))


def _numbers(complaint: Complaint) -> dict[str, str]:
    return {"matter": complaint.matter.number, "order": complaint.order.number}


def _shop(complaint: Complaint) -> str:
    return plain(complaint.order.seller.shop)


def _about(complaint: Complaint) -> About:
    return {"complaint": complaint.id or 0, "order": complaint.order.number}


def _tell_seller(
    session: Session,
    complaint: Complaint,
    lines: Callable[[], list[str]],
    asks: bool = False,
    image: Image | None = None,
    knock: Knock | None = None,
    only_while: dict[str, object] | None = None,
) -> bool:
    """Says these lines to everybody who acts for the shop, each in the own language; `asks`: for an answer."""
    heard = []
    knock = knock or Knock("complaint", (complaint.matter.number, complaint.order.number))
    for person in catalog_lookup.people_of(session, complaint.order.seller_id):
        with force_locale(person.language):
            options = _remedies(complaint) if asks else ()
            content = Content.fitting("\n".join(lines()), image=image, options=options)
        heard.append(outbox.notice(session, person, content, _about(complaint), knock, only_while))
    return any(heard)


def _remedies(complaint: Complaint) -> tuple[Option, ...]:
    number = complaint.id or 0
    return (
        choices.deed("offer_remedy", _("Uang kembali"), number, "refund"),
        choices.deed("offer_remedy", _("Kirim ganti"), number, "replace"),
        choices.deed("offer_remedy", _("Minta retur"), number, "return"),
    )
