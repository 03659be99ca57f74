"""Certificates made for this run: a good one, one that has ended, and their contexts for a test server."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest


class Padlock:
    """A certificate that vouches for itself, and its key. `file` is what an operator would trust."""

    def __init__(self, folder: Path, *names: str, days: int = 30) -> None:
        key, asked, self.file = folder / "key.pem", folder / "asked.pem", folder / "certificate.pem"
        extra = folder / "extra.cnf"
        extra.write_text("subjectAltName=" + ",".join(f"DNS:{name}" for name in names))
        _openssl(
            "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={names[0]}", "-keyout", key, "-out", asked
        )
        made = ("-signkey", key, "-days", days, "-extfile", extra, "-out", self.file)
        _openssl("x509", "-req", "-in", asked, *made)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.file, key)


def _openssl(*words: object) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: apt install openssl")
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)
