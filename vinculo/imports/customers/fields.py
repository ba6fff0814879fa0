"""What a column of a customer spreadsheet can be."""
# ruff: noqa: E501  (tables of words read better in long lines)

from collections.abc import Mapping
from typing import Final

from vinculo.customers.models import LegalBasis
from vinculo.imports.importer import Field, Option

_IDENTITY: Final = "Identificação"
_PROFILE: Final = "Cadastro"
_CONTACT: Final = "Contato"
_ADDRESS: Final = "Endereço"
_PORTFOLIO: Final = "Carteira"
_CONSENT: Final = "Consentimentos"
_FISCAL: Final = "Fiscal e complementar"
_RESPONSIBLE: Final = "Responsáveis na empresa"
_SALES: Final = "Tabela de venda"

FIELDS: Final = (
    Field("code", "Código externo", _IDENTITY, "Código do cliente no sistema de origem, até 60 caracteres.", "C-1001",
          ("código", "cod", "cód. cliente", "código do cliente", "codigo cliente", "id", "id externo", "cod externo",
           "matrícula", "código dms", "código erp", "cliente código", "cod cli", "codcli", "codparc", "customer code")),
    Field("origin", "Origem", _IDENTITY, "Sistema de onde veio o código (DMS, ERP…), até 40 caracteres.", "DMS",
          ("sistema", "sistema de origem", "origem do código", "origem cadastro")),
    Field("document", "CPF/CNPJ", _IDENTITY, "Com ou sem pontuação. Formate a coluna como texto.", "529.982.247-25",
          ("cpf", "cnpj", "cpf cnpj", "cnpj cpf", "documento", "cgc", "cgc cpf", "cpf ou cnpj", "nr documento",
           "número do documento", "inscrição federal", "doc", "cpf cliente", "cnpj cliente", "tax id")),
    Field("kind", "Tipo", _IDENTITY, "PF (pessoa física) ou PJ (pessoa jurídica).", "PF",
          ("tipo de pessoa", "tipo pessoa", "pessoa", "pf pj", "física jurídica", "tipo cliente", "tipo de cliente", "tippessoa")),
    Field("is_foreign", "Estrangeiro", _IDENTITY, "Sim ou não.", "Não", ("é estrangeiro", "exterior")),
    Field("foreign_document", "Documento estrangeiro", _IDENTITY, "Passaporte ou equivalente, até 40 caracteres.", "",
          ("passaporte", "passport", "doc estrangeiro", "rne", "rnm")),
    Field("name", "Nome", _PROFILE, "Nome completo ou razão social, até 150 caracteres.", "Maria da Silva",
          ("nome completo", "razão social", "nome razão social", "nome ou razão social", "cliente", "nome do cliente",
           "nome cliente", "razao", "nome razão", "razaosocial", "nomeparc", "name", "customer name")),
    Field("trade_name", "Nome fantasia", _PROFILE, "Como é conhecido, até 150 caracteres.", "",
          ("fantasia", "apelido", "nome social", "nome de fantasia", "nreduz", "nome reduzido")),
    Field("birth_date", "Nascimento", _PROFILE, "Nascimento ou fundação, dd/mm/aaaa.", "15/03/1980",
          ("data de nascimento", "data nascimento", "dt nascimento", "dt nasc", "data nasc", "nascimento ou fundação",
           "fundação", "data de fundação", "aniversário", "dtnasc", "birth date")),
    Field("classification", "Classe", _PROFILE, "Classe do cliente, até 10 caracteres.", "A",
          ("classificação", "curva", "curva abc", "categoria", "ranking")),
    Field("is_active", "Ativo", _PROFILE, "Sim ou não; ativo ou inativo.", "Sim",
          ("situação", "status", "situação cadastral", "cadastro ativo")),
    Field("note", "Observação", _PROFILE, "Texto livre, até 5.000 caracteres.", "",
          ("observações", "obs", "comentário", "comentários", "anotações", "notas")),
    Field("email_1", "E-mail", _CONTACT, "Um endereço.", "maria@exemplo.com.br",
          ("email", "e-mail 1", "email 1", "e-mail principal", "correio eletrônico", "mail", "endereço de e-mail")),
    Field("email_2", "E-mail 2", _CONTACT, "Mais um endereço.", "",
          ("email 2", "e-mail secundário", "e-mail alternativo", "outro e-mail", "e-mail nfe", "e-mail comercial")),
    Field("area_code", "DDD", _CONTACT, "Dos telefones que vierem sem ele.", "", ("código de área", "ddd 1", "a1 ddd", "ddd fone")),
    Field("phone_1", "Telefone", _CONTACT, "Com DDD.", "(19) 3232-1010",
          ("fone", "tel", "telefone 1", "fone 1", "telefone principal", "telefone residencial", "telefone fixo",
           "tel 1", "fone residencial", "ddd telefone", "telefone com ddd", "phone")),
    Field("phone_2", "Telefone 2", _CONTACT, "Com DDD.", "(19) 98765-4321",
          ("celular", "cel", "fone 2", "tel 2", "telefone celular", "celular 1", "whatsapp", "móvel")),
    Field("phone_3", "Telefone 3", _CONTACT, "Com DDD.", "",
          ("telefone comercial", "fone comercial", "fone 3", "tel 3", "celular 2", "outro telefone", "recado",
           "telefone recado")),
    Field("cep", "CEP", _ADDRESS, "Oito dígitos, com ou sem hífen.", "13010-000", ("código postal", "cep residencial", "zip code", "zip")),
    Field("street", "Logradouro", _ADDRESS, "Rua, avenida…, até 150 caracteres.", "Rua Barão de Jaguara",
          ("endereço", "rua", "end", "endereço residencial", "logr", "avenida", "endereco", "nomeend", "address")),
    Field("number", "Número", _ADDRESS, "Até 20 caracteres; S/N quando não há.", "1000",
          ("nº", "n", "num", "nro", "numero endereço", "número do endereço", "nr", "numend")),
    Field("complement", "Complemento", _ADDRESS, "Até 80 caracteres.", "Apto 12", ("compl", "comp")),
    Field("district", "Bairro", _ADDRESS, "Até 80 caracteres.", "Centro", ("distrito", "nomebai")),
    Field("municipality", "Município", _ADDRESS, "Nome, com ou sem acento; pode trazer a UF (Campinas/SP).", "Campinas",
          ("cidade", "munic", "localidade", "cidade uf", "nome do município", "mun", "nomecid", "nome cidade", "city")),
    Field("state", "UF", _ADDRESS, "Sigla do estado.", "SP", ("estado", "sigla uf", "uf endereço", "est", "state")),
    Field("ibge_code", "Código IBGE", _ADDRESS, "Sete dígitos; vale no lugar de município e UF.", "3509502",
          ("ibge", "código do município", "cod ibge", "código município", "cod municipio")),
    Field("seller", "Vendedor responsável", _PORTFOLIO, "E-mail ou nome do usuário que cuida do cliente.", "",
          ("vendedor", "e-mail do vendedor", "email vendedor", "responsável", "consultor")),
    Field("establishment", "Estabelecimento", _PORTFOLIO, "Código do estabelecimento do cliente.", "",
          ("filial", "loja", "código da filial", "unidade", "empresa filial", "código do estabelecimento")),
    Field("consent_phone", "Aceita telefone", _CONSENT, "Sim ou não.", "",
          ("aceita ligação", "aceita ligações", "consentimento telefone", "autoriza telefone")),
    Field("consent_sms", "Aceita SMS", _CONSENT, "Sim ou não.", "", ("consentimento sms", "autoriza sms", "optin sms")),
    Field("consent_whatsapp", "Aceita WhatsApp", _CONSENT, "Sim ou não.", "",
          ("consentimento whatsapp", "autoriza whatsapp", "optin whatsapp")),
    Field("consent_email", "Aceita e-mail", _CONSENT, "Sim ou não.", "",
          ("aceita email", "consentimento e-mail", "autoriza e-mail", "optin email", "newsletter")),
    Field("consent_mail", "Aceita correspondência", _CONSENT, "Sim ou não.", "",
          ("aceita carta", "aceita mala direta", "mala direta", "consentimento correspondência")),
    Field("legal_basis", "Base legal", _CONSENT, "Consentimento, legítimo interesse, contrato ou obrigação legal.",
          "Consentimento", ("base legal lgpd", "hipótese legal", "fundamento legal")),
    Field("source", "Origem dos dados", _CONSENT, "De onde vieram os dados (feira, site, sistema anterior…).", "Site",
          ("fonte", "fonte dos dados", "origem do dado", "origem lgpd")),
    Field("roles", "Papéis", _FISCAL, "Cliente, fornecedor, transportadora… separados por ponto e vírgula.",
          "Cliente; Fornecedor", ("papel", "tipo de entidade", "tipos de entidade")),
    Field("cnae", "CNAE", _FISCAL, "Sete dígitos, como 4511-1/01; só para organizações.", "",
          ("atividade", "cnae principal", "cnae fiscal", "atividade econômica")),
    Field("state_registration", "Inscrição estadual", _FISCAL, "Da UF do endereço, ou da coluna UF da inscrição; ou ISENTO.",
          "110.042.490.114", ("ie", "insc estadual", "inscr estadual", "insc est", "rg ie", "identinscestad", "inscr")),
    Field("registration_state", "UF da inscrição", _FISCAL, "Sigla do estado da inscrição estadual.", "SP", ("uf ie", "uf inscrição")),
    Field("tax_status", "Situação no ICMS", _FISCAL, "Contribuinte, isento ou não contribuinte.", "Contribuinte",
          ("contribuinte icms", "contribuinte", "indicador ie", "indiedest")),
    Field("tax_regime", "Regime tributário", _FISCAL, "Simples, normal ou MEI.", "Simples", ("regime", "crt", "enquadramento")),
    Field("fiscal_category", "Categoria fiscal", _FISCAL, "Revenda, industrialização, uso e consumo…", "Revenda",
          ("finalidade", "destinação", "categoria tributária")),
    Field("suframa", "SUFRAMA", _FISCAL, "Oito ou nove dígitos; só para organizações.", "", ("inscrição suframa", "cod suframa")),
    Field("preferred_channel", "Canal preferido", _FISCAL, "Telefone, e-mail, WhatsApp…", "", ("preferência de contato",)),
    Field("website", "Site", _FISCAL, "Até 150 caracteres.", "", ("página", "homepage", "web site")),
    Field("occupation", "Profissão", _FISCAL, "Até 80 caracteres.", "", ("ocupação", "cargo")),
    Field("gender", "Sexo", _FISCAL, "Feminino, masculino ou outro.", "", ("gênero",)),
    Field("marital_status", "Estado civil", _FISCAL, "Solteiro, casado…", "", ("est civil",)),
    Field("identity_card", "RG", _FISCAL, "Até 20 caracteres.", "", ("identidade", "registro geral", "carteira de identidade")),
    Field("identity_issuer", "Órgão emissor", _FISCAL, "Até 20 caracteres.", "", ("orgao emissor", "emissor rg")),
    Field("responsible_inside_sales", "Vendas internas", _RESPONSIBLE, "E-mail do usuário responsável.", "",
          ("vendedor interno", "televendas", "responsável interno", "responsável vendas internas")),
    Field("responsible_representative", "Representante", _RESPONSIBLE, "E-mail do usuário.", "",
          ("representante comercial", "rca")),
    Field("responsible_customer_service", "SAC", _RESPONSIBLE, "E-mail do usuário.", "", ("responsável sac", "atendente sac")),
    Field("responsible_after_sales", "Pós-vendas", _RESPONSIBLE, "E-mail do usuário.", "", ("responsável pós-vendas", "pós venda")),
    Field("responsible_credit", "Crédito e cobrança", _RESPONSIBLE, "E-mail do usuário.", "", ("responsável crédito", "analista de crédito")),
    Field("sales_table", "Tabela de venda", _SALES, "Código da tabela de preço; várias, separadas por ponto e vírgula. Vale de hoje em diante.",
          "", ("tabela de preço", "lista de preço", "tab preço", "tabela de preços")),
    Field("billing_site", "Local de faturamento", _SALES, "Código do estabelecimento que fatura: um para cada tabela; vazio, qualquer um.", "",
          ("estabelecimento de faturamento", "filial de faturamento", "loja de faturamento")),
    Field("warehouse", "Armazém", _SALES, "Código do armazém: um para cada tabela; vazio, qualquer um.", "",
          ("deposito", "armazem de venda", "local de estoque")),
)  # fmt: skip

