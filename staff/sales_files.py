"""The sales log as files for Indonesian Excel: CSV that opens right by a double click, and XLSX with a sheet that says
what each column means. Sums of a whole order stand in its first line only, so that a column can be added up."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Any

import xlsxwriter
from flask_babel import gettext
from flask_babel import lazy_gettext as _

import clock
import database
from orders import sales_log
from orders.export import harmless
from orders.sales_filter import Filter
from orders.sales_log import SaleLine
from people.directory import mask, national
from staff import words
from staff.pages import shop_phone

MOST_ROWS = 1_048_000  # of a sheet of Excel
CHUNK = 64 * 1024
_MOMENT = "%d/%m/%Y %H:%M"
Steps = dict[str, datetime]


@dataclass(frozen=True)
class Column:
    """A column of the files. `value`: text, an int, a local moment without zone, or None."""

    title: Any
    meaning: Any
    value: Callable[[SaleLine, Steps], Any]
    width: int = 14


COLUMNS = (
    Column(_("Nomor"), _("P…: pesanan lewat WhatsApp. L…: penjualan di kios yang diceritakan penjual."), lambda s, _t: s.number, 10),
    Column(_("Jenis"), _("Pesanan WhatsApp atau penjualan di kios."), lambda s, _t: words.of(words.SALE_KIND, s.kind), 20),
    Column(_("Waktu"), _("Saat pembeli menjawab “ya”, atau penjual menceritakannya. Waktu Indonesia Barat."), lambda s, _t: s.at, 16),
    Column(_("Toko"), _("Nama toko."), lambda s, _t: s.shop, 24),
    Column(_("Nomor toko"), _("Nomor WhatsApp toko; pengamat hanya melihat tiga angka terakhir."), lambda s, _t: _phone(s.seller_phone), 17),
    Column(_("Sentra"), _("Pasar atau kampung batik tempat toko."), lambda s, _t: words.name(s.sentra)),
    Column(_("Kode"), _("Kode barang."), lambda s, _t: s.code, 9),
    Column(_("Barang"), _("Judul barang pada hari itu."), lambda s, _t: s.title, 30),
    Column(_("Produk"), _("Jenis barang."), lambda s, _t: words.name(s.product)),
    Column(_("Teknik"), _("Tulis, cap, kombinasi, printing; kosong: tanpa label teknik."), lambda s, _t: words.name(s.technique or "")),
    Column(_("Ukuran"), _("Ukuran; kosong: barang tanpa ukuran."), lambda s, _t: s.size, 8),
    Column(_("Potong"), _("Jumlah potong pada baris ini."), lambda s, _t: s.pieces, 8),
    Column(_("Rupiah barang"), _("Harga semua potong pada baris ini, tanpa ongkir."), lambda s, _t: s.rupiah),
    Column(_("Ongkir pesanan"), _("Ongkir seluruh pesanan, hanya pada baris pertamanya supaya bisa dijumlahkan."), lambda s, _t: s.shipping_fee if s.is_first else None),
    Column(_("Pembeli"), _("Tiga angka terakhir nomor pembeli."), lambda s, _t: mask(s.buyer_phone) if s.buyer_phone else "", 9),
    Column(_("Daerah pembeli"), _("Kota atau kabupaten alamat kirim, sejauh terbaca."), lambda s, _t: words.region(s.area), 22),
    Column(_("Cara bayar"), _("Cara bayar yang dipilih pembeli."), lambda s, _t: words.of(words.PAYMENT_METHOD, s.payment_method)),
    Column(_("Penyerahan"), _("Dikirim atau diambil di toko."), lambda s, _t: words.of(words.DELIVERY, s.delivery)),
    Column(_("Kurir"), _("Kurir, sejauh penjual menyebutnya."), lambda s, _t: s.courier or ""),
    Column(_("Nomor resi"), _("Nomor resi dari penjual."), lambda s, _t: s.parcel_number or "", 18),
    Column(_("Status"), _("Keadaan pesanan."), lambda s, _t: words.of(words.ORDER_STATUS, s.order_status), 18),
    Column(_("Pembayaran"), _("Keadaan pembayaran. “Lunas”: penjual menyatakan uangnya ada."), lambda s, _t: words.of(words.PAYMENT_STATUS, s.payment_status), 16),
    Column(_("Pengiriman"), _("Keadaan barang."), lambda s, _t: words.of(words.FULFILMENT_STATUS, s.fulfilment_status), 16),
    Column(_("Tingkat bukti"), _("Dari lemah ke kuat: dinyatakan, ada bukti bayar, dikonfirmasi penjual, ada nomor resi, dikonfirmasi pembeli."), lambda s, _t: words.of(words.EVIDENCE, s.evidence), 22),
    Column(_("Alasan batal"), _("Mengapa pesanan dibatalkan atau ditolak."), lambda s, _t: words.of(words.CANCEL_REASON, s.cancel_reason), 22),
    Column(_("Diterima pada"), _("Saat penjual menerima pesanan."), lambda _s, t: t.get("accepted_at"), 16),
    Column(_("Lunas pada"), _("Saat penjual menyatakan uangnya masuk."), lambda _s, t: t.get("paid_at"), 16),
    Column(_("Dikirim pada"), _("Saat nomor resi diberikan."), lambda _s, t: t.get("sent_at"), 16),
    Column(_("Sampai pada"), _("Saat barang diterima atau diambil pembeli."), lambda _s, t: t.get("arrived_at"), 16),
    Column(_("Batal pada"), _("Saat pesanan dibatalkan atau ditolak."), lambda _s, t: t.get("called_off_at"), 16),
    Column(_("Contoh"), _("“ya”: toko buatan untuk latihan, bukan penjualan sungguhan."), lambda s, _t: gettext("ya") if s.is_sample else "", 8),
)  # fmt: skip


def csv_bytes(chosen: Filter, timezone: str) -> Iterator[bytes]:
    """With a byte order mark and semicolons, as Excel in an Indonesian Windows expects them."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow([str(column.title) for column in COLUMNS])
    for cells in _rows(chosen, timezone):
        writer.writerow([_csv_cell(cell) for cell in cells])
        if buffer.tell() > CHUNK:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def xlsx_bytes(chosen: Filter, timezone: str) -> Iterator[bytes]:
    """Two sheets: the sales, and what their columns mean. Written row by row, so that a large log needs little memory."""
    with SpooledTemporaryFile(max_size=4 * 1024 * 1024) as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True, "default_date_format": "dd/mm/yyyy hh:mm"})
        head = book.add_format({"bold": True, "bg_color": "#E9E0CF", "text_wrap": True, "valign": "top"})
        formats = {
            int: book.add_format({"num_format": "#,##0"}),
            datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        }
        sheet = book.add_worksheet(gettext("Penjualan"))
        sheet.freeze_panes(1, 1)
        for at, column in enumerate(COLUMNS):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, str(column.title), head)
        count = 0
        for count, cells in enumerate(_rows(chosen, timezone), start=1):
            if count > MOST_ROWS:
                break
            for at, cell in enumerate(cells):
                _write(sheet, count, at, cell, formats)
        sheet.autofilter(0, 0, max(count, 1), len(COLUMNS) - 1)
        _definitions(book, head, chosen, timezone)
        book.close()
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _rows(chosen: Filter, timezone: str) -> Iterator[list[Any]]:
    with database.reading() as session:
        for line, steps in sales_log.every_line(session, chosen, timezone):
            yield [_local(column.value(line, steps), timezone) for column in COLUMNS]


