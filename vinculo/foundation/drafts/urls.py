from django.urls import path

from vinculo.foundation.drafts import views

app_name = "drafts"
urlpatterns = [
    path("", views.draft_list, name="list"),
    path("<str:key>/descartar/", views.throw_away, name="throw_away"),
    path("<str:key>/", views.draft, name="draft"),
]
