/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/forecast.h"

#include <math.h>
#include <string.h>

enum { SHOCKS = 25, NOISES = 7, PLACES_EXACT = 400, REFINES = 3, FIT_MAX = 6 };
static const double tail = 1e-14;
/* Of the normal distribution, at (i + 1/2) / NOISES. */
static const double noises[NOISES] = { -1.465234, -0.791639, -0.366106, 0, 0.366106, 0.791639, 1.465234 };

/* What the panel says. */
struct panel {
    const struct forecast_problem *problem;
    double *logits, *variances; /* by cell; variance 0: not known */
    double *years;              /* year means of logits less the place's own; known[t] */
    bool *known;
    double *places, *place_variances; /* drawn to 0; what stays unknown of each */
    double mean, spread;              /* of next year's shock: centre, and scale of Student's t */
    double shock, place, noise;
    int freedom;
    double shocks[SHOCKS]; /* at the quantiles summed over */
};

/* Masses of numbers first … first + count - 1; what is left out is below `tail` on each side. */
struct spread {
    int64_t first;
    size_t count;
    double *mass;
};

void forecast_sum(const double *probabilities, size_t count, double *mass)
{
    mass[0] = 1;
    for (size_t i = 0; i < count; i++) {
        double p = probabilities[i];
        mass[i + 1] = mass[i] * p;
        for (size_t k = i; k > 0; k--)
            mass[k] = mass[k] * (1 - p) + mass[k - 1] * p;
        mass[0] *= 1 - p;
    }
}

static double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

/* --- the panel ------------------------------------------------------------------------------------ */

static void cells_read(struct panel *panel)
{
    const struct forecast_problem *problem = panel->problem;
    for (size_t i = 0; i < problem->places * problem->years; i++) {
        const struct forecast_cell *cell = &problem->cells[i];
        require(cell->left >= 0 && cell->left <= cell->households &&
                cell->households <= FORECAST_HOUSEHOLDS_MAX);
        if (cell->households == 0)
            continue;
        double left = (double)cell->left + 0.5, stayed = (double)(cell->households - cell->left) + 0.5;
        panel->logits[i] = log(left / stayed);
        panel->variances[i] = 1 / left + 1 / stayed;
    }
}

/* A cell's weight: its place's noise bounds what many households can tell. */
static double weight_of(const struct panel *panel, size_t cell)
{
    return panel->variances[cell] > 0 ? 1 / (panel->variances[cell] + 0.02) : 0;
}

/* Year means and place means in turn, until they fit each other. */
static void means_fit(struct panel *panel)
{
    const struct forecast_problem *problem = panel->problem;
    for (int round = 0; round < 50; round++) {
        for (size_t t = 0; t < problem->years; t++) {
            double sum = 0, weights = 0;
            for (size_t c = 0; c < problem->places; c++) {
                size_t cell = c * problem->years + t;
                sum += weight_of(panel, cell) * (panel->logits[cell] - panel->places[c]);
                weights += weight_of(panel, cell);
            }
            panel->known[t] = weights > 0;
            panel->years[t] = weights > 0 ? sum / weights : 0;
        }
        for (size_t c = 0; c < problem->places; c++) {
            double sum = 0, weights = 0;
            for (size_t t = 0; t < problem->years; t++) {
                size_t cell = c * problem->years + t;
                sum += weight_of(panel, cell) * (panel->logits[cell] - panel->years[t]);
                weights += weight_of(panel, cell);
            }
            panel->places[c] = weights > 0 ? sum / weights : 0;
        }
    }
}

/* What each cell says once more, seen from the fit: a step of Newton's method from it. An empirical logit weighs
 * what luck made large, which told chances 4 points too high. */
static void cells_refine(struct panel *panel)
{
    const struct forecast_problem *problem = panel->problem;
    for (size_t i = 0; i < problem->places * problem->years; i++) {
        const struct forecast_cell *cell = &problem->cells[i];
        if (panel->variances[i] == 0)
            continue;
        double fit = panel->years[i % problem->years] + panel->places[i / problem->years];
        fit = fit < -FIT_MAX ? -FIT_MAX : fit > FIT_MAX ? FIT_MAX : fit;
        double rate = logistic(fit), slope = rate * (1 - rate), households = (double)cell->households;
        panel->logits[i] = fit + ((double)cell->left / households - rate) / slope;
        panel->variances[i] = 1 / (households * slope);
    }
}

