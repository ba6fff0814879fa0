"""What the demonstration company sells: families of parts and supplies, the makers, the vehicles they fit."""

from dataclasses import dataclass

VEHICLES = (
    "Onix 1.0 Turbo 2020 a 2025",
    "HB20 1.6 16V 2012 a 2019",
    "Corolla 1.8/2.0 16V 2009 a 2019",
    "Gol 1.0/1.6 G5 2008 a 2014",
    "Fiat Argo 1.0 Firefly 2017 em diante",
    "Strada 1.3/1.4 2020 em diante",
    "Hilux 2.8 Diesel 2016 em diante",
    "S10 2.8 Diesel 2012 a 2022",
    "Renault Kwid 1.0 2017 em diante",
    "Civic 2.0 16V 2012 a 2016",
    "Compass 2.0 Flex 2017 a 2021",
    "Ranger 3.2 Diesel 2013 a 2019",
)


@dataclass(frozen=True, slots=True)
class Family:
    """Products of one kind. `name` takes a vehicle when it `fits` them, else one of its `variants`.

    `cost` is the span of the replacement cost in reais; `weight` that of the net weight in kg.
    """

    code: str
    line: str
    classes: str
    name: str
    brands: tuple[str, ...]
    ncm: str
    cest: str
    cost: tuple[str, str]
    weight: tuple[str, str]
    variants: tuple[str, ...] = ()
    unit: str = "UN"
    box: int = 0
    tracks_lots: bool = False
    warranty: int = 3

    def fitted(self) -> tuple[str, ...]:
        return self.variants or VEHICLES


LINES = (
    ("FIL", "Filtração"),
    ("FRE", "Freios"),
    ("SUS", "Suspensão e direção"),
    ("MOT", "Motor"),
    ("ELE", "Elétrica e iluminação"),
    ("LUB", "Lubrificantes e fluidos"),
    ("TRA", "Transmissão"),
    ("PNE", "Pneus e rodas"),
    ("ACE", "Acessórios e limpeza"),
    ("SER", "Serviços de oficina"),
)
# code, name, code of the class it is inside of
CLASSES = (
    ("PEC", "Peças", ""),
    ("REV", "Revisão", "PEC"),
    ("DES", "Desgaste", "PEC"),
    ("ELT", "Elétrica", "PEC"),
    ("QUI", "Químicos", ""),
    ("PNU", "Pneus", ""),
    ("ACS", "Acessórios", ""),
    ("MDO", "Mão de obra", ""),
)
FISCAL_GROUPS = (
    ("AUTO-ST", "Autopeças com substituição tributária"),
    ("LUB-ST", "Lubrificantes com substituição tributária"),
    ("PNEU-ST", "Pneus com substituição tributária"),
    ("TRIB", "Tributados integralmente"),
    ("SERV", "Serviços"),
)
FISCAL_CATEGORIES = (("MONO", "Monofásico de PIS/COFINS"), ("NORMAL", "Tributação normal"))

_FILTERS = ("Tecfil", "Mann-Filter", "Fram", "Wega")
_BRAKES = ("Cobreq", "Fras-le", "TRW", "Bosch")
_GRADES = ("5W-30 sintético 1 L", "5W-40 sintético 1 L", "10W-40 semissintético 1 L", "15W-40 mineral 1 L", "0W-20 1 L")

