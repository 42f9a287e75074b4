/* SPDX-License-Identifier: Apache-2.0
 * Sections of RFC 5545: 3.1 content lines, 3.3.11 texts, 3.6.1 events, 3.6.2 to-dos. */
#include "paper/ics.h"

#include "base/date.h"

#include <string.h>

enum { LINE_OCTETS = 75 };

/* One content line, folded: a continuation begins with a space, which counts. */
static void put_line(struct buf *out, const char *line)
{
    size_t room = LINE_OCTETS;
    while (strlen(line) > room) {
        size_t len = room;
        while (len > 1 && ((unsigned char)line[len] & 0xC0) == 0x80)
            len--;
        buf_add_n(out, line, len);
        buf_add(out, "\r\n ");
        line += len;
        room = LINE_OCTETS - 1;
    }
    buf_add(out, line);
    buf_add(out, "\r\n");
}

/* A property whose value is text: backslash, semicolon, comma and line end are escaped; other control
 * characters have no place in a calendar. */
static void put_text(struct buf *out, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    CLEANUP(buf_done) struct buf line = { 0 };
    buf_printf(&line, "%s:", name);
    for (; *text; text++) {
        if (*text == '\\' || *text == ';' || *text == ',')
            buf_add_char(&line, '\\');
        if (*text == '\n')
            buf_add(&line, "\\n");
        else if ((unsigned char)*text >= 0x20 && *text != 0x7F)
            buf_add_char(&line, *text);
        else if (*text == '\t')
            buf_add_char(&line, ' ');
    }
    put_line(out, buf_text(&line));
}

static void put_day(struct buf *out, const char *name, int32_t day)
{
    struct date date = date_from_days(day);
    CLEANUP(buf_done) struct buf line = { 0 };
    buf_printf(&line, "%s;VALUE=DATE:%04d%02d%02d", name, date.year, date.month, date.day);
    put_line(out, buf_text(&line));
}

/* "2026-11-21T01:00:00Z" → 20261121T010000Z */
static void put_stamp(struct buf *out, const char *now)
{
    CLEANUP(buf_done) struct buf line = { 0 };
    buf_add(&line, "DTSTAMP:");
    for (; *now; now++)
        if (*now != '-' && *now != ':')
            buf_add_char(&line, *now);
    put_line(out, buf_text(&line));
}

void ics_begin(struct buf *out, const char *name, const char *now)
{
    require(strlen(now) == 20);
    put_line(out, "BEGIN:VCALENDAR");
    put_line(out, "VERSION:2.0");
    put_line(out, "PRODID:-//Chung Tay//Chung Tay//VI");
    put_line(out, "CALSCALE:GREGORIAN");
    put_text(out, "X-WR-CALNAME", name);
}

void ics_add(struct buf *out, const struct ics_entry *entry, const char *now)
{
    const char *component = entry->dated ? "VEVENT" : "VTODO";
    CLEANUP(buf_done) struct buf line = { 0 };
    buf_printf(&line, "BEGIN:%s", component);
    put_line(out, buf_text(&line));
    put_text(out, "UID", entry->uid);
    put_stamp(out, now);
    if (entry->dated) {
        put_day(out, "DTSTART", entry->first_day);
        put_day(out, "DTEND", entry->last_day + 1); /* the first day after it */
        put_line(out, "TRANSP:TRANSPARENT");        /* nobody is busy because a thing is due */
    } else {
        put_line(out, entry->done ? "STATUS:COMPLETED" : "STATUS:NEEDS-ACTION");
    }
    put_text(out, "SUMMARY", entry->summary);
    put_text(out, "DESCRIPTION", entry->description);
    put_text(out, "LOCATION", entry->location);
    put_text(out, "CATEGORIES", entry->categories);
    buf_clear(&line);
    buf_printf(&line, "END:%s", component);
    put_line(out, buf_text(&line));
}

void ics_end(struct buf *out)
{
    put_line(out, "END:VCALENDAR");
}
