"""The rules of ARCHITECTURE.md that import-linter cannot say, read from the syntax tree of every module.

`violations(backend)` returns one sentence per breach: file, line, what, and what to do instead. Tests, `make.py`,
migrations and the demo school make rows for themselves and are let be, except where a rule says otherwise.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

DOMAINS = {
    *("platform", "accounts", "organizations", "roster", "files", "notifications", "messaging", "library"),
    *("calls", "schedule", "broadcasts", "diaries", "appeals", "insights", "bridges", "ops"),
}
OPEN_TO_OTHERS = {"access", "queries", "actions", "errors", "models"}
DOORS = {"api", "tasks", "admin", "management"}
# Modules of the whole house, which belong to no domain and may know every door.
REGISTRATION = {"parta.urls", "parta.settings", "parta.contract"}
# The process that runs a door starts it, as urls hangs up the others.
STARTS = {("parta.ops.worker", "parta.messaging.follower")}
# The ground floor: tables and services of the house, used from everywhere and shaped by what they do.
GROUND = "platform"

INWARD = {
    # who may not import what inside one domain: doors → actions → queries, access → models
    "models": {"access", "queries", "actions"},
    "errors": {"access", "queries", "actions", "models"},
    "queries": {"actions"},
    "access": {"actions"},
}
# Where a table may be met at all.
TOUCH_TABLES = {"access", "queries", "actions", "models"}
WRITES = {
    "create",
    "get_or_create",
    "update_or_create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "acreate",
    "aupdate",
    "adelete",
    "abulk_create",
}
SQL_WRITE = re.compile(r"\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?([a-z][a-z_]+)")
DB_TABLE = re.compile(r"db_table = \"(\w+)\"")
# Two letters, so that a range of a pattern («А-Я») and a replacement of «ё» are no words.
CYRILLIC_WORD = re.compile(r"[А-Яа-яЁё]{2}")
# Where words for people may stand: defaults of settings, mails and SMS, and names that are data (regions of Russia).
SPEAKS_TO_PEOPLE = {"config", "words", "mail", "sms", "templates", "regions"}
WORDS_OF_PEOPLE = {"body", "text", "message", "preview", "entities", "words"}


@dataclass(frozen=True)
class Module:
    """One source file and its place in the house."""

    path: Path
    name: str
    root: Path

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @cached_property
    def parts(self) -> list[str]:
        return self.name.split(".")

    @property
    def domain(self) -> str | None:
        return self.parts[1] if self.parts[0] == "parta" and len(self.parts) > 2 else None

    @property
    def kind(self) -> str:
        """The file name inside the domain: models, access, …"""
        return self.parts[2] if self.domain else self.parts[-1]

    @property
    def makes_rows_for_itself(self) -> bool:
        return bool({"tests", "make", "migrations", "conftest"} & set(self.parts)) or self.parts[-1].startswith("demo")


@dataclass(frozen=True)
class Import:
    """`from module import name as alias`, or `import module` with an empty name."""

    module: str
    name: str
    alias: str
    line: int

    @property
    def full(self) -> str:
        return f"{self.module}.{self.name}" if self.name else self.module


def violations(backend: Path) -> list[str]:
    found = []
    for module in modules_of(backend):
        for rule in RULES:
            found += [f"{module.path.relative_to(backend)}:{line}: {words}" for line, words in rule(module)]
    return sorted(found)


def modules_of(backend: Path) -> list[Module]:
    packages = ("protocol", "gateway", "media", "parta", "streamclient")
    files = sorted(file for package in packages for file in (backend / package).rglob("*.py"))
    return [Module(path=file, name=module_name(file, backend), root=backend) for file in files]


def module_name(file: Path, backend: Path) -> str:
    parts = file.relative_to(backend).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


# --- the rules; each yields (line, sentence)


def only_open_modules_of_other_domains(module: Module) -> Iterator[tuple[int, str]]:
    """Rule 3: from another domain come access, queries, actions, errors and models, and nothing else."""
    if module.domain is None or module.makes_rows_for_itself:
        return
    for imported in imports_of(module):
        other = domain_of(imported)
        if other is None or other in {module.domain, GROUND} or (module.name, imported.full) in STARTS:
            continue
        target = kind_of(imported)
        if target not in OPEN_TO_OTHERS:
            opened = ", ".join(sorted(OPEN_TO_OTHERS))
            yield imported.line, f"{other}.{target} is {other}'s own; from another domain import only {opened}"


def nobody_comes_in_through_a_door(module: Module) -> Iterator[tuple[int, str]]:
    """Rule 5, first half: api, tasks, admin and commands are imported by registration alone."""
    if module.name in REGISTRATION or module.makes_rows_for_itself:
        return
    for imported in imports_of(module):
        target = kind_of(imported)
        within = module.domain == domain_of(imported) and module.kind == target
        if domain_of(imported) not in {None, GROUND} and target in DOORS and not within:
            yield imported.line, f"{imported.full} is a door: nothing imports it but urls; move what is shared inside"


def imports_go_inward(module: Module) -> Iterator[tuple[int, str]]:
    """Rule 5, second half: doors → actions → queries, access → models."""
    forbidden = INWARD.get(module.kind, set())
    if module.domain in {None, GROUND} or module.makes_rows_for_itself:
        return
    for imported in imports_of(module):
        if domain_of(imported) == module.domain and kind_of(imported) in forbidden:
            target = kind_of(imported)
            yield imported.line, f"{module.kind} may not import {target}: doors → actions → queries, access → models"


def tables_are_written_by_their_own_actions(module: Module) -> Iterator[tuple[int, str]]:
    """Rule 4: rows are written in the domain that owns the table, in its actions."""
    if module.domain in {None, GROUND} or module.makes_rows_for_itself:
        return
    models = models_in(module)
    for call in calls_of(module.tree):
        name = manager_called(call)
        if name is not None and call.func.attr in WRITES:
            owner = models.get(name.split(".")[0])
            if owner not in {None, module.domain, GROUND}:
                yield call.lineno, f"{name} belongs to {owner}: call one of its actions"
            elif module.kind != "actions":
                yield call.lineno, f"{name} is written here: writing is for actions"
        elif meets_a_row(call) and module.kind != "actions":
            yield call.lineno, f"a row meets {call.func.attr}() here: writing is for actions"
    for line, table in written_by_sql(module.tree):
        owner = owners_of_tables(module.root).get(table)
        if owner not in {None, module.domain}:
            yield line, f"table {table} belongs to {owner}: call one of its actions"
        elif module.kind != "actions":
            yield line, f"SQL writes {table} here: writing is for actions"


def tables_are_read_in_few_places(module: Module) -> Iterator[tuple[int, str]]:
    """An id from outside becomes an object in access.py; queries read, actions write; doors do neither."""
    if module.domain in {None, GROUND} or module.makes_rows_for_itself or module.kind in TOUCH_TABLES:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            yield node.lineno, "tables are touched here: access.py turns ids into objects, queries.py reads"


def no_short_cut_to_an_object(module: Module) -> Iterator[tuple[int, str]]:
    """Django's get_object_or_404 asks nobody whether the caller may know of the object."""
    for imported in imports_of(module):
        if imported.name in {"get_object_or_404", "get_list_or_404"}:
            yield imported.line, f"{imported.name}: access.py is where an id becomes an object"


