"""A home of the tests’ own, set up before pytest-django reads the settings (addopts in pyproject.toml)."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings

# A busy machine makes up examples slowly; that says nothing of what is tested.
settings.register_profile("bandstand", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("bandstand")

# Workers of one run side by side have a home each.
if "BANDSTAND_DIR" not in os.environ or "PYTEST_XDIST_WORKER" in os.environ:
    os.environ["BANDSTAND_DIR"] = tempfile.mkdtemp(prefix="bandstand-tests-")
    atexit.register(shutil.rmtree, os.environ["BANDSTAND_DIR"], ignore_errors=True)
os.environ.setdefault("BANDSTAND_HOSTS", "testserver,localhost,127.0.0.1,.example")

# The web server's folder of static files: empty here, where pages name files as they are.
Path(os.environ["BANDSTAND_DIR"], "static").mkdir(parents=True, exist_ok=True)
