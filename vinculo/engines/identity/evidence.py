"""The evidence for and against two records being one, what each is worth, and how it is said."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Evidence(StrEnum):
    SAME_DOCUMENT = "same_document"
    SAME_FOREIGN_DOCUMENT = "same_foreign_document"
    OTHER_DOCUMENT = "other_document"
    BRANCH = "branch"
    SAME_PHONE = "same_phone"
    SHARED_PHONE = "shared_phone"
    SAME_EMAIL = "same_email"
    SHARED_EMAIL = "shared_email"
    SAME_NAME = "same_name"
    NAME_WITHIN = "name_within"
    NAME_IN_PART = "name_in_part"
    OTHER_NAME = "other_name"
    OTHER_GENERATION = "other_generation"
    GENERATION_APART = "generation_apart"
    SAME_BIRTH = "same_birth"
    NEAR_BIRTH = "near_birth"
    OTHER_BIRTH = "other_birth"
    SAME_ADDRESS = "same_address"
    SAME_CITY = "same_city"
    PERSON_AND_COMPANY = "person_and_company"


# Points for each piece of evidence. What is for is summed first, to 100 at most; what is against is taken off then.
POINTS: Final[Mapping[Evidence, int]] = {
    Evidence.SAME_DOCUMENT: 100,
    Evidence.SAME_FOREIGN_DOCUMENT: 70,
    Evidence.SAME_PHONE: 45,
    Evidence.SHARED_PHONE: 20,
    Evidence.SAME_EMAIL: 45,
    Evidence.SHARED_EMAIL: 20,
    Evidence.SAME_BIRTH: 30,
    Evidence.NEAR_BIRTH: 15,
    Evidence.SAME_NAME: 25,
    Evidence.NAME_WITHIN: 18,
    Evidence.NAME_IN_PART: 8,
    Evidence.SAME_ADDRESS: 25,
    Evidence.SAME_CITY: 10,
    Evidence.BRANCH: 0,
    Evidence.OTHER_NAME: 0,
    Evidence.OTHER_GENERATION: 0,
    Evidence.GENERATION_APART: 0,
    Evidence.PERSON_AND_COMPANY: 0,
    Evidence.OTHER_BIRTH: -30,
    Evidence.OTHER_DOCUMENT: -60,
}

# Look-alikes that are legitimate: however much else they share, they never pass the figure.
CEILINGS: Final[Mapping[Evidence, int]] = {
    Evidence.BRANCH: 20,
    Evidence.OTHER_NAME: 40,
    Evidence.OTHER_GENERATION: 40,
    Evidence.GENERATION_APART: 40,
    Evidence.PERSON_AND_COMPANY: 40,
}

WORDS: Final[Mapping[Evidence, str]] = {
    Evidence.SAME_DOCUMENT: "mesmo CPF/CNPJ",
    Evidence.SAME_FOREIGN_DOCUMENT: "mesmo documento estrangeiro",
    Evidence.OTHER_DOCUMENT: "outro CPF/CNPJ",
    Evidence.BRANCH: "outro estabelecimento da mesma empresa (mesma raiz de CNPJ)",
    Evidence.SAME_PHONE: "mesmo telefone",
    Evidence.SHARED_PHONE: "telefone que vários cadastros têm",
    Evidence.SAME_EMAIL: "mesmo e-mail",
    Evidence.SHARED_EMAIL: "e-mail que vários cadastros têm",
    Evidence.SAME_NAME: "mesmo nome, na escrita ou no som",
    Evidence.NAME_WITHIN: "um nome contém o outro",
    Evidence.NAME_IN_PART: "nome parecido",
    Evidence.OTHER_NAME: "outro nome: pode ser da família",
    Evidence.OTHER_GENERATION: "Filho, Júnior ou Neto só em um dos nomes",
    Evidence.GENERATION_APART: "uma geração entre os nascimentos: pai e filho?",
    Evidence.SAME_BIRTH: "mesma data de nascimento ou fundação",
    Evidence.NEAR_BIRTH: "data de nascimento quase igual",
    Evidence.OTHER_BIRTH: "outra data de nascimento",
    Evidence.SAME_ADDRESS: "mesmo endereço",
    Evidence.SAME_CITY: "mesma cidade",
    Evidence.PERSON_AND_COMPANY: "um é pessoa, o outro é empresa",
}