def no_signals(module: Module) -> Iterator[tuple[int, str]]:
    """Rule 6: explicit calls down, events up."""
    for imported in imports_of(module):
        if imported.module == "django.dispatch" or "signals" in imported.full.split("."):
            yield imported.line, f"{imported.full}: no signals; call down, publish an event up"


def words_for_people_live_elsewhere(module: Module) -> Iterator[tuple[int, str]]:
    """Rule 8: Python sends codes and parameters; words stand in the front end, mails and push templates."""
    if module.makes_rows_for_itself or SPEAKS_TO_PEOPLE & set(module.parts):
        return
    documentation = {id(node) for node in docstrings(module.tree)}
    for node in ast.walk(module.tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documentation
            and CYRILLIC_WORD.search(node.value)
            and not has_reason(module, node.lineno)
        ):
            yield node.lineno, f"words for people in Python ({node.value[:30]!r}): send a code, or say `# words: why`"


def events_carry_no_bodies(module: Module) -> Iterator[tuple[int, str]]:
    """Rule 6: what people wrote is never in events, so neither in outbox rows nor in job arguments."""
    if module.name != "protocol.events":
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id in WORDS_OF_PEOPLE:
            yield node.lineno, f"an event carries {node.target.id}: ids and numbers only, never what people wrote"


