# Chung Tay: the front door.
#   make            builds build/chungtay (installs what is missing first)
#   make run        serves the demonstration at http://127.0.0.1:8080
#   make play       plays the main job on the demonstration data
#   make test       every fast test, under sanitizers; ends with "N passed, N failed"
#   make test-all   the long ones too
#   make bench      measurements, beside a peer: about 40 minutes and 7 GB under $TMPDIR; less with
#                   HOUSEHOLDS_LIST="26000 260000" ROWS=100000 BENCH_ROWS=100000
#   make pictures FOLDER=x   pictures of every screen of the app, beside each other (docs/design.md)
#   make lighthouse   scores of the main screens
#   make tsan       the program, and the engines, under the thread sanitizer
#   make deb        the Debian package, build/chungtay_*.deb (docs/operations.md)
#   make fuzz       requests, files and words of made-up bytes, FUZZ_SECONDS each (clang's libFuzzer); ONLY="request words"
#   make migration NAME=x   writes sql/schema/NNNN_x.sql for what the declarations gained
MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:
.SECONDEXPANSION:
.DEFAULT_GOAL := all
include config/warnings.mk

B := build
Q := @
# make Q= shows the commands
G := $(B)/gen
CC_RELEASE := gcc
CC_SAN := clang
PKGS := sqlite3 libpq libzip expat libxml-2.0 libsodium libcrypto icu-i18n icu-uc yaml-0.1 jansson liboath libqrencode libmicrohttpd zlib pangocairo pangoft2 cairo fontconfig
STD := -std=gnu17 -D_GNU_SOURCE -Isrc -I$(B) -include src/base/banned.h

SRC := $(wildcard src/*/*.c src/*/*/*.c)
MAIN := src/main.c
GEN_C := $(G)/messages.c $(G)/statements.c $(G)/kinds.c $(G)/schema.c $(G)/assets.c $(G)/web.c $(G)/units.c
GEN_H := $(G)/messages.h $(G)/statements.h
TEST_SRC := $(wildcard test/unit/*.c test/unit/*/*.c)

CFLAGS_release := $(STD) -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection \
  -fcf-protection -fPIE $(WARN) $(WARN_GCC)
CFLAGS_san := $(STD) -O1 -g -DARENA_DEBUG -fsanitize=address,undefined -fno-sanitize-recover=all \
  -fno-omit-frame-pointer $(WARN) $(WARN_CLANG)
LDFLAGS_release := -pie -Wl,-z,relro,-z,now
LDFLAGS_san := -fsanitize=address,undefined
GEN_QUIET := -Wno-overlength-strings

OBJ_release := $(SRC:%.c=$(B)/release/%.o) $(GEN_C:$(G)/%.c=$(B)/release/gen/%.o)
OBJ_san := $(SRC:%.c=$(B)/san/%.o) $(GEN_C:$(G)/%.c=$(B)/san/gen/%.o)

.PHONY: all run deb play pictures lighthouse tsan test test-all bench fuzz migration clean deps deps-test format
all: $(B)/.deps $(B)/chungtay

# --- what the machine must have -------------------------------------------------------------
deps: $(B)/.deps
$(B)/.deps: tools/deps.sh
	@mkdir -p $(B) && tools/deps.sh build && touch $@
$(B)/.deps-test: tools/deps.sh | $(B)/.deps
	@mkdir -p $(B) && tools/deps.sh test && touch $@
$(B)/.npm: package-lock.json | $(B)/.deps
	@npm ci --ignore-scripts --silent && touch $@

