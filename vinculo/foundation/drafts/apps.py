from django.apps import AppConfig

from vinculo.foundation.ui.shell import AccountLink, register_account_links


class DraftsConfig(AppConfig):
    name = "vinculo.foundation.drafts"
    label = "drafts"

    def ready(self) -> None:
        register_account_links(AccountLink("Meus rascunhos", "note", "drafts:list"))
