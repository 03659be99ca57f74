"""No addresses: the pages are only drawn."""

urlpatterns: list[object] = []
