# The commands of the house. They need make and Python 3.11 or newer; everything else comes from the locks.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
ENVIRONMENT = @test -n "$(PYTHON)" || { echo "O Vínculo precisa do Python 3.11 ou mais novo, e nenhum foi encontrado." >&2; exit 1; }; \
	"$(PYTHON)" scripts/environment.py
RUN = .venv/bin/python
LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

.PHONY: help demo test check format lock bench clean clean-demo

help:
	@echo "make demo        a demonstração em http://127.0.0.1:8000 (DEMO_PORT, DEMO_CUSTOMERS, DATABASE_URL)"
	@echo "make test        todos os testes; os de navegador, onde houver um Chromium"
	@echo "make check       estilo, tipos, contratos, migrações e travas"
	@echo "make format      formata o código"
	@echo "make bench       as medições (BENCH_CUSTOMERS)"
	@echo "make lock        refaz as travas de dependências (precisa do uv)"
	@echo "make clean       apaga o ambiente Python, os caches e os dados dos testes"
	@echo "make clean-demo  apaga os dados da demonstração"

demo:
	$(ENVIRONMENT) runtime
	@exec $(RUN) -m vinculo demo

test:
	$(ENVIRONMENT) development
	@exec $(RUN) scripts/run_tests.py

check:
	$(ENVIRONMENT) development
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	.venv/bin/lint-imports
	VINCULO_DATA=var/test $(RUN) -m vinculo makemigrations --check --dry-run
	@if grep -nE '://|index-url|find-links' requirements/*.lock; then echo "As travas não podem citar um servidor." >&2; exit 1; fi

format:
	$(ENVIRONMENT) development
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

lock:
	@command -v uv >/dev/null || { echo "Para refazer as travas é preciso o uv (pip install uv)." >&2; exit 1; }
	$(LOCK) requirements/runtime.in -o requirements/runtime.lock
	$(LOCK) requirements/development.in -c requirements/runtime.lock -o requirements/development.lock
	$(LOCK) requirements/browser.in -c requirements/development.lock -o requirements/browser.lock

bench:
	$(ENVIRONMENT) development
	@exec $(RUN) -m benchmarks

clean:
	@if [ -x $(RUN) ] && [ -d var/test ]; then VINCULO_DATA=var/test $(RUN) -m vinculo.foundation.postgres remove; fi
	rm -rf .venv var/test .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

clean-demo:
	@if [ -x $(RUN) ]; then $(RUN) -m vinculo.foundation.postgres remove; fi
	rm -rf var/static var/files var/outbox
