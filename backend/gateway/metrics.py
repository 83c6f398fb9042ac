"""What the gateway counts. Names are a promise: somebody's alarms hang on them."""

from prometheus_client import Counter, Gauge, Histogram

SOCKETS = Gauge("parta_gateway_sockets", "Open sockets.")
PEOPLE = Gauge("parta_gateway_people", "People with a socket here.")
CHATS = Gauge("parta_gateway_chats", "Chats with somebody on line here.")
HELLOS = Counter("parta_gateway_hellos_total", "Sockets that said hello, by outcome.", ["outcome"])
POSTS = Counter("parta_gateway_posts_total", "Posts by outcome: ok, dup or the code of the refusal.", ["outcome"])
BATCHES = Histogram(
    "parta_gateway_batch_posts", "Posts in one call of post_messages.", buckets=(1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
)
POST_SECONDS = Histogram(
    "parta_gateway_post_seconds",
    "From the arrival of a post to its ack.",
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)
WRITER_FAILURES = Counter("parta_gateway_writer_failures_total", "Failed calls of post_messages, by kind.", ["kind"])
EVENTS = Counter("parta_gateway_events_total", "Events of chats that left, before they were multiplied.")
DELIVERIES = Counter("parta_gateway_deliveries_total", "Events written to sockets.")
CATCH_UPS = Counter("parta_gateway_catch_ups_total", "Fetches of events that no wake-up had brought.")
MEMBER_RELOADS = Counter("parta_gateway_member_reloads_total", "Fetches of a chat's list of members.")
POKES = Counter("parta_gateway_pokes_total", "Backlogs replaced by a poke.")
SLOW_CLOSED = Counter("parta_gateway_slow_closed_total", "Sockets closed because they took nothing.")
BUS_UP = Gauge("parta_gateway_bus_up", "1 while Valkey answers.")
DATABASE_UP = Gauge("parta_gateway_database_up", "1 while PostgreSQL answers.")
