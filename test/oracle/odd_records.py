#!/usr/bin/env python3
"""Lists of other registers as offices keep them: odd_records.py PROGRAM DB FOLDER [NAME…]

Models, works, gifts, activities, bodies, cadres, figures in the words and units of such lists; what the registers
then hold is compared field by field, and every row is accounted for. Prints "N passed, N failed".
"""
import json
import os
import subprocess
import sys

import odd_sheets
from odd_sheets import xlsx

LISTS = {}


def listed(name, kind, rows, wanted, refused=(), options=(), codes=()):
    """wanted: a dict of fields for each record; refused: reasons of the other rows; codes: notes that must be there."""
    LISTS[name] = (kind, rows, wanted, list(refused), list(options), set(codes))


listed('models', 'models',
       [['ỦY BAN MTTQ VIỆT NAM XÃ IA DIN'], ['DANH SÁCH MÔ HÌNH ĐĂNG KÝ NĂM 2017'],
        ['TT', 'Tên mô hình', 'Đơn vị đăng ký', 'Địa điểm thực hiện', 'Số hộ tham gia', 'Kinh phí (đồng)', 'Loại mô hình', 'Năm'],
        [1, 'Nuôi dê sinh sản', 'Hội Nông dân xã', 'Thôn 3', '12 hộ', '15 triệu', 'Kinh tế', 2017],
        [2, 'Đoạn đường nở hoa', 'Hội LHPN xã', 'Thôn 3', '30 hộ (12 hộ nghèo)', '1.200.000đ', 'Môi trường', 2017],
        [3, 'Nuôi ong', 'Hội LHPN xã', 'Làng Không Có', 30, '1,5 triệu đồng', 'Kinh tế', 2017], ['', 'Tổng cộng', '', '', 42, '17.700.000']],
       [dict(name='Nuôi dê sinh sản', lead_body_label='Hội Nông dân xã Ia Din', households='12', funding='15000000', type='mutual_help_economy', unit_label='Thôn 3'),
        dict(name='Đoạn đường nở hoa', lead_body_label='Hội Liên hiệp Phụ nữ xã Ia Din', households='30', funding='1200000', type='environment')], ['unit_unknown'])
listed('works_in_millions', 'works',
       [['DANH SÁCH CÔNG TRÌNH, PHẦN VIỆC NĂM 2017'],
        ['STT', 'Tên công trình, phần việc', 'Loại công trình', 'Đơn vị thực hiện', 'Địa điểm', 'Giá trị (triệu đồng)', 'Trong đó nhân dân đóng góp', 'Số ngày công', 'Ngày hoàn thành'],
        [1, 'Đường bê tông', 'Đường giao thông nông thôn', 'Hội Nông dân xã', 'Thôn 3', 850.5, '200', '350 công', '30/9/2017'],
        [2, 'Thắp sáng đường quê', 'Thắp sáng đường quê', 'Đoàn TNCS Hồ Chí Minh xã', 'Thôn 3', '12,5', '12.500.000 đồng', 20, 'Quý III/2017'],
        [3, 'Cầu', 'Cầu dân sinh', 'Hội Nông dân xã', 'Thôn 3', '850500000', '', '', '']],
       [dict(name='Đường bê tông', value='850500000', contributed_value='200000000', labour_days='350', completed_on='2017-09-30'),
        dict(name='Thắp sáng đường quê', value='12500000', contributed_value='12500000', completed_on='2017-Q3')], ['value_form'], codes=['money_unit'])
listed('works_unit_above', 'works',
       [['DANH SÁCH CÔNG TRÌNH NĂM 2017'], ['', '', '', '', 'ĐVT: nghìn đồng'], ['TT', 'Công trình', 'Loại', 'Chủ trì', 'Địa điểm', 'Kinh phí'],
        [1, 'Đường làng', 'Đường giao thông nông thôn', 'Hội Nông dân xã', 'Thôn 3', '85.500']],
       [dict(name='Đường làng', value='85500000')], codes=['money_unit'])
