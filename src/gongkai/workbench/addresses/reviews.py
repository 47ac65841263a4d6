"""Addresses: reviews."""

from django.urls import URLPattern, path

from gongkai.workbench.views.reviews import review, reviews

urlpatterns: list[URLPattern] = [
    path("reviews/", reviews, name="reviews"),
    path("reviews/<int:key>/", review, name="review"),
]
