"""Settings of the gateway."""

from protocol.settings import Shared, setting


class GatewayConfig(Shared):
    database_url: str = setting(
        "Address of PostgreSQL as the gateway's role, which may only execute the stored functions.",
        env="DATABASE_GATEWAY_URL",
        secret=True,
    )
    status_port: int = setting(
        "Port on which this gateway alone answers /healthz, /readyz and /metrics, for one of several that share "
        "PARTA_PORT+1; 0: only there.",
        env="PARTA_GATEWAY_STATUS_PORT",
        default=0,
        ge=0,
        le=65535,
    )
    readers: int = setting(
        "Connections of a gateway to PostgreSQL for everything but posts.",
        env="PARTA_GATEWAY_READERS",
        default=6,
        ge=1,
        le=100,
    )
    hellos_per_second: float = setting(
        "Sockets that one gateway lets in per second; the others get a slot to come back in.",
        env="PARTA_HELLOS_PER_SECOND",
        default=1500.0,
        gt=0,
    )
    sockets_per_address: int = setting(
        "Sockets of one network address at a time (a school often has a single one).",
        env="PARTA_SOCKETS_PER_ADDRESS",
        default=5000,
        ge=1,
    )
    unknown_per_address: int = setting(
        "Sockets of one network address that have not said who they are.",
        env="PARTA_UNKNOWN_SOCKETS_PER_ADDRESS",
        default=2000,
        ge=1,
    )
    hello_seconds: float = setting(
        "A socket that has not said who it is by then is closed.",
        env="PARTA_HELLO_SECONDS",
        default=5.0,
        gt=0,
    )
    posts_per_second: float = setting(
        "Messages of one socket per second, on average; ten seconds' worth may come at once.",
        env="PARTA_POSTS_PER_SECOND",
        default=5.0,
        gt=0,
    )
    frames_per_second: float = setting(
        "Frames of one socket per second, on average; ten seconds' worth may come at once. More closes the socket.",
        env="PARTA_FRAMES_PER_SECOND",
        default=50.0,
        gt=0,
    )
    waiting_posts: int = setting(
        "Posts that may wait for PostgreSQL; what comes then is refused with a time to try again.",
        env="PARTA_WAITING_POSTS",
        default=20_000,
        ge=1,
    )
    blocked_seconds: float = setting(
        "A socket that takes nothing for this long is closed.",
        env="PARTA_BLOCKED_SECONDS",
        default=20.0,
        gt=0,
    )
    check_seconds: float = setting(
        "How often sessions and heads of chats are compared with PostgreSQL.",
        env="PARTA_CHECK_SECONDS",
        default=10.0,
        gt=0,
    )
    drain_seconds: float = setting(
        "At an orderly stop, clients are told to come back spread over this time.",
        env="PARTA_DRAIN_SECONDS",
        default=3.0,
        ge=0,
    )
    trusted_proxies: int = setting(
        "Number of reverse proxies in front of `web` whose X-Forwarded-For is believed.",
        env="PARTA_TRUSTED_PROXIES",
        default=0,
        ge=0,
    )
