"""The documents tell the truth about the tree: links resolve, and the maps of ARCHITECTURE.md name what is there."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARCHITECTURE = ROOT / "ARCHITECTURE.md"

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
MENTION = re.compile(r"\b(?:docs/[\w/.-]+|[A-Z]{4,})\.md\b")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def documents(*, endings: tuple[str, ...] = (".md",)) -> list[Path]:
    """Files of the repository, written or about to be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if name.endswith(endings) and (ROOT / name).exists()]


def broken_links(document: Path) -> list[str]:
    text = FENCE.sub("", document.read_text(encoding="utf-8"))
    broken = []
    for target in LINK.findall(text):
        path, _, heading = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        found = (document.parent / path).resolve() if path else document
        if not found.exists() or (heading and heading not in headings(found)):
            broken.append(target)
    return broken


def headings(document: Path) -> set[str]:
    """Anchors as GitHub makes them."""
    text = FENCE.sub("", document.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_link_of_every_document_leads_somewhere() -> None:
    broken = {str(document.relative_to(ROOT)): broken_links(document) for document in documents()}

    assert {name: links for name, links in broken.items() if links} == {}


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "there.md").write_text("# A heading, of sorts\n")
    document = tmp_path / "document.md"
    document.write_text("[a](there.md#a-heading-of-sorts) [b](gone.md) [c](there.md#gone) [d](https://example.org)\n")

    assert broken_links(document) == ["gone.md", "there.md#gone"]


def test_documents_that_the_code_names_exist() -> None:
    missing = [
        f"{source.relative_to(ROOT)}: {name}"
        for source in documents(endings=(".py", ".sql", ".ts", ".tsx", ".mjs", "Makefile"))
        if "tests" not in source.parts
        for name in MENTION.findall(source.read_text(encoding="utf-8"))
        if not (ROOT / name).exists() and not (source.parent / name).exists()
    ]

    assert missing == []


def test_the_map_of_packages_is_the_tree() -> None:
    drawn = rows_of("## Map")
    there = {f"backend/{folder.parent.name}" for folder in (ROOT / "backend").glob("*/__init__.py")}

    assert set(drawn) == there


def test_the_map_of_floors_is_the_tree_and_the_checked_layers() -> None:
    drawn = rows_of("### Domains stand on floors")
    there = {f"backend/parta/{folder.parent.name}" for folder in (ROOT / "backend/parta").glob("*/__init__.py")}

    assert set(drawn) == there
    assert [Path(folder).name for folder in drawn] == checked_layers(there)


def rows_of(heading: str) -> list[str]:
    """Folders linked in the first table after the heading, in order."""
    section = ARCHITECTURE.read_text(encoding="utf-8").split(f"\n{heading}\n")[1]
    table = re.search(r"(^\|.*\n)+", section, re.MULTILINE)
    assert table, heading
    return re.findall(r"\]\((backend/[\w/]+)\)", table[0])


def checked_layers(there: set[str]) -> list[str]:
    """Domains that exist, in the order of import-linter's contract, lowest first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    names = [name.strip("() ") for layer in reversed(layers) for name in layer.split("|")]
    return [name for name in names if f"backend/parta/{name}" in there]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "UPGRADE.md", "LICENSE"])
def test_a_reader_finds_the_usual_documents(name: str) -> None:
    assert (ROOT / name).stat().st_size > 200
