#!/usr/bin/env python3
"""Tables of figures as the reviews report them: odd_figures.py PROGRAM DB FOLDER [NAME…]

The reports of 2022–2025 and form 3 of 2011–2020 with their stacked headers, subtotals and shares, filled
with random numbers; what the register then holds is compared cell by cell. Prints "N passed, N failed".
"""
import json
import random
import sys

import odd_sheets
from odd_sheets import xlsx

COMMUNES = ['Thị trấn Chư Ty', 'Xã Ia Dom', 'Xã Ia Din', 'Xã Ia Krêl']
TABLES = {}


def table(name, title, *columns, people=False, places='Xã, phường, thị trấn'):
    """A column: (its headers from above, figure, breakdown) or (headers, None) for one that is not taken."""
    TABLES[name] = (title, columns, people, places)


def percent(*path):
    return (path + ('Tỷ lệ %',), None, None)


def pairs(groups, *figures):
    for header, breakdown in groups:
        for word, figure in figures:
            yield ((word, header), figure, breakdown)


table('old_form_3', 'KẾT QUẢ RÀ SOÁT HỘ NGHÈO NĂM 2015',
      (('Tổng số hộ dân cư', 'Số hộ'), 'households', None), (('Tổng số hộ dân cư', 'DTTS'), 'ethnic_minority_households', None),
      (('Hộ nghèo đầu năm', 'Số hộ'), 'poor_households_start', None), percent('Hộ nghèo đầu năm'),
      (('Hộ nghèo đầu năm', 'DTTS'), 'ethnic_minority_poor_households_start', None),
      (('Diễn biến trong năm', 'Số hộ thoát nghèo'), 'escaped_households', None), percent('Diễn biến trong năm'),
      (('Diễn biến trong năm', 'Số hộ tái nghèo'), 'relapsed_households', None),
      (('Diễn biến trong năm', 'Số hộ nghèo phát sinh'), 'newly_poor_households', None),
      (('Hộ nghèo cuối năm', 'Số hộ'), 'poor_households', None), percent('Hộ nghèo cuối năm'),
      (('Hộ nghèo cuối năm', 'DTTS'), 'ethnic_minority_poor_households', None), places='Đơn vị')
table('summary', 'TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2023',
      (('Tổng số hộ dân cư',), 'households', None), (('Tổng số nhân khẩu',), 'people', None),
      (('Hộ nghèo', 'Số hộ'), 'poor_households', None), percent('Hộ nghèo'), (('Hộ cận nghèo', 'Số hộ'), 'near_poor_households', None), percent('Hộ cận nghèo'),
      (('Số hộ NLNN có MSTB',), 'average_households', None), percent('Hộ NLNN có MSTB'),
      (('Khẩu nghèo',), 'poor_people', None), (('Khẩu cận nghèo',), 'near_poor_people', None), (('Khẩu NLNN có MSTB',), 'average_people', None))
CAUSES = [('Không có đất sản xuất', 'production_land'), ('Không có vốn sản xuất, kinh doanh', 'capital'), ('Không có lao động', 'labour'),
          ('Không có công cụ, phương tiện sản xuất', 'production_tools'), ('Không có kiến thức về sản xuất', 'production_knowledge'),
          ('Không có kỹ năng lao động, sản xuất', 'labour_skill'), ('Có người ốm đau, bệnh nặng, tai nạn', 'illness_accident'), ('Nguyên nhân khác', 'other')]
table('causes', 'PHÂN TÍCH HỘ NGHÈO THEO NGUYÊN NHÂN NĂM 2023', (('Tổng số hộ nghèo',), 'poor_households', None),
      *[(('Nguyên nhân nghèo', header), 'poor_households_by_cause', cause) for header, cause in CAUSES])
table('causes_near', 'PHÂN TÍCH HỘ CẬN NGHÈO THEO NGUYÊN NHÂN NĂM 2023', (('Tổng số hộ cận nghèo',), 'near_poor_households', None),
      *[(('Nguyên nhân', header), 'near_poor_households_by_cause', cause) for header, cause in CAUSES])
