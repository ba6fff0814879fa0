VERBS = {
    "privacy.request.opened": "Registrou um pedido de titular",
    "privacy.request.identified": "Conferiu a identidade do titular",
    "privacy.request.closed": "Respondeu a um pedido de titular",
    "privacy.erased": "Anonimizou o cadastro a pedido do titular",
    "privacy.erasure.finished": "Apagou o que a lei não manda mais guardar",
}
