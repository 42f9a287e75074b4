#!/usr/bin/env python3
"""Lists of the other registers put together by chance: composed_records.py PROGRAM DB FOLDER [--some N] [--seed N]

Members, supports, donations, models, works, activities, cadres, gifts in kind: of each column one of the headers offices write, in
any order, amounts and dates in many forms, titles, totals and signatures as in composed_lists.py. Prints "N passed, N failed".
"""
import csv
import datetime
import io
import json
import random
import sys
import unicodedata

import openpyxl

import composed_lists
import odd_records
import odd_sheets
from odd_sheets import tcvn3, vni

PEOPLE = ['Rơ Mah Thức', 'Siu H’Bia', 'Lê Thị Nhàn', 'Nguyễn Văn Đoàn', 'Trần Đức Lộc', 'Kpuih Blơi', 'Đặng Thị Mười', 'Hoàng Ngọc Ẩn', 'Vũ Thị Khuyên', 'Rơ Lan Phyưt', 'Bùi Quang Huy', 'Ksor H’Nhi']
AREAS = ['Thôn 3', 'Làng Ghè', 'Làng Mới']
BODIES = {'Hội Nông dân': 'Hội Nông dân xã Ia Din', 'Hội Liên hiệp Phụ nữ': 'Hội LHPN xã Ia Din', 'Hội Cựu chiến binh': 'Hội Cựu chiến binh xã Ia Din'}


def group(number):
    return f'{number:,}'.replace(',', '.')


