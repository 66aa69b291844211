"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from motcua.web.desk import signing_views, views

app_name = "desk"
urlpatterns = [
    path("viec/", views.duties, name="duties"),
    path("cho-ky/", views.to_sign, name="to_sign"),
    path("cho-ky/xem/", signing_views.shown, name="batch"),
    path("cho-ky/ky/", signing_views.signed, name="sign_batch"),
    path("tim/", views.search, name="search"),
    path("ho-so/<int:dossier_id>/", views.dossier, name="dossier"),
    path("ho-so/<int:dossier_id>/ket-qua-da-ky/", views.result, name="result"),
    path("ho-so/<int:dossier_id>/<slug:slug>/", views.act, name="act"),
]
