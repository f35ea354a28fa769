"""What each role may open: one table for all pages of the desk. A page that does not stand here is opened by nobody."""

VIEWER, OFFICER, ADMIN = "viewer", "officer", "admin"

WITHOUT_LOGIN = {"login", "language"}
NEEDS = {  # a role may open what the roles before it may
    "front": VIEWER,
    "logout": VIEWER,
    "nowhere": VIEWER,
    "sales": VIEWER,
    "sales_csv": VIEWER,
    "sales_xlsx": VIEWER,
    "sales_totals": VIEWER,
    "sale": VIEWER,
    "unmask": OFFICER,
    "inbox": OFFICER,
    "matter": OFFICER,
    "thread": OFFICER,
    "answer": OFFICER,
    "note": OFFICER,
    "assign": OFFICER,
    "hand_back": OFFICER,
    "close_matter": OFFICER,
    "sellers_page": VIEWER,
    "seller_page": VIEWER,
    "market_poster": VIEWER,
    "verify_seller": OFFICER,
    "refuse_seller": OFFICER,
    "suspend_seller": OFFICER,
    "move_seller": OFFICER,
    "message_seller": OFFICER,
    "import_catalog": OFFICER,
    "listings_page": OFFICER,
    "decide_listing": OFFICER,
    "words_page": OFFICER,
    "ignore_word": OFFICER,
    "settings_page": OFFICER,
    "import_postage": ADMIN,
    "export_postage": OFFICER,
    "audit_log": ADMIN,
}
SECTIONS = {
    **dict.fromkeys(("sale", "unmask"), "sales"),
    **dict.fromkeys(("matter", "answer"), "inbox"),
    **dict.fromkeys(("seller_page", "import_catalog"), "sellers_page"),
    "import_postage": "settings_page",
}


def is_open(endpoint: str | None) -> bool:
    """Whether this page needs no login."""
    return _page(endpoint) in WITHOUT_LOGIN


def needed(endpoint: str | None) -> str | None:
    """The least role that may open this page; None: nobody may."""
    return NEEDS.get(_page(endpoint))


def _page(endpoint: str | None) -> str:
    return (endpoint or "").removeprefix("staff.")


def section(endpoint: str | None) -> str:
    """The page of the menu under which this one stands."""
    page = _page(endpoint)
    return SECTIONS.get(page, page)
