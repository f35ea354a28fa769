"""What the market is set to: postage by table, hours and holidays, times of reminders. Each says what it does."""

from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import case
from sqlmodel import col, func, select

import database
from orders import postage_file
from orders.models import PostageRate
from staff import audit
from staff.pages import TAKES_FILES, blueprint

TAKES_FILES["staff.import_postage"] = 4 * 1024 * 1024
SHOWN = {  # setting -> what it does
    "opening_hours": _(
        "Jam buka pasar, untuk toko yang belum menyebut jam sendiri. Pengingat hanya jalan pada jam ini."
    ),
    "special_days": _("Hari libur atau jam khusus untuk semua toko; hari tutup juga libur bagi petugas."),
    "office_days": _("Hari kerja petugas."),
    "office_hours": _("Jam petugas membaca pesan; disebut kepada orang yang minta petugas."),
    "seller_reminders": _("Setelah sekian jam buka penjual diingatkan menjawab pesanan."),
    "seller_answer_hours": _("Setelah sekian jam buka pembeli ditawari barang toko lain."),
    "seller_last_hours": _("Setelah sekian jam buka pesanan yang tidak dijawab dibatalkan."),
    "payment_hours": _("Sekian jam untuk membayar setelah pesanan diterima."),
    "payment_warning_hours": _("Sekian jam sebelumnya pembeli diingatkan."),
    "arrival_days": _("Setelah sekian hari pembeli ditanya apakah paket sudah sampai."),
    "arrival_done_days": _("Setelah sekian hari lagi tanpa jawaban paket dianggap sampai."),
    "complaint_hours": _("Sekian jam bagi toko untuk menjawab keluhan; lalu keluhan pindah ke petugas."),
    "cod_limit": _("Nilai tertinggi untuk bayar di tempat, dalam rupiah."),
    "show_unverified_shops": _("Apakah toko baru langsung tampil sebelum diverifikasi (yes/no)."),
}


@blueprint.get("/settings")
def settings_page() -> ResponseReturnValue:
    settings = current_app.config["SETTINGS"]
    with database.reading() as session:
        couriers = session.exec(
            select(
                PostageRate.courier,
                PostageRate.service,
                func.count(),
                func.sum(case((col(PostageRate.is_example), 1), else_=0)),
            )
            .group_by(PostageRate.courier, PostageRate.service)
            .order_by(PostageRate.courier, PostageRate.service)
        ).all()
    shown = [(name.upper(), getattr(settings, name), what) for name, what in SHOWN.items()]
    return render_template("staff/settings.html", couriers=couriers, shown=shown, refusals=[])


@blueprint.post("/settings/postage")
def import_postage() -> ResponseReturnValue:
    """Takes a postage table over; with any wrong line nothing changes, and each is named."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        flash(gettext("Pilih dulu berkasnya."), "bad")
        return redirect(url_for("staff.settings_page"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "postage.csv"
        upload.save(path)
        try:
            with database.transaction() as session:
                report = postage_file.take_over(session, path)
                audit.record(session, "postage_imported", "", rates=report.rates)
        except postage_file.PostageRefused as problem:
            return render_template("staff/refused.html", refusals=problem.refusals), 422
    flash(ngettext("%(num)s tarif tersimpan.", "%(num)s tarif tersimpan.", report.rates), "good")
    return redirect(url_for("staff.settings_page"))


@blueprint.get("/settings/postage.csv")
def export_postage() -> ResponseReturnValue:
    with TemporaryDirectory() as folder, database.reading() as session:
        path = Path(folder) / "postage.csv"
        postage_file.write(session, path)
        data = path.read_bytes()
    return Response(data, mimetype="text/csv", headers={"Content-Disposition": 'attachment; filename="ongkir.csv"'})
