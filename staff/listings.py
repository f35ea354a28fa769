"""Goods that a person should look at: correct the technique, hide, show again, or say that all is well. The shop's log
keeps who decided what and why."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col, select

import clock
import database
from bot.news import notices
from catalog import changes, doubtful, shelf, stock
from catalog.models import Listing, Photo, Seller
from catalog.vocabulary import load as vocabulary
from media.pictures import tile_key
from staff import audit
from staff.pages import blueprint, wanted_reason

DEEDS = {"correct": "listing_corrected", "hide": "listing_hidden", "restore": "listing_restored", "well": "deed"}


@blueprint.get("/listings")
def listings_page() -> ResponseReturnValue:
    with database.reading() as session:
        doubts = doubtful.all_(session)
        hidden = session.exec(
            select(Listing, Seller)
            .join(Seller)
            .where(col(Listing.hidden), col(Listing.deleted_at).is_(None))
            .order_by(col(Listing.changed_at).desc())
            .limit(40)
        ).all()
        ids = [doubt.listing.id for doubt in doubts]
        rows = select(Photo.listing_id, Photo.key).where(col(Photo.listing_id).in_(ids), col(Photo.key).is_not(None))
        pictures = {
            listing_id: f"/media/{tile_key(key)}"
            for listing_id, key in session.exec(rows.order_by(col(Photo.position).desc()))
            if key
        }
    return render_template(
        "staff/listings.html",
        doubts=doubts,
        hidden=hidden,
        pictures=pictures,
        techniques=vocabulary().values("technique"),
    )


@blueprint.post("/listings/<code>")
def decide_listing(code: str) -> ResponseReturnValue:
    deed, reason = request.form.get("deed", ""), wanted_reason()
    if deed not in DEEDS:
        abort(400)
    if deed in ("correct", "hide") and not reason:
        flash(_("Tulis dulu alasannya; toko ikut membacanya."), "bad")
        return redirect(url_for("staff.listings_page"))
    with database.transaction() as session:
        listing_id = session.exec(select(Listing.id).where(Listing.code == code)).first() or abort(404)
        (listing,) = stock.hold(session, [listing_id])
        _do(session, listing, deed, reason)
        audit.record(session, DEEDS[deed], f"listing {code}", reason=reason, deed=deed)
    flash(_("%(code)s tersimpan.", code=code), "good")
    return redirect(url_for("staff.listings_page"))


def _do(session: Session, listing: Listing, deed: str, reason: str) -> None:
    by = shelf.Author(None, actor="officer")
    if deed == "correct":
        old, new = listing.technique, request.form.get("technique") or None
        if new is not None and new not in vocabulary().values("technique"):
            abort(400)
        listing.technique, listing.changed_at = new, clock.now()
        _log(session, listing, "technique", {"technique": old}, {"technique": new, "reason": reason})
        notices.listing_corrected(session, listing, new, reason)
    elif deed == "hide":
        shelf.set_hidden(session, listing, True, by)
        notices.listing_hidden(session, listing, reason)
    elif deed == "restore":
        shelf.set_hidden(session, listing, False, by)
    if deed in ("correct", "well"):
        _log(session, listing, doubtful.LOOKED_AT, {}, {"reason": reason})


def _log(session: Session, listing: Listing, kind: str, old: dict[str, object], new: dict[str, object]) -> None:
    changes.record(
        session, listing.seller_id, kind, person_id=None, actor="officer", listing_id=listing.id, old=old, new=new
    )
