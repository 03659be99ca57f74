"""Websites with a padlock: trusted through the operator's bundle, or not."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest
from leasow_net import PUBLIC, FakeNet, look_through
from leasow_web import answer, serving

from checkup import Outcome

PAGE = answer("<title>Friends of Leasow Park</title><p>Welcome to the park.</p>")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate and its key for leasow.example, made for this run."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: apt install openssl")
    file = tmp_path_factory.mktemp("padlock") / "leasow.pem"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=leasow.example"]
    named = ["-addext", "subjectAltName=DNS:leasow.example", "-keyout", str(file), "-out", str(file) + ".crt"]
    subprocess.run(["openssl", *made, *named], check=True, capture_output=True)
    return file


def padlocked(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{certificate}.crt", certificate)
    return context


def test_site_with_a_padlock_when_the_operators_bundle_trusts_it(certificate: Path) -> None:
    with serving({"/": PAGE}, padlocked(certificate)) as web:
        net = FakeNet({"leasow.example": [[PUBLIC]]}, web)
        report = look_through(net, "https://leasow.example/", ca_bundle=f"{certificate}.crt")

    assert report.outcome is Outcome.LOOKED
    assert set(net.dialled) == {PUBLIC}


def test_site_with_a_padlock_when_nobody_vouches_for_it(certificate: Path) -> None:
    with serving({"/": PAGE}, padlocked(certificate)) as web:
        report = look_through(FakeNet({"leasow.example": [[PUBLIC]]}, web), "https://leasow.example/")

    assert report.outcome is Outcome.BAD_PADLOCK
    assert web.asked == []


def test_site_with_a_padlock_when_it_is_somebody_elses(certificate: Path) -> None:
    with serving({"/": PAGE}, padlocked(certificate)) as web:
        net = FakeNet({"other.example": [[PUBLIC]]}, web)
        report = look_through(net, "https://other.example/", ca_bundle=f"{certificate}.crt")

    assert report.outcome is Outcome.BAD_PADLOCK
    assert web.asked == []
