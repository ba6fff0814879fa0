"""The taxes of a sale in Brazil: `tax(sale)` gives every tax of every line, to the cent, and how each came to be.

    >>> taxes = tax(Sale(on=date(2026, 11, 26), regime=Regime.NORMAL, seller_uf="SP", buyer_uf="SP",
    ...                  buyer=Buyer.CONTRIBUTOR, lines=(Line(quantity=Decimal(10), unit_price=Decimal("100.00"),
    ...                  rules=LineRules(icms=IcmsRule(situation="00", rate=Decimal(18)))),)))
    >>> taxes.totals.icms, taxes.lines[0].derivation[-1].reason

Rules come in with each line, already chosen as of the date of the sale; the engine knows no rate. Both regimes live
side by side: what is due on a date is what brings a rule, and what must bring one is `Sale.required`.
"""

from vinculo.engines.tax.computing import tax as tax
from vinculo.engines.tax.computing import tax_line as tax_line
from vinculo.engines.tax.errors import CannotTax as CannotTax
from vinculo.engines.tax.errors import InvalidSale as InvalidSale
from vinculo.engines.tax.errors import InvalidSituation as InvalidSituation
from vinculo.engines.tax.errors import MissingRule as MissingRule
from vinculo.engines.tax.errors import NegativeBase as NegativeBase
from vinculo.engines.tax.errors import RuleConflict as RuleConflict
from vinculo.engines.tax.errors import TaxError as TaxError
from vinculo.engines.tax.inputs import Buyer as Buyer
from vinculo.engines.tax.inputs import Destination as Destination
from vinculo.engines.tax.inputs import Header as Header
from vinculo.engines.tax.inputs import Line as Line
from vinculo.engines.tax.inputs import Nature as Nature
from vinculo.engines.tax.inputs import Policy as Policy
from vinculo.engines.tax.inputs import Regime as Regime
from vinculo.engines.tax.inputs import Sale as Sale
from vinculo.engines.tax.inputs import ShareBy as ShareBy
from vinculo.engines.tax.inputs import Tax as Tax
from vinculo.engines.tax.inputs import consumes as consumes
from vinculo.engines.tax.results import LineTaxes as LineTaxes
from vinculo.engines.tax.results import SaleTaxes as SaleTaxes
from vinculo.engines.tax.results import Totals as Totals
from vinculo.engines.tax.rules import DifalBase as DifalBase
from vinculo.engines.tax.rules import DifalRule as DifalRule
from vinculo.engines.tax.rules import IbsCbsRule as IbsCbsRule
from vinculo.engines.tax.rules import IcmsRule as IcmsRule
from vinculo.engines.tax.rules import IpiRule as IpiRule
from vinculo.engines.tax.rules import IsRule as IsRule
from vinculo.engines.tax.rules import IssRule as IssRule
from vinculo.engines.tax.rules import LineRules as LineRules
from vinculo.engines.tax.rules import PisCofinsRule as PisCofinsRule
from vinculo.engines.tax.rules import Relief as Relief
from vinculo.engines.tax.rules import StRule as StRule