GROUPS = [('Kinh', 'kinh'), ('Gia Rai', 'gia_rai'), ('Tày', 'tay'), ('Nùng', 'nung'), ('Mường', 'muong'), ('Thái', 'thai'), ('Dao', 'dao'), ('Mông', 'hmong'),
          ('Ba Na', 'ba_na'), ('Ê Đê', 'e_de'), ('Hoa', 'hoa'), ('Khơ Me', 'kho_me')]
table('ethnic_28', 'HỘ NGHÈO, HỘ CẬN NGHÈO THEO CÁC NHÓM DÂN TỘC NĂM 2023',
      (('Hộ nghèo', 'Tổng số'), 'poor_households', None), *pairs(GROUPS, ('Hộ nghèo', 'poor_households_by_ethnicity')),
      (('Hộ cận nghèo', 'Tổng số'), 'near_poor_households', None), *pairs(GROUPS, ('Hộ cận nghèo', 'near_poor_households_by_ethnicity')))
table('ethnic_by_group', 'BÁO CÁO 9: HỘ NGHÈO, HỘ CẬN NGHÈO THEO DÂN TỘC NĂM 2023',
      *[(('Dân tộc ' + header, word), figure, code) for header, code in GROUPS
        for word, figure in (('Hộ nghèo', 'poor_households_by_ethnicity'), ('Hộ cận nghèo', 'near_poor_households_by_ethnicity'))])
table('ethnic_by_title', 'HỘ CẬN NGHÈO THEO DÂN TỘC NĂM 2023', (('Tổng số',), 'near_poor_households', None),
      *[(('Chia theo dân tộc', header), 'near_poor_households_by_ethnicity', code) for header, code in GROUPS])
HEADS = [('Kinh', 'kinh'), ('DTTS', 'ethnic_minority'), ('Dân tộc tại chỗ', 'local_ethnic_minority'), ('Nữ chủ hộ', 'woman_head')]
table('heads_24', 'TỔNG HỢP HỘ NGHÈO THEO DÂN TỘC VÀ CHỦ HỘ NĂM 2023',
      (('Hộ dân cư', 'Tổng số'), 'households', None), *[(('Hộ dân cư', header), 'households_by_group', code) for header, code in HEADS],
      (('Hộ nghèo', 'Tổng số'), 'poor_households', None),
      *[column for header, code in HEADS for column in ((('Hộ nghèo', header, 'Số hộ'), 'poor_households_by_group', code), (('Hộ nghèo', header, 'Tỷ lệ %'), None, None))],
      *[(('Nhân khẩu nghèo', header), 'poor_people_by_group', code) for header, code in HEADS])
table('heads_near', 'TỔNG HỢP HỘ CẬN NGHÈO THEO DÂN TỘC VÀ CHỦ HỘ NĂM 2023', (('Hộ cận nghèo', 'Tổng số'), 'near_poor_households', None),
      *[(('Hộ cận nghèo', header), 'near_poor_households_by_group', code) for header, code in HEADS])
table('children', 'TRẺ EM THUỘC HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2023', (('Số hộ nghèo',), 'poor_households', None), (('Tổng số trẻ em',), 'poor_children_by_age', 'all'),
      (('Trong đó', 'Dưới 6 tuổi'), 'poor_children_by_age', 'under_6'), (('Trong đó', 'Từ 6 đến dưới 16 tuổi'), 'poor_children_by_age', '6_to_15'),
      (('Trong đó', 'Nữ'), 'poor_children_by_group', 'girls'), (('Trong đó', 'DTTS'), 'poor_children_by_group', 'ethnic_minority'),
      (('Trong đó', 'Khuyết tật'), 'poor_children_by_group', 'disability'))
