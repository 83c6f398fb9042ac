"""What tests of every domain share."""

from procrastinate.contrib.django.models import ProcrastinateJob

from parta.platform.tasks import app


def run_jobs() -> int:
    """Do the queued jobs now, inside the test's transaction, until none is left; return how many there were.

    Each runs as the worker would run it, but a failing one raises here instead of being tried again.
    """
    done = 0
    while job := ProcrastinateJob.objects.filter(status="todo").order_by("id").first():
        app.tasks[job.task_name].func(**job.args)
        ProcrastinateJob.objects.filter(pk=job.pk)._raw_delete(using="default")
        done += 1
    return done
