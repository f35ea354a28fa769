"""The bare market of tests/catalog, on both databases."""

from tests.catalog.conftest import app as app
