"""`parta up`: the whole of an installation on one machine."""

import asyncio
import http.client
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from functools import partial

from parta.ops import demo_accounts, supervisor
from parta.ops.config import UpConfig
from parta.ops.environment import PORT_OF, Environments, environments_of
from parta.ops.installation import CannotStart, Installation, existing_mode, opened
from parta.ops.supervisor import Output, Program, Stage, Task
from protocol.settings import LogFormat, Mode

# Sockets of a copy that has just ended; and processes of one that was killed, which end by themselves.
PORTS_MAY_TAKE_SECONDS = 1.0
PORTS_MAY_TAKE_AFTER_KILL_SECONDS = 20.0


def up(*, new_is: Mode) -> None:
    """Run until asked to stop. Raises CannotStart or supervisor.StartFailed with a sentence that helps."""
    config = UpConfig.from_environment()
    began = time.monotonic()
    # Before the folder becomes a school's: who is refused may then still try the demo in it.
    refuse_school_without_post(existing_mode(config.folder) or config.asked_mode or new_is, config)
    with opened(config, new_is=new_is) as installation:
        wait_for_ports(
            config, seconds=PORTS_MAY_TAKE_AFTER_KILL_SECONDS if installation.cut_off else PORTS_MAY_TAKE_SECONDS
        )
        output = Output(prefixed=config.log is LogFormat.TEXT)
        output.say(f"starting a {installation.mode} installation in {installation.folder}")

        def on_ready() -> None:
            output.say(f"ready in {time.monotonic() - began:.1f} s")
            for line in welcome(installation, config):
                output.say(line)

        in_order = stages(installation, environments_of(installation, config), config)
        asyncio.run(supervisor.supervise(in_order, output=output, on_ready=on_ready))


def stages(installation: Installation, environments: Environments, config: UpConfig) -> list[Stage]:
    """What runs, in the order in which it starts."""
    app = environments.app
    in_order: list[Stage] = [
        [supervisor.program_of(engine) for engine in environments.engines],
        Task("migrate", _parta("migrate"), environments.owner, what="bringing the database up to date"),
    ]
    if installation.mode is Mode.SCHOOL:
        in_order.append(Task("operator", _parta("operator", "link", "--if-none"), app))
    elif not demo_accounts.kept(installation.folder):
        in_order.append(Task("demo", _parta("demo", "make"), app, what="making the demo school, this once"))
    in_order.append(
        [
            _program("web", app, config),
            *_gateways(environments.gateway, config),
            _program("media", environments.media, config),
            _program("worker", app, config),
        ]
    )
    return in_order


def refuse_school_without_post(mode: Mode, config: UpConfig) -> None:
    if mode is Mode.SCHOOL and not (config.smtp_url or config.sms_url):
        raise CannotStart(
            "a school installation confirms people by mail or SMS and cannot start without them: "
            "set SMTP_URL (smtp+tls://user:password@host:587) or SMS_URL. "
            "To try Parta out: PARTA_DATA=var-demo make run"
        )


def wait_for_ports(config: UpConfig, *, seconds: float) -> None:
    """Refuse to start on a port that somebody uses for longer than that."""
    ports = [*(config.port + offset for offset in PORT_OF.values()), *config.gateway_status_ports]
    deadline = time.monotonic() + seconds
    while taken := [port for port in ports if not is_free(config.host, port)]:
        if time.monotonic() > deadline:
            raise CannotStart(
                f"port {taken[0]} is taken by another program: "
                f"stop that, or choose other ports, for instance PARTA_PORT={config.port + 100} make run"
            )
        time.sleep(0.1)


def welcome(installation: Installation, config: UpConfig) -> list[str]:
    """What the person at the terminal wants to know."""
    url = config.public_url
    lines = ["", f"Parta is at {url}"]
    if installation.mode is Mode.DEMO:
        lines += [
            f"This is a demo: mails and SMS go nowhere but to {url}/outbox, schools are verified at once.",
            *demo_accounts.as_lines(installation.folder),
        ]
    if config.reached_over_plain_http:
        lines += [
            f"{url} is plain http and not this machine: browsers give such a page no camera, no microphone,",
            "no installation as an app and no work off line. Put https before it (deploy/README.md) and set PARTA_URL.",
        ]
    return [*lines, "Ctrl+C stops everything."]


def _program(name: str, env: Mapping[str, str], config: UpConfig) -> Program:
    return Program(
        name=name,
        argv=_parta(name),
        env=env,
        is_ready=partial(_answers, config.asked_at, config.port + PORT_OF[name]),
    )


def _gateways(env: Mapping[str, str], config: UpConfig) -> list[Program]:
    """On the shared port anyone of several may answer; each is asked at the port that is its own."""
    if not config.gateway_status_ports:
        return [_program("gateway", env, config)]
    return [
        Program(
            name="gateway" if config.gateways == 1 else f"gateway-{number}",
            argv=_parta("gateway"),
            env={**env, "PARTA_GATEWAY_STATUS_PORT": str(port)},
            is_ready=partial(_answers, config.asked_at, port),
        )
        for number, port in enumerate(config.gateway_status_ports, start=1)
    ]


def _parta(*words: str) -> Sequence[str]:
    return [sys.executable, "-m", "parta", *words]


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As the servers do: a connection that is still being forgotten does not hold the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