def _definitions(book: Any, head: Any, chosen: Filter, timezone: str) -> None:
    sheet = book.add_worksheet(gettext("Penjelasan"))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 90, wrapped)
    made = clock.local(clock.now(), timezone).strftime(_MOMENT)
    asked = "; ".join(f"{name} = {value}" for name, value in vars(chosen).items() if value is not None)
    notes = [
        (gettext("Dibuat"), made),
        (gettext("Saringan"), asked or gettext("semua penjualan")),
        (gettext("Isi"), gettext("Satu baris untuk setiap baris pesanan WhatsApp dan setiap penjualan di kios dari toko yang setuju dihitung kota.")),
        (gettext("Tidak termasuk"), gettext("Penjualan di luar Lokapasar, dan penjualan di kios dari toko yang tidak setuju. Pesanan batal dan ditolak ikut tercantum: saring kolom Status.")),
    ]  # fmt: skip
    rows = [*notes, *((str(column.title), str(column.meaning)) for column in COLUMNS)]
    sheet.write_row(0, 0, [gettext("Kolom"), gettext("Artinya")], head)
    for at, (title, meaning) in enumerate(rows, start=1):
        sheet.write_string(at, 0, title)
        sheet.write_string(at, 1, meaning, wrapped)


def _write(sheet: Any, row: int, at: int, cell: Any, formats: dict[type, Any]) -> None:
    """Texts as texts, whatever they begin with: Excel runs none of them."""
    if isinstance(cell, datetime):
        sheet.write_datetime(row, at, cell, formats[datetime])
    elif isinstance(cell, int):
        sheet.write_number(row, at, cell, formats[int])
    elif cell:
        sheet.write_string(row, at, cell)


def _csv_cell(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.strftime(_MOMENT)
    if not isinstance(cell, str):
        return "" if cell is None else cell
    # Excel would round a long number and drop its zeros; figures alone, given as a text's formula, stay as they are.
    return f'="{cell}"' if cell.isdecimal() and (len(cell) > 11 or cell.startswith("0")) else harmless(cell)


def _local(value: Any, timezone: str) -> Any:
    return clock.local(value, timezone).replace(tzinfo=None, microsecond=0) if isinstance(value, datetime) else value


def _phone(phone: str) -> str:
    """As people here write it, which no spreadsheet takes for a number: "0812-3456-789". Of a seller who is forgotten
    there is none."""
    shown = shop_phone(phone) if phone.startswith("+") else ""
    return national(shown) if shown.startswith("+") else shown
