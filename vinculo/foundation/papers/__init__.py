"""Printed documents: one template language for every paper of the product, rendered to tagged PDF.

A paper is a `Paper` of blocks, made of plain data. Nothing a person typed is ever read as markup: the text reaches the
template as JSON. The company's name, logo and colour come in a `Letterhead`.
"""

from vinculo.foundation.papers.blocks import (
    Block,
    Column,
    Facts,
    Heading,
    Letterhead,
    Notice,
    Paper,
    Paragraph,
    Signatures,
    Table,
)
from vinculo.foundation.papers.rendering import pdf_response, render_pdf, render_pictures

__all__ = [
    "Block",
    "Column",
    "Facts",
    "Heading",
    "Letterhead",
    "Notice",
    "Paper",
    "Paragraph",
    "Signatures",
    "Table",
    "pdf_response",
    "render_pdf",
    "render_pictures",
]
