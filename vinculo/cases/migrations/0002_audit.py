from django.db import migrations

from vinculo.foundation.audit.operations import track

TABLES = ("casetype", "casenature", "casesubject", "media", "channel", "contactaction", "contactresult", "closingreason")


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("audit", "0002_triggers")]
    operations = [
        track("cases_servicecase", root="cases.servicecase", derived=("version",)),
        track("cases_contact", root="cases.servicecase", root_column="case_id", derived=("version",)),
        track("cases_reschedule", root="cases.contact", root_column="contact_id"),
        track("cases_handover", root="cases.servicecase", root_column="case_id"),
        track("cases_transfer", root="cases.transfer"),
        track("cases_casesubject_natures", root="cases.casesubject", root_column="casesubject_id"),
        track("cases_closingreason_natures", root="cases.closingreason", root_column="closingreason_id"),
        track("cases_closingreason_actions", root="cases.closingreason", root_column="closingreason_id"),
        *(track(f"cases_{name}", root=f"cases.{name}") for name in TABLES),
    ]
