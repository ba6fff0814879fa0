from django.urls import path

from vinculo.catalogue.views import belongings, browsing, files, maintenance, printing

app_name = "catalogue"
urlpatterns = [
    path("", browsing.product_list, name="list"),
    path("novo/", maintenance.new, name="new"),
    path("etiquetas/", printing.product_labels, name="labels"),
    path("lista-de-precos/", printing.prices, name="price_list"),
    path("indicadores/", browsing.indicators, name="indicators"),
    path("pesquisa/", browsing.search, name="search"),
    path("consulta/", browsing.lookup, name="lookup"),
    path("marcas/consulta/", browsing.brand_lookup, name="brand_lookup"),
    path("tabelas/<slug:slug>/", browsing.table_lookup, name="table_lookup"),
    path("ncm/", browsing.ncm_lookup, name="ncm"),
    path("cest/", browsing.cest_lookup, name="cest"),
    path("imagens/<int:pk>/", files.picture, name="picture"),
    path("imagens/<int:pk>/miniatura/", files.thumbnail, name="thumbnail"),
    path("anexos/<int:pk>/", files.attachment, name="attachment"),
    path("<int:pk>/", maintenance.product, name="product"),
    path("<int:pk>/favorito/", browsing.favourite, name="favourite"),
    path("<int:pk>/situacao/<slug:change>/", maintenance.standing, name="standing"),
    path("<int:pk>/alterar/<slug:key>/", maintenance.edit, name="edit"),
    path("<int:pk>/estabelecimentos/<int:establishment_id>/<slug:kind>/", belongings.branch, name="branch"),
    path("<int:pk>/promessa/alterar/", belongings.promise_rule, name="promise_rule"),
    path("<int:pk>/complementos/alterar/", belongings.custom_values, name="custom_values"),
    path("<int:pk>/imagens/nova/", files.add_picture, name="add_picture"),
    path("<int:pk>/imagens/<int:row_id>/", files.edit_picture, name="edit_picture"),
    path("<int:pk>/imagens/<int:row_id>/excluir/", files.remove_picture, name="remove_picture"),
    path("<int:pk>/anexos/novo/", files.add_attachment, name="add_attachment"),
    path("<int:pk>/anexos/<int:row_id>/", files.edit_attachment, name="edit_attachment"),
    path("<int:pk>/anexos/<int:row_id>/excluir/", files.remove_attachment, name="remove_attachment"),
    path("<int:pk>/incluir/<slug:kind>/", belongings.add, name="add_belonging"),
    path("<int:pk>/linha/<slug:kind>/<int:row_id>/", belongings.edit, name="edit_belonging"),
    path("<int:pk>/linha/<slug:kind>/<int:row_id>/excluir/", belongings.remove, name="remove_belonging"),
    path("<int:pk>/<slug:key>/", maintenance.section, name="section"),
]
