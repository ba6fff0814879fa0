"""The one list component: filters, saved views, columns, sorting, bulk actions, exports. docs/how-to/add-a-list.md.

What a list is made of is here; `lists.page.render` answers a request with it.
"""

from vinculo.foundation.lists.definition import (
    BulkAction,
    BulkResult,
    Column,
    Empty,
    Foreseen,
    ListDefinition,
    UnknownList,
    definition_of,
    register,
)
from vinculo.foundation.lists.filters import (
    Applied,
    BadFilter,
    BooleanFilter,
    ChoiceFilter,
    DateRangeFilter,
    Filter,
    LookupFilter,
    MultiChoiceFilter,
    PersonFilter,
    TextFilter,
)

__all__ = [
    "Applied",
    "BadFilter",
    "BooleanFilter",
    "BulkAction",
    "BulkResult",
    "ChoiceFilter",
    "Column",
    "DateRangeFilter",
    "Empty",
    "Filter",
    "Foreseen",
    "ListDefinition",
    "LookupFilter",
    "MultiChoiceFilter",
    "PersonFilter",
    "TextFilter",
    "UnknownList",
    "definition_of",
    "register",
]