LACKS = [('Việc làm', 'employment'), ('Người phụ thuộc trong hộ gia đình', 'dependent_person'), ('Dinh dưỡng', 'nutrition'), ('Bảo hiểm y tế', 'health_insurance'),
         ('Trình độ giáo dục của người lớn', 'adult_education'), ('Tình trạng đi học của trẻ em', 'child_school_attendance'), ('Chất lượng nhà ở', 'housing_quality'),
         ('Diện tích nhà ở bình quân đầu người', 'housing_area'), ('Nguồn nước sinh hoạt', 'clean_water'), ('Nhà tiêu hợp vệ sinh', 'hygienic_toilet'),
         ('Sử dụng dịch vụ viễn thông', 'telecommunication'), ('Phương tiện phục vụ tiếp cận thông tin', 'information_access_assets')]
table('deprivations', 'HỘ NGHÈO THEO MỨC ĐỘ THIẾU HỤT NĂM 2023', (('Tổng số hộ nghèo',), 'poor_households', None),
      *[(('Số hộ thiếu hụt các chỉ số', header), 'poor_households_by_deprivation', code) for header, code in LACKS])
table('groups', 'HỘ NGHÈO THEO NHÓM ĐỐI TƯỢNG NĂM 2023', (('Tổng số hộ nghèo',), 'poor_households', None),
      *[(('Trong đó', header), 'poor_households_by_group', code) for header, code in
        [('Hộ DTTS', 'ethnic_minority'), ('Hộ không có khả năng lao động', 'no_labour_capacity'), ('Hộ có người có công', 'person_with_merit'), ('Khác', 'other')]])


# What the numbers of a row say of each other: (total, the parts it is of, whether there may be more parts).
PARTS = {'old_form_3': [('poor_households', {'poor_households_start': 1, 'escaped_households': -1, 'relapsed_households': 1, 'newly_poor_households': 1}, False)],
         'ethnic_28': [('poor_households', {'poor_households_by_ethnicity': 1}, True), ('near_poor_households', {'near_poor_households_by_ethnicity': 1}, True)],
         'ethnic_by_title': [('near_poor_households', {'near_poor_households_by_ethnicity': 1}, True)],
         'heads_24': [('households', {'households_by_group kinh': 1, 'households_by_group ethnic_minority': 1}, False),
                      ('poor_households', {'poor_households_by_group kinh': 1, 'poor_households_by_group ethnic_minority': 1}, False)],
         'heads_near': [('near_poor_households', {'near_poor_households_by_group kinh': 1, 'near_poor_households_by_group ethnic_minority': 1}, False)],
         'children': [('poor_children_by_age all', {'poor_children_by_age under_6': 1, 'poor_children_by_age 6_to_15': 1}, False)]}


def make_agree(name, columns, numbers, rng):
    for total, parts, more in PARTS.get(name, []):
        called = lambda column: (column[1], f'{column[1]} {column[2]}')
        at = next(i for i, column in enumerate(columns) if total in called(column))
        for i, column in enumerate(columns):
            if column[1] == 'poor_households_start':
                numbers[i] += 400
        numbers[at] = sum(parts[word] * numbers[i] for i, column in enumerate(columns) for word in called(column) if word in parts and i != at)
        numbers[at] += rng.randint(0, 9) if more else 0


