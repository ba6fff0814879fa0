import pytest

from vinculo.kernel.brazil import email


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("ana@empresa.com.br", "ana@empresa.com.br"),
        ("  Ana.Souza@Empresa.COM.BR ", "ana.souza@empresa.com.br"),
        ("mailto:ana+vendas@empresa.com", "ana+vendas@empresa.com"),
        ("Mailto:ana@empresa.com", "ana@empresa.com"),
        ("d'avila@empresa.com", "d'avila@empresa.com"),
        ("ana@ação.com.br", "ana@xn--ao-siap.com.br"),
    ],
)
def test_an_address_is_kept_in_lower_case(typed: str, address: str) -> None:
    assert email.parse(typed) == address


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Informe o e-mail."),
        ("ana@a.com; bia@b.com", "Informe um só e-mail, sem espaços."),
        ("ana@a.com,bia@b.com", "Informe um só e-mail, sem espaços."),
        ("ana", "O e-mail tem a forma nome@empresa.com.br."),
        ("@empresa.com", "O e-mail tem a forma nome@empresa.com.br."),
        ("ana@", "O e-mail tem a forma nome@empresa.com.br."),
        ("ana@bia@empresa.com", "O e-mail tem um único @."),
        ("joão@empresa.com", "A parte antes do @ tem acento, ponto sobrando ou caractere que um e-mail não aceita."),
        ("ana.@empresa.com", "A parte antes do @ tem acento, ponto sobrando ou caractere que um e-mail não aceita."),
        (
            "a" * 65 + "@empresa.com",
            "A parte antes do @ tem acento, ponto sobrando ou caractere que um e-mail não aceita.",
        ),
        ("ana@empresa", "“empresa” não é um domínio de e-mail; a forma é empresa.com.br."),
        ("ana@empresa..com", "“empresa..com” não é um domínio de e-mail; a forma é empresa.com.br."),
        ("ana@-empresa.com", "“-empresa.com” não é um domínio de e-mail; a forma é empresa.com.br."),
        ("ana@emp_resa.com", "“emp_resa.com” não é um domínio de e-mail; a forma é empresa.com.br."),
        ("ana@127.0.0.1", "“127.0.0.1” não é um domínio de e-mail; a forma é empresa.com.br."),
        ("ana@" + "a." * 125 + "com", "O e-mail passa de 254 caracteres."),
    ],
)
def test_a_refusal_names_the_rule(typed: str, sentence: str) -> None:
    with pytest.raises(email.InvalidEmail) as refused:
        email.parse(typed)
    assert refused.value.sentence == sentence
