VERBS = {
    "custom_fields.created": "Campo adicional criado",
    "custom_fields.edited": "Campo adicional alterado",
    "custom_fields.reordered": "Campos adicionais reordenados",
    "custom_fields.activated": "Campo adicional reativado",
    "custom_fields.deactivated": "Campo adicional inativado",
    "custom_fields.deleted": "Campo adicional excluído",
}
