#!/usr/bin/env python3
"""Sheets as an outsider makes them: office_sheets.py PROGRAM DB FOLDER [--some N] [--seed N] [--office] [NAME…]

Workbooks of openpyxl – merged titles, styles, hidden rows and sheets, filters, notes, formulas, check boxes – and, with
--office, the same as LibreOffice saves them (XLSX, and CSV where there is one sheet). For each: rows = accepted +
refused, every record named here is there field by field, imported again nothing changes. Prints "N passed, N failed".
"""
import json
import os
import random
import subprocess
import sys
import tempfile

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

import odd_records
import odd_sheets
import further_lists  # adds its lists
import household_lists  # adds its lists
import other_lists  # adds its lists
import province_lists  # adds its lists
import record_lists  # adds its lists
import outside_lists  # adds its lists
import unseen_lists  # adds its lists
from makers import MAKERS
from office_lists import LISTS

assert outside_lists and further_lists and household_lists and other_lists and province_lists and record_lists and unseen_lists


def sheet_of(book, title, rows, merges=(), hidden_rows=(), hidden_columns=(), state='visible', filter=None, struck_rows=()):
    sheet = book.create_sheet(title)
    sheet.sheet_state = state
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if value not in ('', None):
                cell = sheet.cell(i + 1, j + 1, value)
                cell.font = Font(name='.VnTime' if i % 2 else 'Times New Roman', bold=i < 3, strike=i + 1 in struck_rows)
                cell.alignment = Alignment(wrap_text=True)
                if hasattr(value, 'year'):
                    cell.number_format = 'dd/mm/yyyy'
    for merge in merges:
        sheet.merge_cells(merge)
    for row in hidden_rows:
        sheet.row_dimensions[row].hidden = True
    for column in hidden_columns:
        sheet.column_dimensions[column].hidden = True
    if filter:
        sheet.auto_filter.ref = filter
    rule = DataValidation(type='list', formula1='"Nghèo,Cận nghèo"', allow_blank=True)
    sheet.add_data_validation(rule)
    rule.add('Z1:Z50')
    sheet['A1'].comment = Comment('Người lập: văn phòng', 'office')
    sheet.freeze_panes = 'B2'
    sheet.conditional_formatting  # styles only: nothing to read


