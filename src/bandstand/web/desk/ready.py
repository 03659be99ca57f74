"""Getting ready: one page top to bottom for a gathering that is coming, and its reminder."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bandstand.gatherings.actions import reminding
from bandstand.gatherings.actions.letters import question_for
from bandstand.gatherings.models import Attendance
from bandstand.gatherings.queries.ready import ready
from bandstand.gatherings.queries.reminding import to_remind
from bandstand.groups.models import Kind
from bandstand.kit.words import counted
from bandstand.people.actions.looks import looked_at
from bandstand.people.rights import Right
from bandstand.web.forms.inviting import ReminderForm
from bandstand.web.guards import DeskRequest, desk
from bandstand.web.named import the_gathering

from .inviting import open_gathering


@desk(Right.SEE)
@require_safe
def getting_ready(request: DeskRequest, slug: str) -> HttpResponse:
    """The forecast, who is coming, whom to ask, the checklist, and what has been written."""
    gathering = the_gathering(slug)
    found = ready(gathering)
    kinds = {group.kind.look for one, _ in found.looking for group in one.groups.all() if group.kind}
    if Kind.Look.HEALTH in kinds:
        looked_at(request.hub, f"who is coming to {gathering}, with a health group", by=request.person)
    return render(request, "desk/ready/ready.html", {"gathering": gathering, "ready": found})


@desk(Right.PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def reminder(request: DeskRequest, slug: str) -> HttpResponse:
    """When the reminder goes by itself, what it asks, and sending it by hand."""
    gathering = open_gathering(slug)
    form = ReminderForm(request.POST or None, initial=ReminderForm.start(gathering))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        reminding.plan_reminder(gathering, days=said["days"], question=said["question"], by=request.person)
        messages.success(request, "Saved.")
        return redirect("desk-reminder", slug)
    told = {
        "gathering": gathering,
        "form": form,
        "due": reminding.due_at(gathering),
        "waiting": to_remind(gathering).count(),
        "question": question_for(Attendance(gathering=gathering, looking=True)),
    }
    return render(request, "desk/ready/reminder.html", told, status=422 if form.errors else 200)


@desk(Right.PLAN)
@require_POST
def remind_now(request: DeskRequest, slug: str) -> HttpResponse:
    sent = reminding.remind(open_gathering(slug), by=request.person)
    messages.success(request, f"{counted(sent, 'reminder is', 'reminders are')} on the way.")
    return redirect("desk-reminder", slug)


urls = [
    path("gatherings/<slug:slug>/ready/", getting_ready, name="desk-ready"),
    path("gatherings/<slug:slug>/reminder/", reminder, name="desk-reminder"),
    path("gatherings/<slug:slug>/reminder/send/", remind_now, name="desk-reminder-send"),
]
