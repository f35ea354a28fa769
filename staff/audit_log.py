"""The page on which an admin reads who did what at the desk."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

import database
from staff import access, audit
from staff.pages import blueprint

KIND = {
    "login": _("Masuk"),
    "login_failed": _("Gagal masuk"),
    "logout": _("Keluar"),
    "user_created": _("Akun dibuat"),
    "password_set": _("Kata sandi diganti"),
    "role_set": _("Peran diganti"),
    "user_disabled": _("Akun ditutup"),
    "user_enabled": _("Akun dibuka lagi"),
    "unmasked": _("Data pembeli dilihat"),
    "exported": _("Berkas diunduh"),
    "shop_verified": _("Toko diverifikasi"),
    "shop_refused": _("Toko ditolak"),
    "shop_suspended": _("Toko ditangguhkan"),
    "shop_moved": _("Toko pindah nomor"),
    "shop_messaged": _("Pesan ke toko"),
    "catalog_imported": _("Katalog diimpor"),
    "poster_made": _("Poster dibuat"),
    "listing_corrected": _("Barang dikoreksi"),
    "listing_hidden": _("Barang disembunyikan"),
    "listing_restored": _("Barang ditampilkan lagi"),
    "matter_read": _("Percakapan dibaca"),
    "matter_answered": _("Pesan dijawab"),
    "matter_noted": _("Catatan ditulis"),
    "matter_assigned": _("Urusan dibagikan"),
    "matter_handed_back": _("Chat diserahkan ke bot"),
    "matter_closed": _("Urusan ditutup"),
    "word_ignored": _("Kata diabaikan"),
    "postage_imported": _("Tarif ongkir diimpor"),
    "setting_changed": _("Pengaturan diganti"),
    "deed": _("Formulir dikirim"),
}


@blueprint.get("/audit")
def audit_log() -> ResponseReturnValue:
    before = request.args.get("before", type=int)
    user_id, kind = request.args.get("user", type=int), request.args.get("kind", "")
    about = request.args.get("about", "").strip()
    with database.reading() as session:
        found = audit.newest(session, before, user_id, kind, about)
        users = [user for user, _last in access.users(session)]
    return render_template(
        "staff/audit.html",
        found=found,
        users=users,
        kinds=KIND,
        chosen={"user": user_id, "kind": kind, "about": about},
        next_page=found[-1][0].id if len(found) == audit.PAGE else None,
    )
