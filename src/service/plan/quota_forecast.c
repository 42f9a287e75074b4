/* SPDX-License-Identifier: Apache-2.0
 * How likely the numbers of a quota are reached: what `done` brought of `weight` in the years past. */
#include "engine/forecast.h"
#include "service/plan/quota_parts.h"

#include <math.h>

enum { YEARS_BACK = 8 };

static struct quota_chance chance_of(const struct forecast_number *number)
{
    return (struct quota_chance){ .is_known = true,
                                  .probability = (int64_t)llround(number->probability * 10000),
                                  .low = number->low,
                                  .high = number->high };
}

/* Fills the column of a year: how many there were at its beginning, how many it brought. */
static enum err_code column_fill(struct quota_job *job, int year, struct forecast_cell *cells, size_t column,
                                 struct err *err)
{
    size_t rows = job->sheet->row_count;
    struct number *before = ARENA_ARRAY(job->arena, struct number, rows + 1);
    struct number *done = ARENA_ARRAY(job->arena, struct number, rows + 1);
    TRY(quota_numbers_in(job, job->quota->weight, year - 1, before, err));
    TRY(quota_numbers_in(job, job->quota->done, year, done, err));
    bool is_any = false;
    for (size_t i = 0; i < rows; i++) {
        bool is_known = before[i].known && done[i].known && done[i].value <= before[i].value &&
                        before[i].value <= FORECAST_HOUSEHOLDS_MAX;
        if (is_known && before[i].value > 0)
            cells[i * YEARS_BACK + column] =
                (struct forecast_cell){ .households = before[i].value, .left = done[i].value };
        is_any |= is_known && before[i].value > 0;
    }
    job->sheet->chance_years += is_any;
    return ERR_OK;
}

enum err_code quota_forecast(struct quota_job *job, struct err *err)
{
    struct quota_sheet *sheet = job->sheet;
    size_t rows = sheet->row_count;
    struct forecast_cell *cells = ARENA_ARRAY(job->arena, struct forecast_cell, rows * YEARS_BACK + 1);
    int64_t *households = ARENA_ARRAY(job->arena, int64_t, rows + 1);
    int64_t *targets = ARENA_ARRAY(job->arena, int64_t, rows + 1);
    if (!job->quota->done || !job->quota->weight)
        return ERR_OK;
    for (size_t i = 0; i < rows; i++) {
        const struct quota_row *row = &sheet->rows[i];
        bool is_sound = row->is_known && row->weight.value <= FORECAST_HOUSEHOLDS_MAX;
        households[i] = is_sound ? row->weight.value : 0;
        targets[i] = is_sound ? row->value : -1;
    }
    for (size_t y = 0; y < YEARS_BACK; y++)
        TRY(column_fill(job, job->request->year - YEARS_BACK + (int)y, cells, y, err));
    const struct forecast_problem problem = { .cells = cells, .places = rows, .years = YEARS_BACK,
                                              .households = households, .targets = targets,
                                              .target = sheet->total.value };
    struct forecast_result result;
    if (!forecast_make(&problem, job->arena, &result))
        return ERR_OK;
    sheet->chance = chance_of(&result.sum);
    for (size_t i = 0; i < rows; i++)
        if (targets[i] >= 0)
            sheet->rows[i].chance = chance_of(&result.places[i]);
    return ERR_OK;
}