# A generated file is made anew when a file is added or taken away, not only when one changes.
SCHEMA_FILES := $(sort $(wildcard sql/schema/*.sql))
QUERY_FILES := $(sort $(wildcard sql/query/*.sql))
KIND_FILES := $(sort $(wildcard src/domain/kind/*.c))
ASSET_FILES := $(sort $(wildcard programmes/*.yaml layouts/*.yaml demo/*.csv demo/*.tsv demo/*.jpg demo/*.pdf docs/requirements.csv src/paper/*.css src/paper/*.conf))
WEB_FILES := $(sort $(shell find web/src web/public src/paper/paper.css -type f) $(wildcard web/*.ts web/*.js web/*.json web/*.html))
note_list = $(shell mkdir -p $(G); echo '$(2)' | cmp -s - $(G)/$(1).list || echo '$(2)' > $(G)/$(1).list)
$(call note_list,schema,$(SCHEMA_FILES))
$(call note_list,query,$(QUERY_FILES))
$(call note_list,kinds,$(KIND_FILES))
$(call note_list,assets,$(ASSET_FILES))
$(call note_list,web,$(WEB_FILES))
$(call note_list,tests,$(TEST_SRC))
$(G)/%.list: ;

# --- generated sources -----------------------------------------------------------------------
TOOL_NAMES := msggen sqlgen kindgen embed unitgen
$(B)/tools/unitgen: TOOL_LIBS := -ljansson -licuuc
$(B)/tools/unitgen: src/domain/unit_type.h
$(B)/tools/%: tools/%.c | $(B)/.deps
	@mkdir -p $(@D); echo "  $@"
	$(Q)$(CC_RELEASE) -std=gnu17 -D_GNU_SOURCE -O1 -g -Wall -Wextra -Wno-format-truncation -Werror $< -o $@ $(TOOL_LIBS)
$(G)/messages.h $(G)/messages.c &: lang/messages.tsv $(B)/tools/msggen
	@mkdir -p $(G)
	$(B)/tools/msggen $< $(G)/messages.h.new $(G)/messages.c
	@# the app's own texts are in no header: nothing is compiled anew for them
	@cmp -s $(G)/messages.h.new $(G)/messages.h || cp $(G)/messages.h.new $(G)/messages.h; rm $(G)/messages.h.new
$(G)/statements.h $(G)/statements.c &: $(QUERY_FILES) $(B)/tools/sqlgen $(G)/query.list
	@mkdir -p $(G)
	$(B)/tools/sqlgen $(G)/statements.h $(G)/statements.c $(QUERY_FILES)
$(G)/kinds.c: $(KIND_FILES) $(B)/tools/kindgen $(G)/kinds.list
	@mkdir -p $(G)
	$(B)/tools/kindgen $@ $(KIND_FILES)
$(G)/schema.c: $(SCHEMA_FILES) $(B)/tools/embed $(G)/schema.list
	@mkdir -p $(G)
	$(B)/tools/embed schema_files $@ $(SCHEMA_FILES)
$(G)/assets.c: $(ASSET_FILES) $(B)/tools/embed $(G)/assets.list
	@mkdir -p $(G)
	$(B)/tools/embed asset_files $@ $(ASSET_FILES)
# The web face: built by Vite, each file with its compressed forms beside it.
$(B)/.web-npm: web/package-lock.json | $(B)/.deps
	@cd web && npm ci --ignore-scripts --silent && touch ../$@
$(B)/app/index.html: $(WEB_FILES) lang/messages.tsv $(B)/.web-npm $(G)/web.list
	@echo "  $(B)/app"; cd web && npx --no-install vite build --logLevel warn && touch ../$@
$(G)/web.c: $(B)/app/index.html $(B)/tools/embed
	@rm -rf $(B)/web && mkdir -p $(G) && cp -r $(B)/app $(B)/web
	@cd $(B)/web && find . -type f -exec gzip -9kn {} + -exec brotli -q 11 -k {} +
	cd $(B)/web && ../tools/embed web_files ../gen/web.c $$(find . -type f | sed 's|^\./||' | LC_ALL=C sort)
$(G)/units.c: $(B)/tools/unitgen $(B)/.npm
	@mkdir -p $(G)
	$(B)/tools/unitgen node_modules > $@

# --- objects and programs --------------------------------------------------------------------
INC = $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
LIBS = $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lm -lpthread
$(B)/release/gen/%.o: $(G)/%.c $(GEN_H)
	@mkdir -p $(@D); echo "  $@"
	$(Q)$(CC_RELEASE) $(CFLAGS_release) $(GEN_QUIET) $(INC) -MMD -MP -c $< -o $@
$(B)/san/test/%.o: test/%.c | $(B)/.deps-test $(GEN_H)
	@mkdir -p $(@D); echo "  $@"
	$(Q)$(CC_SAN) $(CFLAGS_san) -Wno-missing-prototypes $(INC) -MMD -MP -c $< -o $@
$(B)/san/gen/%.o: $(G)/%.c $(GEN_H)
	@mkdir -p $(@D); echo "  $@"
	$(Q)$(CC_SAN) $(CFLAGS_san) -Wno-missing-variable-declarations $(GEN_QUIET) $(INC) -MMD -MP -c $< -o $@
$(B)/release/%.o: %.c | $(B)/.deps $(GEN_H)
	@mkdir -p $(@D); echo "  $@"
	$(Q)$(CC_RELEASE) $(CFLAGS_release) $(INC) -MMD -MP -c $< -o $@
$(B)/san/%.o: %.c | $(B)/.deps-test $(GEN_H)
	@mkdir -p $(@D); echo "  $@"
	$(Q)$(CC_SAN) $(CFLAGS_san) $(INC) -MMD -MP -c $< -o $@
# kind_household and the like are declared in the generated list of kinds only.
$(B)/san/src/domain/kind/%.o: CFLAGS_san += -Wno-missing-variable-declarations
$(B)/chungtay: $(OBJ_release) $(B)/release/$(MAIN:.c=.o)
	$(Q)$(CC_RELEASE) $(LDFLAGS_release) $^ -o $@ $(LIBS)
$(B)/san/chungtay: $(OBJ_san) $(B)/san/$(MAIN:.c=.o)
	$(Q)$(CC_SAN) $(LDFLAGS_san) $^ -o $@ $(LIBS)
$(G)/test_main.c: $(TEST_SRC) tools/testgen.sh $(G)/tests.list
	@mkdir -p $(G)
	tools/testgen.sh $(sort $(TEST_SRC)) > $@
$(B)/san/unit: $(OBJ_san) $(TEST_SRC:%.c=$(B)/san/%.o) $(B)/san/gen/test_main.o
	$(Q)$(CC_SAN) $(LDFLAGS_san) $^ -o $@ $(LIBS)

# --- the verbs -------------------------------------------------------------------------------
run: all
	@tools/run.sh $(B)/chungtay
deb: all
	@tools/deb.sh $(B)/chungtay $(B)
play: all
	@tools/play.sh $(B)/chungtay
pictures: all $(B)/.deps-test
	@test -n "$(FOLDER)" || { echo "usage: make pictures FOLDER=where"; exit 2; }
	@tools/pictures.sh $(B)/chungtay $(FOLDER)
lighthouse: all $(B)/.deps-test
	@test/lighthouse/run.sh $(B)/chungtay
test: all $(B)/.deps-test $(B)/san/unit $(B)/san/chungtay $(B)/migration $(B)/tsan_linkage
	@tools/test.sh fast
test-all: all $(B)/.deps-test $(B)/san/unit $(B)/san/chungtay $(B)/migration $(B)/tsan_linkage
	@tools/test.sh all
$(B)/.deps-bench: tools/deps.sh | $(B)/.deps-test
	@tools/deps.sh bench && touch $@
bench: all $(B)/.deps-bench
	@bench/run.sh
$(B)/bench_measures $(B)/bench_load $(B)/bench_sheet: $(B)/bench_%: $(OBJ_release) $(B)/release/bench/%.o
	$(Q)$(CC_RELEASE) $(LDFLAGS_release) $^ -o $@ $(LIBS)
# Programs on the engines: nothing else of the house is in them.
ENGINE_OBJ := $(filter $(B)/release/src/engine/% $(B)/release/src/base/% $(B)/release/gen/messages.o,$(OBJ_release))
ENGINE_PKGS := libsodium libcrypto icu-i18n icu-uc yaml-0.1 jansson liboath
$(B)/bench_engines_library $(B)/bench_linkage_find $(B)/bench_linkage_oracle: $(B)/bench_%: $(ENGINE_OBJ) $(B)/release/bench/%.o
	$(Q)$(CC_RELEASE) $(LDFLAGS_release) $^ -o $@ $(shell pkg-config --libs $(ENGINE_PKGS)) -lm -lpthread
MIGRATION_OBJ := $(foreach room,base domain store gen,$(filter $(B)/release/src/$(room)/% $(B)/release/$(room)/%,$(OBJ_release)))
$(B)/migration: tools/migration.c $(MIGRATION_OBJ)
	$(Q)$(CC_RELEASE) $(CFLAGS_release) $(INC) $(LDFLAGS_release) $^ -o $@ $(LIBS)
# The program under the thread sanitizer: the server's threads, the store and the engines (test/long/http_threads.sh).
CFLAGS_tsan := $(STD) -O1 -g -fsanitize=thread -fno-omit-frame-pointer $(WARN) $(WARN_CLANG) -Wno-missing-variable-declarations \
  -Wno-missing-prototypes
OBJ_tsan := $(SRC:%.c=$(B)/tsan/%.o) $(GEN_C:$(G)/%.c=$(B)/tsan/gen/%.o) $(B)/tsan/$(MAIN:.c=.o)
$(B)/tsan/gen/%.o: $(G)/%.c $(GEN_H)
	@mkdir -p $(@D); echo "  $@"
	$(Q)$(CC_SAN) $(CFLAGS_tsan) $(GEN_QUIET) $(INC) -MMD -MP -c $< -o $@
$(B)/tsan/%.o: %.c | $(B)/.deps-test $(GEN_H)
	@mkdir -p $(@D); echo "  $@"
	$(Q)$(CC_SAN) $(CFLAGS_tsan) $(INC) -MMD -MP -c $< -o $@
$(B)/tsan/chungtay: $(OBJ_tsan)
	$(Q)$(CC_SAN) -fsanitize=thread $^ -o $@ $(LIBS)
tsan: $(B)/tsan/chungtay $(B)/tsan_linkage $(B)/tsan/unit
	@for test in $(TSAN_TESTS); do TSAN_OPTIONS=halt_on_error=1 $(B)/tsan/unit $$test || exit 1; done
	@TSAN_OPTIONS=halt_on_error=1 $(B)/tsan_linkage
migration: $(B)/.deps $(B)/migration
	@test -n "$(NAME)" || { echo "usage: make migration NAME=what_changed"; exit 2; }
	$(B)/migration sql/schema $(NAME)
# Everything is built once more, with coverage for the fuzzer; each target is a file of test/fuzz.
FUZZ_SECONDS := 60
FUZZ_RUN := -timeout=20 -rss_limit_mb=1024 -artifact_prefix=$(B)/corpus/
OBJ_fuzz := $(SRC:%.c=$(B)/fuzz/%.o) $(GEN_C:$(G)/%.c=$(B)/fuzz/gen/%.o)
$(B)/fuzz/%.o: %.c | $(B)/.deps-test $(GEN_H)
	@mkdir -p $(@D); echo "  $@"
	$(Q)$(CC_SAN) $(CFLAGS_san) -Wno-missing-variable-declarations -fsanitize=fuzzer-no-link $(INC) -MMD -MP -c $< -o $@
$(B)/fuzz/gen/%.o: $(G)/%.c $(GEN_H)
	@mkdir -p $(@D); echo "  $@"
	$(Q)$(CC_SAN) $(CFLAGS_san) -Wno-missing-variable-declarations $(GEN_QUIET) $(INC) -MMD -MP -c $< -o $@
FUZZ_TARGETS := $(patsubst test/fuzz/%.c,$(B)/%,$(wildcard test/fuzz/fuzz_*.c))
$(FUZZ_TARGETS): $(B)/%: $(OBJ_fuzz) $(B)/fuzz/test/fuzz/%.o
	$(Q)$(CC_SAN) $(LDFLAGS_san) -fsanitize=fuzzer $^ -o $@ $(LIBS)
# The database the requests are put to, and the words they are made of.
$(B)/corpus/fuzz.db: $(B)/chungtay
	@mkdir -p $(@D); rm -f $@*; CHUNGTAY_DB=sqlite:$@ CHUNGTAY_NOW=2017-12-31 $(B)/chungtay demo >/dev/null
$(B)/corpus/words.dict: $(B)/chungtay test/fuzz/seeds.py
	@$(B)/chungtay openapi | python3 test/fuzz/seeds.py $(B)/corpus/request $@
fuzz: $(FUZZ_TARGETS) $(B)/corpus/fuzz.db $(B)/corpus/words.dict
	@test/fuzz/run.sh $(B) $(FUZZ_SECONDS) $(FUZZ_RUN)
# The linkage engine alone, for the thread sanitizer.
LINKAGE_SRC := $(wildcard src/base/*.c src/engine/linkage*.c)
$(B)/tsan_linkage: $(LINKAGE_SRC:%.c=$(B)/tsan/%.o) $(B)/tsan/test/linkage/threads.o $(B)/tsan/gen/messages.o
	$(Q)$(CC_SAN) -fsanitize=thread $^ -o $@ $(LIBS)
# Unit tests of what has threads (by filter).
TSAN_TESTS := assignment__threads
TSAN_SRC := $(wildcard src/base/*.c src/engine/*.c)
TSAN_TEST_SRC := test/unit/main.c $(wildcard test/unit/engine/*.c)
$(G)/tsan_main.c: $(TSAN_TEST_SRC) tools/testgen.sh
	@mkdir -p $(G)
	tools/testgen.sh $(TSAN_TEST_SRC) > $@
$(B)/tsan/unit: $(TSAN_SRC:%.c=$(B)/tsan/%.o) $(TSAN_TEST_SRC:%.c=$(B)/tsan/%.o) $(B)/tsan/gen/tsan_main.o $(B)/tsan/gen/messages.o
	$(Q)$(CC_SAN) -fsanitize=thread $^ -o $@ $(LIBS)
format:
	clang-format -i $(SRC) $(MAIN) $(wildcard src/*/*.h src/*/*/*.h) $(TEST_SRC)
clean:
	rm -rf $(B)
-include $(shell find $(B) -name '*.d' 2>/dev/null)
