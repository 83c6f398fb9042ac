"""Tables without a domain: what is to be told, what was done, what was sent in demo mode."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Outbox(models.Model):
    """A domain event on its way out; written in the transaction that made it true, deleted by the relay."""

    id = models.BigAutoField(primary_key=True)
    users = ArrayField(models.BigIntegerField())
    """Whose sockets hear of it."""
    durable = models.BooleanField()
    """Also goes into each person's stream, so that a device that was off line learns of it."""
    event = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "outbox"


class AuditEntry(models.Model):
    """What somebody with power did. Append-only: the app's database role has neither UPDATE nor DELETE here."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(auto_now_add=True)
    actor_id = models.BigIntegerField(null=True)
    """Null: the installation itself (a job, a command)."""
    org_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=80)
    """domain.what_was_done"""
    subject = models.JSONField(default=dict)
    """Ids and codes of what it was done to; no words that people wrote."""
    request_id = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "audit_entry"
        indexes = [models.Index(fields=["org_id", "-at"])]


class SentMessage(models.Model):
    """A mail or SMS of an installation in demo mode, which sends nothing: it is read on the outbox page."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(auto_now_add=True)
    channel = models.CharField(max_length=8, choices=[("mail", "mail"), ("sms", "sms")])
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField()

    class Meta:
        db_table = "sent_message"


class Installation(models.Model):
    """One row: what this installation is."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    epoch = models.UUIDField()
    """Changes when data are restored from a backup: clients then drop their caches."""
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "installation"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_installation")]


class FallbackCache(models.Model):
    """Counters of limits while Valkey is away (`limits.SharedCache`); rows are worthless once `expires` has passed."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "fallback_cache"
