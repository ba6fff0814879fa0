"""Fields a company makes up for its records: defined once, filled in, shown and printed like the others.

A record type (`register_record`) says for which audiences its fields may be (natural and legal persons, say). Its app
keeps the answers in a table of its own that inherits from `models.CustomValue`.
"""

from vinculo.foundation.custom_fields.records import Audience, CustomizedRecord, register_record

__all__ = ["Audience", "CustomizedRecord", "register_record"]