class Composer:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.drawn = {}
        self.options, self.title, self.keys = [], '', 1
        self.total = None  # the header of the column that the total stands in
        self.kind = self.rng.choice(sorted(KINDS))
        self.names = self.rng.sample(PEOPLE, self.rng.randint(3, 9))
        self.columns, self.wanted = [], [{} for _ in self.names]

    def any(self, *words):
        return self.rng.choice(words)

    def draw(self, name, **ways):
        way = self.rng.choices(list(ways), list(ways.values()))[0]
        self.drawn[name] = way
        return way

    def add(self, headers, values, chance=1.0):
        """values: for each row what the cell holds and, as a dict, what is known of it then."""
        if self.rng.random() > chance:
            return False
        header = self.rng.choice(headers)
        cells = []
        for i, (cell, known) in enumerate(values):
            cells.append(cell)
            self.wanted[i].update(known)
        self.columns.append((header, cells))
        return True

    # --- values ------------------------------------------------------------------------------------

    def each(self, give):
        return [give(i) for i in range(len(self.names))]

    def days(self, field, year=2018):
        form = self.draw('date', slash=3, short=2, cell=2, dots=1, words=1, dashes=1)

        def day(_):
            at = datetime.date(year, self.rng.randint(1, 12), self.rng.randint(1, 28))
            d, m, y = at.day, at.month, at.year
            shown = {'slash': f'{d:02}/{m:02}/{y}', 'short': f'{d}/{m}/{y}', 'cell': at, 'dots': f'{d}.{m}.{y}', 'dashes': f'{d:02}-{m:02}-{y}', 'words': f'ngày {d} tháng {m} năm {y}'}[form]
            return shown, {field: at.isoformat()}
        return self.each(day)

    def money(self, headers, field, chance=1.0, total=True):
        form = self.draw('money', number=3, dots=3, dong=1, million_word=1, million_header=1, thousand_header=1, commas=1)
        header = self.any(*headers)
        unit = {'million_header': ' (triệu đồng)', 'thousand_header': ' (nghìn đồng)', 'dots': self.any('', ' (đồng)'), 'number': self.any('', ' (đồng)')}.get(form, '')

        def amount(_):
            value = self.rng.randint(1, 60) * 500000
            shown = {'number': value, 'dots': group(value), 'dong': group(value) + ' đồng', 'million_word': f'{value / 1e6:g} triệu'.replace('.', ','), 'commas': f'{value:,}',
                     'million_header': value / 1e6 if value % 1000000 else value // 1000000, 'thousand_header': value // 1000}[form]
            return shown, {field: str(value)}
        if self.add([header + unit], self.each(amount), chance) and total:
            self.total = header + unit

    def numbers(self, headers, field, low, high, chance):
        words = self.draw('numbers', plain=4, counted=1)
        counted = self.any(' người', ' hộ') if words == 'counted' else ''
        self.add(headers, self.each(lambda _: (lambda n: (f'{n}{counted}' if counted else n, {field: str(n)}))(self.rng.randint(low, high))), chance)

    def areas(self, headers, field, chance=1.0, label='unit_label'):
        self.add(headers, self.each(lambda _: (lambda area: (area, {field: area}))(self.any(*AREAS))), chance)

    def bodies(self, headers, field, chance=1.0):
        where = self.any(' xã', ' xã Ia Din')
        self.add(headers, self.each(lambda _: (lambda body: (body + where, {field: BODIES[body]}))(self.any('Hội Nông dân', 'Hội Cựu chiến binh'))), chance)

    # --- the file ------------------------------------------------------------------------------------

    def rows(self):
        rng, rows = self.rng, []
        first, rest = self.columns[0], self.columns[1:]
        rng.shuffle(rest)
        columns = [first] + rest
        if rng.random() < .85:
            columns.insert(0, (self.any('STT', 'TT', 'Số TT'), [i + 1 for i in range(len(self.names))]))
        if self.draw('titles', none=1, one=3, agency=2) == 'agency':
            rows += [[self.any('UBMTTQ VIỆT NAM XÃ IA DIN', 'HỘI NÔNG DÂN XÃ IA DIN'), '', '', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'], ['', '', '', 'Độc lập - Tự do - Hạnh phúc'], []]
        if self.drawn['titles'] != 'none':
            rows += [[self.title + self.any(' NĂM 2018', '')]] + [[]] * self.any(0, 1)
        upper = self.draw('header', plain=5, capitals=1) == 'capitals'
        rows.append([header.upper() if upper else header for header, _ in columns])
        if rng.random() < .3:
            rows.append([f'({i + 1})' for i in range(len(columns))])
        rows += [[cells[i] for _, cells in columns] for i in range(len(self.names))]
        if rng.random() < .5:
            sums = ['Tổng cộng' if i == (len(columns[0][0]) < 6) else '' for i in range(len(columns))]
            for i, (header, cells) in enumerate(columns):
                if header == self.total and all(isinstance(cell, (int, float)) for cell in cells):
                    sums[i] = sum(cells)
            rows.append(sums)
        if rng.random() < .4:
            rows += [[], ['', '', 'Ia Din, ngày 20 tháng 11 năm 2018'], ['Người lập biểu', '', 'TM. BAN THƯỜNG TRỰC'], ['', '', 'CHỦ TỊCH'], [], ['', '', 'Rơ Lan Mười']]
        return rows

    def file(self):
        KINDS[self.kind](self)
        rows = self.rows()
        encode = self.draw('letters', nfc=8, nfd=1, tcvn3=1, vni=1)
        convert = {'nfc': str, 'nfd': lambda text: unicodedata.normalize('NFD', text), 'tcvn3': tcvn3, 'vni': vni}[encode]
        rows = [[convert(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
        if self.draw('file', xlsx=4, csv=1) == 'csv':
            text = lambda cell: f'{cell.day:02}/{cell.month:02}/{cell.year}' if isinstance(cell, datetime.date) else f'{cell:g}'.replace('.', ',') if isinstance(cell, float) else str(cell)
            out = io.StringIO()
            csv.writer(out, delimiter=self.any(';', '\t')).writerows([[text(cell) for cell in row] for row in rows])
            return 'a.csv', out.getvalue().encode('latin-1' if encode in ('tcvn3', 'vni') else 'utf-8-sig', 'replace')
        book = openpyxl.Workbook()
        for i, row in enumerate(rows):
            for j, value in enumerate(row):
                if value not in ('', None):
                    book.active.cell(i + 1, j + 1, value)
        out = io.BytesIO()
        book.save(out)
        return 'a.xlsx', out.getvalue()


# --- the registers ---------------------------------------------------------------------------------------

def supports(c):
    c.title = c.any('DANH SÁCH HỘ NGHÈO ĐƯỢC HỖ TRỢ', 'DANH SÁCH TRAO QUÀ TẾT CHO HỘ NGHÈO', 'TỔNG HỢP KẾT QUẢ GIÚP ĐỠ HỘ NGHÈO')
    c.add(['Họ và tên chủ hộ', 'Chủ hộ', 'Họ tên hộ nghèo', 'Hộ được giúp đỡ', 'Tên hộ', 'Họ và tên hộ được hỗ trợ'], [(name, {'household_label': name}) for name in c.names])
    c.add(['Thôn', 'Thôn, làng', 'Địa chỉ'], c.each(lambda i: (AREAS[i % 3], {})))
    what = [('Tặng bò giống', 'livelihood'), ('Sửa chữa nhà ở', 'housing'), ('Hỗ trợ cây giống', 'livelihood'), ('Xây mới nhà đại đoàn kết', 'housing')]
    c.add(['Nội dung hỗ trợ', 'Nội dung giúp đỡ', 'Hình thức giúp đỡ', 'Nội dung'], c.each(lambda i: (lambda pair: (pair[0], {'type': pair[1]}))(c.any(*what))))
    c.add(['Ngày hỗ trợ', 'Ngày trao', 'Thời gian hỗ trợ', 'Ngày tháng', 'Thời gian trao'], c.days('on_date'))
    c.money(['Số tiền', 'Trị giá', 'Giá trị hỗ trợ', 'Kinh phí', 'Tổng giá trị', 'Thành tiền'], 'value')
    c.bodies(['Đơn vị hỗ trợ', 'Đơn vị giúp đỡ', 'Tổ chức giúp đỡ', 'Đơn vị trao'], 'provider_body_label', .6)


def ledger_entries(c):
    c.title = c.any('DANH SÁCH ỦNG HỘ QUỸ “VÌ NGƯỜI NGHÈO”', 'DANH SÁCH ĐÓNG GÓP QUỸ VÌ NGƯỜI NGHÈO')
    c.add(['Họ và tên', 'Đơn vị, cá nhân ủng hộ', 'Người ủng hộ', 'Tên đơn vị, cá nhân', 'Họ tên người ủng hộ', 'Cá nhân, tập thể ủng hộ'], [(name, {'donor_label': name}) for name in c.names])
    c.add(['Địa chỉ', 'Nơi công tác', 'Đơn vị công tác'], c.each(lambda i: (AREAS[i % 3], {})), .5)
    c.money(['Số tiền', 'Số tiền ủng hộ', 'Mức ủng hộ', 'Số tiền đóng góp', 'Thành tiền'], 'amount')
    c.add(['Ngày ủng hộ', 'Ngày nộp', 'Ngày tháng', 'Thời gian ủng hộ', 'Ngày'], c.days('on_date'))
    c.add(['Số phiếu thu', 'Phiếu thu số', 'Số biên lai'], c.each(lambda i: (f'PT{i + 11:03}', {'voucher_number': f'PT{i + 11:03}'})), .3)


def models(c):
    c.title = c.any('DANH SÁCH ĐĂNG KÝ MÔ HÌNH', 'TỔNG HỢP CÁC MÔ HÌNH HAY')
    what = [('Đường hoa phụ nữ', 'flower_road'), ('Camera an ninh', 'security'), ('Thắp sáng đường quê', 'bright_green_clean')]
    kinds = c.each(lambda i: what[i % 3])
    c.add(['Tên mô hình', 'Mô hình', 'Tên mô hình đăng ký', 'Tên mô hình, phần việc'], [(f'{name} số {i + 1}', {'name': f'{name} số {i + 1}', 'type': kind}) for i, (name, kind) in enumerate(kinds)])
    c.bodies(['Đơn vị thực hiện', 'Đơn vị chủ trì', 'Tổ chức chủ trì', 'Đơn vị đăng ký', 'Tổ chức thực hiện'], 'lead_body_label')
    c.areas(['Địa điểm thực hiện', 'Địa bàn', 'Thôn', 'Nơi thực hiện', 'Địa điểm'], 'unit_label')
    c.add(['Năm', 'Năm đăng ký', 'Năm thực hiện'], c.each(lambda i: (2018, {'year': '2018'})), .7)
    c.numbers(['Số hộ tham gia', 'Số hộ', 'Số hộ hưởng lợi'], 'households', 5, 60, .5)
    c.money(['Kinh phí', 'Tổng kinh phí', 'Kinh phí thực hiện'], 'funding', .6)
    c.options = ['--year', '2018']


def works(c):
    c.title = c.any('DANH SÁCH CÔNG TRÌNH, PHẦN VIỆC', 'TỔNG HỢP CÔNG TRÌNH CHÀO MỪNG ĐẠI HỘI')
    what = [('Đường bê tông', 'rural_road'), ('Cầu treo', 'bridge'), ('Nhà văn hóa', 'culture_house')]
    kinds = c.each(lambda i: what[i % 3])
    c.add(['Tên công trình', 'Công trình', 'Tên công trình, phần việc', 'Công trình, phần việc'], [(f'{name} số {i + 1}', {'name': f'{name} số {i + 1}', 'type': kind}) for i, (name, kind) in enumerate(kinds)])
    c.bodies(['Đơn vị thực hiện', 'Đơn vị đảm nhận', 'Tổ chức chủ trì', 'Đơn vị chủ trì'], 'lead_body_label')
    c.areas(['Địa điểm', 'Địa điểm thực hiện', 'Địa bàn', 'Địa điểm xây dựng'], 'unit_label')
    c.money(['Kinh phí', 'Tổng kinh phí', 'Giá trị công trình', 'Tổng giá trị', 'Trị giá'], 'value')
    c.add(['Ngày hoàn thành', 'Thời gian hoàn thành'], c.days('completed_on'), .4)
    c.options = ['--year', '2018']


def activities(c):
    c.title = c.any('TỔNG HỢP HOẠT ĐỘNG TUYÊN TRUYỀN', 'KẾT QUẢ TỔ CHỨC TẬP HUẤN')
    kinds = c.each(lambda i: [('Tập huấn kỹ thuật nuôi bò', 'training'), ('Tuyên truyền nông thôn mới', 'communication')][i % 2])
    c.add(['Tên hoạt động', 'Nội dung hoạt động', 'Hoạt động', 'Nội dung'], [(f'{name} đợt {i + 1}', {'name': f'{name} đợt {i + 1}'}) for i, (name, _) in enumerate(kinds)])
    c.bodies(['Đơn vị tổ chức', 'Đơn vị chủ trì', 'Cơ quan chủ trì', 'Đơn vị thực hiện'], 'lead_body_label')
    c.add(['Ngày tổ chức', 'Thời gian tổ chức', 'Thời gian', 'Ngày thực hiện', 'Thời gian thực hiện'], c.days('on_date'))
    c.numbers(['Số người tham gia', 'Số lượt người', 'Số người dự', 'Số lượt người tham gia', 'Số người tham dự'], 'attendees', 20, 150, .8)
    c.numbers(['Số buổi', 'Số cuộc'], 'sessions', 1, 5, .3)
    c.money(['Kinh phí', 'Kinh phí tổ chức'], 'cost', .5)


def cadres(c):
    c.title = c.any('DANH SÁCH CÁN BỘ CHI HỘI', 'DANH SÁCH CÁN BỘ, CÔNG CHỨC')
    c.add(['Họ và tên', 'Họ tên', 'Họ và tên cán bộ'], [(name, {'full_name': name}) for name in c.names])
    c.bodies(['Đơn vị', 'Tổ chức', 'Đơn vị công tác', 'Cơ quan, đơn vị'], 'body_label')
    c.add(['Năm sinh', 'Sinh năm', 'NS'], c.each(lambda i: (1970 + i, {'birth_year': str(1970 + i)})), .7)
    c.add(['Giới tính', 'Nam/Nữ', 'Giới'], c.each(lambda i: (lambda pair: (pair[0], {'sex': pair[1]}))(c.any(('Nam', 'male'), ('Nữ', 'female')))), .6)
    c.add(['Chức vụ', 'Chức danh', 'Chức vụ đảm nhiệm'], c.each(lambda i: (lambda word: (word, {'position': word}))(c.any('Chủ tịch', 'Phó chủ tịch', 'Ủy viên'))))
    c.add(['Điện thoại', 'Số điện thoại', 'SĐT', 'ĐT liên hệ', 'Di động'], c.each(lambda i: (f'09051112{i:02}', {'phone': f'09051112{i:02}'})), .7)


def memberships(c):
    c.title = c.any('DANH SÁCH HỘI VIÊN NÔNG DÂN', 'DANH SÁCH HỘI VIÊN HỘI NÔNG DÂN')
    c.add(['Họ và tên', 'Họ tên hội viên', 'Họ và tên hội viên', 'Hội viên'], [(name, {'member_label': name, 'organisation': 'farmers_union'}) for name in c.names])
    c.add(['Năm sinh', 'Ngày sinh', 'NS', 'Sinh năm'], c.each(lambda i: (1950 + i, {})), .8)
    c.add(['Thôn', 'Thôn, làng', 'Địa chỉ', 'Nơi ở', 'Chỗ ở hiện nay'], c.each(lambda i: (AREAS[i % 3], {})))
    c.add(['Ngày vào Hội', 'Ngày kết nạp', 'Năm vào Hội', 'Thời gian vào Hội', 'Ngày, tháng, năm vào Hội'], c.days('from_date', 2010), .6)
    c.options = ['--set', 'organisation=farmers_union']


def in_kind_contributions(c):
    c.title = c.any('DANH SÁCH ỦNG HỘ HIỆN VẬT', 'TỔNG HỢP NHÂN DÂN HIẾN ĐẤT, GÓP CÔNG')
    c.add(['Họ và tên', 'Đơn vị, cá nhân', 'Hộ đóng góp', 'Người đóng góp', 'Tên đơn vị, cá nhân ủng hộ'], [(name, {'contributor_name': name}) for name in c.names])
    what = [('Gạo', 'kg', 'goods'), ('Ngày công làm đường', 'công', 'labour'), ('Hiến đất làm đường', 'm2', 'land')]
    kinds = c.each(lambda i: what[i % 3])
    c.add(['Nội dung đóng góp', 'Hiện vật', 'Tên hiện vật', 'Nội dung'], [(words, {'form': form}) for words, _, form in kinds])
    c.add(['Số lượng', 'Khối lượng'], c.each(lambda i: (20 + i, {'quantity': str(20 + i)})))
    c.add(['Đơn vị tính', 'ĐVT', 'Đvt'], [(measure, {}) for _, measure, _ in kinds])
    c.add(['Ngày', 'Ngày đóng góp', 'Thời gian', 'Ngày ủng hộ', 'Ngày tiếp nhận'], c.days('on_date'))
    c.money(['Trị giá', 'Giá trị', 'Quy ra tiền', 'Giá trị quy ra tiền'], 'value', .6)


KINDS = {function.__name__: function for function in (supports, ledger_entries, models, works, activities, cadres, memberships, in_kind_contributions)}


class Runner(odd_records.Runner):
    def judge(self, seed):
        c = Composer(seed)
        file_name, data = c.file()
        self.drawn = dict(c.drawn, kind=c.kind, header='|'.join(header for header, _ in c.columns))
        self.start_anew()
        known = [['Họ và tên chủ hộ', 'Năm sinh', 'Thôn', 'Phân loại']] + [[name, 1950 + i, AREAS[i % 3], 'Nghèo'] for i, name in enumerate(c.names)]
        done = self.run('import', 'households', self.put('known.xlsx', odd_sheets.xlsx([('Sheet1', known)])), '--unit', '23866@2017-05-01', '--year', '2017')
        assert done.returncode == 0, done
        before = {row['id'] for row in self.export(c.kind)}
        words = ['import', c.kind, self.put(file_name, data), '--unit', '23866@2017-05-01', *c.options, '--format', 'json']
        done = self.run(*words)
        try:
            result = json.loads(done.stdout)
        except ValueError:
            return [f'exit {done.returncode}: {done.stderr.decode()[-500:]}']
        there = [row for row in self.export(c.kind) if row['id'] not in before]
        faults = []
        if (result['rows'], result['accepted'], len(there)) != (len(c.names),) * 3:
            faults.append(f"{result['rows']} rows, {result['accepted']} accepted, {len(there)} there of {len(c.names)}: " + '; '.join(
                f"{issue['row']} {issue['column']} {issue['value']}: {issue['code']}" for issue in result['issues'] if issue['verdict'] != 'note')[:400])
        plain = lambda text: unicodedata.normalize('NFC', text).replace('’', "'").lower()  # an old font has no Ẩ
        for wanted in c.wanted:
            label = next(iter(wanted))
            found = next((row for row in there if plain(row[label]) == plain(wanted[label])), None)
            if not found:
                faults.append(f'{wanted[label]} is missing')
                continue
            faults += [f'{wanted[label]}: {field} is {found.get(field)!r}, not {value!r}' for field, value in wanted.items() if plain(found.get(field) or '') != plain(value)]
        again = json.loads(self.run(*words).stdout or '{}')
        if not faults and again.get('same') != len(c.names):
            faults.append(f"imported again {again.get('same')} are the same: " + '; '.join(f"{i['row']} {i['column']} {i['code']}" for i in again.get('issues', []) if i['verdict'] != 'note')[:300])
        return faults


def prepared(*arguments):
    runner = Runner(*arguments)
    runner.prepare()
    return runner


if __name__ == '__main__':
    sys.exit(composed_lists.run(prepared))
