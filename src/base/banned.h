/* SPDX-License-Identifier: Apache-2.0
 * Put before every source file by the build: functions that are never right here become errors
 * whose name says what to use. */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(function, use) function##_is_banned_use_##use
#undef strcpy
#undef strcat
#undef sprintf
#undef strtok
#undef gmtime
#undef localtime
#undef atoi
#undef rand
#undef system
#define strcpy(...) BANNED(strcpy, arena_strdup)
#define strcat(...) BANNED(strcat, buf_add)
#define sprintf(...) BANNED(sprintf, snprintf)
#define strtok(...) BANNED(strtok, strsep)
#define gmtime(...) BANNED(gmtime, gmtime_r)
#define localtime(...) BANNED(localtime, date_functions)
#define atoi(...) BANNED(atoi, text_int)
#define rand(...) BANNED(rand, rng)
#define system(...) BANNED(system, nothing)
