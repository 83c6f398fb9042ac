"""Tables of the messenger, in two families that no function joins (docs/guides/stream.md).

Chat family: led by `org_id`, the owner of the chat. Person family: led by `user_id`. There is no foreign key between
the families, nor to the tables of other domains: the hot path is the stored functions of `sql/`, and both families can
be distributed later. Ids are < 2^53, so that JavaScript reads them.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class ChatKind(models.TextChoices):
    DIRECT = "direct"
    GROUP = "group"
    """Adults only."""
    PUPIL_GROUP = "pupil_group"
    """Made by the staff, with pupils in it: supervised."""
    CLASS = "class"
    CLASS_PARENTS = "class_parents"
    SUBJECT = "subject"
    CLUB = "club"
    SCHOOL_CHANNEL = "school_channel"
    STAFF_CHANNEL = "staff_channel"
    STAFF_ROOM = "staff_room"
    PUBLIC = "public"
    SERVICE = "service"
    """The organisation to one person: reasons of refusal. Nobody writes in it."""


class ChatState(models.TextChoices):
    OPEN = "open"
    READ_ONLY = "read_only"
    CLOSED = "closed"


class ChatRole(models.IntegerChoices):
    """Standing inside a chat; index into `Chat.role_masks`, hence the numbers from 1."""

    OWNER = 1
    ADMINISTRATOR = 2
    MEMBER = 3
    READER = 4


class Chat(models.Model):
    """Its row lock is the order of the chat."""

    pk = models.CompositePrimaryKey("org_id", "chat_id")
    org_id = models.BigIntegerField()
    chat_id = models.BigIntegerField(unique=True)
    """From the sequence `chat_id_seq`."""
    kind = models.CharField(max_length=16, choices=ChatKind.choices)
    title = models.CharField(max_length=100, blank=True)
    """What people search for. Empty where the client has the words: direct and service chats, the chats of the whole
    organisation. Of a class chat the title of the class («7А»), which the client puts into «Общий · 7А»."""
    description = models.CharField(max_length=500, blank=True)
    posts_as_org = models.BooleanField(default=False)
    """A channel: every post is in the name of the organisation."""
    last_seq = models.BigIntegerField(default=0)
    pts = models.BigIntegerField(default=0)
    pts_floor = models.BigIntegerField(default=0)
    """Events up to this pts were trimmed: a difference from below it is a reset."""
    member_ver = models.BigIntegerField(default=1)
    member_count = models.PositiveIntegerField(default=0)
    role_masks = ArrayField(models.IntegerField(), size=4)
    """Rights that a member of each ChatRole can have at most; a setting of the chat acts at once through it."""
    state = models.CharField(max_length=10, choices=ChatState.choices, default=ChatState.OPEN)
    rule = models.CharField(max_length=40, blank=True)
    """Whom the chat follows, e.g. `class:12` or `staff`; empty: members are chosen by hand."""
    user_low = models.BigIntegerField(null=True)
    user_high = models.BigIntegerField(null=True)
    """The two of a direct chat, in order; the one of a service chat in user_low."""
    created_by = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "chat"
        constraints = [
            models.UniqueConstraint(
                fields=["org_id", "user_low", "user_high"],
                condition=models.Q(kind="direct"),
                name="one_direct_chat_per_pair",
            ),
            models.UniqueConstraint(
                fields=["org_id", "user_low"], condition=models.Q(kind="service"), name="one_service_chat_per_person"
            ),
            models.UniqueConstraint(
                fields=["org_id", "kind", "rule"], condition=~models.Q(rule=""), name="one_chat_per_rule"
            ),
        ]


class ChatMember(models.Model):
    pk = models.CompositePrimaryKey("org_id", "chat_id", "user_id")
    org_id = models.BigIntegerField()
    chat_id = models.BigIntegerField()
    user_id = models.BigIntegerField()
    role = models.SmallIntegerField(choices=ChatRole.choices)
    rights = models.IntegerField()
    """Bits of `protocol.rights.Right`, compiled from `access.can()`; effective = rights & role_masks[role]."""
    compiled_ver = models.BigIntegerField()
    """`membership.access_ver` for which `rights` were compiled."""
    compiled_peer_ver = models.BigIntegerField(default=0)
    """The same of the other one of a direct chat: the right to write to him depends on him, too."""
    compiled_policy_ver = models.BigIntegerField(default=1)
    rights_until = models.DateTimeField(null=True)
    """The next instant at which `can()` would answer otherwise."""
    joined_seq = models.BigIntegerField(default=0)
    left_seq = models.BigIntegerField(null=True)
    """Null while in the chat; one who left reads nothing after it."""
    left_pts = models.BigIntegerField(null=True)
    visible_from_seq = models.BigIntegerField(default=1)
    muted_until = models.DateTimeField(null=True)
    """A sanction: no right but READ until then."""
    via_rule = models.BooleanField(default=False)
    read_seq = models.BigIntegerField(default=0)
    """For «who has read»; the person's own cursor is `UserChat.read_seq`."""
    joined_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "chat_member"
        indexes = [
            models.Index(fields=["org_id", "user_id"], condition=models.Q(left_seq=None), name="chat_member_of"),
            models.Index(
                fields=["rights_until"], condition=models.Q(rights_until__isnull=False), name="chat_member_expiring"
            ),
        ]


