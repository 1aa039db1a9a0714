# sales_marketing: sales or marketing, in SQL.
#
#   make, make install, make installcheck    as for every PGXS extension
#   make unit                                tests of src/core, without a server
#   make pgtap                               tests of behaviour, with a server
#   make lint                                clang-tidy and cppcheck on src/
#   make stage                               install into build/stage
#
# PG_CONFIG chooses the server; WERROR=-Werror turns warnings into errors.

EXTENSION    = sales_marketing
EXTVERSION  := $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" $(EXTENSION).control)
MODULE_big   = $(EXTENSION)

# What is made from data, and everything that is compiled.
EDITIONS     = src/core/standard_1.c
CORE_SOURCES = $(sort $(EDITIONS) $(wildcard src/core/*.c))
PG_SOURCES   = $(sort $(wildcard src/pg/*.c))
INCLUDED  = $(wildcard src/core/*.h src/pg/*.h)
OBJS         = $(patsubst %.c,%.o,$(CORE_SOURCES) $(PG_SOURCES))

# The install script is its numbered parts in order.
FRAGMENTS    = $(sort $(wildcard sql/[0-9][0-9]_*.sql))
DATA_built   = sql/$(EXTENSION)--$(EXTVERSION).sql
DATA         = $(filter-out $(DATA_built),$(wildcard sql/$(EXTENSION)--*.sql))

PG_CPPFLAGS  = -Isrc
PG_CFLAGS    = -Wall -Wextra -Wno-unused-parameter -Wno-sign-compare $(WERROR)
SHLIB_LINK   = -lcjson -lm

TESTS        = $(sort $(wildcard test/sql/*.sql))
REGRESS      = $(patsubst test/sql/%.sql,%,$(TESTS))
REGRESS_OPTS = --inputdir=test --load-extension=$(EXTENSION)

UNIT         = $(sort $(basename $(notdir $(wildcard test/unit/test_*.c))))
UNIT_RUNS    = $(addprefix run-,$(UNIT)) run-portable-test_match
# but for servers that run (script/with-cluster)
EXTRA_CLEAN  = $(filter-out build/cluster.%,$(wildcard build/*)) $(EDITIONS) \
	$(DATA_built)

PG_CONFIG   ?= pg_config
PGXS        := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)
# a tarball may have no tests
include $(wildcard test/state/Makefile.inc)

all: $(DATA_built)

$(DATA_built): $(FRAGMENTS) $(wildcard sql/*.sql.in) script/install-script
	script/install-script $(FRAGMENTS) > $@.new && mv $@.new $@

src/core/standard_%.c: rules/standard_%.json script/embed
	script/embed $< sm_standard_$* > $@

$(OBJS) $(OBJS:.o=.bc): $(INCLUDED)

# pg_regress reads sql/X.sql before test/sql/X.sql (release 15)
installcheck: no-name-collisions
.PHONY: no-name-collisions
no-name-collisions:
	@for t in $(REGRESS); do \
	  if [ -e sql/$$t.sql ]; then \
	    echo "test/sql/$$t.sql has the name of a file in sql/" >&2; exit 1; \
	  fi; \
	done

.PHONY: stage
stage: all
	$(MAKE) install DESTDIR=$(CURDIR)/build/stage

# Tests of the core, with the checks of the compiler that a server build has
# no use for.
UNIT_CFLAGS  = -std=c11 -g -O1 -Wall -Wextra -Werror \
	-Wdeclaration-after-statement -Isrc -Itest/unit \
	-fsanitize=address,undefined -fno-sanitize-recover=undefined
UNIT_LIBS    = -lcjson -lcmocka -lutf8proc -lm

build/unit/%.o: src/core/%.c $(INCLUDED)
	@mkdir -p $(@D)
	$(CC) $(UNIT_CFLAGS) -c $< -o $@
build/unit/portable/%.o: src/core/%.c $(INCLUDED)
	@mkdir -p $(@D)
	$(CC) $(UNIT_CFLAGS) -DSM_PORTABLE -c $< -o $@

UNIT_OBJS     = $(patsubst src/core/%.c,build/unit/%.o,$(CORE_SOURCES))
PORTABLE_OBJS = $(patsubst src/core/%.c,build/unit/portable/%.o,$(CORE_SOURCES))

build/unit/test_%: test/unit/test_%.c $(UNIT_OBJS) $(wildcard test/unit/*.h)
	$(CC) $(UNIT_CFLAGS) $< $(UNIT_OBJS) $(UNIT_LIBS) -o $@
build/unit/portable/test_%: test/unit/test_%.c $(PORTABLE_OBJS) $(wildcard test/unit/*.h)
	$(CC) $(UNIT_CFLAGS) -DSM_PORTABLE $< $(PORTABLE_OBJS) $(UNIT_LIBS) -o $@

.PHONY: unit $(UNIT_RUNS)
unit: $(UNIT_RUNS)
$(filter-out run-portable-%,$(UNIT_RUNS)): run-%: build/unit/%
	$<
$(filter run-portable-%,$(UNIT_RUNS)): run-portable-%: build/unit/portable/%
	$<

.SECONDARY:

.PHONY: lint
lint: $(EDITIONS)
	cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 \
	  --enable=warning,performance,portability --suppress=missingIncludeSystem \
	  -Isrc $(filter-out src/core/fold_table.c $(EDITIONS),$(CORE_SOURCES)) \
	  $(PG_SOURCES)
	clang-tidy --quiet $(filter-out src/core/fold_table.c $(EDITIONS),$(CORE_SOURCES)) \
	  $(PG_SOURCES) -- -std=gnu11 -Isrc \
	  -I$(shell $(PG_CONFIG) --includedir-server) -D_GNU_SOURCE
