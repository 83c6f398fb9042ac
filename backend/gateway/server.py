"""The gateway put together: listening, the loops that compare with PostgreSQL, and the orderly end."""

import asyncio
import ipaddress
import logging
import random
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from urllib.parse import urlsplit

import msgspec
from picows import (
    WSCloseCode,
    WSProtocolError,
    WSTransport,
    WSUpgradeRequest,
    WSUpgradeResponse,
    WSUpgradeResponseWithListener,
)
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from gateway import metrics
from gateway.bus import Bus
from gateway.config import GatewayConfig
from gateway.connection import CLOSE_RESTART, Connection, Outbox
from gateway.database import DATABASE_AWAY, Database
from gateway.desk import HEARTBEAT_SECONDS, Desk
from gateway.fanout import Fanout
from gateway.focus import Focused
from gateway.framing import listen
from gateway.limits import Bucket
from gateway.people import People
from gateway.personal import Personal
from gateway.presence import Presence
from gateway.receipts import Receipts
from gateway.tasks import Tasks
from gateway.writer import Writer
from protocol import bus as channels
from protocol.frames import (
    CLOSE_NO_HELLO,
    CLOSE_SESSION_ENDED,
    CLOSE_SLOW,
    SUBPROTOCOL,
    Bye,
)

log = logging.getLogger("gateway")

SWEEP_SECONDS = 1.0
QUEUES = 4
"""Listening sockets of a gateway on its port. The kernel lets 4,096 wait at one (somaxconn) and forgets the others, who
try again after one, three and seven seconds; in a storm ten thousand come within half a second."""
GOODBYE_SECONDS = 5.0
"""How long a socket may take to read its goodbye."""
BURST_SECONDS = 10
"""How many seconds' worth of frames and posts may come at once."""


