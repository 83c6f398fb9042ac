"""What device a User-Agent speaks of, plainly: people recognise «Chrome, Windows», not a version."""

import re
from typing import Literal

from ninja import Schema

Kind = Literal["computer", "phone", "tablet", "unknown"]

# The order matters: nearly every browser also claims to be those below it.
BROWSERS = [
    ("Yandex", r"YaBrowser/"),
    ("Opera", r"OPR/|Opera"),
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/|Chromium/"),
    ("Safari", r"Safari/"),
]
SYSTEMS = [
    ("iOS", r"iPhone|iPad|iPod"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("ChromeOS", r"CrOS"),
    ("macOS", r"Macintosh|Mac OS X"),
    ("Linux", r"Linux|X11"),
]


class Device(Schema):
    browser: str
    """Name of the browser, or empty if it is not known."""
    os: str
    """Name of the operating system, or empty if it is not known."""
    kind: Kind


def device_of(user_agent: str) -> Device:
    os = _first(SYSTEMS, user_agent)
    return Device(browser=_first(BROWSERS, user_agent), os=os, kind=_kind(user_agent, os=os))


def _first(names: list[tuple[str, str]], user_agent: str) -> str:
    return next((name for name, pattern in names if re.search(pattern, user_agent)), "")


def _kind(user_agent: str, *, os: str) -> Kind:
    if re.search(r"iPad|Tablet", user_agent) or (os == "Android" and "Mobile" not in user_agent):
        return "tablet"
    if os in {"iOS", "Android"}:
        return "phone"
    return "computer" if os else "unknown"