# What each text may hold at most: the width of the column it goes to.
LENGTHS: Final = {
    "code": 60, "origin": 40, "foreign_document": 40, "name": 150, "trade_name": 150, "classification": 10,
    "note": 5_000, "street": 150, "number": 20, "complement": 80, "district": 80, "email": 150, "source": 100,
    "website": 150, "occupation": 80, "identity_card": 20, "identity_issuer": 20,
}  # fmt: skip
CONSENTS: Final = ("phone", "sms", "whatsapp", "email", "mail")


def mapping_faults(mapping: Mapping[int, str], origin: str) -> list[str]:
    """Why a file mapped so could not bring in any customer; empty when it could."""
    mapped = set(mapping.values())
    faults = []
    if "name" not in mapped:
        faults.append("Indique a coluna do nome ou razão social.")
    if not mapped & {"document", "code", "foreign_document", "email_1", "phone_1", "phone_2"}:
        faults.append(
            "Indique ao menos uma coluna que identifique o cliente: CPF/CNPJ, código externo, telefone ou e-mail."
        )
    if "code" in mapped and "origin" not in mapped and not origin:
        faults.append("Informe a origem (sistema) dos códigos externos, em uma coluna ou no campo “Origem”.")
    return faults


OPTIONS: Final = (
    Option(
        "match",
        "Reconhecer por",
        "O que diz que a linha é um cadastro que já existe.",
        (
            ("", "CPF/CNPJ, depois código externo, depois nome com contato"),
            ("document", "Só CPF/CNPJ"),
            ("code", "Só código externo e origem"),
            ("email", "Só e-mail"),
            ("phone", "Só telefone"),
        ),
    ),
    Option(
        "strict",
        "Identificação",
        "Completa pede, em cada linha: CPF/CNPJ (ou estrangeiro), código externo, origem, tipo, base legal e origem dos dados.",
        (("", "O que houver"), ("strict", "Completa, obrigatória em cada linha")),
    ),
    Option(
        "legal_basis",
        "Base legal dos contatos",
        "Para as linhas que não a dizem em uma coluna.",
        (
            ("", "Consentimento, quando o cliente aceita"),
            *((str(value), str(label)) for value, label in LegalBasis.choices),
        ),
    ),
    Option("source", "Origem dos dados", "De onde vieram, quando a planilha não diz: feira, site, sistema anterior…"),
)
# What the complete form asks of every row, by column.
STRICT: Final = ("code", "origin", "is_foreign", "kind")
_KEY_COLUMNS: Final = {
    "document": {"document"}, "code": {"code"}, "email": {"email_1", "email_2"}, "phone": {"phone_1", "phone_2", "phone_3"},
}  # fmt: skip


def option_faults(mapping: Mapping[int, str], options: Mapping[str, str]) -> list[str]:
    """Why a file mapped so cannot be brought in with these options; empty when it can."""
    mapped = set(mapping.values())
    faults = []
    key = options.get("match", "")
    if key and not mapped & _KEY_COLUMNS[key]:
        faults.append(
            "Indique a coluna pela qual os cadastros serão reconhecidos, ou escolha outra forma de reconhecer."
        )
    if options.get("strict"):
        missing = [field.label for field in FIELDS if field.key in {*STRICT, "document"} - mapped]
        if missing:
            faults.append(f"A identificação completa precisa das colunas: {', '.join(missing)}.")
        if "legal_basis" not in mapped and not options.get("legal_basis"):
            faults.append("A identificação completa precisa da base legal, em uma coluna ou para a planilha toda.")
        if "source" not in mapped and not options.get("source"):
            faults.append(
                "A identificação completa precisa da origem dos dados, em uma coluna ou para a planilha toda."
            )
    return faults
