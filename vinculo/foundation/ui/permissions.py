from enum import StrEnum


class Permission(StrEnum):
    STYLE_PAGE = "ui.style_page"
