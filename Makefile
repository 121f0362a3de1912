# vmi: composable filters for vendor managed inventory.
#
#   make demo     build, run the whole pipe on the data in testdata/demo, show the result
#   make check    build, run every test
#   make help     all targets and settings

VERSION := 0.1.0

# Settings that a caller may give: CC, CFLAGS, LDFLAGS, PREFIX, DESTDIR, V=1, WERROR=1, NO_DEPS=1, VARIANT.
VARIANT ?= release
PREFIX  ?= /usr/local
DESTDIR ?=
V       ?= 0
WERROR  ?= 0
SECONDS ?= 60

ifeq ($(V),0)
Q := @
say = @printf '  %-7s %s\n' '$(1)' '$(2)'
else
Q :=
say = @:
endif

# ---- compiler and flags, by variant --------------------------------------------------------------

ifeq ($(VARIANT),clang)
ifeq ($(origin CC),default)
CC := clang
endif
endif
ifeq ($(VARIANT),fuzz)
CC := clang
endif
ifeq ($(origin CC),default)
CC := gcc
endif

STANDARD := -std=c11 -D_GNU_SOURCE
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2
ifeq ($(WERROR),1)
WARNINGS += -Werror
endif
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

ifeq ($(VARIANT),asan)
CFLAGS    ?= -O1 -g
HARDENING := $(SANITIZE)
LINKING   := $(SANITIZE)
else ifeq ($(VARIANT),fuzz)
CFLAGS    ?= -O1 -g
HARDENING := $(SANITIZE) -fsanitize=fuzzer-no-link
LINKING   := $(SANITIZE)
else
CFLAGS    ?= -O2 -g
HARDENING := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
LINKING   := -pie -Wl,-z,relro,-z,now
endif

# One rounding of every product and sum, so that the same input gives the same bytes with every compiler.
NUMBERS := -ffp-contract=off

COMPILE := $(STANDARD) $(WARNINGS) $(NUMBERS) $(HARDENING) -Iinclude -DVMI_VERSION='"$(VERSION)"' $(CPPFLAGS) $(CFLAGS)
LINK    := $(LINKING) -Wl,--as-needed $(CFLAGS) $(LDFLAGS)
LIBS    := -lcsv -ljansson -lRmath -lxxhash -lisal -lnettle -lm -lpthread

OUT := build/$(VARIANT)
ifeq ($(VARIANT),release)
BIN := build/bin
else
BIN := $(OUT)/bin
endif

# ---- what there is ---------------------------------------------------------------------------------

BASE      := arena checksum content digest error map memory seen sort text
VALUE     := calendar date decimal factor glob ical ical_event ical_value pairs recurrence recurrence_days statistic weekdays zone
MATH      := accuracy binomials bootstrap counts demand_table distribution families gamma moments normal pattern quantile replenishment rmath sample solve unconstrain
RECORD    := activity check column column_use finding finding_codes measure metric order position projected proposal ranked record_type step term term_line \
             term_rows tracked
STREAM    := convert csv_reader cut encode encoding header json_reader json_scan rows sink source source_ahead source_range source_text
TABLE     := cell people seal table_reader table_writer
INGEST    := alias alias_rows alias_traps balance date_form explain feed feed_begin feed_cells feed_told mapping mapping_check \
             mapping_parts matrix netting number period plain_name recent reject repeats screen screen_items series shape \
             summary survey totals units waiting
EDI       := ack ack_check ack_edifact ack_x12 code code_edifact code_list code_x12 date delimiters dictionary edifact \
             edifact_contrl edifact_delfor edifact_desadv edifact_document edifact_invrpt edifact_orders edifact_ordrsp \
             edifact_recadv edifact_slsrpt envelope gtin interchange lexer message order order_edifact order_gs1 order_x12 passed profile profile_json profile_orders reader \
             refusals seen segment_check shelf walk writer x12 x12_830 x12_846 x12_850 x12_852 x12_855 x12_856 x12_861 \
             x12_867 x12_997 x12_line
KEEP      := keep order_book ranges
AGREEMENT := agreement calendars check example factors lint lint_match lint_pairs lint_parts lint_rules lint_terms match \
             party reading resolve rules schema settings severities targets terms_file
DEMAND    := balance demand documents folding history history_items history_join lead_time level lots open_lines orders outlook packed series spans state \
             stock_days
