# Chạy `make` để xem mọi lệnh. Only relative names: the folder may have spaces and letters of any kind.

.DEFAULT_GOAL := help
.PHONY: help demo test check ordeal bench setup format docs pictures messages migrations clean

PYTHON := .venv/bin/python
CODE := motcua tests bench tools
# Two processes share the files of the suite; each has databases of its own. Two are what the smallest machine bears.
SIDE_BY_SIDE := -n 2 --dist loadfile
BENCHES := spine ledger slip search http process lists expressions forms

help: ## Liệt kê các lệnh
	@echo "Một Cửa. Các lệnh:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name words; do printf '%-18s %s\n' "$$name" "$$words"; done

demo: .venv/.base ## Dựng tỉnh mẫu và chạy ở cổng 8000 (hoặc PORT=…); Ctrl-C để dừng
	@exec .venv/bin/motcua demo

test: .venv/.base .venv/.tests .venv/.browser check ## Mọi thứ canh giữ một thay đổi, trên PostgreSQL và Chromium thật
	@exec $(PYTHON) -m pytest $(SIDE_BY_SIDE) --durations=30

check: .venv/.base .venv/.tests ## Định dạng, lỗi thường gặp, kiểu chặt, ranh giới giữa các phòng
	@$(PYTHON) -m ruff format --check --quiet .
	@$(PYTHON) -m ruff check --quiet .
	@$(PYTHON) -m mypy $(CODE)
	@$(PYTHON) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

ordeal: .venv/.base .venv/.tests .venv/.browser ## Nghìn lần giết và cắt, cả bộ kiểm thử trên PostgreSQL ngoài, phép đo lớn
	@tools/setup outside
	@exec $(PYTHON) -P tools/ordeal.py

bench: .venv/.base .venv/.tests ## Các phép đo về tốc độ và kích thước
	@for bench in $(BENCHES); do echo; echo "== bench.$$bench"; $(PYTHON) -P -m bench.$$bench || exit 1; done

setup: .venv/.base ## Chỉ tạo .venv với chương trình .venv/bin/motcua

format: .venv/.base .venv/.tests ## Sửa định dạng
	@$(PYTHON) -m ruff format --quiet .
	@$(PYTHON) -m ruff check --fix --quiet .

docs: .venv/.base ## Làm lại các trang tài liệu sinh từ mã
	@$(PYTHON) tools/lifecycle_page.py

pictures: .venv/.base .venv/.browser ## Chụp mọi trang ở 360 và 1280 px vào docs/pictures, viết lại trang tra cứu
	@exec $(PYTHON) -P -m tools.pictures

messages: .venv/.base ## Gom câu tiếng Việt mới vào danh mục dịch tiếng Anh
	@$(PYTHON) -P tools/messages.py

migrations: .venv/.base ## Ghi các thay đổi của bảng thành tệp migration
	@$(PYTHON) -P -m django makemigrations --settings motcua.config.settings

clean: ## Xóa .venv và các tệp tạm; giữ dữ liệu trong var
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/.base: requirements/base.txt tools/setup
	@tools/setup environment

.venv/.tests: requirements/test.txt requirements/check.txt requirements/bench.txt .venv/.base
	@tools/setup tests

.venv/.browser: .venv/.base
	@tools/setup browser