class Gateway:
    """One gateway process. Use `running`."""

    def __init__(self, config: GatewayConfig, *, port: int | None, tasks: Tasks) -> None:
        self.config = config
        self._asked_port = config.port + 1 if port is None else port
        self._loop = asyncio.get_running_loop()
        # Eight bytes of hex: how it knows its own echo on the bus.
        name = secrets.token_hex(4).encode()
        self._outbox = Outbox()
        self._tasks = tasks
        self.people = People()
        self.database = Database(config.database_url, connections=config.readers, tasks=tasks)
        self.fanout = Fanout(database=self.database, people=self.people, name=name, tasks=tasks)
        self.personal = Personal(
            database=self.database,
            people=self.people,
            fanout=self.fanout,
            name=name,
            tasks=tasks,
            check_sessions=self._sessions_may_have_ended,
        )
        self.focused = Focused(fanout=self.fanout, name=name)
        self.presence = Presence(people=self.people, name=name, tasks=tasks)
        self.receipts = Receipts(database=self.database, personal=self.personal, focused=self.focused)
        self.desk = Desk(
            config=config,
            database=self.database,
            people=self.people,
            fanout=self.fanout,
            personal=self.personal,
            focused=self.focused,
            presence=self.presence,
            receipts=self.receipts,
            tasks=tasks,
            name=name,
        )
        self.writer = Writer(
            config.database_url, done=self.desk.on_posted, most_waiting=config.waiting_posts, tasks=tasks
        )
        self.desk.writer = self.writer
        self.bus = Bus(config.valkey_url, received=self._received, came_back=self._bus_came_back)
        for part in (self.fanout, self.personal, self.focused, self.presence, self.desk):
            part.bus = self.bus
        self._sockets: dict[Connection, float] = {}
        """Open sockets, and when they opened."""
        self._closing: dict[Connection, float] = {}
        """Sockets to which a goodbye was said, and since when that is known."""
        self._per_address: Counter[str] = Counter()
        self._unknown_per_address: Counter[str] = Counter()
        self._is_draining = False
        self._database_answers = False
        self.port = 0

    # --- life

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve while the body runs; then tell everybody to come back elsewhere, and end."""
        await self.database.open()
        async with asyncio.TaskGroup() as loops:
            endless = [
                loops.create_task(work, name=name)
                for name, work in {
                    "bus": self.bus.run(),
                    "writer": self.writer.run(),
                    "receipts": self.receipts.run(),
                    "presence": self.presence.run(),
                    "sweep": self._sweep(),
                    "check": self._check(),
                }.items()
            ]
            public, status = await self._listen()
            try:
                yield
            finally:
                for server in public:
                    server.close()
                await self._drain()
                for server in status:
                    server.close()
                for loop in endless:
                    loop.cancel()
        await self.database.close()

    async def _listen(self) -> tuple[list[asyncio.Server], list[asyncio.Server]]:
        """Return the servers for everybody and those for whoever watches this gateway."""
        config = self.config
        at = partial(
            listen, host=config.host, handshake_seconds=config.hello_seconds, heartbeat_seconds=HEARTBEAT_SECONDS
        )
        public = [await at(self._upgrade, port=self._asked_port)]
        self.port = public[0].sockets[0].getsockname()[1]
        public += [await at(self._upgrade, port=self.port) for _ in range(QUEUES - 1)]
        status = [await at(self._tell, port=config.status_port, is_shared=False)] if config.status_port else []
        log.info("gateway listens host=%s port=%s status_port=%s", config.host, self.port, config.status_port)
        return public, status

    async def _drain(self) -> None:
        """Give everybody a time to come back, wait for what is on its way into the table, close."""
        self._is_draining = True
        spread = self.config.drain_seconds
        for socket in list(self._sockets):
            socket.send(Bye(after_ms=int(random.uniform(0, spread) * 1000)))  # noqa: S311  a lot, not a secret
        try:
            async with asyncio.timeout(spread + 1):
                await self.writer.drained()
                await self.receipts.flush()
        except TimeoutError:
            log.warning("posts were left without an answer at the end; their senders send them again")
        for socket in list(self._sockets):
            socket.close(CLOSE_RESTART)
        self.presence.leave_all()
        # Let the goodbyes leave.
        await asyncio.sleep(0.05)
        for socket in list(self._sockets):
            socket.abort()

    # --- HTTP

    def _upgrade(self, request: WSUpgradeRequest) -> WSUpgradeResponseWithListener:
        return self._socket(request) if _path(request) == b"/ws" else self._tell(request)

    def _tell(self, request: WSUpgradeRequest) -> WSUpgradeResponseWithListener:
        """How this gateway is."""
        match _path(request):
            case b"/healthz":
                return _answer(b'{"status":"ok"}')
            case b"/readyz":
                state = {"postgresql": self._database_answers, "valkey": self.bus.is_up}
                # Without Valkey everything works, a little later: no reason to send people away.
                return _answer(msgspec.json.encode(state), status=200 if self._is_ready() else 503)
            case b"/metrics":
                return _answer(generate_latest(), kind=CONTENT_TYPE_LATEST)
        return _answer(b'{"status":"not found"}', status=404)

    def _is_ready(self) -> bool:
        return self._database_answers and not self._is_draining

    def _socket(self, request: WSUpgradeRequest) -> WSUpgradeResponseWithListener:
        if self._is_draining:
            return _answer(b'{"status":"draining"}', status=503)
        if not self._is_origin_ours(request.headers.get("Origin"), host=request.headers.get("Host", "")):
            return _answer(b'{"status":"foreign origin"}', status=403)
        offered = [word.strip() for word in request.headers.get("Sec-WebSocket-Protocol", "").split(",")]
        if SUBPROTOCOL not in offered:
            return _answer(b'{"status":"unknown sub-protocol"}', status=400)
        # Firefox says "keep-alive, Upgrade", which picows does not read as a list.
        if "upgrade" in [word.strip().lower() for word in request.headers.get("Connection", "").split(",")]:
            request.headers["Connection"] = "Upgrade"
        now = self._loop.time()
        config = self.config
        socket = Connection(
            forwarded=request.headers.get("X-Forwarded-For", ""),
            outbox=self._outbox,
            frames=Bucket(rate=config.frames_per_second, burst=BURST_SECONDS * config.frames_per_second, now=now),
            posts=Bucket(rate=config.posts_per_second, burst=BURST_SECONDS * config.posts_per_second, now=now),
            on_open=self._on_open,
            on_message=self._on_message,
            on_gone=self._on_gone,
        )
        response = WSUpgradeResponse.create_101_response({"Sec-WebSocket-Protocol": SUBPROTOCOL})
        return WSUpgradeResponseWithListener(response, socket)

    def _is_origin_ours(self, origin: str | None, *, host: str) -> bool:
        """Is the page ours that opens the socket? What is no browser sends no origin: its ticket decides."""
        if origin is None or origin == self.config.public_url:
            return True
        page, here = urlsplit(origin).hostname or "", urlsplit(f"//{host}").hostname or ""
        # One machine without a name: the page came from the same address and another port. Names are not believed,
        # because anybody can let a name point here.
        return page == here and not self.config.url and _is_address(page)

    # --- sockets

    def _on_open(self, socket: Connection, transport: WSTransport) -> None:
        peer = transport.underlying_transport.get_extra_info("peername")
        socket.address = self._address(socket.forwarded, peer)
        if (
            self._per_address[socket.address] >= self.config.sockets_per_address
            or self._unknown_per_address[socket.address] >= self.config.unknown_per_address
        ):
            metrics.HELLOS.labels("crowded").inc()
            raise WSProtocolError(WSCloseCode.TRY_AGAIN_LATER, "too many sockets from this address")
        socket.is_counted = True
        self._sockets[socket] = self._loop.time()
        self._per_address[socket.address] += 1
        self._unknown_per_address[socket.address] += 1

    def _on_message(self, socket: Connection, message: bytes) -> None:
        if self._is_draining:
            # It was told to come back, and will say it again there; otherwise the end might never come.
            return
        self.desk.on_message(socket, message)
        if socket.session:
            # A signature vouches for him; PostgreSQL may take its time.
            self._is_known(socket)

    def _on_gone(self, socket: Connection) -> None:
        if socket.is_counted:
            del self._sockets[socket]
            self._closing.pop(socket, None)
            self._is_known(socket)
            _count_down(self._per_address, socket.address)
        self.desk.on_gone(socket)

    def _is_known(self, socket: Connection) -> None:
        if not socket.is_known:
            socket.is_known = True
            _count_down(self._unknown_per_address, socket.address)

    def _address(self, forwarded: str, peer: Sequence[object] | None) -> str:
        """Whom to count a socket for; a header is believed only from our own proxies."""
        hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
        trusted = self.config.trusted_proxies
        if trusted and len(hops) >= trusted:
            return hops[-trusted]
        return str(peer[0]) if peer else ""

    # --- what the bus brings

    def _received(self, channel: str, payload: bytes) -> None:
        kind, _, number = channel.partition(":")
        try:
            match kind:
                case "c":
                    self.fanout.heard(int(number), payload)
                case "u":
                    self.personal.heard(int(number), payload)
                case "f":
                    self.focused.heard(int(number), payload)
                case "p":
                    self.presence.heard(int(number))
                case channels.SESSIONS:
                    self._sessions_may_have_ended(msgspec.json.decode(payload, type=list[int]))
        except (msgspec.MsgspecError, ValueError) as error:
            log.warning("a message on the bus could not be read channel=%s error=%r", channel, error)

    def _bus_came_back(self) -> None:
        self._tasks.spawn(self._compare_heads())

    # --- what is compared with PostgreSQL

    async def _check(self) -> None:
        """Every 10 s: which sessions ended, which heads moved without a word."""
        self.bus.subscribe(channels.SESSIONS)
        while True:
            self._database_answers = await self.database.answers()
            metrics.DATABASE_UP.set(self._database_answers)
            if self._database_answers:
                await self._close_ended({socket.session for socket in self._sockets if socket.session})
                await self._compare_heads()
            pause = self.config.check_seconds if self._database_answers else 1.0
            await asyncio.sleep(pause)

    async def _compare_heads(self) -> None:
        try:
            await self.fanout.compare_heads()
            await self.personal.compare_heads()
        except DATABASE_AWAY as error:
            log.warning("heads could not be compared error=%r", error)

    def _sessions_may_have_ended(self, sessions: Sequence[int]) -> None:
        ours = {socket.session for socket in self._sockets} & set(sessions)
        if ours:
            self._tasks.spawn(self._close_ended(ours))

    async def _close_ended(self, sessions: set[int]) -> None:
        if not sessions:
            return
        try:
            living = await self.database.live_sessions(sorted(sessions))
        except DATABASE_AWAY as error:
            log.warning("sessions could not be checked error=%r", error)
            return
        ended = sessions - living
        for socket in [socket for socket in self._sockets if socket.session in ended]:
            socket.send(Bye(after_ms=0, code="session_ended"))
            socket.close(CLOSE_SESSION_ENDED)

    # --- what has a deadline

    async def _sweep(self) -> None:
        """End what has had its time; renew tokens."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            now = self._loop.time()
            for socket, opened in list(self._sockets.items()):
                self._look_at(socket, opened=opened, now=now)
            self.desk.renew(list(self._sockets))

    def _look_at(self, socket: Connection, *, opened: float, now: float) -> None:
        """Close who does not say who he is and who does not read; abort who does not read even the goodbye."""
        config, blocked = self.config, socket.blocked_since()
        if socket.is_closing:
            if self._closing.setdefault(socket, now) + GOODBYE_SECONDS < now:
                socket.abort()
        elif socket.person is None:
            if opened + config.hello_seconds < now and not socket.tasks:
                socket.close(CLOSE_NO_HELLO, "no hello")
        elif blocked and blocked + config.blocked_seconds < now:
            metrics.SLOW_CLOSED.inc()
            log.info("a socket took nothing for too long user=%s", socket.person.user)
            socket.close(CLOSE_SLOW)
        else:
            self._is_known(socket)


@asynccontextmanager
async def running(config: GatewayConfig, *, port: int | None = None) -> AsyncIterator[Gateway]:
    """A gateway that serves while the body runs; `port` instead of the configured one, 0: any."""
    tasks = Tasks()
    gateway = Gateway(config, port=port, tasks=tasks)
    try:
        async with gateway.running():
            yield gateway
    finally:
        await tasks.close()


def _path(request: WSUpgradeRequest) -> bytes:
    return request.path.split(b"?", 1)[0]


def _answer(body: bytes, *, status: int = 200, kind: str = "application/json") -> WSUpgradeResponseWithListener:
    headers = {"Content-Type": kind, "Cache-Control": "no-store"}
    if status < 400:
        response = WSUpgradeResponse.create_ok_response(body, headers)
    else:
        response = WSUpgradeResponse.create_error_response(status, body, headers)
    return WSUpgradeResponseWithListener(response, None)


def _is_address(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _count_down(counter: Counter[str], key: str) -> None:
    counter[key] -= 1
    if counter[key] <= 0:
        del counter[key]