listed('gifts', 'supports',
       [['DANH SÁCH HỘ NHẬN QUÀ TẾT NĂM 2017'], ['TT', 'Họ và tên chủ hộ', 'Thôn', 'Loại hỗ trợ', 'Số tiền', 'Ngày trao', 'Nguồn', 'Ký nhận'],
        [1, 'Siu Ân', 'Thôn 3', 'Quà Tết', '500.000', '15/01/2017', 'Quỹ Vì người nghèo', ''], [2, 'Siu Không Có', 'Thôn 3', 'Nhà', '50.000.000 đồng', '15/01/2017', '', ''],
        [3, 'Siu Ân', 'Thôn 3', 'Quà Tết', '500', '16/01/2017', '', ''], ['', 'Cộng', '', '', '50.500.000']],
       [dict(household_label='Siu Ân', type='visit_gift', value='500000', on_date='2017-01-15', fund_source='fund_for_the_poor')], ['household_unknown', 'money_small'])
listed('activities', 'activities',
       [['KẾT QUẢ TUYÊN TRUYỀN NĂM 2017'], ['TT', 'Nội dung tuyên truyền', 'Hình thức', 'Đơn vị chủ trì', 'Thời gian', 'Địa điểm', 'Số buổi', 'Số lượt người tham gia'],
        [1, 'Tuyên truyền Cuộc vận động', 'Họp thôn', 'MTTQ xã', '5/2017', 'Thôn 3', 2, '120 người'], [2, 'Học tập nghị quyết', 'Hội nghị', 'UBMTTQ xã', '18/11/2017', 'Thôn 3', 1, 350]],
       [dict(name='Tuyên truyền Cuộc vận động', channels=',regular_meeting,', attendees='120', sessions='2', on_date='2017-05', lead_body_label='Ủy ban MTTQ Việt Nam xã Ia Din'),
        dict(name='Học tập nghị quyết', channels=',training,', attendees='350')], options=['--set', 'type=propaganda'])
listed('activities_without_type', 'activities', [['Nội dung', 'Đơn vị chủ trì', 'Thời gian'], ['Họp dân', 'MTTQ xã', '5/2017']], [dict(name='Họp dân', type='other')])
listed('branches', 'bodies',
       [['STT', 'Tên chi hội', 'Thuộc tổ chức', 'Thôn', 'Số hội viên'], [1, 'Chi hội Chữ thập đỏ Thôn 3', 'Hội Chữ thập đỏ', 'Thôn 3', '60 (35 nữ)']],
       [dict(name='Chi hội Chữ thập đỏ Thôn 3', organisation='red_cross', member_count='60', unit_label='Thôn 3')], options=['--set', 'kind=branch'])
listed('cadres', 'cadres',
       [['DANH SÁCH CÁN BỘ MẶT TRẬN XÃ IA DIN'], ['STT', 'Họ và tên', 'Ngày sinh', 'Chức vụ', 'Tổ chức', 'Điện thoại', 'Email'],
        [1, 'Nguyễn Văn Cán', '1/2/1975', 'Chủ tịch', 'UBMTTQ xã', '0912345678', 'can@example.vn'], [2, 'Siu Bộ', '1980', 'Phó Chủ tịch', 'UBMTTQ xã', '912345679', '']],
       [dict(full_name='Nguyễn Văn Cán', birth_year='1975', body_label='Ủy ban MTTQ Việt Nam xã Ia Din'), dict(full_name='Siu Bộ', birth_year='1980', phone='0912345679')])
listed('figures_one_a_row', 'declared_figures',
       [['BÁO CÁO NHANH 6 THÁNG ĐẦU NĂM 2017'], ['STT', 'Chỉ tiêu', 'Đơn vị tính', 'Số lượng'], [1, 'Tổng số hộ', 'hộ', 1250], [2, 'Số hộ nghèo', 'hộ', '210'], [3, 'Số cầu', 'cái', 95]],
       [dict(figure='households', value='1250', period='2017H1', unit_label='Xã Ia Din'), dict(figure='poor_households', value='210')], ['figure_wrong'])