STOCK     := bounds ddmrp interval lot lot_rq lot_ss newsvendor policy policy_cost policy_days policy_service service_level service_losses \
             service_renewal service_rss service_undershoot standing telling threshold
PLAN      := allocation dates filling finding joint late line load load_top_up lot_rule lot_sizing open_orders planner projection quantity \
             requirements review review_loads review_rank review_supply transfer
MEASURE   := findings_demand findings_orders findings_shelf findings_stock kpi kpi_baseline kpi_figure kpi_findings kpi_items kpi_orders kpi_periods kpi_registry \
             kpi_scopes kpi_spark kpi_tallies kpi_targets kpi_windows measure_counts measure_cover measure_feed measure_forecasts measure_orders \
             measure_proposals measure_stock measure_stockouts prometheus trend
APP       := asked board board_transfers classes command_line common crew desk desk_threads diagnostic dialect exit finding_list findings_run forecasts help history_load history_threads \
             intake intake_balance intake_edi intake_edi_sides intake_end intake_explain intake_files intake_known intake_report items kpi_run kpi_words last_orders \
             lineage main mapping_file option order_out order_run output overrides program progress stand_in supply table_io term_lines terms thread
ORDER     := line_record machine ordering track

LIB_SRCS := $(foreach m,$(BASE),lib/base/$m.c) $(foreach m,$(VALUE),lib/value/$m.c) \
            $(foreach m,$(MATH),lib/math/$m.c) $(foreach m,$(RECORD),lib/record/$m.c) \
            $(foreach m,$(STREAM),lib/stream/$m.c) $(foreach m,$(TABLE),lib/table/$m.c) \
            $(foreach m,$(INGEST),lib/ingest/$m.c) $(foreach m,$(AGREEMENT),lib/agreement/$m.c) \
            $(foreach m,$(EDI),lib/edi/$m.c) $(foreach m,$(KEEP),lib/keep/$m.c) \
            $(foreach m,$(DEMAND),lib/demand/$m.c) $(foreach m,$(STOCK),lib/stock/$m.c) \
            $(foreach m,$(PLAN),lib/plan/$m.c) $(foreach m,$(ORDER),lib/order/$m.c) $(foreach m,$(MEASURE),lib/measure/$m.c) \
            $(foreach m,$(APP),lib/app/$m.c)

TOOLS := vmi vmi-ingest vmi-threshold vmi-plan vmi-order vmi-track vmi-kpi vmi-agree

UNITS := accuracy agreement alias allocation arithmetic balance bootstrap calendar calendar_events complaints csv demand distribution edi_damage edi_date edi_lexer \
         edi_variants feed form glob history interval joint json kpi kpi_baseline kpi_rows load lot lot_least lot_sizing map metadata moments order_edi order_kills orders \
         outlook parts pattern planner policy projection replay replenishment requirements review round_trip sample screen service_chance \
         service_level source state text threshold track transfer unconstrain weekdays zone

FUZZERS := agreement calendar csv edi json mapping feed numbers profile table values

# ---- objects, library, programs --------------------------------------------------------------------

LIB      := $(OUT)/libvmi.a
LIB_OBJS := $(LIB_SRCS:%.c=$(OUT)/%.o)
PROGRAMS := $(TOOLS:%=$(BIN)/%)

.PHONY: all check check-built demo deps probe install uninstall clean format format-check lint asan fuzz soak bench \
        completions manual dist help units
.DELETE_ON_ERROR:
.PRECIOUS: $(OUT)/%.o
.DEFAULT_GOAL := all

all: $(PROGRAMS)

# Objects are made again when the compiler or its flags change.
STAMP := $(OUT)/flags
SIGNATURE := $(CC) $(COMPILE) $(LINK)
ifneq ($(SIGNATURE),$(file <$(STAMP)))
$(shell mkdir -p $(OUT))
$(file >$(STAMP),$(SIGNATURE))
endif

$(OUT)/%.o: %.c $(STAMP)
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(COMPILE) $(VECTORS) -MMD -MP -c $< -o $@

# Demand over many days is the sum of long tables: the one place where vectors halve the time.
ifneq ($(filter release clang,$(VARIANT)),)
$(OUT)/lib/math/demand_table.o: VECTORS := -O3
endif

$(LIB): $(LIB_OBJS)
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcs $@ $(LIB_OBJS)

$(BIN)/%: $(OUT)/cmd/%.o $(LIB)
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) $(COMPILE) $< $(LIB) $(LINK) $(LIBS) -o $@

