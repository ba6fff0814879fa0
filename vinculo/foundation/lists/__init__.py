"""The one list component: filters, saved views, columns, sorting, bulk actions, exports."""