/* e: what years and places leave, over what sampling alone would. */
static void noise_find(struct panel *panel)
{
    const struct forecast_problem *problem = panel->problem;
    double squares = 0, sampling = 0, cells = 0, places = 0, years = 0;
    for (size_t t = 0; t < problem->years; t++)
        years += panel->known[t];
    for (size_t c = 0; c < problem->places; c++) {
        bool is_known = false;
        for (size_t t = 0; t < problem->years; t++) {
            size_t i = c * problem->years + t;
            if (panel->variances[i] == 0)
                continue;
            double left = panel->logits[i] - panel->years[t] - panel->places[c];
            squares += left * left;
            sampling += panel->variances[i];
            cells++;
            is_known = true;
        }
        places += is_known;
    }
    double free = cells - places - years + 1;
    double over = free > 0 ? squares / free - sampling / cells : 0;
    panel->noise = over > 0 ? sqrt(over) : 0;
}

/* u: the places' own means, less what sampling and noise put into them; then each drawn to 0. */
static void places_shrink(struct panel *panel)
{
    const struct forecast_problem *problem = panel->problem;
    double squares = 0, inside = 0, places = 0, noise = panel->noise * panel->noise;
    for (size_t c = 0; c < problem->places; c++) {
        double precision = 0;
        for (size_t t = 0; t < problem->years; t++) {
            double variance = panel->variances[c * problem->years + t];
            precision += variance > 0 ? 1 / (variance + noise) : 0;
        }
        panel->place_variances[c] = precision > 0 ? 1 / precision : (double)INFINITY;
        if (precision == 0)
            continue;
        squares += panel->places[c] * panel->places[c];
        inside += panel->place_variances[c];
        places++;
    }
    double between = places > 1 ? squares / (places - 1) - inside / places : 0;
    between = between > 0 ? between : 0;
    panel->place = sqrt(between);
    for (size_t c = 0; c < problem->places; c++) {
        double kept = isinf(panel->place_variances[c]) ?
                          0 :
                          between / (between + panel->place_variances[c]);
        panel->places[c] *= kept;
        panel->place_variances[c] = between * (1 - kept);
    }
}

/* The sampling variance of the year means, summed over the years. */
static double years_sampling(const struct panel *panel)
{
    const struct forecast_problem *problem = panel->problem;
    double noise = panel->noise * panel->noise, sum = 0;
    for (size_t t = 0; t < problem->years; t++) {
        double precision = 0;
        for (size_t c = 0; c < problem->places; c++) {
            double variance = panel->variances[c * problem->years + t];
            precision += variance > 0 ? 1 / (variance + noise) : 0;
        }
        sum += precision > 0 ? 1 / precision : 0;
    }
    return sum;
}

/* How likely it is, beforehand as likely as not, that years differ by a shock and not by sampling alone, whose `ratio`-fold
 * variance they show: by the likelihood ratio of both and Schwarz's penalty (Ann. Statist. 6, 1978). Without a shock as much is
 * left of the variance as sampling takes off half the time, and taken for one it made 86, not 80 of 100 intervals hold. */
static double shock_chance(double ratio, double freedom)
{
    if (!(ratio > 1))
        return 0;
    return 1 / (1 + sqrt(freedom) * exp(-freedom / 2 * (ratio - 1 - log(ratio))));
}

static void shock_find(struct panel *panel)
{
    double sum = 0, squares = 0, years = 0;
    for (size_t t = 0; t < panel->problem->years; t++)
        if (panel->known[t]) {
            sum += panel->years[t];
            years++;
        }
    panel->freedom = (int)years - 1;
    if (years < FORECAST_YEARS_MIN)
        return;
    panel->mean = sum / years;
    for (size_t t = 0; t < panel->problem->years; t++)
        if (panel->known[t])
            squares += (panel->years[t] - panel->mean) * (panel->years[t] - panel->mean);
    /* Year means differ by sampling too, which is taken off. */
    double between = squares / (years - 1), sampling = years_sampling(panel) / years;
    double over = between > sampling ? between - sampling : 0;
    panel->shock = sqrt(over * shock_chance(between / sampling, years - 1));
    panel->spread = sqrt(panel->shock * panel->shock + between / years);
}

/* --- quantiles ------------------------------------------------------------------------------------ */

/* P(T ≤ t) of Student's t by its density, summed with Simpson's rule: enough for quantiles. */
static double student_below(double t, int freedom)
{
    enum { STEPS = 60 };
    double scale = exp(lgamma((freedom + 1) / 2.0) - lgamma(freedom / 2.0)) / sqrt(freedom * M_PI);
    double sum = 0, width = t / STEPS;
    for (int i = 0; i <= STEPS; i++) {
        double x = width * i, weight = i == 0 || i == STEPS ? 1 : i % 2 ? 4 : 2;
        sum += weight * pow(1 + x * x / freedom, -(freedom + 1) / 2.0);
    }
    return 0.5 + scale * sum * width / 3;
}