UNIT_PROGRAMS := $(UNITS:%=$(OUT)/tests/unit/test_%)

UNIT_HELPERS  := $(OUT)/tests/unit/tap.o $(OUT)/tests/unit/ledger.o $(OUT)/tests/unit/world.o $(OUT)/tests/unit/edi_reading.o $(OUT)/tests/unit/truth.o

$(OUT)/tests/unit/test_%: $(OUT)/tests/unit/test_%.o $(UNIT_HELPERS) $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CC) $(COMPILE) $< $(UNIT_HELPERS) $(LIB) $(LINK) $(LIBS) -o $@

$(OUT)/tests/unit/describe: $(OUT)/tests/unit/describe.o $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CC) $(COMPILE) $< $(LIB) $(LINK) $(LIBS) -o $@

$(OUT)/tests/inject/%.so: tests/inject/%.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE -O1 -fPIC -shared $< -o $@ -ldl

# Replays a corpus without libFuzzer, so that the targets run in every check.
$(OUT)/tests/fuzz/replay_%: $(OUT)/tests/fuzz/fuzz_%.o $(OUT)/tests/fuzz/replay.o $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CC) $(COMPILE) $< $(OUT)/tests/fuzz/replay.o $(LIB) $(LINK) $(LIBS) -o $@

# Prints the registries for the manual.
DESCRIBE := $(if $(wildcard tests/unit/describe.c),$(OUT)/tests/unit/describe)

units: $(UNIT_PROGRAMS) $(DESCRIBE) $(FUZZERS:%=$(OUT)/tests/fuzz/replay_%) $(OUT)/tests/inject/fail_memory.so

-include $(shell find $(OUT) -name '*.d' 2>/dev/null)

# ---- what people call ------------------------------------------------------------------------------

# A package is missing when its header or program is; libcsv has no .pc, so a probe is compiled.
PROBE = printf '\#include <csv.h>\n\#include <jansson.h>\n\#include <xxhash.h>\n\#include <nettle/sha2.h>\n\#include <isa-l/crc.h>\n\#define MATHLIB_STANDALONE\n\#include <Rmath.h>\nint main(void) { return 0; }\n' \
        | $(CC) -x c - -fsyntax-only 2>/dev/null
DEPS_BUILD := gcc make libcsv-dev libjansson-dev r-mathlib libxxhash-dev libisal-dev nettle-dev tzdata
DEPS_TEST  := bats mandoc locales
DEPS_CI    := clang libclang-rt-dev clang-format clang-tidy cppcheck shellcheck valgrind

demo: probe all
	@tests/demo $(abspath $(BIN))

check: probe
	@$(MAKE) --no-print-directory check-built

check-built: all units
	@VMI_VARIANT=$(VARIANT) VMI_BIN=$(abspath $(BIN)) VMI_OUT=$(abspath $(OUT)) tests/run

soak: probe
	@$(MAKE) --no-print-directory all units
	@VMI_SOAK=1 VMI_VARIANT=$(VARIANT) VMI_BIN=$(abspath $(BIN)) VMI_OUT=$(abspath $(OUT)) tests/run

asan:
	@ASAN_OPTIONS=detect_leaks=1 $(MAKE) --no-print-directory VARIANT=asan check-built

# Installs what is missing, when something is, and says so first.
probe:
ifneq ($(NO_DEPS),1)
	@if ! { $(PROBE) && command -v bats >/dev/null && command -v mandoc >/dev/null; }; then $(MAKE) --no-print-directory deps; fi
endif

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
DEPS ?= $(DEPS_BUILD) $(DEPS_TEST)

deps:
	@if ! command -v apt-get >/dev/null; then \
	    echo "Install by your system's means: a C11 compiler, GNU make, libcsv, jansson, libRmath (R's standalone"; \
	    echo "math library), xxHash, ISA-L, Nettle; for the tests bats and mandoc."; exit 1; fi
	@echo "$(strip $(SUDO) apt-get) update && $(strip $(SUDO) apt-get) install -y --no-install-recommends $(DEPS)"
	@$(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends $(DEPS) >/dev/null

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(addprefix $(DESTDIR)$(PREFIX)/share/man/,man1 man5 man7)
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions
	install -d $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 $(PROGRAMS) $(DESTDIR)$(PREFIX)/bin
	for n in 1 5 7; do install -m 644 man/*.$$n $(DESTDIR)$(PREFIX)/share/man/man$$n || exit 1; done
	set -e; for t in $(TOOLS); do \
	    install -m 644 completions/$$t.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/$$t; \
	    install -m 644 completions/_$$t $(DESTDIR)$(PREFIX)/share/zsh/site-functions; \
	    install -m 644 completions/$$t.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d; done

uninstall:
	for t in $(TOOLS); do rm -f $(DESTDIR)$(PREFIX)/bin/$$t \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/$$t $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_$$t \
	    $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/$$t.fish; done
	for p in man/*; do rm -f $(DESTDIR)$(PREFIX)/share/man/man$${p##*.}/$${p##*/}; done

