import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say() -> None:
    """Made from empty, the database is that of the models; the tests' own database was made so."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