class Message(models.Model):
    pk = models.CompositePrimaryKey("org_id", "chat_id", "seq")
    org_id = models.BigIntegerField()
    chat_id = models.BigIntegerField()
    seq = models.BigIntegerField()
    pts = models.BigIntegerField()
    """The event that changed it last."""
    sender_id = models.BigIntegerField()
    """0 for service messages."""
    as_org = models.BooleanField(default=False)
    cid = models.UUIDField()
    kind = models.CharField(max_length=8, default="text")
    """text | service"""
    body = models.TextField()
    entities = models.JSONField(null=True)
    service = models.JSONField(null=True)
    """{code, params} of a service message; the client has the words."""
    reply_to = models.BigIntegerField(null=True)
    silent = models.BooleanField(default=False)
    rev = models.IntegerField(default=0)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    """A tombstone: body and entities are emptied in the same statement."""
    expires_at = models.DateTimeField(null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "message"
        constraints = [
            # The cid leads: made in the order of time, the newest ones share a page of the index, whatever the chat.
            models.UniqueConstraint(fields=["cid", "sender_id", "chat_id", "org_id"], name="message_once"),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=models.Q(expires_at__isnull=False), name="message_expiring")
        ]


class MessageRevision(models.Model):
    """What a message said before an edit or a deletion; for moderation only, inside a case."""

    pk = models.CompositePrimaryKey("org_id", "chat_id", "seq", "rev")
    org_id = models.BigIntegerField()
    chat_id = models.BigIntegerField()
    seq = models.BigIntegerField()
    rev = models.IntegerField()
    body = models.TextField()
    entities = models.JSONField(null=True)
    changed_by = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "message_revision"


class ChatEvent(models.Model):
    """The chat's stream: ids and numbers only, never words, else deleted words would live on in it."""

    pk = models.CompositePrimaryKey("org_id", "chat_id", "pts")
    org_id = models.BigIntegerField()
    chat_id = models.BigIntegerField()
    pts = models.BigIntegerField()
    kind = models.CharField(max_length=8)
    """message | edit | delete | members | chat"""
    seq = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    """Of a `members` event: whom it is about."""
    state = models.CharField(max_length=8, db_default="")
    mv = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "chat_event"


class ChatFollowup(models.Model):
    """The chat has news since the worker's follower looked: one row per chat, however many posts."""

    pk = models.CompositePrimaryKey("org_id", "chat_id")
    org_id = models.BigIntegerField()
    chat_id = models.BigIntegerField()
    pts = models.BigIntegerField()
    from_seq = models.BigIntegerField()
    """First message that no job has seen."""
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "chat_followup"


class UserState(models.Model):
    """Head of the person's own stream; the row lock is its order."""

    user_id = models.BigIntegerField(primary_key=True)
    upts = models.BigIntegerField(default=0)
    upts_floor = models.BigIntegerField(default=0)

    class Meta:
        db_table = "user_state"


class UserChat(models.Model):
    """What a chat is to one person."""

    pk = models.CompositePrimaryKey("user_id", "chat_id")
    user_id = models.BigIntegerField()
    chat_id = models.BigIntegerField()
    org_id = models.BigIntegerField()
    read_seq = models.BigIntegerField(default=0)
    marked_unread = models.BooleanField(default=False)
    cleared_upto_seq = models.BigIntegerField(default=0)
    archived = models.BooleanField(default=False)
    pinned_rank = models.SmallIntegerField(null=True)
    muted_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "user_chat"


class UserEvent(models.Model):
    pk = models.CompositePrimaryKey("user_id", "upts")
    user_id = models.BigIntegerField()
    upts = models.BigIntegerField()
    kind = models.CharField(max_length=8)
    """read | chat | event"""
    chat_id = models.BigIntegerField(null=True)
    event = models.JSONField(null=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "user_event"


class UsedTicket(models.Model):
    """Nonces of socket tickets, each good for one socket; swept once they are past their expiry."""

    nonce = models.CharField(max_length=32, primary_key=True)
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "used_ticket"
