"""Files that are no sheets, known by their first bytes, and what to do about each in plain words."""

from .manner import NotASheetError

_SAVE_AS = (
    "Open it there, choose “Save as” (or “Download”), pick Excel (.xlsx) or CSV, "
    "and bring in the file that makes."
)
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
_STRANGERS = {
    ZIP: f"That is a packed file with no sheet in it that we can read. {_SAVE_AS}",
    OLD_EXCEL: f"That is an older Excel file, or one locked with a password. {_SAVE_AS}",
    b"\x1f\x8b": "That file is packed (gzip). Unpack it and bring in the sheet inside.",
    b"7z\xbc\xaf": "That file is packed (7-Zip). Unpack it and bring in the sheet inside.",
    b"Rar!": "That file is packed (RAR). Unpack it and bring in the sheet inside.",
    b"%PDF": "That is a PDF. A spreadsheet is needed: Excel, OpenDocument or CSV.",
    b"\x89PNG": "That is a picture. A spreadsheet is needed: Excel, OpenDocument or CSV.",
    b"\xff\xd8\xff": "That is a picture. A spreadsheet is needed: Excel, OpenDocument or CSV.",
    b"GIF8": "That is a picture. A spreadsheet is needed: Excel, OpenDocument or CSV.",
    b"{\\rtf": f"That is a word processor’s file. {_SAVE_AS}",
    b"<!": f"That is a web page. {_SAVE_AS}",
    b"<html": f"That is a web page. {_SAVE_AS}",
    b"<table": f"That is a web page. {_SAVE_AS}",
    b"<?xml": f"That is an XML file. {_SAVE_AS}",
}


def refuse_strangers(start: bytes) -> None:
    """Raise NotASheetError for a file that is plainly something else."""
    begins = start.lstrip().removeprefix(b"\xef\xbb\xbf").lstrip()
    for sign, why in _STRANGERS.items():
        if begins[: len(sign)].lower() == sign.lower():
            raise NotASheetError(why)
