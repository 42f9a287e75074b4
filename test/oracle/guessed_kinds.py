#!/usr/bin/env python3
"""Lists of other registers than households under headers that say nothing: guessed_kinds.py PROGRAM DB FOLDER

Without --take-guess nothing is written and the guess is told; with it the records are there, field by
field. Prints "N passed, N failed".
"""
import json
import sys

import odd_sheets
from odd_sheets import xlsx

HOUSES = [['Họ và tên chủ hộ', 'Năm sinh', 'Thôn', 'Phân loại'], ['Siu Ân', '1960', 'Làng A', 'Nghèo'], ['Siu Bắc', '1971', 'Làng A', 'Nghèo'],
          ['Ksor Cam', '1980', 'Làng B', 'Nghèo']]
# kind → rows, and for each row what must be known of it
KINDS = {
    'cadres': ([['Rơ Châm Đài', '0912000111', 'Chi hội Nông dân làng A'], ['Siu Gắt', '0912000112', 'Chi hội Phụ nữ làng A'], ['Ksor Hin', '0912000113', 'Chi hội Nông dân làng B']],
               lambda row: {'full_name': row[0], 'phone': row[1], 'body_label': row[2]}),
    'models': ([['Nuôi bò sinh sản', 'Chi hội Nông dân làng A', 'Làng A', '2018'], ['Ba sạch', 'Chi hội Phụ nữ làng A', 'Làng A', '2018'], ['Vườn rau sạch', 'Chi hội Nông dân làng B', 'Làng B', '2018']],
               lambda row: {'name': row[0], 'lead_body_label': row[1], 'unit_label': row[2], 'year': row[3]}),
    'works': ([['Đường làng A', 'Chi hội Nông dân làng A', 'Làng A', '12.000.000', '2018'], ['Đường làng B', 'Chi hội Nông dân làng B', 'Làng B', '25.000.000', '2018']],
              lambda row: {'name': row[0], 'lead_body_label': row[1], 'unit_label': row[2], 'year': row[4], 'value': row[3].replace('.', '')}),
    'supports': ([['Siu Ân', 'Làng A', 'Sinh kế', '05/04/2018', '5.000.000'], ['Ksor Cam', 'Làng B', 'Nhà ở', '06/04/2018', '40.000.000']],
                 lambda row: {'household_label': row[0], 'value': row[4].replace('.', ''), 'on_date': '-'.join(reversed(row[3].split('/')))}),
    'memberships': ([['Siu Ân', '1960', 'Làng A', 'Hội Nông dân'], ['Siu Bắc', '1971', 'Làng A', 'Hội CCB'], ['Ksor Cam', '1980', 'Làng B', 'Hội Nông dân']],
                    lambda row: {'member_label': row[0], 'organisation': {'Hội Nông dân': 'farmers_union', 'Hội CCB': 'veterans_association'}[row[3]]}),
    'activities': ([['Tập huấn trồng cà phê', 'Chi hội Nông dân làng A', 'Làng A', '01/06/2018'], ['Ra quân dọn vệ sinh', 'Chi hội Phụ nữ làng A', 'Làng A', '03/06/2018']],
                   lambda row: {'name': row[0], 'on_date': '-'.join(reversed(row[3].split('/')))}),
    'donors': ([['Ông Mai Văn Tặng', 'Cá nhân', '0912555666'], ['Công ty Cao su Đức Cơ', 'Doanh nghiệp', '0912555667']],
               lambda row: {'name': row[0], 'phone': row[2]}),
}


SET = {'models': 'type=three_clean', 'works': 'type=rural_road', 'activities': 'type=training'}


class Runner(odd_sheets.Runner):
    def judge(self, kind, seed):
        rows, known = KINDS[kind]
        self.start_anew()
        unit = ['--unit', '23866@2017-05-01']
        self.run('import', 'households', self.put('h.xlsx', xlsx([('A', HOUSES)])), *unit, '--year', '2018')
        path = self.put('a.xlsx', xlsx([('Sheet1', [[f'Cột {i + 1}' for i in range(len(rows[0]))]] + rows)]))
        before = len(self.export(kind))
        unit += ['--set', SET[kind]] if kind in SET else []
        told = self.run('import', kind, path, *unit, '--format', 'json')
        if told.returncode != 3 or '--take-guess' not in told.stderr.decode() or len(self.export(kind)) != before:
            return [f'without --take-guess: exit {told.returncode} {told.stderr.decode()[-300:]}{told.stdout.decode()[-300:]}']
        done = self.run('import', kind, path, *unit, '--format', 'json', '--take-guess')
        try:
            result = json.loads(done.stdout)
        except ValueError:
            return [f'exit {done.returncode}: {done.stderr.decode()[-400:]}']
        faults = [f"{result['accepted']} of {result['rows']}: {told.stderr.decode()} " + str([issue['message'] for issue in result['issues'] if issue['verdict'] != 'note'])] \
            if result['accepted'] != len(rows) else []
        there = self.export(kind)
        for row in rows:
            wanted = known(row)
            if not any(all(record.get(field, '') == value for field, value in wanted.items()) for record in there):
                faults.append(f'no record with {wanted}')
        if faults and there:
            faults.append(str({field: value for field, value in there[-1].items() if value}))
        return faults


def main():
    runner = Runner(*sys.argv[1:4])
    for kind in [kind for kind in KINDS if kind in sys.argv[4:]] or KINDS:
        runner.check(kind, 0)
    print(f'{runner.passed} passed, {runner.failed} failed')
    return runner.failed != 0


sys.exit(main())
