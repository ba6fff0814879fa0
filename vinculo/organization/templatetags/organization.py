"""`{% load organization %}`."""

from django import template

from vinculo.organization.rules import Device, device_of

register = template.Library()


@register.simple_tag
def device(user_agent: str) -> Device:
    """`{% device session.user_agent as where %}`: the browser and system in words."""
    return device_of(user_agent)