RULES = (
    only_open_modules_of_other_domains,
    nobody_comes_in_through_a_door,
    imports_go_inward,
    tables_are_written_by_their_own_actions,
    tables_are_read_in_few_places,
    no_short_cut_to_an_object,
    no_signals,
    words_for_people_live_elsewhere,
    events_carry_no_bodies,
)


# --- reading the tree


def imports_of(module: Module) -> list[Import]:
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found += [
                Import(module=alias.name, name="", alias=alias.asname or "", line=node.lineno) for alias in node.names
            ]
        elif isinstance(node, ast.ImportFrom):
            source = absolute(node, module)
            found += [
                Import(module=source, name=alias.name, alias=alias.asname or alias.name, line=node.lineno)
                for alias in node.names
            ]
    return found


def absolute(node: ast.ImportFrom, module: Module) -> str:
    if not node.level:
        return node.module or ""
    package = module.parts if module.path.name == "__init__.py" else module.parts[:-1]
    base = package[: len(package) - node.level + 1]
    return ".".join([*base, *([node.module] if node.module else [])])


def domain_of(imported: Import) -> str | None:
    parts = imported.full.split(".")
    return parts[1] if parts[0] == "parta" and len(parts) > 2 and parts[1] in DOMAINS else None


def kind_of(imported: Import) -> str:
    """The file name inside the domain that is imported from."""
    return imported.full.split(".")[2] if domain_of(imported) else ""


def models_in(module: Module) -> dict[str, str]:
    """Names by which this module knows models, or modules of models, and the domains that own them."""
    return {
        imported.alias: str(domain_of(imported)) for imported in imports_of(module) if kind_of(imported) == "models"
    }


@dataclass(frozen=True)
class MethodCall:
    func: ast.Attribute
    args: list[ast.expr]
    lineno: int


def calls_of(tree: ast.Module) -> Iterator[MethodCall]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield MethodCall(func=node.func, args=node.args, lineno=node.lineno)


def manager_called(call: MethodCall) -> str | None:
    """`Model` of `Model.objects.filter(…).update(…)`, `models.Model` of `models.Model.objects…`, else None."""
    node: ast.expr = call.func.value
    while True:
        match node:
            case ast.Attribute(value=ast.Name() | ast.Attribute() as model, attr="objects"):
                return ast.unparse(model)
            case ast.Attribute(value=inner) | ast.Call(func=inner) | ast.Subscript(value=inner):
                node = inner
            case _:
                return None


def meets_a_row(call: MethodCall) -> bool:
    """`row.save(update_fields=…)` or `row.delete()`, but not `super().save()` or `cache.delete(key)`."""
    named = isinstance(call.func.value, ast.Name | ast.Attribute)
    return call.func.attr in {"save", "asave", "delete", "adelete"} and named and not call.args


def written_by_sql(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, table) of each INSERT, UPDATE and DELETE in a string of the module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for match in SQL_WRITE.finditer(node.value):
                yield node.lineno, match[1]


@cache
def owners_of_tables(backend: Path) -> dict[str, str]:
    """Which domain each table belongs to, by `db_table` of the models."""
    return {
        match[1]: file.relative_to(backend / "parta").parts[0]
        for file in sorted((backend / "parta").glob("*/models*"))
        for source in ([file] if file.is_file() else sorted(file.rglob("*.py")))
        for match in DB_TABLE.finditer(source.read_text(encoding="utf-8"))
    }


def docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    """String constants that are statements: docstrings of modules, classes, functions, and of attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def has_reason(module: Module, line: int) -> bool:
    lines = module.path.read_text(encoding="utf-8").splitlines()
    return "# words:" in lines[line - 1]