clean:
	rm -rf build

C_FILES := $(wildcard cmd/*.c lib/*/*.c lib/*/*.h include/vmi/*.h tests/*/*.c tests/*/*.h)

format:
	clang-format -i $(C_FILES)

format-check:
	@clang-format --dry-run -Werror $(C_FILES)

lint: all format-check
	@tests/lint $(CC) "$(STANDARD) $(WARNINGS) -Iinclude -DVMI_VERSION='\"$(VERSION)\"'" "$(LIB_SRCS) $(TOOLS:%=cmd/%.c)"

# Runs every fuzz target for SECONDS each, from the corpus of the tests.
fuzz:
	@$(MAKE) --no-print-directory VARIANT=fuzz build/fuzz/libvmi.a
	@for f in $(FUZZERS); do $(MAKE) --no-print-directory VARIANT=fuzz build/fuzz/fuzz_$$f || exit 1; done
	@for f in $(FUZZERS); do tests/fuzz/run $$f $(SECONDS) || exit 1; done

build/fuzz/fuzz_%: build/fuzz/tests/fuzz/fuzz_%.o build/fuzz/libvmi.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(COMPILE) -fsanitize=fuzzer $< build/fuzz/libvmi.a $(LINK) $(LIBS) -o $@

BENCHES := $(OUT)/tests/bench/lex $(OUT)/tests/bench/days $(OUT)/tests/bench/service

$(BENCHES): $(OUT)/tests/bench/%: $(OUT)/tests/bench/%.o $(LIB)
	$(call say,LINK,$@)
	$(Q)$(CC) $(COMPILE) $< $(LIB) $(LINK) $(LIBS) -o $@

bench: all $(BENCHES)
	@tests/bench/edi $(abspath $(BIN)) $(abspath $(OUT))/tests/bench/lex
	@tests/bench/ingest $(abspath $(BIN))
	@tests/bench/threshold $(abspath $(BIN)) $(abspath $(OUT))/tests/bench/days
	@tests/bench/plan $(abspath $(BIN))
	@tests/bench/kpi $(abspath $(BIN)) $(abspath $(OUT))/tests/bench/service
	@tests/bench/run $(abspath $(BIN))

# Written from the option tables and the registries, and committed; a test compares them with a fresh run.
completions: all
	@tests/make-completions $(BIN) completions

manual: $(OUT)/tests/unit/describe
	@tests/make-manual $(OUT)/tests/unit/describe man

dist:
	@mkdir -p build
	git archive --format=tar.gz --prefix=vmi-$(VERSION)/ -o build/vmi-$(VERSION).tar.gz HEAD

help:
	@echo "make demo         install what is missing, build, run the pipe on testdata/demo, show the result"
	@echo "make check        install what is missing, build, run every test"
	@echo "make all          build the programs into build/bin"
	@echo "make install      into PREFIX ($(PREFIX)), below DESTDIR; uninstall takes it away again"
	@echo "make asan         the tests under AddressSanitizer and UBSan"
	@echo "make soak         the tests with every loop in full"
	@echo "make fuzz         every fuzz target for SECONDS ($(SECONDS)) each"
	@echo "make bench        speed, beside the peers that are there"
	@echo "make lint         clang-format, clang-tidy, cppcheck, shellcheck, mandoc"
	@echo "make format       clang-format in place"
	@echo "make completions  write completions/ anew; make manual: the tables in man/"
	@echo "make deps         install what building and testing need (Debian, Ubuntu)"
	@echo "make dist         a source archive; make clean: remove build/"
	@echo "Settings: CC CFLAGS LDFLAGS PREFIX DESTDIR VARIANT=release|clang|asan V=1 WERROR=1 NO_DEPS=1"
