/* SPDX-License-Identifier: Apache-2.0
 * Calendar files, byte by byte where the RFC counts bytes. */
#include "../test.h"

#include "paper/ics.h"

#include "base/date.h"

#include <string.h>

static const char now[] = "2020-10-12T01:02:03Z";

void test_ics__an_event_of_whole_days(void)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    int32_t day = date_to_days(date_of(2020, 12, 31));
    struct ics_entry entry = { .uid = "a@b",
                               .summary = "Hạn; báo cáo, cuối \\ năm",
                               .description = "một\nhai\r\x01",
                               .dated = true,
                               .first_day = day,
                               .last_day = day };
    ics_begin(&out, "Lịch", now);
    ics_add(&out, &entry, now);
    ics_end(&out);
    CHECK_TEXT(buf_text(&out), "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Chung Tay//Chung Tay//VI\r\n"
                               "CALSCALE:GREGORIAN\r\nX-WR-CALNAME:Lịch\r\n"
                               "BEGIN:VEVENT\r\nUID:a@b\r\nDTSTAMP:20201012T010203Z\r\n"
                               "DTSTART;VALUE=DATE:20201231\r\nDTEND;VALUE=DATE:20210101\r\n"
                               "TRANSP:TRANSPARENT\r\nSUMMARY:Hạn\\; báo cáo\\, cuối \\\\ năm\r\n"
                               "DESCRIPTION:một\\nhai\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

/* Lines of every length near the fold: none exceeds 75 octets, no character is cut, and unfolded they
 * are the text again. */
void test_ics__folding(void)
{
    for (size_t len = 1; len < 160; len++) {
        CLEANUP(buf_done) struct buf text = { 0 }, out = { 0 }, back = { 0 };
        for (size_t i = 0; i < len; i++)
            buf_add(&text, i % 3 == 0 ? "ệ" : i % 3 == 1 ? "x" : "đ");
        struct ics_entry entry = { .uid = "u", .summary = buf_text(&text) };
        ics_add(&out, &entry, now);
        const char *line = buf_text(&out);
        for (const char *end; (end = strstr(line, "\r\n")); line = end + 2) {
            CHECK(end - line <= 75);
            CHECK(((unsigned char)line[*line == ' '] & 0xC0) != 0x80);
        }
        for (const char *c = buf_text(&out); *c; c++)
            if (strncmp(c, "\r\n ", 3) == 0)
                c += 2;
            else
                buf_add_char(&back, *c);
        const char *summary = strstr(buf_text(&back), "SUMMARY:");
        CHECK(summary && strncmp(summary + 8, buf_text(&text), text.len) == 0 &&
              summary[8 + text.len] == '\r');
    }
}

void test_ics__what_has_no_day_is_a_task(void)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    struct ics_entry entry = { .uid = "u", .summary = "s" };
    ics_add(&out, &entry, now);
    CHECK_TEXT(buf_text(&out), "BEGIN:VTODO\r\nUID:u\r\nDTSTAMP:20201012T010203Z\r\n"
                               "STATUS:NEEDS-ACTION\r\nSUMMARY:s\r\nEND:VTODO\r\n");
}
