"""Behind the scenes: work that did not go through, with "try again"."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from bandstand.jobs.actions import try_again
from bandstand.jobs.queries import dead_jobs, how_many
from bandstand.people.rights import Right
from bandstand.web.guards import DeskRequest, desk


@desk(Right.PEOPLE)
@require_safe
def jobs(request: DeskRequest) -> HttpResponse:
    page = Paginator(dead_jobs(), 50).get_page(request.GET.get("page"))
    return render(request, "desk/jobs/list.html", {"page": page, "counts": how_many()})


@desk(Right.PEOPLE)
@require_POST
def again(request: DeskRequest, job_id: int) -> HttpResponse:
    job = get_object_or_404(dead_jobs(), pk=job_id)
    try_again(job, by=request.person)
    messages.success(request, f"“{job.about}” is back in the queue.")
    return redirect("desk-jobs")


urls = [
    path("jobs/", jobs, name="desk-jobs"),
    path("jobs/<int:job_id>/again/", again, name="desk-job-again"),
]
