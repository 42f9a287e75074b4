#!/usr/bin/env python3
"""The demonstration against the tables it is drawn from: demo_tables.py PROGRAM DB

Counted anew from the exports: rates of poor and near-poor households by year, shares of ethnic groups, sizes of
households. Each within what chance allows (five standard errors). Prints "N passed, N failed".
"""
import collections
import csv
import math
import os
import subprocess
import sys

PROGRAM, DATABASE = sys.argv[1:3]
SUCCESSORS = {'52': '64'}  # Gia Lai of today began as another code
passed = failed = 0


def check(what, share, wanted, count):
    global passed, failed
    holds = abs(share - wanted) <= 5 * math.sqrt(max(wanted * (1 - wanted), 1e-4) / count)
    passed += holds
    failed += not holds
    if not holds:
        print(f'FAILED: {what}: {share:.4f}, not {wanted:.4f} ({count})')


def exported(kind):
    path = DATABASE + '.export.csv'
    subprocess.run([PROGRAM, '--db', 'sqlite:' + DATABASE, '--now', '2026-09-15', 'export', kind, '--format', 'csv', '-o', path], check=True, capture_output=True)
    with open(path, encoding='utf-8', newline='') as file:
        rows = list(csv.DictReader(file))
    os.remove(path)
    return rows


def table(name):
    with open(f'demo/{name}.tsv', encoding='utf-8') as file:
        return [line.rstrip('\n').split('\t') for line in file if line.strip() and not line.startswith('#')]


UNITS = {unit['id']: unit for unit in exported('units')}


def above(unit, level):
    while unit and UNITS[unit]['level'] != level:
        unit = UNITS[unit]['parent']
    code = UNITS[unit]['code'] if unit else ''
    return SUCCESSORS.get(code, code) if level == 'province' else code


def rate(province, year):
    """Poor and near-poor of ten thousand households, between the years of the table."""
    rows = {int(row[1]): (int(row[2]), int(row[3])) for row in table('poverty') if row[0] == province}
    before, after = max(y for y in rows if y <= year), min(y for y in rows if y >= year)
    part = (year - before) / (after - before) if after > before else 0
    return [(a + (b - a) * part) / 10000 for a, b in zip(rows[before], rows[after])]


def rates(households):
    province = {row['id']: above(row['unit'], 'province') for row in households}
    totals, classes = collections.Counter(), collections.Counter()
    for row in exported('declared_figures'):
        if row['figure'] == 'households':
            totals[above(row['unit'], 'province'), int(row['year'])] += int(row['value'])
    for row in exported('classifications'):
        classes[province[row['household']], int(row['year']), row['class']] += 1
    for (code, year), total in sorted(totals.items()):
        if year < 2018 or not code:  # until then households are still being added
            continue
        poor, near = rate(code, year)
        check(f'poor in {code}, {year}', classes[code, year, 'poor'] / total, poor, total)
        check(f'near-poor in {code}, {year}', classes[code, year, 'near_poor'] / total, near, total)


def groups(households):
    lines = {(row[0], row[1]): {word.split(':')[0]: int(word.split(':')[1]) for word in row[3].split(',')} for row in table('places') if row[0] in ('province', 'district')}
    wanted, there, count = collections.Counter(), collections.Counter(), 0
    for row in households:
        district = above(row['unit'], 'district')
        if not district or row['canonical']:
            continue
        weights = lines.get(('district', district)) or lines['province', above(row['unit'], 'province')]
        for group, weight in weights.items():
            wanted[group] += weight / sum(weights.values())
        there[row['ethnicity']] += 1
        count += 1
    for group in wanted:
        check(f'of the group {group}', there[group] / count, wanted[group] / count, count)


def sizes(households):
    members = collections.Counter(row['household'] for row in exported('household_members'))
    wrong = sum(int(row['member_count']) != members[row['id']] for row in households)
    check('households with another number of members than told', wrong / len(households), 0, 1 << 20)
    # The census of 2019: 3.6 people in a household of the country, 3.5 to 4.3 in the regions of these provinces.
    mean = sum(members.values()) / len(households)
    check('people in a household', min(max(mean, 3.2), 4.6), mean, 1 << 20)


NOT_OF_2016 = {'employment', 'dependent_person', 'nutrition'}


def wrong_score(row):
    """Ten points an indicator that is lacking; what the circulars 17/2016 and 07/2021 make of the two scores."""
    lacking = [code for code in row['deprivations'].split(',') if code]
    old, rural, poor = row['standard'] == 'std_2016', row['settlement'] == 'rural', row['class'] == 'poor'
    income, many = int(row['score_income']), len(lacking) >= 3
    line, upper = (120 if rural else 140), (150 if rural else 175)
    is_poor = (income <= line or (income <= upper and many)) if old else many
    if not old:
        upper = 140 if rural else 175
    return (int(row['score_deprivation']) != 10 * len(lacking) or income > upper or is_poor != poor or (old and NOT_OF_2016 & set(lacking)) or
            (not old and 'health_services' in lacking))


def scores():
    rows = [row for row in exported('classifications') if row['class'] in ('poor', 'near_poor')]
    check('reviews whose scores make another class', sum(bool(wrong_score(row)) for row in rows) / len(rows), 0, 1 << 20)
    causes = collections.defaultdict(list)
    for row in rows:
        causes[row['household']].append((row['year'], row['causes']))
    pairs = [(a[1], b[1]) for years in causes.values() for a, b in zip(sorted(years), sorted(years)[1:])]
    check('causes that last from one year to the next', min(sum(a == b for a, b in pairs) / len(pairs), 0.8), 0.8, 1 << 20)


def main():
    households = exported('households')
    rates(households)
    groups(households)
    sizes(households)
    scores()
    print(f'{passed} passed, {failed} failed')
    return failed != 0


if __name__ == '__main__':
    sys.exit(main())
