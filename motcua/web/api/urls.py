"""Addresses of the door of partner systems."""

from __future__ import annotations

from django.urls import path

from motcua.web.api import dossiers, views

app_name = "api"
urlpatterns = [
    path("dossiers", dossiers.send, name="dossiers"),
    path("<slug:partner>", views.call, name="call"),
]