FAMILIES = (
    Family(
        "FO", "FIL", "REV", "Filtro de óleo {}", _FILTERS, "84212300", "0103700", ("14", "48"), ("0.25", "0.6"), box=12
    ),
    Family(
        "FA", "FIL", "REV", "Filtro de ar do motor {}", _FILTERS, "84213100", "0104100", ("18", "75"), ("0.2", "0.7")
    ),
    Family("FC", "FIL", "REV", "Filtro de cabine {}", _FILTERS, "84213990", "0109500", ("15", "60"), ("0.1", "0.4")),
    Family(
        "FB", "FIL", "REV", "Filtro de combustível {}", _FILTERS, "84212300", "0103700", ("12", "140"), ("0.15", "0.8")
    ),
    Family(
        "PF",
        "FRE",
        "DES",
        "Pastilha de freio dianteira {}",
        _BRAKES,
        "87083019",
        "0107500",
        ("55", "240"),
        ("1.1", "2.4"),
        unit="JG",
    ),
    Family(
        "DF",
        "FRE",
        "DES",
        "Disco de freio ventilado {}",
        _BRAKES,
        "87083090",
        "0107500",
        ("95", "390"),
        ("4.5", "9.5"),
        unit="PAR",
    ),
    Family(
        "AM",
        "SUS",
        "DES",
        "Amortecedor dianteiro {}",
        ("Cofap", "Monroe", "Nakata"),
        "87088000",
        "0107500",
        ("160", "620"),
        ("3", "6.5"),
        warranty=24,
    ),
    Family(
        "BJ",
        "SUS",
        "DES",
        "Bandeja inferior {}",
        ("Nakata", "Viemar", "Axios"),
        "87088000",
        "0107500",
        ("120", "480"),
        ("2", "5"),
    ),
    Family(
        "TE",
        "SUS",
        "DES",
        "Terminal de direção {}",
        ("Viemar", "Nakata", "TRW"),
        "87089990",
        "0107500",
        ("28", "110"),
        ("0.4", "1"),
    ),
    Family(
        "CD",
        "MOT",
        "REV",
        "Correia dentada {}",
        ("Gates", "Continental", "Dayco"),
        "40103500",
        "0100600",
        ("38", "160"),
        ("0.1", "0.4"),
    ),
    Family(
        "VI",
        "MOT",
        "REV",
        "Vela de ignição {}",
        ("NGK", "Bosch", "Denso"),
        "85111000",
        "0105400",
        ("14", "78"),
        ("0.05", "0.08"),
        box=4,
    ),
    Family(
        "BA",
        "MOT",
        "DES",
        "Bomba d'água {}",
        ("Urba", "Schadek", "Nakata"),
        "84133090",
        "0103200",
        ("85", "320"),
        ("0.8", "2.2"),
        warranty=12,
    ),
    Family(
        "BI",
        "MOT",
        "ELT",
        "Bobina de ignição {}",
        ("NGK", "Bosch", "Magneti Marelli"),
        "85113020",
        "0105400",
        ("90", "360"),
        ("0.2", "0.6"),
        warranty=12,
    ),
    Family(
        "RD",
        "MOT",
        "DES",
        "Radiador de água {}",
        ("Valeo", "Visconde", "Magneti Marelli"),
        "87089100",
        "0107500",
        ("260", "980"),
        ("3", "8"),
        warranty=12,
    ),
    Family(
        "EM",
        "TRA",
        "DES",
        "Kit de embreagem {}",
        ("LuK", "Sachs", "Valeo"),
        "87089300",
        "0107500",
        ("320", "1350"),
        ("4", "9"),
        unit="JG",
        warranty=12,
    ),
    Family(
        "RO",
        "TRA",
        "DES",
        "Rolamento de roda {}",
        ("SKF", "FAG", "NSK"),
        "84821010",
        "0104900",
        ("60", "290"),
        ("0.4", "1.4"),
    ),
    Family(
        "FR",
        "ELE",
        "ELT",
        "Farol principal {}",
        ("Arteb", "Magneti Marelli", "Orgus"),
        "85122011",
        "0105500",
        ("210", "1450"),
        ("1.5", "3.8"),
    ),
    Family(
        "PL",
        "ELE",
        "REV",
        "Palheta do limpador {}",
        ("Bosch", "Dyna", "Valeo"),
        "85124010",
        "0105500",
        ("22", "75"),
        ("0.2", "0.4"),
        unit="PAR",
    ),
    Family(
        "LA",
        "ELE",
        "ELT",
        "Lâmpada {}",
        ("Osram", "Philips", "Gauss"),
        "85392910",
        "0107100",
        ("6", "65"),
        ("0.02", "0.06"),
        variants=(
            "H1 12V 55W",
            "H4 12V 60/55W",
            "H7 12V 55W",
            "H11 12V 55W",
            "P21W 12V",
            "PY21W âmbar 12V",
            "W5W 12V",
            "HB3 12V 60W",
        ),
        box=10,
    ),
    Family(
        "BT",
        "ELE",
        "ELT",
        "Bateria {}",
        ("Moura", "Heliar", "Bosch"),
        "85071090",
        "0105300",
        ("310", "890"),
        ("12", "23"),
        variants=("45 Ah CCA 350", "60 Ah CCA 440", "60 Ah EFB Start-Stop", "70 Ah CCA 520", "90 Ah Diesel"),
        warranty=18,
    ),
    Family(
        "OL",
        "LUB",
        "QUI",
        "Óleo do motor {}",
        ("Mobil", "Shell", "Petronas", "Ipiranga"),
        "27101932",
        "0600700",
        ("24", "72"),
        ("0.85", "0.92"),
        variants=_GRADES,
        box=24,
        tracks_lots=True,
        warranty=0,
    ),
    Family(
        "AD",
        "LUB",
        "QUI",
        "Aditivo para radiador {}",
        ("Paraflu", "Tirreno", "Radiex"),
        "38200000",
        "",
        ("16", "42"),
        ("1", "1.1"),
        variants=("concentrado 1 L", "pronto uso 1 L", "orgânico rosa 1 L", "orgânico 5 L"),
        tracks_lots=True,
        warranty=0,
    ),
    Family(
        "FD",
        "LUB",
        "QUI",
        "Fluido de freio {}",
        ("Bosch", "Varga", "TRW"),
        "38190000",
        "",
        ("15", "48"),
        ("0.5", "0.55"),
        variants=("DOT 3 500 mL", "DOT 4 500 mL", "DOT 5.1 500 mL"),
        tracks_lots=True,
        warranty=0,
    ),
    Family(
        "PN",
        "PNE",
        "PNU",
        "Pneu {}",
        ("Pirelli", "Michelin", "Goodyear", "Continental"),
        "40111000",
        "1600100",
        ("290", "1180"),
        ("7", "14"),
        variants=(
            "175/70 R13 82T",
            "175/65 R14 82T",
            "185/60 R15 88H",
            "195/55 R16 87V",
            "205/55 R16 91V",
            "225/45 R17 94W",
            "265/65 R17 112H",
        ),
        warranty=60,
    ),
    Family(
        "LI",
        "ACE",
        "ACS",
        "{}",
        ("Vonixx", "3M", "Tirreno"),
        "34053000",
        "",
        ("12", "65"),
        ("0.4", "1.2"),
        variants=("Cera líquida 500 mL", "Limpa-pneus 500 mL", "Silicone em gel 250 g", "Desengraxante 5 L"),
        unit="UN",
        warranty=0,
    ),
    Family(
        "SV",
        "SER",
        "MDO",
        "{}",
        ("",),
        "",
        "",
        ("55", "130"),
        ("0", "0"),
        variants=(
            "Troca de óleo e filtro",
            "Alinhamento e balanceamento",
            "Troca de pastilhas dianteiras",
            "Revisão de 10.000 km",
            "Troca de correia dentada",
            "Diagnóstico eletrônico",
        ),
        unit="H",
        warranty=3,
    ),
)

# kit: (code, description, mode, ((family, how many), …))
KITS = (
    ("KIT-REV-{}", "Kit revisão 10.000 km {}", "exploded", (("FO", 1), ("OL", 4), ("FA", 1))),
    ("KIT-FRE-{}", "Kit freio dianteiro {}", "single", (("PF", 1), ("DF", 1), ("FD", 1))),
)