static double student_quantile(double p, int freedom)
{
    double low = 0, high = 1;
    if (p < 0.5)
        return -student_quantile(1 - p, freedom);
    while (student_below(high, freedom) < p && high < 1e6)
        high *= 2;
    for (int i = 0; i < 40; i++) {
        double middle = (low + high) / 2;
        if (student_below(middle, freedom) < p)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

static void quantiles_fill(struct panel *panel)
{
    for (int i = 0; i < SHOCKS; i++)
        panel->shocks[i] = panel->spread == 0 ? 0 :
                           panel->spread * student_quantile((i + 0.5) / SHOCKS, panel->freedom);
}

/* --- distributions --------------------------------------------------------------------------------- */

/* Adds weight · Binomial(n, p) to mass[0 … n]: from its mode outwards, by ratios of neighbours. */
static void binomial_add(int64_t n, double p, double weight, double *mass)
{
    int64_t mode = (int64_t)((double)(n + 1) * p);
    mode = mode > n ? n : mode;
    double top = exp(lgamma((double)n + 1) - lgamma((double)mode + 1) - lgamma((double)(n - mode) + 1) +
                     (double)mode * log(p) + (double)(n - mode) * log1p(-p));
    double value = top * weight, odds = p / (1 - p);
    for (int64_t k = mode; k <= n && value > tail * 1e-3; k++) {
        mass[k] += value;
        value *= odds * (double)(n - k) / (double)(k + 1);
    }
    value = top * weight;
    for (int64_t k = mode; k > 0; k--) {
        value *= (double)k / (odds * (double)(n - k + 1));
        if (value <= tail * 1e-3)
            break;
        mass[k - 1] += value;
    }
}

/* The place's number, given the shock: over NOISES quantiles of what is its own. */
static void place_mass(const struct panel *panel, size_t c, double shock, double *mass)
{
    double own = sqrt(panel->noise * panel->noise + panel->place_variances[c]);
    for (int i = 0; i < NOISES; i++) {
        double p = logistic(panel->mean + panel->places[c] + shock + own * noises[i]);
        p = p < 1e-12 ? 1e-12 : p > 1 - 1e-12 ? 1 - 1e-12 : p;
        binomial_add(panel->problem->households[c], p, 1.0 / NOISES, mass);
        if (own == 0) { /* all the same: once, with all the weight */
            for (int64_t k = 0; k <= panel->problem->households[c]; k++)
                mass[k] *= NOISES;
            return;
        }
    }
}

static struct spread spread_cut(const double *mass, size_t count, int64_t first)
{
    double left = 0, right = 0;
    size_t low = 0, high = count;
    while (low + 1 < high && left + mass[low] < tail)
        left += mass[low++];
    while (low + 1 < high && right + mass[high - 1] < tail)
        right += mass[--high];
    return (struct spread){ .first = first + (int64_t)low, .count = high - low,
                            .mass = (double *)(uintptr_t)(mass + low) };
}

/* The sum of two independent numbers, in `arena`. */
static struct spread spread_add(struct spread a, struct spread b, struct arena *arena)
{
    size_t count = a.count + b.count - 1;
    double *mass = ARENA_ARRAY(arena, double, count);
    for (size_t i = 0; i < a.count; i++)
        for (size_t j = 0; j < b.count; j++)
            mass[i + j] += a.mass[i] * b.mass[j];
    return spread_cut(mass, count, a.first + b.first);
}

static struct forecast_number number_of(const double *mass, int64_t count, int64_t target)
{
    struct forecast_number number = { .probability = target < 0 ? 1 : 0, .low = -1, .high = -1 };
    double below = 0, sum = 0;
    for (int64_t k = 0; k <= count; k++)
        sum += mass[k];
    for (int64_t k = 0; k <= count; k++) {
        double m = mass[k] / sum;
        number.mean += m * (double)k;
        if (target >= 0 && k >= target)
            number.probability += m;
        /* The quantile is where the middle of the step is nearest to 10 and 90 %. */
        if (number.low < 0 && below + m / 2 >= 0.1)
            number.low = k;
        if (number.high < 0 && below + m / 2 >= 0.9)
            number.high = below + m / 2 > 0.9 && k > number.low ? k - 1 : k;
        below += m;
    }
    number.low = number.low < 0 ? count : number.low;
    number.high = number.high < 0 ? count : number.high;
    number.probability = number.probability > 1 ? 1 : number.probability;
    return number;
}

/* --- all of it ----------------------------------------------------------------------------------------- */

static void moments_add(const double *mass, size_t count, double *mean, double *variance)
{
    double first = 0, second = 0;
    for (size_t k = 0; k < count; k++) {
        first += mass[k] * (double)k;
        second += mass[k] * (double)k * (double)k;
    }
    *mean += first;
    *variance += second - first * first;
}

/* The whole numbers about a normal distribution: what sums of very many places come to. */
static struct spread normal_spread(double mean, double variance, struct arena *arena)
{
    double deviation = sqrt(variance > 0.01 ? variance : 0.01), sum = 0;
    int64_t first = (int64_t)floor(mean - 9 * deviation), last = (int64_t)ceil(mean + 9 * deviation);
    first = first > 0 ? first : 0;
    size_t count = (size_t)(last - first) + 1;
    double *mass = ARENA_ARRAY(arena, double, count);
    for (size_t k = 0; k < count; k++) {
        double z = ((double)(first + (int64_t)k) - mean) / deviation;
        sum += mass[k] = exp(-z * z / 2);
    }
    for (size_t k = 0; k < count; k++)
        mass[k] /= sum;
    return (struct spread){ .first = first, .count = count, .mass = mass };
}

/* Puts the sum's distribution given one shock into *total, and adds each place's to `masses`. */
static struct spread shock_add(const struct panel *panel, double shock, const size_t *offsets,
                               double *masses, struct arena *arena)
{
    const struct forecast_problem *problem = panel->problem;
    double *one = ARENA_ARRAY(arena, double, 1), mean = 0, variance = 0;
    one[0] = 1;
    struct spread sum = { .first = 0, .count = 1, .mass = one };
    for (size_t c = 0; c < problem->places; c++) {
        struct arena_mark mark = arena_mark(arena);
        size_t count = (size_t)problem->households[c] + 1;
        double *mass = ARENA_ARRAY(arena, double, count);
        place_mass(panel, c, shock, mass);
        for (size_t k = 0; k < count; k++)
            masses[offsets[c] + k] += mass[k];
        if (problem->places > PLACES_EXACT)
            moments_add(mass, count, &mean, &variance);
        else
            sum = spread_add(sum, spread_cut(mass, count, 0), arena);
        if (problem->places > PLACES_EXACT)
            arena_release(arena, mark);
    }
    return problem->places > PLACES_EXACT ? normal_spread(mean, variance, arena) : sum;
}

static void panel_init(struct panel *panel, const struct forecast_problem *problem, struct arena *arena)
{
    size_t cells = problem->places * problem->years;
    *panel = (struct panel){ .problem = problem,
                             .logits = ARENA_ARRAY(arena, double, cells + 1),
                             .variances = ARENA_ARRAY(arena, double, cells + 1),
                             .years = ARENA_ARRAY(arena, double, problem->years + 1),
                             .known = ARENA_ARRAY(arena, bool, problem->years + 1),
                             .places = ARENA_ARRAY(arena, double, problem->places + 1),
                             .place_variances = ARENA_ARRAY(arena, double, problem->places + 1) };
    cells_read(panel);
    means_fit(panel);
    for (int round = 0; round < REFINES; round++) {
        cells_refine(panel);
        means_fit(panel);
    }
    noise_find(panel);
    places_shrink(panel);
    shock_find(panel);
}

bool forecast_make(const struct forecast_problem *problem, struct arena *arena,
                   struct forecast_result *ret_result)
{
    struct panel panel;
    int64_t all = 0;
    require(problem->years <= FORECAST_YEARS_MAX);
    panel_init(&panel, problem, arena);
    if (panel.freedom + 1 < FORECAST_YEARS_MIN)
        return false;
    quantiles_fill(&panel);
    size_t *offsets = ARENA_ARRAY(arena, size_t, problem->places + 1);
    for (size_t c = 0; c < problem->places; c++) {
        require(problem->households[c] >= 0 && problem->households[c] <= FORECAST_HOUSEHOLDS_MAX);
        offsets[c] = (size_t)all + c;
        all += problem->households[c];
    }
    double *masses = ARENA_ARRAY(arena, double, (size_t)all + problem->places + 1);
    double *sum = ARENA_ARRAY(arena, double, (size_t)all + 1);
    for (int i = 0; i < SHOCKS; i++) {
        struct arena_mark mark = arena_mark(arena);
        struct spread given = shock_add(&panel, panel.shocks[i], offsets, masses, arena);
        for (size_t k = 0; k < given.count && given.first + (int64_t)k <= all; k++)
            sum[given.first + (int64_t)k] += given.mass[k];
        arena_release(arena, mark);
    }
    *ret_result = (struct forecast_result){
        .places = ARENA_ARRAY(arena, struct forecast_number, problem->places + 1),
        .sum = number_of(sum, all, problem->target),
        .shock = panel.shock, .place = panel.place, .noise = panel.noise,
    };
    for (size_t c = 0; c < problem->places; c++)
        ret_result->places[c] =
            number_of(masses + offsets[c], problem->households[c], problem->targets[c]);
    return true;
}
