"""One's own background jobs: how far they are, stopping them, their result files."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from access.actions.jobs import cancel
from access.choices import JobState
from access.gate import SIGNED_IN, page, reader_of
from access.jobs import permit_result
from access.models import Job
from access.pages import DetailPage
from common import keyset
from common.presentation import Link, Tone
from common.templatetags.kit import when
from trail.recording import record

SIZE = 20
TONES = {JobState.DONE: Tone.SUCCESS, JobState.FAILED: Tone.DANGER, JobState.RUNNING: Tone.INFO}


@page(SIGNED_IN)
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Show the reader's jobs, newest first."""
    rows = Job.objects.visible_to(reader_of(request))
    try:
        found = keyset.page(rows, ["-id"], request.GET.get("after"), SIZE)
    except keyset.InvalidCursor as error:
        messages.warning(request, str(error))
        return redirect("jobs:list")
    address = reverse("jobs:list")
    context = {
        "title": _t("Background jobs"),
        "meta": _t("What you started that takes a while. A finished job is kept for 14 days, with its file."),
        "jobs": [shown(job) for job in found.rows],
        "older": f"{address}?after={found.next_cursor}" if found.next_cursor else "",
        "newer": f"{address}?after={found.previous_cursor}" if found.previous_cursor else "",
    }
    return render(request, "access/account/jobs.html", context)


class JobPage(DetailPage):
    """One job; htmx asks again and again for its card alone."""

    permission = SIGNED_IN
    model = Job
    template_name = "access/account/job.html"

    def facts(self) -> list[tuple[Any, Any]]:
        """Return when it was asked for and when it ended."""
        return [
            (_t("Asked"), when(self.object.created_at)),
            (_t("Finished"), when(self.object.finished_at)),
            (_t("File"), self.object.result_name),
        ]

    def context(self) -> dict[str, Any]:
        """Return the card."""
        breadcrumbs = [Link(_t("Background jobs"), reverse("jobs:list"))]
        return {"job": shown(self.object), "breadcrumbs": breadcrumbs, "timeline": None}


@page(SIGNED_IN)
@require_POST
def cancel_job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask a job to stop."""
    job = get_object_or_404(Job.objects.visible_to(reader_of(request)), pk=pk)
    if job.is_open:
        cancel(job)
    else:
        messages.info(request, _t("The job had ended already."))
    return redirect(job)


@page(SIGNED_IN)
@require_safe
def result(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Hand out a job's result file, as a file whatever is in it; that it was taken is on record."""
    reader = reader_of(request)
    job = get_object_or_404(Job.objects.visible_to(reader), pk=pk)
    permit_result(reader, job)
    try:
        file = job.result.open("rb")
    except (FileNotFoundError, ValueError):
        context = {"title": _("This file is gone"), "job": job}
        return render(request, "access/account/file_gone.html", context, status=404)
    with transaction.atomic():
        record("access.export.downloaded", subject=reader, by=reader, file=job.result_name, job=job.title)
    response = FileResponse(file, as_attachment=True, filename=job.result_name or "result")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def shown(job: Job) -> dict[str, Any]:
    """Return a job as the component shows it."""
    has_file = bool(job.result.name) and job.result.storage.exists(str(job.result.name))
    return {
        "title": job.title,
        "state": job.state,
        "state_word": _t("Stopping") if job.is_open and job.cancel_requested else JobState(job.state).label,
        "tone": TONES.get(JobState(job.state), Tone.NEUTRAL),
        "done": job.done,
        "total": job.total,
        "message": message_of(job, has_file=has_file),
        "url": job.get_absolute_url(),
        "cancel_url": "" if job.cancel_requested else reverse("jobs:cancel", args=[job.pk]),
        "result_url": reverse("jobs:result", args=[job.pk]) if has_file else "",
        "result_label": job.result_name,
        "finished": not job.is_open,
    }


def message_of(job: Job, *, has_file: bool) -> str:
    """Return what there is to say about a job besides its numbers."""
    if job.state == JobState.WAITING:
        return _t("Waits for a free worker.")
    if job.result_name and not has_file and not job.is_open:
        return _t("Its file is gone. Start the job again for a new one.")
    if job.state == JobState.RUNNING and not job.message:
        return _t("You can leave this page; a message tells you when it is done.")
    # A failure nobody foresaw is kept untranslated.
    return _t(job.message) if job.message else ""
