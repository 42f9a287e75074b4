#!/usr/bin/env python3
"""Lists put together by chance from what offices do: composed_lists.py PROGRAM DB FOLDER [--some N] [--seed N]

Of each part of a list – titles, headers of one to three rows, how sex, birth, class, causes and members are written, where the
hamlet stands, subtotals, signatures, the encoding, who made the file – one way is drawn; the households are invented. What
the registers hold after the import must be what was invented. Prints "N passed, N failed".
"""
import csv
import datetime
import io
import json
import os
import random
import sys
import unicodedata

import openpyxl

import odd_sheets
from odd_sheets import AREAS, CAUSES, CLASSES, ETHNIC, tcvn3, vni

DEPRIVATIONS = [('employment', 'Việc làm'), ('dependent_person', 'Người phụ thuộc trong hộ'), ('nutrition', 'Dinh dưỡng'), ('health_insurance', 'Bảo hiểm y tế'),
                ('adult_education', 'Trình độ giáo dục của người lớn'), ('child_school_attendance', 'Tình trạng đi học của trẻ em'), ('housing_quality', 'Chất lượng nhà ở'),
                ('housing_area', 'Diện tích nhà ở bình quân đầu người'), ('clean_water', 'Nguồn nước sinh hoạt'), ('hygienic_toilet', 'Nhà tiêu hợp vệ sinh'),
                ('telecommunication', 'Sử dụng dịch vụ viễn thông'), ('information_access_assets', 'Phương tiện phục vụ tiếp cận thông tin')]
CLASS_WORDS = {'poor': ['Nghèo', 'Hộ nghèo', 'HN', 'N', 'nghèo', 'HỘ NGHÈO', 'H.Nghèo', '1. Hộ nghèo', 'HN đa chiều'],
               'near_poor': ['Cận nghèo', 'Hộ cận nghèo', 'HCN', 'CN', 'cận nghèo', 'HỘ CẬN NGHÈO', 'H.Cận nghèo', '2. Hộ cận nghèo', 'Hộ thuộc diện cận nghèo']}
CAUSE_WORDS = {'capital': ['Không có vốn sản xuất', 'Thiếu vốn', 'thiếu vốn SX'], 'production_land': ['Không có đất sản xuất', 'Thiếu đất SX', 'thiếu đất sản xuất', 'Thiếu đất canh tác', 'Không đủ đất sản xuất'],
               'labour': ['Không có lao động', 'Thiếu lao động'], 'illness_accident': ['Ốm đau', 'Có người ốm đau, bệnh nặng', 'ốm đau nặng']}
RELATION_WORDS = {'spouse': {'male': 'Chồng', 'female': 'Vợ'}, 'child': {'male': 'Con trai', 'female': 'Con gái'}, 'parent': {'male': 'Bố', 'female': 'Mẹ'},
                  'grandchild': {'male': 'Cháu', 'female': 'Cháu'}}


COMMUNES = ['Xã Ia Din', 'Xã Ia Dơk', 'Xã Ia Krêl', 'Thị trấn Chư Ty']


class Column:
    def __init__(self, path, cell, member=False, total=None):
        self.path = [path] if isinstance(path, str) else list(path)
        self.cell, self.member = cell, member  # cell(household, person): for members only where member
        self.total = total  # of a section's households; None: it has none


