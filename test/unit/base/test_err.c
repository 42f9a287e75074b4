/* SPDX-License-Identifier: Apache-2.0 */
#include "../test.h"

#include <string.h>

void test_err__text_in_both_languages(void)
{
    struct err err = { 0 };
    CHECK(err_set(&err, ERR_IO, MSG_IO_OPEN, "a.csv", "không có") == ERR_IO);
    err_at(&err, "dòng %d", 3);
    struct buf out = { 0 };
    msg_err(&out, LANG_VI, &err);
    CHECK_TEXT(buf_text(&out), "dòng 3: Không mở được tệp “a.csv”: không có");
    buf_clear(&out);
    msg_err(&out, LANG_EN, &err);
    CHECK_TEXT(buf_text(&out), "dòng 3: Cannot open file “a.csv”: không có");
    buf_done(&out);
    CHECK_TEXT(err_code_name(ERR_NOT_FOUND), "not_found");
    CHECK_INT(err_exit_status(ERR_DB), 4);
}

void test_err__long_parameter_is_cut_between_characters(void)
{
    char *text = arena_alloc(test_arena(), 1, 1001);
    for (int i = 0; i < 500; i++)
        memcpy(text + i * 2, "đ", 2);
    struct err err = { 0 };
    (void)err_set(&err, ERR_INPUT, MSG_DB_FAILED, text);
    CHECK_INT((int64_t)strlen(err.args[0]), ERR_ARG_SIZE - 2);
}
