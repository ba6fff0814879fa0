"""The sections of the complete form in the staging table: reduced to what is new, then written (R-18: they replace).

Statements run only when a column of theirs is mapped. Parameters: `company`.
"""
# ruff: noqa: E501, S608  (SQL, put together from the constants of this module only)

from typing import Final

from vinculo.imports.customers.sections import COMPLEMENT

_COLUMNS: Final = tuple(COMPLEMENT)
_WRITTEN: Final = "not refused and changes"
_COMPLEMENT: Final = "staged.sections::jsonb->'complement'"
_RESPONSIBLE: Final = "staged.sections::jsonb->'responsible'"

# A section that says what is known already is no change.
REDUCE: Final = (
    f"""
    update staged set sections = nullif((
        case when exists (select from customers_complement known where known.party_id = staged.party_id
                          and to_jsonb(known) @> ({_COMPLEMENT})) then sections::jsonb - 'complement' else sections::jsonb end
        - case when not exists (
            select from jsonb_each_text({_RESPONSIBLE}) as wanted
            left join customers_responsible known on known.party_id = staged.party_id and known.matter = wanted.key
            where known.user_id::text is distinct from wanted.value) then 'responsible' else '' end)::text, '{{}}')
    where not refused and not is_new and sections is not null
    """,
    """
    update staged set
        roles = array(select wanted from unnest(roles) as wanted where not exists (
            select from customers_partyrole known where known.party_id = staged.party_id and known.role = wanted)),
        registration = case when not exists (
            select from customers_stateregistration known where known.party_id = staged.party_id and not known.is_substitute
            and known.state_id = registration[1] and known.number = registration[2]) then registration end
    where not refused and not is_new and (roles is not null or registration is not null)
    """,
    """
    update staged set changes = true
    where not refused and not is_new and not changes
    and (sections is not null or cardinality(roles) > 0 or registration is not null)
    """,
)

_VALUES: Final = ", ".join(f"coalesce(({_COMPLEMENT})->>'{column}', '')" for column in _COLUMNS)
_REPLACED: Final = ", ".join(f"coalesce(({_COMPLEMENT})->>'{column}', known.{column})" for column in _COLUMNS)

WRITE: Final = (
    f"""
    update customers_complement known set ({", ".join(_COLUMNS)}) = row({_REPLACED})
    from staged where known.party_id = staged.party_id and {_WRITTEN} and not is_new and {_COMPLEMENT} is not null
    """,
    f"""
    insert into customers_complement (company_id, party_id, {", ".join(_COLUMNS)})
    select %(company)s, party_id, {_VALUES} from staged
    where {_WRITTEN} and {_COMPLEMENT} is not null
    and not exists (select from customers_complement known where known.party_id = staged.party_id)
    """,
    f"""
    delete from customers_responsible known using staged, jsonb_each_text({_RESPONSIBLE}) as wanted
    where {_WRITTEN} and not is_new and known.party_id = staged.party_id and known.matter = wanted.key
    and known.user_id::text is distinct from wanted.value
    """,
    f"""
    insert into customers_responsible (company_id, party_id, matter, user_id)
    select %(company)s, party_id, wanted.key, wanted.value::bigint
    from staged, jsonb_each_text({_RESPONSIBLE}) as wanted
    where {_WRITTEN} and wanted.value is not null and not exists (
        select from customers_responsible known where known.party_id = staged.party_id and known.matter = wanted.key)
    """,
    f"""
    insert into customers_partyrole (company_id, party_id, role)
    select %(company)s, party_id, wanted from staged, unnest(roles) as wanted where {_WRITTEN}
    """,
    f"""
    update customers_stateregistration known set number = registration[2]
    from staged where {_WRITTEN} and not is_new and registration is not null
    and known.party_id = staged.party_id and known.state_id = registration[1] and not known.is_substitute
    """,
    f"""
    insert into customers_stateregistration (company_id, party_id, state_id, number, is_substitute)
    select %(company)s, party_id, registration[1], registration[2], false from staged
    where {_WRITTEN} and registration is not null and not exists (
        select from customers_stateregistration known where known.party_id = staged.party_id
        and known.state_id = registration[1] and not known.is_substitute)
    """,
)
