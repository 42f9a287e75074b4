/* SPDX-License-Identifier: Apache-2.0
 * Who can see what, and why: the questions of docs/rights.md asked for one account and one record, or one register in one
 * place, and answered by the very code that decides when the account asks (rights.h, record.h, store/scope.h). */
#pragma once

#include "base/json.h"
#include "service/account/rights.h"
#include "service/telling.h"

enum access_what { ACCESS_READ, ACCESS_PERSONAL, ACCESS_WRITE, ACCESS_APPROVE, ACCESS_WHAT_MAX_ };

struct access_question {
    int64_t account;
    const struct kind *kind;
    int64_t record; /* of that kind; 0: any record of it in `unit` that is nobody else's */
    int64_t unit;
};

struct access_answer {
    bool allowed;
    const char *why; /* sentences: what allows it, or the first thing in the way */
};

struct access {
    const char *user_name, *role; /* the role's code */
    struct access_answer answers[ACCESS_WHAT_MAX_];
};

/* ERR_FORBIDDEN unless the account is the asker's own or one he manages, or he audits; ERR_NOT_FOUND where the record is not
 * there for the asker himself. */
NODISCARD enum err_code access_explain(const struct telling *to, const struct access_question *question,
                                       struct access *ret_access, struct err *err);
const char *access_what_name(enum access_what what); /* "read" */
void access_json(const struct access *access, struct json_writer *w);
