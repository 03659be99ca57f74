"""Made-up workbooks of Leasow Vale's groups, written by hand so that anything can be wrong with them."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
DATE, PHONE = 1, 2  # styles
_STYLES = (
    f'{XML}<styleSheet {_MAIN}><numFmts><numFmt numFmtId="164" formatCode="00000 000000"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="164"/></cellXfs></styleSheet>'
)


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def words(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def number(place: str, figure: str, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}"><v>{figure}</v></c>'


def tab(*rows: str, before: str = "") -> str:
    return f"{XML}{before}<worksheet {_MAIN}><sheetData>{''.join(rows)}</sheetData></worksheet>"


def plain_tab(*rows: list[str]) -> str:
    """Return a tab of words alone."""
    return tab(
        *(
            row(at, *(words(f"{chr(65 + column)}{at}", cell) for column, cell in enumerate(cells) if cell))
            for at, cells in enumerate(rows, start=1)
        )
    )


def excel_parts(tabs: Mapping[str, str], hidden: str = "", shared: str = "") -> dict[str, str]:
    """Return the parts of an Excel workbook: tabs by name, one of them perhaps out of sight."""
    state = {hidden: " state='hidden'"}
    sheets = "".join(
        f"<sheet name={quoteattr(name)} sheetId='{at}' r:id='r{at}'{state.get(name, '')}/>"
        for at, name in enumerate(tabs, start=1)
    )
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{_TYPES}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(tabs) + 1)
    )
    relations += f'<Relationship Id="s" Type="{_TYPES}/styles" Target="styles.xml"/>'
    relations += f'<Relationship Id="w" Type="{_TYPES}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    return {
        "[Content_Types].xml": f"{XML}<Types/>",
        "_rels/.rels": f'{XML}<Relationships {_PACKAGE}><Relationship Id="a" Type="{_TYPES}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f"{XML}<workbook {_MAIN} {_REL}><sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"{XML}<Relationships {_PACKAGE}>{relations}</Relationships>",
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": f"{XML}<sst {_MAIN}>{shared}</sst>",
        **{f"xl/worksheets/sheet{at}.xml": content for at, content in enumerate(tabs.values(), start=1)},
    }


def excel(tabs: Mapping[str, str], hidden: str = "", shared: str = "") -> bytes:
    return packed(excel_parts(tabs, hidden, shared))


_NAMES = "".join(
    f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text", "style")
)


def opendocument_parts(tables: str, styles: str = "") -> dict[str, str]:
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"{XML}<office:document-content{_NAMES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet>"
        "</office:body></office:document-content>",
    }


def opendocument(tables: str, styles: str = "") -> bytes:
    return packed(opendocument_parts(tables, styles))


def text_cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def kept(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
