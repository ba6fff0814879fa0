from pathlib import Path

from vinculo.foundation.reading.csv_file import open_csv
from vinculo.foundation.reading.errors import UnusableFile
from vinculo.foundation.reading.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from vinculo.foundation.reading.sniffing import Content, sniff
from vinculo.foundation.reading.table import Table
from vinculo.foundation.reading.xlsx_file import open_xlsx


def open_table(path: Path, limits: Limits = DEFAULT_LIMITS) -> Table:
    """The table inside an XLSX or CSV file. Raises `UnusableFile` with a sentence for anything else."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnusableFile(f"O arquivo {path.name} não existe ou não pode ser lido.") from error
    if not path.is_file():
        raise UnusableFile(f"{path.name} não é um arquivo.")
    if size > limits.file_bytes:
        raise UnusableFile(f"O arquivo passa de {limits.file_bytes // MEGABYTE} MB; divida-o.")
    if sniff(path) is Content.XLSX:
        return open_xlsx(path, limits)
    return open_csv(path, limits)
