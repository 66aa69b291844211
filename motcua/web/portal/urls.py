"""Addresses of this door."""

from __future__ import annotations

from django.urls import path

from motcua.web.portal import views

app_name = "portal"
urlpatterns = [
    path("tra-cuu/", views.search, name="search"),
    path("tra-cuu/<str:code>/", views.progress, name="progress"),
]
