# Warnings, all of them errors in our own builds. Each one left out has its reason.
#  -Wpedantic      off: the language is gnu17; `, ##__VA_ARGS__` and statement macros are part of it
#  -Wmissing-field-initializers off: the tables of kinds, routes and commands say only what is not 0
#  -Wmissing-braces off: "{ 0 }" ends every table, whatever its first member
#  -Wformat-truncation off: snprintf cuts, that is what it is for; texts that may not be cut are bufs
#  -Wswitch-enum   off: a `default` is how most switches over long code lists should read
WARN := -Wall -Wextra -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes -Wmissing-prototypes \
  -Wold-style-definition -Wformat=2 -Wundef -Wcast-qual -Wwrite-strings -Wpointer-arith -Wvla -Walloca \
  -Wnull-dereference -Wdouble-promotion -Wimplicit-fallthrough -Wredundant-decls -Wnested-externs \
  -Wno-missing-field-initializers -Wno-missing-braces \
  -fno-common -fno-strict-aliasing -Werror
WARN_GCC := -Wno-format-truncation -Warith-conversion -Wformat-signedness -Wduplicated-cond -Wlogical-op \
  -Wcast-align=strict -Wjump-misses-init -Wstack-usage=262144 -Wtrampolines
WARN_CLANG := -Wcomma -Wassign-enum -Wconditional-uninitialized -Wmissing-variable-declarations \
  -Wshift-sign-overflow -Wextra-semi-stmt
