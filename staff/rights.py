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
    "audit_log": ADMIN,
}
SECTIONS = {"sale": "sales", "unmask": "sales"}


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
