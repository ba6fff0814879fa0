from django.urls import path

from vinculo.organization.views import access_log, account, calendar, home, parameters, roles, structure, users

app_name = "organization"
urlpatterns = [
    path("", home.home, name="home"),
    path("empresa/", home.company, name="company"),
    path("empresa/documento-de-exemplo/", home.letterhead_sample, name="letterhead_sample"),
    path("pessoas", home.people, name="people"),
    path("estabelecimento-atual", account.switch_establishment, name="switch_establishment"),
    path("estabelecimentos/", structure.establishments, name="establishments"),
    path("estabelecimentos/novo/", structure.new_establishment, name="new_establishment"),
    path("estabelecimentos/<int:pk>/", structure.establishment, name="establishment"),
    path("estabelecimentos/<int:pk>/situacao", structure.establishment_active, name="establishment_active"),
    path("equipes/", structure.teams, name="teams"),
    path("equipes/nova/", structure.new_team, name="new_team"),
    path("equipes/<int:pk>/", structure.team, name="team"),
    path("equipes/<int:pk>/situacao", structure.team_active, name="team_active"),
    path("usuarios/", users.users, name="users"),
    path("usuarios/novo/", users.new_user, name="new_user"),
    path("usuarios/<int:pk>/", users.user, name="user"),
    path("usuarios/<int:pk>/situacao", users.user_active, name="user_active"),
    path("usuarios/<int:pk>/convite", users.password_link, name="password_link"),
    path("usuarios/<int:pk>/desbloquear", users.unlock, name="unlock_user"),
    path("usuarios/<int:pk>/segundo-fator", users.remove_second_factor, name="remove_second_factor"),
    path("perfis/", roles.roles, name="roles"),
    path("perfis/novo/", roles.new_role, name="new_role"),
    path("perfis/<int:pk>/", roles.role, name="role"),
    path("perfis/<int:pk>/excluir", roles.delete_role, name="delete_role"),
    path("parametros/", parameters.parameters, name="parameters"),
    path("parametros/<str:key>/", parameters.parameter, name="parameter"),
    path("calendario/", calendar.year, name="calendar"),
    path("calendario/novo/", calendar.new_holiday, name="new_holiday"),
    path("calendario/<int:pk>/", calendar.holiday, name="holiday"),
    path("calendario/<int:pk>/excluir", calendar.delete_holiday, name="delete_holiday"),
    path("acessos/", access_log.access_log, name="access_log"),
]