listed('areas', 'units',
       [['UBND XÃ IA DIN'], ['DANH SÁCH THÔN, TỔ DÂN PHỐ NĂM 2017'], ['STT', 'Tên thôn', 'Mã', 'Loại', 'Trưởng thôn', 'Số hộ', 'Số khẩu'],
        [1, 'Thôn 7', 'T07', 'Thôn', 'Siu Trưởng', 120, 480], [2, 'Ia Kênh', 'L01', 'Làng', 'Ksor Trưởng', 85, 402], [3, '8', '', 'Tổ dân phố', '', 60, ''],
        [4, 'Làng Ia Kênh', '', 'Làng', '', '', ''], [5, '', '', 'Thôn', 'Siu Không', 3, ''], ['', 'Tổng cộng', '', '', '', 268, 882],
        ['', '', '', '', '', 'Ia Din, ngày 5 tháng 12 năm 2017'], ['', 'Người lập biểu', '', '', '', 'CHỦ TỊCH']],
       [dict(official_name='Thôn 7', type='village', parent_label='Xã Ia Din'), dict(official_name='Làng Ia Kênh'), dict(official_name='Tổ dân phố 8', type='residential_group')],
       ['record_twice', 'area_missing'], codes=['column_unknown'])
listed('areas_of_a_district', 'units',
       [['DANH SÁCH KHU DÂN CƯ HUYỆN ĐỨC CƠ'], ['TT', 'Tên khu dân cư', 'Số hộ'], ['I', 'Xã Ia Din', 200], [1, 'Thôn 9', 120], [2, 'Làng Ghè Lớn', 80], ['II', 'Ia Krêl', 90], [1, 'Thôn 9', 90]],
       [dict(parent_label='Xã Ia Din', official_name='Thôn 9'), dict(parent_label='Xã Ia Krêl', official_name='Thôn 9'), dict(official_name='Làng Ghè Lớn', parent_label='Xã Ia Din')], options=['--unit', '631@2017-06-01'])
listed('donations', 'ledger_entries',
       [['DANH SÁCH ỦNG HỘ QUỸ VÌ NGƯỜI NGHÈO NĂM 2017'], ['STT', 'Đơn vị/cá nhân ủng hộ', 'Địa chỉ', 'Số tiền (nghìn đồng)', 'Ngày', 'Hình thức', 'Ghi chú'],
        [1, 'Công ty TNHH Sao Mai Đức Cơ', 'Chư Ty', '5.000', '17/10/2017', 'Chuyển khoản', ''], [2, 'Ông Siu Cho', '', '200', '17/10/2017', '', 'Ủng hộ Quỹ'],
        [3, 'Ông Siu Cho', '', '300', '18/10/2017', 'Tiền mặt', 'Ủng hộ Quỹ'], [4, 'Hội Nông dân xã', '', '', '18/10/2017', '', ''], ['', 'Tổng cộng', '', '5.500'],
        ['', 'Người lập biểu', '', '', '', 'CHỦ TỊCH']],
       [dict(entry_number='1', amount='5000000', donor_label='Công ty TNHH Sao Mai Đức Cơ', debit_account='bank', on_date='2017-10-17', type='donation', description='Tiếp nhận ủng hộ: Công ty TNHH Sao Mai Đức Cơ'),
        dict(entry_number='2', amount='200000', donor_label='Ông Siu Cho', credit_account='income_donation', debit_account='cash'), dict(entry_number='3', amount='300000', fund_label='Quỹ xã')],
       ['amount_missing'], codes=['donor_new', 'money_unit'])
listed('pledges', 'pledges',
       [['DANH SÁCH ĐĂNG KÝ ỦNG HỘ'], ['STT', 'Đơn vị, cá nhân đăng ký', 'Số tiền', 'Hiện vật', 'Ngày đăng ký'], [1, 'Hợp tác xã Ia Din', '2.000.000', '', '1/10/2017'],
        [2, 'Nhà hảo tâm', '', '50 phần quà', '2/10/2017']],
       [dict(donor_label='Hợp tác xã Ia Din', amount='2000000', form='money', pledged_on='2017-10-01'), dict(donor_label='Nhà hảo tâm', form='goods', description='50 phần quà')])
