"""What people said in vain, by frequency. It holds nobody's data (bot/talk/learning.py)."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _

import database
from catalog import learning
from staff import audit
from staff.pages import blueprint

KIND = {
    "not_understood": (_("Tidak dimengerti"), _("Pesan yang sama sekali tidak dipahami.")),
    "ignored": (_("Diabaikan dalam pencarian"), _("Pencarian jalan, tetapi kata ini tidak dipakai.")),
    "nothing_found": (_("Dicari, tidak ada"), _("Barang yang dicari dan belum ada yang menjual.")),
}
MOST = 60


@blueprint.get("/words")
def words_page() -> ResponseReturnValue:
    with database.reading() as session:
        found = {kind: learning.most_often(session, [kind], 1, MOST) for kind in KIND}
    return render_template("staff/words.html", found=found, kinds=KIND)


@blueprint.post("/words/ignore")
def ignore_word() -> ResponseReturnValue:
    kind, word = request.form.get("kind", ""), request.form.get("word", "")
    with database.transaction() as session:
        if not learning.ignore(session, kind, word):
            abort(404)
        audit.record(session, "word_ignored", "", kind_of_word=kind, word=word)
    flash(gettext("“%(word)s” tidak ditampilkan lagi.", word=word), "good")
    return redirect(url_for("staff.words_page"))
