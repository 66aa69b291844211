"""Addresses of the door of partner systems."""

from __future__ import annotations

from django.urls import path

from motcua.web.api import views

app_name = "api"
urlpatterns = [path("<slug:partner>", views.call, name="call")]