def book_of(sheets, path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows, *more in sheets:
        sheet_of(book, title, rows, **(more[0] if more else {}))
    book.save(path)


def written(case, name, folder):
    """The case's file: its own bytes, or a workbook of its maker's."""
    path = os.path.join(folder, name + ('.csv' if 'data' in case else '.xlsx'))
    if 'data' in case or 'maker' in case:
        with open(path, 'wb') as file:
            file.write(case['data'] if 'data' in case else MAKERS[case['maker']](case['sheets']))
    else:
        book_of(case['sheets'], path)
    return path


def converted(folder, paths, form):
    """The files as LibreOffice saves them: one call for all, with a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        words = ['soffice', f'-env:UserInstallation=file://{home}', '--headless', '--convert-to', form, '--outdir', folder, *paths]
        subprocess.run(words, check=True, capture_output=True, timeout=400)


class Runner(odd_records.Runner):
    def judge_file(self, case, path):
        self.start_anew()
        self.now = case.get('now', '2020-06-15')
        for kind, rows, options in case.get('first', []):
            done = self.run('import', kind, self.put('first.xlsx', odd_sheets.xlsx([('Sheet1', rows)])), '--unit', '23866@2017-05-01', *options)
            assert done.returncode == 0, done
        kinds = list(case['wanted'])
        before = {kind: {row['id'] for row in self.export(kind)} for kind in kinds}
        options = case.get('options', [])
        words = ['import', case['kind'], path, *([] if '--unit' in options else ['--unit', '23866@2017-05-01']), *options, '--format', 'json']
        done = self.run(*words)
        try:
            result = json.loads(done.stdout)
        except ValueError:
            return [f'exit {done.returncode}: {done.stderr.decode()[-600:]}']
        if os.environ.get('OFFICE_SHOW'):
            for issue in result['issues']:
                print('   ', issue['sheet'], issue['row'], issue['column'], repr(issue['value']), issue['verdict'], issue['code'])
        faults = []
        not_taken = [issue for issue in result['issues'] if issue['verdict'] != 'note']
        if sorted({(i['sheet'], i['row']): i['code'] for i in not_taken}.values()) != sorted(case.get('refused', [])):
            faults.append('not taken: ' + '; '.join(f"{i['row']} {i['column']} {i['value']!r} {i['code']}" for i in not_taken)[:900])
        rows = case.get('rows', len(case['wanted'][kinds[0]])) + len(case.get('refused', []))
        if result['rows'] != rows or result['accepted'] + result['refused'] + result['doubtful'] != rows:
            faults.append(f"{result['rows']} rows, {result['accepted']} accepted, not {rows}")
        faults += [f'no note {code}' for code in set(case.get('notes', [])) - {issue['code'] for issue in result['issues']}]
        for kind, wanted in case['wanted'].items():
            there = [row for row in self.export(kind) if row['id'] not in before[kind]]
            if case.get('all', True) and kind == kinds[0] and len(there) != len(wanted):
                faults.append(f'{len(there)} {kind}, not {len(wanted)}')
            for record in wanted:
                keys = list(record)[:case.get('keys', 1)]
                found = next((row for row in there if all(row[key] == record[key] for key in keys)), None)
                if not found:
                    faults.append(f'{kind} {[record[key] for key in keys]} is missing; there {sorted(row[keys[0]] for row in there)[:12]}')
                    continue
                faults += [f'{record[keys[0]]}: {field} is {found.get(field)!r}, not {value!r}' for field, value in record.items() if found.get(field) != value]
        if not faults and not_taken and not case.get('as_written'):
            faults += self.rejects_faults(case, words, not_taken)
        again = json.loads(self.run(*words).stdout or '{}')
        if not faults and again.get('same') != result['accepted']:
            faults.append(f"imported again {again.get('same')} are the same, {again.get('new')} new, {again.get('changed')} changed")
        return faults

    def rejects_faults(self, case, words, not_taken):
        """What comes back holds the rows that were not taken; imported as it is they are refused for the same reasons."""
        rejects = os.path.join(self.folder, 'rejects.csv')
        self.run(*words, '--rejects', rejects)
        back = json.loads(self.run(*words[:2], rejects, *words[3:]).stdout or '{}')
        reasons = lambda issues: sorted({(i['sheet'], i['row']): i['code'] for i in issues if i['verdict'] != 'note'}.values())
        if back.get('rows') != len(case['refused']) or reasons(back['issues']) != reasons(not_taken):
            return [f"the rejects come back as {back.get('rows')} rows: {reasons(back.get('issues', []))}, not {reasons(not_taken)}"]
        return []

    def check_file(self, name, path):
        faults = self.judge_file(LISTS[name], path)
        self.failed += bool(faults)
        self.passed += not faults
        if faults:
            print(f'FAILED: {os.path.basename(path)}')
            for fault in faults[:10]:
                print(f'    {fault}')


def main():
    arguments = sys.argv[1:]
    options = {}
    for option in ('--some', '--seed'):
        if option in arguments:
            at = arguments.index(option)
            options[option] = int(arguments[at + 1])
            del arguments[at:at + 2]
    office = '--office' in arguments
    arguments = [word for word in arguments if word != '--office']
    runner = Runner(*arguments[:3])
    runner.prepare()
    names = [name for name in LISTS if name in arguments[3:]] if arguments[3:] else list(LISTS)
    if '--some' in options:
        names = random.Random(options.get('--seed', 7)).sample(names, min(options['--some'], len(names)))
    folder = os.path.join(arguments[2], 'office')
    os.makedirs(os.path.join(folder, 'saved'), exist_ok=True)
    paths = {}
    for name in names:
        paths[name] = written(LISTS[name], name, folder)
        if not LISTS[name].get('office_only'):
            runner.check_file(name, paths[name])
    if office:
        saved = os.path.join(folder, 'saved')
        # Not those whose very bytes are the matter, nor text files: LibreOffice asks whoever opens one for its encoding.
        names = [name for name in names if not LISTS[name].get('as_written') and 'data' not in LISTS[name]]
        converted(saved, [paths[name] for name in names], 'xlsx')
        single = [name for name in names if len(LISTS[name]['sheets']) == 1 and not LISTS[name].get('no_csv')]
        converted(saved, [paths[name] for name in single], 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false')
        for name, path in [(name, os.path.join(saved, name + '.xlsx')) for name in names] + [(name, os.path.join(saved, name + '.csv')) for name in single]:
            if os.path.exists(path):
                runner.check_file(name, path)
            else:
                print(f'  skipped: LibreOffice does not open {name}')
    for suffix in ('', '.key'):
        os.remove(runner.fresh + suffix)
    print(f'{runner.passed} passed, {runner.failed} failed')
    return runner.failed != 0


if __name__ == '__main__':
    sys.exit(main())
