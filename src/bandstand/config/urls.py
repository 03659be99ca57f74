"""Every address of the site."""

from django.urls import include, path

from bandstand.api.urls import urls as api_urls
from bandstand.web.account.views import urls as account_urls
from bandstand.web.day.urls import urls as day_urls
from bandstand.web.desk.urls import urls as desk_urls
from bandstand.web.public.urls import urls as public_urls

urlpatterns = [
    *public_urls,
    *account_urls,
    *day_urls,
    *api_urls,
    path("desk/", include(desk_urls)),
]

handler400 = "bandstand.web.errors.bad_request"
handler403 = "bandstand.web.errors.not_yours"
handler404 = "bandstand.web.errors.not_found"
handler500 = "bandstand.web.errors.broken"
