#!/bin/sh
# Write the hashed locks of requirements/ from pyproject.toml and requirements/*.in. No index and no path of this machine gets in.
set -eu
cd "$(dirname "$0")/.."
compile() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade "$@"
}
compile requirements/uv.in -o requirements/uv.txt
compile requirements/node.in -o requirements/node.txt
compile pyproject.toml requirements/build.in -o requirements/runtime.txt
compile pyproject.toml requirements/build.in --group dev -c requirements/runtime.txt -o requirements/dev.txt
