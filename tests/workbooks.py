"""Writes small workbooks for tests: .xlsx and .ods by hand, .xls with xlwt.

A text that begins with # is an error, and one that begins with = a formula whose value was not kept.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import escape

import xlwt

Cell = str | float | bool | date | None
Table = Sequence[Sequence[Cell]]
FIRST_SHEET = "xl/worksheets/sheet1.xml"
FIRST_DAY = datetime(1899, 12, 30)


def xlsx(
    sheets: Mapping[str, Table], hidden: Sequence[int] = (), extra: str = "", hidden_sheet: str = ""
) -> bytes:
    """Return a workbook as Excel has it; `hidden` are the rows of each sheet that are not shown."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{links}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets>'
        + "".join(
            f'<sheet name="{escape(name)}" sheetId="{number}" r:id="r{number}"'
            + (' state="hidden"/>' if name == hidden_sheet else "/>")
            for number, name in enumerate(sheets, 1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">'
        + "".join(
            f'<Relationship Id="r{number}" Type="{links}/worksheet" Target="worksheets/sheet{number}.xml"/>'
            for number in range(1, len(sheets) + 1)
        )
        + f'<Relationship Id="s" Type="{links}/styles" Target="styles.xml"/></Relationships>',
        # The second format shows a day, the third a day and a time.
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
        '<xf numFmtId="22"/></cellXfs></styleSheet>',
    }
    for number, table in enumerate(sheets.values(), 1):
        rows = "".join(
            f'<row r="{at}"{" hidden=" + chr(34) + "1" + chr(34) if at in hidden else ""}>'
            + "".join(_in_xlsx(cell, f"{chr(64 + column)}{at}") for column, cell in enumerate(row, 1))
            + "</row>"
            for at, row in enumerate(table, 1)
        )
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{rows}{extra}</sheetData></worksheet>'
        )
    return zipped(parts)


def _in_xlsx(cell: Cell, place: str) -> str:
    if cell is None:
        return f'<c r="{place}"/>'
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{cell:d}</v></c>'
    if isinstance(cell, str) and cell.startswith("="):
        return f'<c r="{place}"><f>{escape(cell[1:])}</f></c>'
    if isinstance(cell, str) and cell.startswith("#"):
        return f'<c r="{place}" t="e"><f>A1</f><v>{cell}</v></c>'
    if isinstance(cell, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
    if isinstance(cell, date):
        style = 2 if isinstance(cell, datetime) else 1
        return f'<c r="{place}" s="{style}"><v>{_days(cell)}</v></c>'
    return f'<c r="{place}"><v>{cell}</v></c>'


def _days(day: date) -> float:
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
    return (moment - FIRST_DAY).total_seconds() / 86_400


def ods(sheets: Mapping[str, Table], hidden: Sequence[int] = (), manifest: str = "") -> bytes:
    """Return a workbook as LibreOffice has it, with the blank rows to the end that it writes."""
    names = {
        name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
        for name in ("office", "table", "text", "calcext")
    }
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(
            "<table:table-row"
            + (' table:visibility="collapse"' if at in hidden else "")
            + f">{''.join(map(_in_ods, row))}</table:table-row>"
            for at, row in enumerate(table, 1)
        )
        + '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        for name, table in sheets.items()
    )
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in names.items())
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest:manifest "
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
            f"{manifest}</manifest:file-entry></manifest:manifest>",
            "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def _in_ods(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, str) and cell.startswith("="):
        return f'<table:table-cell table:formula="of:{escape(cell)}"/>'
    if isinstance(cell, bool):
        kind = f'boolean" office:boolean-value="{str(cell).lower()}'
    elif isinstance(cell, date):
        kind = f'date" office:date-value="{cell.isoformat()}'
    elif isinstance(cell, str):
        kind = "string"
    else:
        kind = f'float" office:value="{cell}'
    if isinstance(cell, str) and cell.startswith("#"):
        kind = 'string" office:string-value="" calcext:value-type="error'
    shown = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell).split("\n"))
    return f'<table:table-cell office:value-type="{kind}">{shown}</table:table-cell>'


def xls(sheets: Mapping[str, Table], hidden: Sequence[int] = ()) -> bytes:
    """Return a workbook as Excel had it until 2007."""
    book = xlwt.Workbook()
    formats: dict[type, xlwt.XFStyle] = {
        date: xlwt.easyxf(num_format_str="yyyy-mm-dd"),
        datetime: xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss"),
    }
    for name, table in sheets.items():
        sheet = book.add_sheet(name)
        for row, cells in enumerate(table):
            sheet.row(row).hidden = row + 1 in hidden
            for column, cell in enumerate(cells):
                if isinstance(cell, str) and cell.startswith("#"):
                    sheet.row(row).set_cell_error(column, cell)
                elif cell is not None:
                    sheet.write(row, column, cell, formats.get(type(cell), xlwt.Style.default_style))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def patched(data: bytes, part: str, old: str, new: str) -> bytes:
    """Return a workbook with other words in one part, where the old ones stand once."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert parts[part].count(old.encode()) == 1
    parts[part] = parts[part].replace(old.encode(), new.encode())
    return zipped(parts)


def merged(data: bytes, *places: str) -> bytes:
    """Return a workbook as Excel has it whose first sheet has merged cells, such as B2:B3."""
    cells = "".join(f'<mergeCell ref="{place}"/>' for place in places)
    return patched(data, FIRST_SHEET, "</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>")


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive with these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return stream.getvalue()