class Composer:
    def __init__(self, seed):
        self.rng = rng = random.Random(seed)
        self.seed = seed
        self.told = {'head'}
        self.drawn = {}
        _, self.households = odd_sheets.people(seed, count=rng.randint(3, 12))
        self.members = self.draw('members', none=5, below=3, numbered=1)
        if self.members != 'none':
            self.told.add('members')
        else:
            for household in self.households:
                household.members, household.people = [], [household.head]
        for household in self.households:
            household.causes = household.causes[:1] if rng.random() < .3 else household.causes
            for person in household.people:
                if person.relation != 'head':
                    person.sex = rng.choice(['male', 'female'])
                    person.id_number = person.id_number[:3] + ('01' if person.year < 2000 else '23')[person.sex == 'female'] + person.id_number[4:]
    def make_female(self, person):
        person.sex = 'female'
        person.id_number = person.id_number[:3] + ('1' if person.year < 2000 else '3') + person.id_number[4:]

    def draw(self, name, **ways):
        way = self.rng.choices(list(ways), list(ways.values()))[0]
        self.drawn[name] = way
        return way

    @staticmethod
    def people(some):
        return sum(household.count for household in some)

    def any(self, *words):
        return self.rng.choice(words)

    # --- columns -------------------------------------------------------------------------------------

    def name_columns(self):
        title = self.sex == 'title'
        upper = self.draw('name', plain=6, capitals=1, spaces=1, remark=1)

        def cell(household, person):
            name = person.name
            if upper == 'capitals':
                name = name.upper()
            if upper == 'spaces':
                name = f'  {name.replace(" ", "  ")} '
            if upper == 'remark' and person.relation == 'head':
                name += self.any(' (đã mất)', ' - đã chuyển đi', ' (hộ mới tách)', '')
            if title:
                name = {'male': self.any('Ông ', 'ông '), 'female': self.any('Bà ', 'bà ')}[person.sex] + name
            return name
        if self.members == 'none' and not title and upper == 'plain' and self.rng.random() < .1:
            self.drawn['name'] = 'two'
            top = self.any('Họ và tên chủ hộ', '')
            lower = self.any(('Họ và tên đệm', 'Tên'), ('Họ và chữ đệm', 'Tên'), ('Họ lót', 'Tên'), ('Họ', 'Tên'))
            pick = lambda side: lambda household, person: person.name.rpartition(' ')[side]
            return [Column((top, lower[i]) if top else lower[i], pick(side), True) for i, side in ((0, 0), (1, 2))]
        if self.members == 'none':
            words = self.any('Họ và tên chủ hộ', 'Họ tên chủ hộ', 'Chủ hộ', 'Tên chủ hộ', 'Họ, tên chủ hộ', 'Họ và tên', 'HỌ VÀ TÊN CHỦ HỘ', 'Tên hộ')
        else:
            words = self.any('Họ và tên', 'Họ và tên chủ hộ và các thành viên trong hộ', 'Họ và tên thành viên', 'Họ tên chủ hộ và thành viên')
        return [Column(words, cell, True)]

    def birth_text(self, person, form):
        if not person.full:
            return {'two': f'{person.year % 100:02}' if person.year < 2000 else str(person.year), 'number': person.year, 'cell': person.year}.get(form, str(person.year))
        day, month, year = person.day, person.month, person.year
        if form == 'cell':
            return datetime.date(year, month, day)
        return {'slash': f'{day:02}/{month:02}/{year}', 'short': f'{day}/{month}/{year}', 'dots': f'{day:02}.{month:02}.{year}', 'dashes': f'{day}-{month}-{year}',
                'number': f'{day}/{month}/{year}', 'two': f'{day}/{month}/{year}', 'words': f'{day} tháng {month} năm {year}'}[form]

    def birth_and_sex_columns(self):
        rng, head_only = self.rng, self.members == 'none'
        if self.draw('birth', told=8, none=1) == 'none' and self.sex in ('year_by_sex',):
            self.drawn['birth'] = 'told'
        if self.drawn['birth'] == 'told':
            self.told.add('birth')
        if self.sex != 'none':
            self.told.add('sex')
        if self.draw('days', year=3, mixed=5) == 'year':
            for household in self.households:
                for person in household.people:
                    person.full = False
        for household in self.households:
            for person in household.people:
                if (person.day, person.month) == (1, 1):
                    person.day = 2  # the first of January is known as a year only
        columns = []
        form = self.draw('date', slash=3, short=2, dots=1, dashes=1, number=2, cell=2, words=1)
        if self.sex == 'year_by_sex':
            top = self.any('Năm sinh', 'Ngày, tháng, năm sinh', 'Ngày sinh', 'NĂM SINH')
            return [Column((top, words), lambda household, person, sex=sex: self.birth_text(person, form) if person.sex == sex else '', True) for words, sex in (('Nam', 'male'), ('Nữ', 'female'))]
        if self.drawn['birth'] == 'told':
            words = self.any('Năm sinh', 'Ngày sinh', 'Ngày tháng năm sinh', 'Ngày, tháng, năm sinh', 'Sinh năm', 'NĂM SINH', 'N/S')
            columns.append(Column(words, lambda household, person: self.birth_text(person, form), True))
        if self.sex == 'word':
            style = self.any(('Nam', 'Nữ'), ('nam', 'nữ'), ('NAM', 'NỮ'))
            columns.append(Column(self.any('Giới tính', 'Nam/Nữ', 'Giới', 'GT'), lambda household, person: style[person.sex == 'female'], True))
        if self.sex == 'tick':
            mark = self.any('x', 'X', '1', '✓')
            columns.append(Column(self.any('Nữ', 'Giới tính (nữ đánh dấu x)', 'Nữ (x)'), lambda household, person: mark if person.sex == 'female' else '', True))
        if self.sex == 'two_ticks':
            mark = self.any('x', 'X')
            columns += [Column((self.any('Giới tính', 'GIỚI TÍNH'), words), lambda household, person, sex=sex: mark if person.sex == sex else '', True) for words, sex in (('Nam', 'male'), ('Nữ', 'female'))]
        return columns

    def class_columns(self):
        rng = self.rng
        self.told.add('class')
        if self.class_way == 'words':
            style = rng.randrange(len(CLASS_WORDS['poor']))
            return [Column(self.any('Phân loại', 'Loại hộ', 'Diện hộ', 'Phân loại hộ', 'Đối tượng', 'Hộ nghèo/cận nghèo', 'Kết quả rà soát', 'Nhóm hộ'), lambda household, person: CLASS_WORDS[household.poverty][style])]
        if self.class_way == 'ticks':
            mark = self.any('x', 'X', 'x', '1')
            top = self.any('', 'Phân loại', 'Phân loại hộ', 'Thuộc diện')
            named = (('Hộ nghèo', 'poor'), ('Hộ cận nghèo', 'near_poor')) if rng.random() < .7 else (('Nghèo', 'poor'), ('Cận nghèo', 'near_poor'))
            return [Column((top, words) if top else words, lambda household, person, poverty=poverty: mark if household.poverty == poverty else '',
                           total=lambda some, poverty=poverty: sum(household.poverty == poverty for household in some)) for words, poverty in named]
        return []

    def cause_columns(self):
        way = self.draw('causes', none=4, words=4, ticks=2)
        if way == 'none':
            return []
        self.told.add('causes')
        if way == 'words':
            comma = self.any('; ', ', ', '\n', ' + ', '; ', ' và ', '/', ' - ', '\n- ')
            words = {cause: self.any(*[word for word in CAUSE_WORDS[cause] if ',' not in word or comma == '; ']) for cause in CAUSES}
            return [Column(self.any('Nguyên nhân nghèo', 'Nguyên nhân', 'Nguyên nhân dẫn đến nghèo', 'Lý do nghèo'), lambda household, person: '- ' * (comma == '\n- ') + comma.join(words[cause] for cause in household.causes))]
        mark = self.any('x', 'X')
        top = self.any('Nguyên nhân nghèo', 'Nguyên nhân nghèo, cận nghèo', 'Nguyên nhân')
        order = [('Không có đất sản xuất', 'production_land'), ('Không có vốn sản xuất, kinh doanh', 'capital'), ('Không có lao động', 'labour'),
                 ('Có người ốm đau, bệnh nặng, tai nạn', 'illness_accident'), ('Nguyên nhân khác', 'other')]
        return [Column((top, words), lambda household, person, cause=cause: mark if cause in household.causes else '') for words, cause in order]

    def deprivation_columns(self):
        way = self.draw('deprivations', none=6, ticks=1, numbers=1)
        if way == 'none':
            return []
        self.told.add('deprivations')
        for household in self.households:
            household.deprivations = self.rng.sample([code for code, _ in DEPRIVATIONS], self.rng.randint(0, 4))
        if way == 'numbers':
            comma = self.any(',', ', ', ';', '; ')
            legend = '; '.join(f'{i + 1}: {words}' for i, (_, words) in enumerate(DEPRIVATIONS))
            return [Column(f"{self.any('Chỉ số thiếu hụt', 'Các chỉ số thiếu hụt', 'Thiếu hụt')} ({legend})",
                           lambda household, person: comma.join(str(i + 1) for i, (code, _) in enumerate(DEPRIVATIONS) if code in household.deprivations))]
        numbered = self.rng.random() < .4
        top = self.any('Các chỉ số thiếu hụt', 'Các chỉ số thiếu hụt dịch vụ xã hội cơ bản', 'Chỉ số thiếu hụt (đánh dấu x)')
        shorter = self.any({}, {'Diện tích nhà ở bình quân đầu người': 'Diện tích nhà ở bình quân', 'Bảo hiểm y tế': 'BHYT', 'Trình độ giáo dục của người lớn': 'Trình độ GD người lớn'})
        return [Column((top, str(i + 1) if numbered else shorter.get(words, words)), lambda household, person, code=code: 'x' if code in household.deprivations else '') for i, (code, words) in enumerate(DEPRIVATIONS)]

    def other_columns(self):
        rng, columns = self.rng, []
        if rng.random() < .7:
            self.told.add('ethnicity')
            style = self.draw('ethnic', names=3, short=1, capitals=1)
            names = {'names': ETHNIC, 'short': {'kinh': 'K', 'gia_rai': 'GR', 'tay': 'Tày', 'muong': 'Mường'}, 'capitals': {code: name.upper() for code, name in ETHNIC.items()}}[style]
            columns.append(Column(self.any('Dân tộc', 'DT', 'Thành phần dân tộc', 'DÂN TỘC'), lambda household, person: names[person.ethnicity], True))
        if rng.random() < .5:
            self.told.add('id_number')
            style = self.draw('id', text=3, spaced=1, quoted=1)
            spaced = {'text': lambda number: number, 'spaced': lambda number: ' '.join(number[i:i + 3] for i in range(0, 12, 3)), 'quoted': lambda number: "'" + number}[style]
            columns.append(Column(self.any('Số CCCD', 'CCCD', 'Số CMND/CCCD', 'Số căn cước', 'CMND/CCCD', 'Số định danh cá nhân', 'Số căn cước công dân'), lambda household, person: spaced(person.id_number), True))
        if rng.random() < .4:
            self.told.add('phone')
            style = self.draw('phone', text=3, dots=1, number=1)
            shown = {'text': lambda phone: phone, 'dots': lambda phone: f'{phone[:4]}.{phone[4:7]}.{phone[7:]}', 'number': lambda phone: int(phone)}[style]
            columns.append(Column(self.any('Điện thoại', 'Số điện thoại', 'SĐT', 'Số ĐT', 'ĐT liên hệ'), lambda household, person: shown(household.phone)))
        if rng.random() < .6:
            self.told.add('count')
            top = self.draw('counts', one=3, two=1, workers=1)
            if top == 'two':
                columns += [Column(('Số nhân khẩu', 'Tổng số'), lambda household, person: household.count, total=self.people), Column(('Số nhân khẩu', 'Trong đó nữ'), lambda household, person: household.count // 2)]
            else:
                columns.append(Column(self.any('Số khẩu', 'Số nhân khẩu', 'Nhân khẩu', 'Số người', 'Số thành viên', 'Khẩu'), lambda household, person: household.count, total=self.people))
                if top == 'workers':
                    columns.append(Column(self.any('Số lao động', 'Lao động', 'Số LĐ'), lambda household, person: max(1, household.count // 2)))
        if rng.random() < .25:
            columns.append(Column(self.any('Thu nhập bình quân/người/tháng (đồng)', 'Nghề nghiệp', 'Diện tích nhà ở (m2)', 'Số sổ hộ nghèo', 'Chữ ký'), lambda household, person: ''))
        if rng.random() < .4:
            columns.append(Column(self.any('Ghi chú', 'GHI CHÚ', 'Ghi chú khác'), lambda household, person: self.any('', '', 'Hộ già yếu', 'đi làm xa')))
        return columns

    # --- the sheet --------------------------------------------------------------------------------------

    def columns(self):
        rng = self.rng
        self.sex = self.draw('sex', none=1, word=4, tick=2, two_ticks=1, year_by_sex=3, title=0 if self.members != 'none' else 2)
        self.class_way = self.draw('class', words=4, ticks=4, sections=2, sheets=1, stacked=1)
        self.place = self.draw('place', column=4, sections=3, sheets=0 if self.class_way in ('sheets', 'stacked') else 2, title=1)
        if self.class_way == 'sections' and self.place == 'sections' and rng.random() < .5:
            self.place = 'column'
        if self.place == 'title':
            area = self.rng.choice(AREAS)
            for household in self.households:
                household.area = area
        for household in self.households:
            household.count = len(household.people) if self.members != 'none' else rng.randint(1, 8)
        names = self.name_columns()
        after = self.birth_and_sex_columns()
        more = self.other_columns()
        rng.shuffle(more)
        after += more
        if self.members != 'none':
            after.insert(rng.randint(0, len(after)), Column(self.any('Quan hệ với chủ hộ', 'Quan hệ', 'QH với chủ hộ', 'Mối quan hệ với chủ hộ'),
                                                            lambda household, person: self.any('Chủ hộ', 'chủ hộ') if person.relation == 'head' else RELATION_WORDS[person.relation][person.sex], True))
            self.relation_told = True
        after += self.class_columns() + self.cause_columns() + self.deprivation_columns()
        columns = names + after
        if self.place == 'column':
            area_words = {'plain': str, 'commune': lambda area: f'{area}, xã Ia Din' if self.span == 'commune' else area, 'dash': lambda area: f'{area} - Ia Din' if self.span == 'commune' else area, 'capitals': str.upper}[self.draw('areas', plain=6, commune=1, dash=1, capitals=1)]
            column = Column(self.any('Thôn', 'Thôn, làng', 'Thôn/làng', 'Địa chỉ (thôn, làng)', 'Thôn/bản/tổ dân phố', 'Nơi ở (thôn)', 'Địa chỉ', 'THÔN'), lambda household, person: area_words(household.area))
            columns.insert(rng.choice([0, len(names), rng.randint(1, len(columns))]), column)
            while any(len(a.path) > 1 and len(b.path) > 1 and a.path[0] == b.path[0] for a, b in zip(columns[columns.index(column) - 1:columns.index(column)], columns[columns.index(column) + 1:columns.index(column) + 2])):
                columns.remove(column)  # not within a group of columns
                columns.insert(0, column)
        self.span = self.draw('span', commune=6, column=1, sections=1 if self.place in ('column',) and self.class_way in ('words', 'ticks') else 0,
                              sheets=1 if self.place in ('column', 'sections') and self.class_way in ('words', 'ticks', 'sections') else 0)
        for household in self.households:
            household.commune = rng.choice(COMMUNES) if self.span != 'commune' else 'Xã Ia Din'
        if self.span == 'column':
            bare = rng.random() < .3
            columns.insert(0, Column(self.any('Xã', 'Xã, thị trấn', 'Xã/phường', 'Tên xã', 'XÃ'), lambda household, person: household.commune.partition(' ')[2] if bare and household.commune.startswith('Xã') else household.commune))
        self.told.add('area')
        self.paths = [column.path for column in columns]
        return columns

    def header(self, columns):
        depth = max(len(column.path) for column in columns)
        rows = [[] for _ in range(depth)]
        merges = []
        for j, column in enumerate(columns):
            for i in range(depth):
                word = column.path[i] if i < len(column.path) else ''
                same = i < len(column.path) - 1 and j and columns[j - 1].path[:i + 1] == column.path[:i + 1]
                rows[i].append('' if same else word)
        if self.numbering:
            first = self.any('1', '(1)', 'A')
            shown = {'1': lambda i: i + 1, '(1)': lambda i: f'({i + 1})', 'A': lambda i: 'AB'[i] if i < 2 else i - 1}[first]
            rows.append([shown(i) for i in range(len(columns))])
        return rows

    def lines(self, columns, households, start=1):
        number = start
        for household in households:
            order = self.any_number(number)
            for k, person in enumerate(household.people):
                head = person.relation == 'head'
                cells = [column.cell(household, person) if head or column.member else '' for column in columns]
                if self.numbers:
                    mark = order if head else ''
                    if not head and self.members == 'numbered':
                        mark = f'{number}.{k}'
                    cells.insert(0, mark)
                yield cells
            number += 1

    def any_number(self, number):
        return number if self.number_style == 'number' else f'{number:02}' if self.number_style == 'zero' else f'{number}.'

    def body(self, columns, households):
        """The rows under the header: sections for hamlets, for classes, subtotals."""
        rows, width = [], len(columns) + self.numbers
        groups = [(None, households)]
        if self.span == 'sections':
            groups = [(commune, [household for household in households if household.commune == commune]) for commune in dict.fromkeys(household.commune for household in households)]
        if self.place == 'sections':
            groups = [(area, [household for household in households if household.area == area]) for area in dict.fromkeys(household.area for household in households)]
        roman = ['I', 'II', 'III', 'IV']
        number = 1
        for g, (area, members) in enumerate(groups):
            if area:
                self.section(rows, roman[g], self.any(area, area.upper(), f'{area}: {len(members)} hộ') if self.section_style != 'merged' else area, width)
                self.sums(rows[-1], columns, members)
            kinds = [(None, members)]
            if self.class_way == 'sections':
                kinds = [(poverty, [household for household in members if household.poverty == poverty]) for poverty in CLASSES]
            for c, (poverty, some) in enumerate(kinds):
                if poverty and some:
                    self.section(rows, 'abc'[c] if area else roman[c], {'poor': 'Hộ nghèo', 'near_poor': 'Hộ cận nghèo'}[poverty] if area or self.rng.random() < .5 else {'poor': 'HỘ NGHÈO', 'near_poor': 'HỘ CẬN NGHÈO'}[poverty], width)
                lines = list(self.lines(columns, some, number if self.running else 1))
                if self.repeat and len(lines) > 2 and self.members == 'none':
                    lines[2:2] = self.repeat
                rows += lines
                number += len(some)
            if area and self.subtotals:
                rows.append(self.pad(['', f'Cộng {area}'] if self.numbers else [f'Cộng {area}'], width))
        return rows

    def pad(self, row, width):
        return row + [''] * (width - len(row))

    def section(self, rows, mark, words, width):
        if self.section_style == 'merged' or not self.numbers:
            rows.append(self.pad([f'{mark}. {words}' if self.section_style == 'merged' else words], width))
        else:
            rows.append(self.pad([mark, words], width))

    def sums(self, row, columns, some):
        """How many they are, beside the name of a section."""
        for j, column in enumerate(columns):
            if self.section_sums and column.total and not row[j + self.numbers]:
                row[j + self.numbers] = column.total(some)

    def titles(self, area=None, poverty=None):
        way = self.draw('titles', none=2, one=3, agency=4)
        words = {'poor': 'HỘ NGHÈO', 'near_poor': 'HỘ CẬN NGHÈO'}.get(poverty, 'HỘ NGHÈO, HỘ CẬN NGHÈO')
        rows = []
        if way == 'none' and not area and not poverty:
            return []
        if way == 'agency':
            rows.append([self.any('ỦY BAN NHÂN DÂN XÃ IA DIN', 'UBND XÃ IA DIN', 'MTTQ VIỆT NAM XÃ IA DIN'), '', '', '', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'])
            rows.append([f'{area.upper()}' if area else '', '', '', '', 'Độc lập - Tự do - Hạnh phúc'])
            rows.append([])
        rows.append([self.any(f'DANH SÁCH {words} NĂM 2017', f'DANH SÁCH {words} CUỐI NĂM 2017', f'BIỂU TỔNG HỢP DANH SÁCH {words} NĂM 2017')])
        if area and way != 'agency':
            rows.append([self.any(f'{area}', f'{area.upper()} - XÃ IA DIN', f'Đơn vị: {area}, xã Ia Din')])
        if self.rng.random() < .3:
            rows.append([self.any('(Kèm theo Báo cáo số 15/BC-UBND ngày 20/11/2017 của UBND xã Ia Din)', '(Theo chuẩn nghèo tiếp cận đa chiều giai đoạn 2016 - 2020)')])
        return rows + [[]] * self.any(0, 1)

    def close(self, households, width):
        rows = []
        if self.rng.random() < .5:
            rows.append(self.pad([self.any('Tổng cộng', f'Tổng cộng: {len(households)} hộ', 'TỔNG SỐ', 'Cộng')] if not self.numbers or self.rng.random() < .5 else ['', self.any('Tổng cộng', 'Cộng', f'Tổng số: {len(households)} hộ')], width))
        if self.rng.random() < .15:
            rows += [[self.any('Ghi chú: Hộ nghèo theo Quyết định 59/2015/QĐ-TTg', '* Ghi chú: danh sách xếp theo thôn', '(Danh sách này có ' + str(len(households)) + ' hộ)')]]
        if self.rng.random() < .5:
            rows += [[], ['', '', '', 'Ia Din, ngày 20 tháng 11 năm 2017'], ['Người lập biểu', '', '', 'TM. ỦY BAN NHÂN DÂN'], ['', '', '', self.any('CHỦ TỊCH', 'KT. CHỦ TỊCH')], [], ['(Đã ký)', '', '', 'Rơ Lan Mười']]
        return rows

    def compose(self):
        rng = self.rng
        columns = self.columns()
        self.numbers = rng.random() < .85 or self.members == 'numbered'
        self.number_style = self.draw('numbers', number=4, zero=1, dot=1)
        self.numbering = rng.random() < .3
        self.section_style = self.draw('section', apart=2, merged=1)
        self.section_sums = self.section_style == 'apart' and rng.random() < .4
        self.subtotals = self.place == 'sections' and rng.random() < .3
        self.running = rng.random() < .5
        if self.numbers:
            number = Column(self.any('STT', 'TT', 'Số TT', 'Stt'), None)
        header = self.header(([number] if self.numbers else []) + columns)
        self.repeat = header if rng.random() < .1 else []
        parts = [('Sheet1', self.households, None, None)]
        if self.place == 'sheets':
            parts = [(area, [h for h in self.households if h.area == area], area if rng.random() < .5 else None, None) for area in dict.fromkeys(h.area for h in self.households)]
        elif self.span == 'sheets':
            parts = [(commune, [h for h in self.households if h.commune == commune], None, None) for commune in dict.fromkeys(h.commune for h in self.households)]
        elif self.class_way in ('sheets', 'stacked'):
            parts = [({'poor': 'Hộ nghèo', 'near_poor': 'Hộ cận nghèo'}[poverty], some, None, poverty) for poverty in CLASSES for some in [[h for h in self.households if h.poverty == poverty]] if some]
        sheets = []
        for _, some, _, _ in parts:
            if self.sex == 'tick' and some:  # a column without any tick says nothing
                self.make_female(some[0].head)
        for name, some, area, poverty in parts:
            if self.place == 'title':
                area = self.households[0].area
            rows = self.titles(area, poverty) + header + self.body(columns, some) + self.close(some, len(header[0]))
            if self.class_way == 'stacked' and sheets:
                sheets[0][1].extend([[]] + rows)
            else:
                sheets.append((name, rows))
        self.households = [h for _, some, _, _ in parts for h in some]
        return sheets

    def file(self):
        sheets = self.compose()
        encode = self.draw('letters', nfc=8, nfd=1, tcvn3=1, vni=1)
        old = lambda encode: lambda text: encode(text.replace('✓', 'x'))
        convert = {'nfc': str, 'nfd': lambda text: unicodedata.normalize('NFD', text), 'tcvn3': old(tcvn3), 'vni': old(vni)}[encode]
        sheets = [(name, [[convert(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]) for name, rows in sheets]
        if self.draw('file', xlsx=4, csv=1 if len(sheets) == 1 and 'sheets' not in (self.span, self.place) else 0) == 'csv':
            text = lambda cell: '' if cell is None else f'{cell.day:02}/{cell.month:02}/{cell.year}' if isinstance(cell, datetime.date) else str(cell)
            out = io.StringIO()
            csv.writer(out, delimiter=self.any(',', ';', '\t')).writerows([[text(cell) for cell in row] for row in sheets[0][1]])
            return 'a.csv', out.getvalue().encode('latin-1' if encode in ('tcvn3', 'vni') else self.any('utf-8', 'utf-8-sig', 'utf-16'), 'replace')
        book = openpyxl.Workbook()
        book.remove(book.active)
        left = self.rng.choice([0, 0, 0, 1])
        if self.draw('front', none=6, summary=1) == 'summary':
            front = book.create_sheet(convert('Tổng hợp'))
            for row in [['BIỂU TỔNG HỢP HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2017'], ['STT', 'Thôn', 'Số hộ nghèo', 'Số hộ cận nghèo']] + [[i + 1, area, 3, 2] for i, area in enumerate(AREAS)] + [['', 'Tổng cộng', 9, 6]]:
                front.append([convert(cell) if isinstance(cell, str) else cell for cell in row])
        for name, rows in sheets:
            sheet = book.create_sheet(name)
            for i, row in enumerate(rows):
                for j, value in enumerate(row):
                    if value not in ('', None):
                        sheet.cell(i + 1, j + 1 + left, value)
        out = io.BytesIO()
        book.save(out)
        return 'a.xlsx', out.getvalue()


class Runner(odd_sheets.Runner):
    def judge(self, seed):
        composer = Composer(seed)
        file_name, data = composer.file()
        self.drawn = dict(composer.drawn, header='|'.join('/'.join(path) for path in composer.paths))
        self.start_anew()
        path = self.put(file_name, data)
        if os.environ.get('KEEP_LISTS'):
            with open(os.path.join(os.environ['KEEP_LISTS'], f'{seed}{file_name[1:]}'), 'wb') as file:
                file.write(data)
        words = ['import', 'households', path, '--unit', ('23866' if composer.span == 'commune' else '631') + '@2017-05-01', '--year', '2017', '--no-bodies', '--format', 'json']
        done = self.run(*words)
        try:
            result = json.loads(done.stdout)
        except ValueError:
            return [f'exit {done.returncode}: {done.stderr.decode()[-400:]}']
        found = list(self.faults(composer.households, composer.told, result, 0))
        if 'count' in composer.told:
            there = {row['head_name'].lower(): row for row in self.export('households')}
            for household in composer.households:
                row = there.get(household.head.name.lower()) or there.get(household.head.name.lower().replace('’', "'"))
                if row and row['member_count'] != str(household.count):
                    found.append(f"{household.head.name}: member_count is {row['member_count']!r}, not {household.count}")
        if composer.span != 'commune':
            parents = {row['id']: row['parent_label'] for row in self.export('units')}
            there = {row['head_name'].lower(): parents.get(row['unit']) for row in self.export('households')}
            for household in composer.households:
                name = household.head.name.lower()
                if there.get(name, there.get(name.replace('’', "'"))) != household.commune:
                    found.append(f"{household.head.name}: commune is {there.get(name)!r}, not {household.commune}")
        again = json.loads(self.run(*words).stdout or '{}')
        if not found and again.get('same') != again.get('rows'):
            found.append(f"imported again {again.get('same')} of {again.get('rows')} are the same")
        return found


def check(runner, seed):
    faults = runner.judge(seed)
    runner.failed += bool(faults)
    runner.passed += not faults
    if faults:
        print(f'FAILED: seed {seed}: ' + ' '.join(f'{name}={way}' for name, way in runner.drawn.items()))
        for fault in faults[:6]:
            print(f'    {fault[:400]}')


def run(make_runner):
    """The seeds from --seed on, --some of them; the exit status."""
    arguments = sys.argv[1:]
    options = {'--some': 40, '--seed': 1}
    for option in options:
        if option in arguments:
            at = arguments.index(option)
            options[option] = int(arguments[at + 1])
            del arguments[at:at + 2]
    runner = make_runner(*arguments[:3])
    for seed in range(options['--seed'], options['--seed'] + options['--some']):
        check(runner, seed)
    print(f'{runner.passed} passed, {runner.failed} failed')
    return runner.failed != 0


if __name__ == '__main__':
    sys.exit(run(Runner))
