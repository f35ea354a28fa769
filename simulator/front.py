"""The market's front page: leads to the simulator; where WhatsApp is connected, it only says what this is."""

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

blueprint = Blueprint("front", __name__, template_folder="templates")


@blueprint.get("/")
def front() -> ResponseReturnValue:
    settings = current_app.config["SETTINGS"]
    if not settings.uses_twilio:
        return redirect(url_for("simulator.page"))
    number = settings.twilio_whatsapp_from.removeprefix("whatsapp:")
    return render_template("simulator/front.html", number=number)
