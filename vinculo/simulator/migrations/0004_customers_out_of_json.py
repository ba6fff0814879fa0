"""The customer of each kept sale moves from the JSON to its column."""

from django.db import migrations

# A customer who went into another, and that one into a third, is the third one.
_OUT = """
    with recursive went (party_id, kept_id) as (
        select (typed ->> 'party_id')::bigint, id from simulator_simulatedcase where typed ->> 'party_id' is not null
        union
        select merge.survivor_id, went.kept_id from went
        join identity_merge merge on merge.loser_id = went.party_id and merge.undone_at is null
    )
    update simulator_simulatedcase kept set party_id = party.id from went
    join customers_party party on party.id = went.party_id
    where went.kept_id = kept.id and party.company_id = kept.company_id;
    update simulator_simulatedcase set typed = typed - 'party_id';
"""
_BACK = """
    update simulator_simulatedcase set typed = typed || jsonb_build_object('party_id', party_id)
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial"), ("simulator", "0003_customer")]
    operations = [migrations.RunSQL(_OUT, _BACK)]
