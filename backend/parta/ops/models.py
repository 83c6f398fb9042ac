"""What the operator's side of an installation remembers."""

from django.db import models


class SetupLink(models.Model):
    """Makes whoever opens it first an operator; printed in the terminal of whoever runs the installation."""

    id = models.BigAutoField(primary_key=True)
    token_hash = models.BinaryField(unique=True)
    """SHA-256; the token itself is in the terminal only."""
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "setup_link"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True, used_by_id__isnull=True)
                | models.Q(used_at__isnull=False, used_by_id__isnull=False),
                name="setup_link_used_by_somebody",
            ),
        ]