def build(name, rng, wrong=None):
    title, columns, _, places = TABLES[name]
    depth = max(len(path) for path, _, _ in columns)
    header = [['' for _ in range(len(columns) + 2)] for _ in range(depth)]
    header[0][:2] = ['STT', places]
    merges = [f'A4:A{3 + depth}', f'B4:B{3 + depth}'] if depth > 1 else []
    for i, (path, _, _) in enumerate(columns):
        for level, text in enumerate(path):
            same = i and level < len(path) - 1 and columns[i - 1][0][:level + 1] == path[:level + 1]
            header[level][i + 2] = '' if same else text
    values = {commune: [rng.randint(0, 400) for _ in columns] for commune in COMMUNES}
    for commune in COMMUNES:
        make_agree(name, columns, values[commune], rng)
    if wrong:
        total, parts, more = PARTS[name][0]
        at = next(i for i, (_, figure, breakdown) in enumerate(columns) if total in (figure, f'{figure} {breakdown}'))
        values[wrong][at] -= 10 if more else 1
    sums = [sum(values[commune][i] for commune in COMMUNES) for i in range(len(columns))]
    shown = lambda numbers: [f'{number / 7:.2f}'.replace('.', ',') if figure is None else number for number, (_, figure, _) in zip(numbers, columns)]
    rows = [['UBND HUYỆN ĐỨC CƠ'], [title], []] + header + [[str(i + 1) for i in range(len(columns) + 2)]]
    rows.append(['1', 'Huyện Đức Cơ'] + shown(sums))
    rows += [[f'1.{i + 1}', commune] + shown(values[commune]) for i, commune in enumerate(COMMUNES)]
    rows.append(['', 'Tổng cộng'] + shown(sums))
    rows += [[], ['', '', '', 'Đức Cơ, ngày 12 tháng 12 năm 2023'], ['', 'Người lập biểu', '', 'TM. ỦY BAN NHÂN DÂN']]
    wanted = {(commune, figure, breakdown or ''): values[commune][i] for i, (_, figure, breakdown) in enumerate(columns) if figure for commune in COMMUNES}
    return xlsx([('Sheet1', rows)], merges), wanted


class Runner(odd_sheets.Runner):
    def judge_wrong(self, name, seed):
        """A row that does not add up is doubted, and nothing of it is written."""
        wrong = COMMUNES[2]
        data, wanted = build(name, random.Random(seed), wrong)
        self.start_anew()
        done = self.run('import', 'declared_figures', self.put('a.xlsx', data), '--unit', '631@2023-06-01', '--format', 'json')
        result = json.loads(done.stdout)
        there = {row['unit_label'] for row in self.export('declared_figures')}
        codes = {(issue['code'], issue['verdict']) for issue in result['issues'] if issue['verdict'] != 'note'}
        ok = result['doubtful'] == 1 and result['accepted'] == len(COMMUNES) - 1 and wrong not in there and codes == {('sum_differs', 'doubtful')}
        return [] if ok else [f"a row that does not add up: {result['accepted']} accepted, {result['doubtful']} doubtful, {codes}"]

    def judge(self, name, seed):
        data, wanted = build(name, random.Random(seed))
        self.start_anew()
        path = self.put('a.xlsx', data)
        words = ['import', 'declared_figures', path, '--unit', '631@2023-06-01', '--format', 'json']
        done = self.run(*words)
        try:
            result = json.loads(done.stdout)
        except ValueError:
            return [f'exit {done.returncode}: {done.stderr.decode()[-600:]}']
        there = {(row['unit_label'], row['figure'], row['breakdown']): int(row['value']) for row in self.export('declared_figures')}
        faults = [f'{key} is {there.get(key)}, not {value}' for key, value in wanted.items() if there.get(key) != value]
        faults += [f'{key} is there' for key in there if key not in wanted]
        if (result['rows'], result['accepted']) != (len(COMMUNES),) * 2:
            faults.append(f"{result['accepted']} of {result['rows']} rows")
        if any(issue['code'] == 'total_differs' for issue in result['issues']):
            faults.append('a total differs')
        if name in PARTS and not faults:
            faults = self.judge_wrong(name, seed)
        if faults:
            faults.append(f"by {result['layout']}, {result['confidence']} %")
        return faults[:8] if len(faults) < 9 else faults[:6] + faults[-1:]


def main():
    runner = Runner(*sys.argv[1:4])
    runner.now = '2024-06-15'
    for name in [name for name in TABLES if name in sys.argv[4:]] or TABLES:
        runner.check(name, sum(map(ord, name)))
    print(f'{runner.passed} passed, {runner.failed} failed')
    return runner.failed != 0


if __name__ == '__main__':
    sys.exit(main())
