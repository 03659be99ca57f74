#!/bin/sh
# Writes the two hashed requirements files from pyproject.toml. Needs uv. They hold no registry address.
set -eu
cd "$(dirname "$0")/.."
compile() { uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate "$@"; }
compile pyproject.toml -o requirements.txt
compile pyproject.toml --group test -c requirements.txt -o requirements-test.txt
