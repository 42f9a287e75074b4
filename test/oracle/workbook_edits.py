#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# Two branches edit the workbooks they got, 250 cells each, without knowing of one another; afterwards
# every edit must be found in the record or in the list of conflicts, and nothing else may have changed.
#   workbook_edits.py edit|recount csv|xlsx DIR SEED
import csv
import json
import random
import sys

FIELDS = {'address': 'Địa chỉ', 'member_count': 'Số nhân khẩu', 'note': 'Ghi chú', 'code': 'Mã hộ',
          'head_birth_date': 'Ngày sinh chủ hộ', 'phone': 'Số điện thoại', 'destitute_since': 'Cùng cực từ ngày'}
KEY = 'Mã hồ sơ (giữ nguyên)'


def read(path):
    if path.endswith('.csv'):
        with open(path, encoding='utf-8-sig', newline='') as source:
            return [row for row in csv.reader(source)]
    import openpyxl
    return openpyxl.load_workbook(path)


def value_for(field, chance, branch):
    """A new value: what is typed, and the record's outside form of it. Sometimes both branches type the same."""
    number = chance.randrange(1, 6) if chance.random() < 0.3 else chance.randrange(10, 50)
    if field == 'member_count':
        return str(number), number
    if field in ('head_birth_date', 'destitute_since'):
        return f'{number % 28 + 1}/7/2012', f'2012-07-{number % 28 + 1:02}'
    if field == 'phone':
        return f'0987 000 0{number:02}', f'09870000{number:02}'
    text = f'{field} {number}' + (f' {branch}' if number >= 10 else '')
    return text, text


def edit(extension, folder, seed):
    edits = []
    for branch in ('area', 'commune'):
        chance = random.Random(f'{seed} {branch}')
        book = read(f'{folder}/{branch}.{extension}')
        sheet = book if extension == 'csv' else book.worksheets[0]
        head = sheet[0] if extension == 'csv' else [cell.value for cell in sheet[1]]
        rows = len(sheet) if extension == 'csv' else sheet.max_row
        cells = [(row, field) for row in range(1, rows) for field in FIELDS]
        chance.shuffle(cells)
        for row, field in cells[:250]:
            typed, external = value_for(field, chance, branch)
            column = head.index(FIELDS[field])
            if extension == 'csv':
                key = sheet[row][head.index(KEY)]
                sheet[row][column] = typed
            else:
                key = sheet.cell(row + 1, head.index(KEY) + 1).value
                sheet.cell(row + 1, column + 1).value = typed
            edits.append({'branch': branch, 'id': key[:13], 'field': field, 'value': external})
        if extension == 'csv':
            with open(f'{folder}/{branch}_back.csv', 'w', encoding='utf-8-sig', newline='') as target:
                csv.writer(target).writerows(sheet)
        else:
            book.save(f'{folder}/{branch}_back.xlsx')
    json.dump(edits, open(f'{folder}/edits.json', 'w', encoding='utf-8'))
    assert len(edits) == 500, len(edits)


def recount(_extension, folder, _seed):
    def load(name):
        return json.load(open(f'{folder}/{name}.json', encoding='utf-8'))
    edits, conflicts = load('edits'), load('conflicts')
    before = {record['id']: record for record in load('before')}
    after = {record['id']: record for record in load('after')}
    listed = {(c['record'], c['field'], c['sent']) for c in conflicts}
    first = {(e['id'], e['field']): e['value'] for e in edits if e['branch'] == 'area'}
    lost, met = [], 0
    for e in edits:
        in_record = after[e['id']][e['field']] == e['value']
        in_list = (e['id'], e['field'], str(e['value'])) in listed
        typed_what_stood_there = e['value'] == before[e['id']][e['field']]
        if not in_record and not in_list and not typed_what_stood_there:
            lost.append(e)
        if e['branch'] == 'commune' and first.get((e['id'], e['field'])) not in (None, e['value']):
            other = first[(e['id'], e['field'])]
            met += other != before[e['id']][e['field']] and e['value'] != before[e['id']][e['field']]
    assert not lost, lost[:5]
    touched = {(e['id'], e['field']) for e in edits}
    for identity, record in after.items():
        for field, value in record.items():
            if field not in ('version', 'updated_at') and (identity, field) not in touched:
                assert value == before[identity][field], (identity, field)
    results = load('area'), load('commune')
    assert met > 20, met
    assert sum(r['conflicts'] for r in results) == met, (met, [r['conflicts'] for r in results])
    for name, result in zip(('area', 'commune'), results):
        own = [e for e in edits if e['branch'] == name]
        told = result['merged'] + result['conflicts'] + result['known']
        same = sum(before[e['id']][e['field']] == e['value'] for e in own)
        assert told == len(own) - same, (name, told, len(own), same)
        assert result['rows'] == result['accepted'], result
    print(f'{len(edits)} edits, {met} met another edit', file=sys.stderr)


if __name__ == '__main__':
    {'edit': edit, 'recount': recount}[sys.argv[1]](*sys.argv[2:])