listed('model_forms', 'models',
       [['PHIẾU ĐĂNG KÝ MÔ HÌNH'], ['Tên mô hình: Trồng rau sạch'], ['Loại mô hình: An toàn thực phẩm'], ['Tổ chức chủ trì: Hội LHPN xã', '', 'Năm đăng ký: 2017'],
        ['Số hộ tham gia:', '12 hộ'], ['Kinh phí: 15 triệu đồng'], [], ['PHIẾU ĐĂNG KÝ MÔ HÌNH'], ['Tên mô hình: Nuôi dê'], ['Loại mô hình: Kinh tế'],
        ['Tổ chức chủ trì: Hội Nông dân xã', '', 'Năm đăng ký: 2017'], ['Số hộ tham gia:', '']],
       [dict(name='Trồng rau sạch', type='safe_food', households='12', funding='15000000', lead_body_label='Hội Liên hiệp Phụ nữ xã Ia Din', unit_label='Xã Ia Din'),
        dict(name='Nuôi dê', type='mutual_help_economy', households='', year='2017')], codes=['form_vertical'])


class Runner(odd_sheets.Runner):
    def prepare(self):
        """A district with its bodies, and one known household."""
        self.start_anew()
        self.run('programme', 'load', 'programmes/duc_co_2017.yaml')
        boards = json.loads(self.run('list', 'bodies', 'name=Ủy ban MTTQ Việt Nam xã Ia Din', '--format', 'json').stdout)
        self.run('create', 'funds', 'name=Quỹ xã', 'type=fund_for_the_poor', f"board={boards[0]['id']}", 'opened_on=2016-01-01')
        path = self.put('known.csv', 'Họ và tên chủ hộ,Năm sinh,Thôn,Phân loại\nSiu Ân,1960,Thôn 3,Nghèo\n'.encode())
        self.run('import', 'households', path, '--unit', '23866@2017-05-01', '--year', '2017')
        subprocess.run([self.program, '--db', 'sqlite:' + self.database, 'check'], check=True, capture_output=True)
        self.fresh = os.path.join(self.folder, 'base.db')
        for suffix in ('', '.key'):  # by `cp`, which on PostgreSQL copies a database (tools/suite_on_postgres.sh)
            subprocess.run(['cp', self.database + suffix, self.fresh + suffix], check=True)

    def judge(self, name, seed):
        kind, rows, wanted, refused, options, codes = LISTS[name]
        self.start_anew()
        before = {row['id'] for row in self.export(kind)}
        words = ['import', kind, self.put('a.xlsx', xlsx([('Sheet1', rows)])), *([] if '--unit' in options else ['--unit', '23866@2017-05-01']), *options, '--format', 'json']
        done = self.run(*words)
        try:
            result = json.loads(done.stdout)
        except ValueError:
            return [f'exit {done.returncode}: {done.stderr.decode()[-400:]}']
        there = [row for row in self.export(kind) if row['id'] not in before]
        faults = []
        reasons = [issue['code'] for issue in result['issues'] if issue['verdict'] != 'note']
        if sorted(reasons) != sorted(refused) or result['rows'] != len(wanted) + len(refused) or result['accepted'] != len(wanted) or len(there) != len(wanted):
            faults.append(f"{result['rows']} rows, {result['accepted']} accepted, {len(there)} records; {reasons}")
        for record in wanted:
            label = next(iter(record))
            found = next((row for row in there if row[label] == record[label]), {})
            faults += [f'{record[label]}: {field} is {found.get(field)!r}, not {value!r}' for field, value in record.items() if found.get(field) != value]
        faults += [f'no note {code}' for code in codes - {issue['code'] for issue in result['issues']}]
        again = json.loads(self.run(*words).stdout or '{}')
        if not faults and again.get('same') != len(wanted):
            faults.append(f"imported again {again.get('same')} are the same")
        return faults


def main():
    runner = Runner(*sys.argv[1:4])
    runner.prepare()
    for name in [name for name in LISTS if name in sys.argv[4:]] or LISTS:
        runner.check(name, 0)
    for suffix in ('', '.key'):
        os.remove(runner.fresh + suffix)
    print(f'{runner.passed} passed, {runner.failed} failed')
    return runner.failed != 0


if __name__ == '__main__':
    sys.exit(main())
