#!/usr/bin/env python3
"""Lists as offices keep them: odd_sheets.py PROGRAM DB FOLDER [--some N] [NAME…]

Invented households are written in many layouts (order, words and rows of headers, sections, subtotals,
signatures, members below, beside or apart, dates and encodings of all sorts), imported into a copy of
the database, and what the registers then hold is compared with what was invented, field by field.
Prints "N passed, N failed".
"""
import csv
import datetime
import io
import json
import os
import random
import subprocess
import sys
import unicodedata

from hostile_sheets import csv_bytes, escape, letters, package, sheet_xml

# --- the people --------------------------------------------------------------------------------------

NAMES = [('Rơ Châm Hít', 'male', 'gia_rai'), ('Siu H’Lan', 'female', 'gia_rai'), ('Nguyễn Văn Tạo', 'male', 'kinh'),
         ('Trần Thị Hường', 'female', 'kinh'), ('Ksor Thin', 'male', 'gia_rai'), ('Lê Đức Thắng', 'male', 'kinh'),
         ('Phạm Thị Quỳnh Như', 'female', 'kinh'), ('Hoàng Văn Khoẻ', 'male', 'tay'), ('Võ Thị Lượm', 'female', 'kinh'),
         ('Đặng Ngọc Ẩn', 'male', 'kinh'), ('Bùi Thị Kiều Oanh', 'female', 'muong'), ('Đỗ Hữu Nghĩa', 'male', 'kinh')]
ETHNIC = {'kinh': 'Kinh', 'gia_rai': 'Gia-rai', 'tay': 'Tày', 'muong': 'Mường'}
RELATIONS = {'spouse': ['Vợ', 'Chồng', 'vợ'], 'child': ['Con', 'Con đẻ', 'con'], 'parent': ['Mẹ', 'Bố', 'Cha'], 'grandchild': ['Cháu', 'cháu']}
AREAS = ['Làng Ghè', 'Làng Mới', 'Thôn 3']
CLASSES = {'poor': ['Nghèo', 'Hộ nghèo', 'HN'], 'near_poor': ['Cận nghèo', 'HCN', 'Hộ cận nghèo']}
CAUSES = {'capital': 'Không có vốn sản xuất', 'production_land': 'Không có đất sản xuất', 'labour': 'Không có lao động',
          'illness_accident': 'Có người ốm đau, bệnh nặng'}


class Person:
    def __init__(self, rng, name, sex, ethnicity, relation):
        self.name, self.sex, self.ethnicity, self.relation = name, sex, ethnicity, relation
        self.year, self.month, self.day = rng.randint(1938, 1999) if relation == 'head' else rng.randint(1945, 2012), rng.randint(1, 12), rng.randint(1, 28)
        self.full = rng.random() < .5   # the whole day is known
        self.id_number = None  # given by people()

    def iso(self):
        return f'{self.year}-{self.month:02}-{self.day:02}' if self.full else str(self.year)


class Household:
    def __init__(self, rng, head, members, area, poverty, causes, code):
        self.head, self.members, self.area, self.poverty, self.causes, self.code = head, members, area, poverty, causes, code
        self.people = [head] + members
        self.phone = '09' + ''.join(rng.choice('0123456789') for _ in range(8))


def people(seed, count=8, members=True):
    rng = random.Random(seed)
    order = rng.sample(NAMES, count)
    households = []
    for i, (name, sex, ethnicity) in enumerate(order):
        head = Person(rng, name, sex, ethnicity, 'head')
        others = []
        for j in range(rng.randint(0, 3) if members else 0):
            relation = rng.choice(list(RELATIONS))
            given = ['Sơn', 'Mai', 'Tâm', 'Hạnh', 'Bình', 'Thuỷ'][(i + 2 * j) % 6]
            others.append(Person(rng, f'{name.split()[0]} {["Thị", "Văn", "Ngọc"][j]} {given}', rng.choice(['male', 'female']), ethnicity, relation))
        households.append(Household(rng, head, others, rng.choice(AREAS), rng.choice(list(CLASSES)),
                                    rng.sample(list(CAUSES), rng.randint(1, 2)), f'H{100 + i}'))
    for number, person in enumerate(person for household in households for person in household.people):
        century = (2 if person.year < 2000 else 3) * 2 - 4 + (person.sex == 'female')
        person.id_number = f'064{century}{person.year % 100:02}{number + 100000 + seed % 1000:06}'
    return rng, households


# --- old encodings ------------------------------------------------------------------------------------

TCVN3_PLAIN = dict(zip('ăâđêôơư', (0xA8, 0xA9, 0xAE, 0xAA, 0xAB, 0xAC, 0xAD)))
TCVN3_CAPITAL = dict(zip('ĂÂĐÊÔƠƯ', (0xA1, 0xA2, 0xA7, 0xA3, 0xA4, 0xA5, 0xA6)))
TCVN3_TONES = {  # huyền sắc hỏi ngã nặng
    'a': (0xB5, 0xB8, 0xB6, 0xB7, 0xB9), 'ă': (0xBB, 0xBE, 0xBC, 0xBD, 0xC6), 'â': (0xC7, 0xCA, 0xC8, 0xC9, 0xCB),
    'e': (0xCC, 0xD0, 0xCE, 0xCF, 0xD1), 'ê': (0xD2, 0xD5, 0xD3, 0xD4, 0xD6), 'i': (0xD7, 0xDD, 0xD8, 0xDC, 0xDE),
    'o': (0xDF, 0xE3, 0xE1, 0xE2, 0xE4), 'ô': (0xE5, 0xE8, 0xE6, 0xE7, 0xE9), 'ơ': (0xEA, 0xED, 0xEB, 0xEC, 0xEE),
    'u': (0xEF, 0xF3, 0xF1, 0xF2, 0xF4), 'ư': (0xF5, 0xF8, 0xF6, 0xF7, 0xF9), 'y': (0xFA, 0xFD, 0xFB, 0xFC, 0xFE)}
TONES = '\u0300\u0301\u0309\u0303\u0323'
VNI_PLAIN = {'ă': ('a', 0xEA), 'â': ('a', 0xE2), 'đ': ('', 0xF1), 'ê': ('e', 0xE2), 'ô': ('o', 0xE2), 'ơ': ('', 0xF4), 'ư': ('', 0xF6)}
VNI_TONES = {'a': (0xF8, 0xF9, 0xFB, 0xF5, 0xEF), 'ă': (0xE8, 0xE9, 0xFA, 0xFC, 0xEB), 'â': (0xE0, 0xE1, 0xE5, 0xE3, 0xE4)}
VNI_I = (0xEC, 0xED, 0xE6, 0xF3, 0xF2)


def split_letter(letter):
    """'Ấ' → ('Â', 1); no tone is -1."""
    parts = unicodedata.normalize('NFD', letter)
    tone = next((TONES.index(mark) for mark in parts if mark in TONES), -1)
    return unicodedata.normalize('NFC', ''.join(mark for mark in parts if mark not in TONES)), tone


def tcvn3(text):
    out = bytearray()
    for letter in unicodedata.normalize('NFC', text.replace('’', "'")):
        base, tone = split_letter(letter)
        if tone >= 0:
            out.append(TCVN3_TONES[base.lower()][tone])
        elif base in TCVN3_CAPITAL:
            out.append(TCVN3_CAPITAL[base])
        elif base in TCVN3_PLAIN:
            out.append(TCVN3_PLAIN[base])
        else:
            out += base.encode('cp1252')
    return out.decode('latin-1')


def vni(text):
    out = ''
    for letter in unicodedata.normalize('NFC', text.replace('’', "'")):
        base, tone = split_letter(letter)
        lower, capital = base.lower(), base != base.lower()
        shift = (lambda byte: byte - 0x20) if capital else (lambda byte: byte)
        if lower == 'i' and tone >= 0:
            out += chr(shift(VNI_I[tone]))
            continue
        if lower == 'y' and tone == 4:
            out += chr(shift(0xEE))
            continue
        plain, mark = VNI_PLAIN.get(lower, (base, None))
        if lower in 'ăâ' and tone >= 0:
            out += ('A' if capital else 'a') + chr(shift(VNI_TONES[lower][tone]))
            continue
        if lower in ('ê', 'ô') and tone >= 0:
            out += (plain.upper() if capital else plain) + chr(shift(VNI_TONES['â'][tone]))
            continue
        out += (plain.upper() if capital else plain) if mark is None or plain else ''
        out += chr(shift(mark)) if mark else ''
        if tone >= 0:
            out += chr(shift(VNI_TONES['a'][tone]))
    return out


def windows_1258(text):
    out = b''
    for letter in unicodedata.normalize('NFC', text):
        try:
            out += letter.encode('cp1258')
        except UnicodeEncodeError:
            base, tone = split_letter(letter)
            out += base.encode('cp1258') + TONES[tone].encode('cp1258')
    return out


# --- sheets -------------------------------------------------------------------------------------------

class Serial(float):
    """A cell with a number shown as a day."""


STYLES = ('<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy;@"/></numFmts>'
          '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>')


def cell_xml(reference, value):
    if value is None or value == '':
        return ''
    if isinstance(value, Serial):
        return f'<c r="{reference}" s="2"><v>{float(value):g}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{reference}"><v>{value}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def grid_xml(rows, merges=()):
    body = ''.join(f'<row r="{i + 1}">' + ''.join(cell_xml(f'{letters(j + 1)}{i + 1}', value) for j, value in enumerate(row)) + '</row>'
                   for i, row in enumerate(rows) if any(value not in (None, '') for value in row))
    after = f'<mergeCells count="{len(merges)}">' + ''.join(f'<mergeCell ref="{merge}"/>' for merge in merges) + '</mergeCells>' if merges else ''
    return sheet_xml(body, after=after)


def xlsx(sheets, merges=(), is_1904=False):
    """[(name, rows)]"""
    data = package(sheets=[(name, grid_xml(rows, merges if i == 0 else ()), '') for i, (name, rows) in enumerate(sheets)], styles=STYLES)
    if is_1904:
        names = ''.join(f'<sheet name="{escape(name)}" sheetId="{i + 1}" r:id="rId{i + 1}"/>' for i, (name, _) in enumerate(sheets))
        data = package(sheets=[(name, grid_xml(rows), '') for name, rows in sheets], styles=STYLES,
                       workbook='<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
                                f'<workbookPr date1904="1"/><sheets>{names}</sheets></workbook>')
    return data


def serial_of(person, is_1904=False):
    day = datetime.date(person.year, person.month, person.day)
    return (day - (datetime.date(1904, 1, 1) if is_1904 else datetime.date(1899, 12, 30))).days


def texts(rows):
    return [['' if value is None else str(int(value)) if isinstance(value, Serial) else str(value) for value in row] for row in rows]


def birth_text(person, form='slash'):
    if not person.full:
        return {'year_decimal': f'{person.year}.0', 'zeros': f'00/00/{person.year}'}.get(form, str(person.year))
    day, month, year = person.day, person.month, person.year
    return {'slash': f'{day:02}/{month:02}/{year}', 'bare': f'{day}/{month}/{year}', 'dots': f'{day}.{month}.{year}', 'dashes': f'{day:02}-{month:02}-{year}',
            'iso': f'{year}-{month:02}-{day:02}', 'midnight': f'{year}-{month:02}-{day:02} 00:00:00', 'words': f'ngày {day} tháng {month} năm {year}',
            'blanks': f' {day} / {month} / {year} ', 'year_decimal': f'{day}/{month}/{year}', 'zeros': f'{day:02}/{month:02}/{year}'}[form]


def sections(households, key):
    for value in sorted({key(household) for household in households}):
        yield value, [household for household in households if key(household) == value]


# A sheet: name → (file name, bytes, households as they should be known, what of them is told, options)
TOLD = ('head', 'birth', 'sex', 'area', 'class', 'members', 'causes', 'ethnicity', 'id_number', 'phone')


def plain_rows(rng, households, header=None, birth='slash'):
    rows = [header or ['STT', 'Họ và tên chủ hộ', 'Ngày sinh', 'Giới tính', 'Dân tộc', 'Số CCCD', 'Điện thoại', 'Thôn, làng', 'Phân loại', 'Nguyên nhân nghèo']]
    for i, household in enumerate(households):
        head = household.head
        rows.append([i + 1, head.name, birth_text(head, birth), {'male': 'Nam', 'female': 'Nữ'}[head.sex], ETHNIC[head.ethnicity], head.id_number,
                     household.phone, household.area, rng.choice(CLASSES[household.poverty]), '; '.join(CAUSES[cause] for cause in household.causes)])
    return rows


PLAIN = ('head', 'birth', 'sex', 'ethnicity', 'id_number', 'phone', 'area', 'class', 'causes')
SHEETS = {}


def sheet(function):
    SHEETS[function.__name__] = function
    return function


def variants(name, values):
    def register(function):
        for value in values:
            SHEETS[f'{name}_{value}'] = lambda seed, value=value: function(seed, value)
        return function
    return register


@variants('dates', ['slash', 'bare', 'dots', 'dashes', 'iso', 'midnight', 'words', 'blanks', 'year_decimal', 'zeros'])
def _(seed, form):
    rng, households = people(seed, members=False)
    return 'a.xlsx', xlsx([('Sheet1', plain_rows(rng, households, birth=form))]), households, PLAIN, []


ODD_DATES = {'3/4/62': '1962-04-03', '62': '1962', '1.1.1950': '1950-01-01', '1950': '1950', '1950.0': '1950', 'tháng 5/1950': '1950-05', '05/1950': '1950-05', '5-1950': '1950-05', 'năm 1960': '1960',
             '1960 (khoảng)': '1960', 'sinh 1960': '1960', '~1960': '1960', '15.8.1960 00:00:00': '1960-08-15', '15/8/1960 14:30': '1960-08-15', '1960/8/15': '1960-08-15',
             '00/05/1960': '1960-05', '00/00/1960': '1960', '15/08/1960.': '1960-08-15', '15081960': '1960-08-15', '19600815': '1960-08-15', '22142': '1960-08-14',
             'quý 2/1960': '1960-Q2', 'mùng 5 tháng 3 năm 1960': '1960-03-05', 'Ngày mồng 5 tháng 3 năm 1961': '1961-03-05', '5-Thg3-1962': '1962-03-05',
             '05 Tháng Ba 1963': '1963-03-05', 'Thg3-1964': '1964-03', 'ngày 5 tháng 3 năm 1965': '1965-03-05', '': '', 'không rõ': '', 'k rõ': '', '-': '', '?': ''}
NO_DATES = ['31/2/1980', '12/25/1980', '3/4/05', '05', '1-Jan-60', '1870', 'x', '1960 - 1965', '2018', '5/2018', '30/02/1990', '99999999', 'mười chín sáu mươi']


@variants('date_words', ['taken', 'refused', 'month_first', 'first_january'])
def _(seed, form):
    rng = random.Random(seed)
    given = {'taken': list(ODD_DATES.items()), 'refused': [(text, None) for text in NO_DATES],
             'month_first': [('12/25/1980', '1980-12-25'), ('5/4/1962', '1962-05-04'), ('1/31/1970', '1970-01-31'), ('1959', '1959')],
             'first_january': [('01/01/1960', '1960'), ('1/1/1971', '1971'), ('15/8/1962', '1962-08-15'), ('01/01/1950', '1950'), ('2/1/1950', '1950-01-02')]}[form]
    rng.shuffle(given)
    households, rows = [], [['STT', 'Họ và tên chủ hộ', 'Ngày sinh', 'Thôn', 'Phân loại']]
    for i, (text, known) in enumerate(given):
        head = Person(rng, f'Siu {"ABCDEGHIKLMNOPQRSTUVXY"[i % 22]}{"aei"[i // 22]}n', None, 'kinh', 'head')
        head.iso = lambda known=known: known
        rows.append([i + 1, head.name, text, 'Thôn 3', 'Nghèo'])
        if known is not None:
            households.append(Household(rng, head, [], 'Thôn 3', 'poor', [], ''))
    return 'a.csv', csv_bytes([[str(cell) for cell in row] for row in rows]), households, ('head', 'birth', 'area', 'class'), ['refused', str(len(given) - len(households))]


@variants('serials', ['1900', '1904', 'unstyled', 'mixed'])
def _(seed, form):
    rng, households = people(seed, members=False)
    rows = plain_rows(rng, households)
    for row, household in zip(rows[1:], households):
        if household.head.full and not (form == 'mixed' and rng.random() < .5):
            value = serial_of(household.head, form == '1904')
            row[2] = value if form == 'unstyled' else Serial(value)
        elif not household.head.full:
            row[2] = household.head.year
    return 'a.xlsx', xlsx([('Sheet1', rows)], is_1904=form == '1904'), households, PLAIN, []


@variants('encoding', ['utf-8', 'utf-8-sig', 'utf-16', 'utf-16-be', 'cp1258', 'tcvn3', 'vni', 'nfd', 'tcvn3_xlsx', 'vni_xlsx', 'nfd_xlsx', 'mixed_lines', 'mixed_cells'])
def _(seed, encoding):
    rng, households = people(seed, count=12, members=False)
    rows = texts(plain_rows(rng, households))
    bytes_of = lambda rows, convert: ''.join('\t'.join(convert(cell) for cell in row) + '\r\n' for row in rows)
    if encoding == 'cp1258':
        return 'a.csv', b''.join(b'\t'.join(windows_1258(cell) for cell in row) + b'\r\n' for row in rows), households, PLAIN, []
    if encoding in ('tcvn3', 'vni'):
        return 'a.csv', bytes_of(rows, {'tcvn3': tcvn3, 'vni': vni}[encoding]).encode('latin-1'), households, PLAIN, []
    if encoding == 'mixed_lines':
        half = len(rows) // 2
        return 'a.csv', bytes_of(rows[:half], str).encode() + bytes_of(rows[half:], tcvn3).encode('latin-1'), households, PLAIN, []
    if encoding == 'mixed_cells':
        mixed = [rows[0]] + [[tcvn3(cell) if i % 2 else cell for cell in row] for i, row in enumerate(rows[1:])]
        return 'a.xlsx', xlsx([('Sheet1', mixed)]), households, PLAIN, []
    nfd = lambda text: unicodedata.normalize('NFD', text)
    if encoding.endswith('_xlsx'):
        convert = {'tcvn3_xlsx': tcvn3, 'vni_xlsx': vni, 'nfd_xlsx': nfd}[encoding]
        return 'a.xlsx', xlsx([('Sheet1', [[convert(cell) for cell in row] for row in rows])]), households, PLAIN, []
    return 'a.csv', bytes_of(rows, nfd if encoding == 'nfd' else str).encode('utf-8' if encoding == 'nfd' else encoding), households, PLAIN, []


@variants('separator', [';', '|', 'tab', ','])
def _(seed, separator):
    rng, households = people(seed, members=False)
    rows = [['DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO; CÓ ĐỊA CHỈ']] + texts(plain_rows(rng, households))
    return 'a.csv', csv_bytes(rows, '\t' if separator == 'tab' else separator), households, PLAIN, []


@variants('headers', ['no_marks', 'capitals', 'spaces', 'english', 'newlines', 'other_words'])
def _(seed, form):
    rng, households = people(seed, members=False)
    rows = plain_rows(rng, households)
    header = rows[0]
    plain = lambda text: ''.join(mark for mark in unicodedata.normalize('NFD', text) if not unicodedata.combining(mark)).replace('đ', 'd').replace('Đ', 'D')
    rows[0] = {'no_marks': [plain(text) for text in header], 'capitals': [text.upper() for text in header],
               'spaces': [f'  {text.replace(" ", "  ")} ' for text in header], 'newlines': [text.replace(' ', '\n') for text in header],
               'english': ['No', 'Full name', 'Date of birth', 'Sex', 'Ethnic group', 'ID number', 'Phone', 'Residential area', 'Class', 'Causes'],
               'other_words': ['TT', 'HỌ TÊN CHỦ HỘ', 'Ngày, tháng, năm sinh', 'Nam/nữ', 'Thành phần dân tộc', 'Số định danh cá nhân/CMND', 'Số ĐT', 'Thôn/làng/tổ dân phố', 'Diện hộ', 'Lý do nghèo']}[form]
    return 'a.xlsx', xlsx([('Sheet1', rows)]), households, PLAIN, []


@variants('titles', ['three', 'twelve', 'left_blank', 'numbered', 'national'])
def _(seed, form):
    rng, households = people(seed, members=False)
    rows = plain_rows(rng, households)
    if form == 'three':
        rows = [['ỦY BAN NHÂN DÂN XÃ IA DIN'], ['DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2017'], []] + rows
    if form == 'twelve':
        rows = [['Phụ lục 1']] + [[] for _ in range(10)] + [['(Kèm theo Báo cáo số 12/BC-UBND ngày 30 tháng 11 năm 2017)']] + rows
    if form == 'left_blank':
        rows = [[], []] + [['', ''] + row for row in rows]
    if form == 'numbered':
        rows = rows[:1] + [[f'({i + 1})' for i in range(len(rows[0]))]] + rows[1:]
    if form == 'national':
        rows = [['UBND XÃ IA DIN', '', '', '', '', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'], ['BAN CHỈ ĐẠO GIẢM NGHÈO', '', '', '', '', 'Độc lập - Tự do - Hạnh phúc'],
                ['', '', '', '', '', 'Ia Din, ngày 05 tháng 12 năm 2017'], ['TỔNG HỢP DANH SÁCH']] + rows
    return 'a.xlsx', xlsx([('Sheet1', rows)]), households, PLAIN, []


@variants('ends', ['total', 'subtotals', 'signed', 'notes', 'repeated_header', 'blank_rows'])
def _(seed, form):
    rng, households = people(seed, members=False)
    rows = plain_rows(rng, households)
    if form == 'total':
        rows += [['', 'Tổng cộng', '', '', '', '', '', '', '8 hộ']]
    if form == 'subtotals':
        rows = rows[:4] + [['', 'Cộng', '', '', '', '', '', '', '3']] + rows[4:] + [['', 'CỘNG TOÀN XÃ:', '', '', '', '', '', '', '8']]
    if form == 'signed':
        rows += [['', 'Tổng số hộ: 8'], [], ['', 'Người lập biểu', '', '', '', '', 'Ia Din, ngày 05 tháng 12 năm 2017'],
                 ['', '(Ký, ghi rõ họ tên)', '', '', '', '', 'TM. ỦY BAN NHÂN DÂN'], ['', '', '', '', '', '', 'CHỦ TỊCH'], [], ['', 'Mai Văn Lập', '', '', '', '', 'Rơ Châm Ký']]
    if form == 'notes':
        rows += [[], ['Ghi chú: HN là hộ nghèo; HCN là hộ cận nghèo'], ['* Danh sách có 8 hộ, bằng chữ: tám hộ']]
    if form == 'repeated_header':
        rows = rows[:5] + [rows[0]] + rows[5:]
    if form == 'blank_rows':
        rows = [row for line in rows for row in (line, [], [])]
    return 'a.xlsx', xlsx([('Sheet1', rows)]), households, PLAIN, []


@variants('birth_columns', ['years', 'ticks', 'stacked', 'year_and_tick', 'whole_days'])
def _(seed, form):
    rng, households = people(seed, members=False)
    tick = lambda person, sex: rng.choice(['x', 'X', '×']) if person.sex == sex else ''
    year = lambda person, sex: person.year if person.sex == sex else ''
    if form in ('years', 'stacked', 'whole_days'):
        for household in households:
            household.head.full = household.head.full and form == 'whole_days'
    merges = ()
    if form == 'years':
        rows = [['STT', 'Họ và tên', 'Nam', 'Nữ', 'Thôn', 'Phân loại']]
        rows += [[i + 1, h.head.name, year(h.head, 'male'), year(h.head, 'female'), h.area, CLASSES[h.poverty][0]] for i, h in enumerate(households)]
    elif form == 'ticks':
        rows = [['STT', 'Họ và tên chủ hộ', 'Ngày tháng năm sinh', 'Giới tính', '', 'Thôn', 'Phân loại'], ['', '', '', 'Nam', 'Nữ', '', '']]
        rows += [[i + 1, h.head.name, birth_text(h.head), tick(h.head, 'male'), tick(h.head, 'female'), h.area, CLASSES[h.poverty][0]] for i, h in enumerate(households)]
        merges = ('A1:A2', 'B1:B2', 'C1:C2', 'D1:E1', 'F1:F2', 'G1:G2')
    elif form == 'year_and_tick':
        rows = [['STT', 'Họ và tên chủ hộ', 'Năm sinh', 'Nữ', 'Thôn', 'Phân loại']]
        rows += [[i + 1, h.head.name, birth_text(h.head), tick(h.head, 'female'), h.area, CLASSES[h.poverty][0]] for i, h in enumerate(households)]
    else:
        birth = lambda person, sex: birth_text(person) if person.sex == sex else ''
        rows = [['STT', 'Họ và tên', 'Năm sinh', '', 'Nơi ở', '', 'Kết quả rà soát'], ['', '', 'Nam', 'Nữ', 'Thôn', 'Xã', ''], ['A', 'B', '1', '2', '3', '4', '5']]
        rows += [[i + 1, h.head.name, birth(h.head, 'male'), birth(h.head, 'female'), h.area, 'Ia Din', CLASSES[h.poverty][0]] for i, h in enumerate(households)]
        merges = ('A1:A2', 'B1:B2', 'C1:D1', 'E1:F1', 'G1:G2')
    return 'a.xlsx', xlsx([('Sheet1', rows)], merges), households, ('head', 'birth', 'sex', 'area', 'class'), []


@variants('class', ['ticks', 'sections', 'title', 'sheet_names', 'codes', 'set', 'change_words', 'left', 'left_title', 'left_ticks'])
def _(seed, form):
    rng, households = people(seed, members=False)
    base = ['STT', 'Họ và tên chủ hộ', 'Năm sinh', 'Thôn']
    line = lambda i, h: [i + 1, h.head.name, birth_text(h.head), h.area]
    options = []
    if form in ('title', 'set'):
        for household in households:
            household.poverty = 'near_poor'
    if form.startswith('left'):
        words = {'poor': 'Hộ thoát nghèo', 'near_poor': 'Hộ thoát cận nghèo'}
        title = [['DANH SÁCH HỘ THOÁT CẬN NGHÈO NĂM 2017']] if form == 'left_title' else []
        more = {'left': ['Phân loại'], 'left_title': [], 'left_ticks': ['Hộ nghèo', 'Hộ thoát cận nghèo']}[form]
        say = {'left': lambda h: [words[h.poverty]], 'left_title': lambda h: [], 'left_ticks': lambda h: ['', 'x']}[form]
        sheets = [('Sheet1', title + [base + more] + [line(i, h) + say(h) for i, h in enumerate(households)])]
        for household in households:
            household.poverty = 'newly_escaped'
    elif form == 'ticks':
        sheets = [('DS', [base + ['Hộ nghèo', 'Hộ cận nghèo']] + [line(i, h) + (['x', ''] if h.poverty == 'poor' else ['', 'x']) for i, h in enumerate(households)])]
    elif form == 'sections':
        rows = [base]
        for number, (poverty, some) in enumerate(sections(households, lambda h: h.poverty)):
            rows.append([['I', 'II'][number], {'poor': 'HỘ NGHÈO', 'near_poor': 'HỘ CẬN NGHÈO'}[poverty], '', f'{len(some)} hộ'])
            rows += [line(i, h) for i, h in enumerate(some)]
        sheets = [('DS', rows)]
    elif form == 'title':
        sheets = [('Sheet1', [['DANH SÁCH HỘ CẬN NGHÈO NĂM 2017'], base] + [line(i, h) for i, h in enumerate(households)])]
    elif form == 'sheet_names':
        sheets = [({'poor': 'HỘ NGHÈO 2017', 'near_poor': 'Cận nghèo 2017'}[poverty], [base] + [line(i, h) for i, h in enumerate(some)])
                  for poverty, some in sections(households, lambda h: h.poverty)]
    elif form == 'change_words':
        sheets = [('DS', [base + ['Kết quả phân loại']] + [line(i, h) + [{'poor': 'Hộ nghèo phát sinh mới', 'near_poor': 'Hộ cận nghèo cũ'}[h.poverty]] for i, h in enumerate(households)])]
    else:
        words = {'poor': 'HN', 'near_poor': 'HCN'}
        sheets = [('DS', [base + (['Diện'] if form == 'codes' else [])] + [line(i, h) + ([words[h.poverty]] if form == 'codes' else []) for i, h in enumerate(households)])]
        options = [] if form == 'codes' else ['--set', 'class=near_poor']
    return 'a.xlsx', xlsx(sheets), households, ('head', 'birth', 'area', 'class'), options


@variants('area', ['sections', 'sections_roman', 'sheets', 'address', 'merged_down'])
def _(seed, form):
    rng, households = people(seed, members=False)
    base = ['STT', 'Họ và tên chủ hộ', 'Năm sinh', 'Phân loại']
    line = lambda i, h: [i + 1, h.head.name, birth_text(h.head), CLASSES[h.poverty][1]]
    rows, sheets, merges = [base], [], []
    for number, (area, some) in enumerate(sections(households, lambda h: h.area)):
        if form == 'sections':
            rows.append(['', area, '', ''])
        if form == 'sections_roman':
            rows.append([['I', 'II', 'III'][number], f'{area} ({len(some)} hộ)', '', ''])
        if form == 'sheets':
            sheets.append((area, [base] + [line(i, h) for i, h in enumerate(some)]))
        if form == 'merged_down':
            merges.append(f'E{len(rows) + 1}:E{len(rows) + len(some)}')
        for i, household in enumerate(some):
            extra = [f'{area}, xã Ia Din, huyện Đức Cơ'] if form == 'address' else [area if i == 0 else ''] if form == 'merged_down' else []
            rows.append(line(i, household) + extra)
    if form in ('address', 'merged_down'):
        rows[0] = base + ['Địa chỉ' if form == 'address' else 'Thôn']
    return 'a.xlsx', xlsx(sheets or [('DS', rows)], merges), households, ('head', 'birth', 'class', 'area'), []


@variants('members', ['below', 'numbers', 'report_14', 'head_repeated', 'own_sheet', 'own_sheet_by_name', 'codes', 'decimal', 'ordered_columns'])
def _(seed, form):
    rng, households = people(seed)
    relation = lambda person: 'Chủ hộ' if person.relation == 'head' else rng.choice(RELATIONS[person.relation])
    told = ('head', 'birth', 'sex', 'area', 'class', 'members')
    sex = {'male': 'Nam', 'female': 'Nữ'}
    rows = []
    if form in ('below', 'codes', 'decimal'):
        rows.append(['Mã hộ' if form == 'codes' else 'STT', 'Họ và tên', 'Ngày sinh', 'Giới tính', 'Quan hệ với chủ hộ', 'Thôn', 'Phân loại'])
        for i, h in enumerate(households):
            for j, person in enumerate(h.people):
                number = h.code if form == 'codes' else (i + 1 if j == 0 else f'{i + 1}.{j}') if form == 'decimal' else i + 1 if j == 0 else ''
                rows.append([number, person.name, birth_text(person), sex[person.sex], relation(person), h.area if j == 0 else '', CLASSES[h.poverty][0] if j == 0 else ''])
    elif form == 'numbers':
        rows.append(['STT hộ', 'STT thành viên', 'Họ và tên', 'Năm sinh', 'Giới tính', 'Quan hệ', 'Thôn', 'Phân loại'])
        for i, h in enumerate(households):
            rows += [[i + 1, j + 1, p.name, birth_text(p), sex[p.sex], relation(p), h.area, CLASSES[h.poverty][0]] for j, p in enumerate(h.people)]
    elif form == 'report_14':
        rows = [['Báo cáo số 14'], ['DANH SÁCH CHI TIẾT HỘ NGHÈO NĂM 2017'],
                ['Số thứ tự', '', 'Họ và tên', 'Năm sinh', '', 'Dân tộc', 'Quan hệ với chủ hộ', 'Phân loại hộ nghèo', '', '', 'Thuộc đối tượng', '', '', 'Nhu cầu hỗ trợ', '', '', '', '', '', 'Ghi chú'],
                ['Chủ hộ', 'Thành viên', '', 'Nam', 'Nữ', '', '', 'Mới', 'Tái', 'Cũ', 'CSCC', 'DTTC', 'KCKNLĐ', 'Y tế', 'Giáo dục', 'Sản xuất', 'Tín dụng', 'Nhà ở', 'Khác', ''],
                [f'{i}' for i in range(1, 21)]]
        for area, some in sections(households, lambda h: h.area):
            rows.append(['', '', area])
            for h in some:
                h.poverty = 'poor'
                for j, p in enumerate(h.people):
                    p.full = False
                    rows.append([households.index(h) + 1 if j == 0 else '', j + 1, p.name, p.year if p.sex == 'male' else '', p.year if p.sex == 'female' else '', ETHNIC[p.ethnicity], relation(p)] +
                                (['x', '', ''] if j == 0 else ['', '', '']) + ['', 'x' if p.ethnicity == 'gia_rai' else '', '', 'x' if j else '', '', '', '', '', '', ''])
        rows.append(['', '', 'TỔNG CỘNG'])
    elif form in ('head_repeated', 'ordered_columns'):
        rows.append(['STT', 'Họ và tên chủ hộ', 'Họ và tên thành viên', 'Quan hệ với chủ hộ', 'Ngày sinh', 'Giới tính', 'Thôn', 'Phân loại'])
        for i, h in enumerate(households):
            rows += [[i + 1, h.head.name, p.name, relation(p), birth_text(p), sex[p.sex], h.area, CLASSES[h.poverty][0]] for p in h.people]
        if form == 'ordered_columns':
            order = [7, 6, 5, 4, 3, 2, 1, 0]
            rows = [[row[i] for i in order] for row in rows]
    else:
        head_rows = [['STT', 'Mã hộ', 'Họ và tên chủ hộ', 'Ngày sinh', 'Giới tính', 'Thôn', 'Phân loại']]
        head_rows += [[i + 1, h.code, h.head.name, birth_text(h.head), sex[h.head.sex], h.area, CLASSES[h.poverty][0]] for i, h in enumerate(households)]
        by_name = form == 'own_sheet_by_name'
        rows = [['STT', 'Chủ hộ' if by_name else 'Mã hộ', 'Họ và tên thành viên', 'Quan hệ', 'Ngày sinh', 'Giới tính'] + (['Thôn'] if by_name else [])]
        others = [(h, p) for h in households for p in h.members]
        rng.shuffle(others)
        rows += [[i + 1, h.head.name if by_name else h.code, p.name, relation(p), birth_text(p), sex[p.sex]] + ([h.area] if by_name else []) for i, (h, p) in enumerate(others)]
        if by_name:
            head_rows = [row[:1] + row[2:] for row in head_rows]
        return 'a.xlsx', xlsx([('Thành viên', rows), ('Chủ hộ', head_rows)]), households, told, []
    return 'a.xlsx', xlsx([('DS', rows)]), households, told, []


@variants('district', ['column', 'section', 'sheets', 'codes', 'former'])
def _(seed, form):
    rng, households = people(seed, members=False)
    communes = {'Làng Ghè': ('Ia Din', '23866'), 'Làng Mới': ('Ia Krêl', '23863'), 'Thôn 3': ('Ia Dơk', '23860')}
    base = ['STT', 'Họ và tên chủ hộ', 'Năm sinh', 'Thôn', 'Phân loại']
    line = lambda i, h: [i + 1, h.head.name, birth_text(h.head), h.area, CLASSES[h.poverty][0]]
    rows, sheets = [base + (['Xã'] if form in ('column', 'codes') else [])], []
    for number, (area, some) in enumerate(sections(households, lambda h: h.area)):
        name, code = communes[area]
        if form == 'section':
            rows.append([['I', 'II', 'III'][number], f'Xã {name}', '', '', ''])
        if form in ('sheets', 'former'):
            sheets.append((f'Xã {name}', [base] + [line(i, h) for i, h in enumerate(some)]))
        rows += [line(i, h) + ([f'xã {name}'] if form == 'column' else [code] if form == 'codes' else []) for i, h in enumerate(some)]
        for household in some:
            household.commune = f'Xã {name}'
    return 'a.xlsx', xlsx(sheets or [('DS', rows)]), households, ('head', 'birth', 'class', 'area', 'commune'), ['--unit', '631@2017-06-01']


@variants('ticks', ['causes', 'signs', 'deprivations', 'organisations', 'stacked_three'])
def _(seed, form):
    rng, households = people(seed, members=False)
    base = ['STT', 'Họ và tên chủ hộ', 'Năm sinh', 'Thôn', 'Phân loại']
    line = lambda i, h: [i + 1, h.head.name, birth_text(h.head), h.area, CLASSES[h.poverty][0]]
    if form == 'signs':
        signs, blanks = ['☑', '☒', '✓', '✔', 'X', '■', '●', '✔\ufe0f', '[x]', '✅'], ['', '☐', '□', '○', '-', '[ ]']
        rows = [base + ['Nguyên nhân nghèo'] + [''] * (len(CAUSES) - 1), [''] * 5 + list(CAUSES.values())]
        rows += [line(i, h) + [rng.choice(signs) if cause in h.causes else rng.choice(blanks) for cause in CAUSES] for i, h in enumerate(households)]
        return 'a.xlsx', xlsx([('DS', rows)]), households, ('head', 'birth', 'class', 'area', 'causes'), []
    if form == 'causes':
        rows = [base + ['Nguyên nhân nghèo'] + [''] * (len(CAUSES) - 1), [''] * 5 + list(CAUSES.values())]
        rows += [line(i, h) + ['x' if cause in h.causes else '' for cause in CAUSES] for i, h in enumerate(households)]
        return 'a.xlsx', xlsx([('DS', rows)]), households, ('head', 'birth', 'class', 'area', 'causes'), []
    if form == 'stacked_three':
        rows = [['STT', 'Thông tin hộ', '', '', '', 'Nguyên nhân nghèo'], ['', 'Chủ hộ', '', 'Nơi ở', 'Phân loại', 'Thuộc về sản xuất', '', 'Thuộc về con người', ''],
                ['', 'Họ và tên', 'Năm sinh', 'Thôn', ''] + list(CAUSES.values())]
        rows += [line(i, h) + ['x' if cause in h.causes else '' for cause in CAUSES] for i, h in enumerate(households)]
        return 'a.xlsx', xlsx([('DS', rows)], ('A1:A3', 'B1:E1', 'B2:C2', 'F1:I1', 'F2:G2', 'H2:I2', 'E2:E3')), households, ('head', 'birth', 'class', 'area', 'causes'), []
    if form == 'deprivations':
        names = {'employment': 'Việc làm', 'health_insurance': 'Bảo hiểm y tế', 'housing_quality': 'Chất lượng nhà ở', 'clean_water': 'Nguồn nước sinh hoạt'}
        chosen = [rng.sample(list(names), 2) for _ in households]
        rows = [base + ['Các chỉ số thiếu hụt', '', '', ''], [''] * 5 + list(names.values())]
        rows += [line(i, h) + ['x' if name in some else '' for name in names] for i, (h, some) in enumerate(zip(households, chosen))]
        for household, some in zip(households, chosen):
            household.deprivations = some
        return 'a.xlsx', xlsx([('DS', rows)]), households, ('head', 'birth', 'class', 'area', 'deprivations'), []
    names = {'farmers_union': 'Hội Nông dân', 'womens_union': 'Hội LHPN', 'veterans_association': 'CCB', 'youth_union': 'Đoàn Thanh niên'}
    chosen = [rng.sample(list(names), rng.randint(0, 2)) for _ in households]
    rows = [base + ['Hội viên, đoàn viên', '', '', ''], [''] * 5 + list(names.values())]
    rows += [line(i, h) + ['x' if name in some else '' for name in names] for i, (h, some) in enumerate(zip(households, chosen))]
    for household, some in zip(households, chosen):
        household.organisations = some
    return 'a.xlsx', xlsx([('DS', rows)]), households, ('head', 'birth', 'class', 'area', 'organisations'), []


@variants('guessed', ['no_header', 'silent_header'])
def _(seed, form):
    rng, households = people(seed, members=False)
    rows = plain_rows(rng, households)[1:]
    if form == 'silent_header':
        rows = [[f'Cột {i + 1}' for i in range(len(rows[0]))]] + rows
    return 'a.xlsx', xlsx([('DS', rows)]), households, ('head', 'birth', 'sex', 'ethnicity', 'id_number', 'phone', 'area', 'class'), ['--take-guess']


# --- what came of it --------------------------------------------------------------------------------------

# Forms of a household each: labels with their values beside, inside, or below.
SEX = {'male': 'Nam', 'female': 'Nữ'}


def form_pairs(rng, h):
    return [('Họ và tên chủ hộ', h.head.name), ('Giới tính', SEX[h.head.sex]), ('Số định danh cá nhân', h.head.id_number), ('Ngày, tháng, năm sinh', birth_text(h.head)),
            ('Dân tộc', ETHNIC[h.head.ethnicity]), ('Ngày cấp', '01/02/2015'), ('Nơi cấp', 'Công an tỉnh Gia Lai'), ('Điện thoại', h.phone),
            ('Thôn, làng', h.area), ('Phân loại hộ', rng.choice(CLASSES[h.poverty])), ('Nguyên nhân nghèo', '; '.join(CAUSES[cause] for cause in h.causes))]


def form_people(h, head=False, sexes=True):
    rows = [['STT', 'Họ và tên', 'Năm sinh', 'Giới tính', 'Số CCCD', 'Quan hệ với chủ hộ']]
    for i, person in enumerate(h.people if head else h.members):
        word = 'Chủ hộ' if person is h.head else RELATIONS[person.relation][0]
        rows.append([str(i + 1), person.name, birth_text(person), SEX[person.sex], person.id_number, word])
    return rows


def form_rows(rng, h, form):
    pairs = form_pairs(rng, h)
    if form == 'beside':
        rows = [[f'{i + 1}. {label}:', '', value] for i, (label, value) in enumerate(pairs)]
    elif form == 'inside':
        rows = [[f'{label}: {value}'] for label, value in pairs]
    elif form == 'several_inside':
        text = [f'{label}: {value}' for label, value in pairs]
        rows = [['   '.join(text[:2])], ['\t'.join(text[2:5])], ['; '.join(text[5:8])], [text[8]], [text[9]], [text[10] + ' ………………']]
    elif form == 'pairs':
        rows = [[str(i + 1), *pairs[i], str(i + 2), *pairs[i + 1]] for i in range(0, 10, 2)] + [['11', *pairs[10]]]
    elif form == 'dotted':
        rows = [[f'{label}: …………{value}…………'] for label, value in pairs]
    elif form == 'boxes':
        rows = [[label] + (list(value) if label.startswith('Số định danh') else [value]) for label, value in pairs]
    elif form == 'below':
        rows = []
        for at in (0, 4, 8):
            rows += [[label for label, _ in pairs[at:at + 4]], [value for _, value in pairs[at:at + 4]]]
    return rows


@variants('form', ['beside', 'inside', 'several_inside', 'pairs', 'dotted', 'boxes', 'below'])
def _(seed, form):
    rng, households = people(seed)
    sheets = []
    for i, h in enumerate(households):
        rows = [['UBND XÃ IA DIN'], ['PHIẾU RÀ SOÁT HỘ NĂM 2017'], [], ['A. THÔNG TIN CHUNG']] + form_rows(rng, h, form)
        if h.members:
            rows += [[], ['B. THÀNH VIÊN TRONG HỘ']] + form_people(h, head=i % 2 == 0)
        rows += [[], ['', 'Người lập phiếu', '', 'Ia Din, ngày 05 tháng 12 năm 2017'], ['', '(Ký, ghi rõ họ tên)']]
        sheets.append((f'Phiếu {i + 1}', rows))
    return 'a.xlsx', xlsx(sheets), households, TOLD, []


@variants('forms_stacked', ['beside', 'inside', 'area_first', 'area_above', 'classes', 'csv'])
def _(seed, form):
    rng, households = people(seed)
    households.sort(key=lambda h: h.area)
    rows = [['UBND XÃ IA DIN']]
    if form == 'area_above':
        for household in households:
            household.area = 'Làng Ghè'
        rows.append(['Làng: Làng Ghè'])
    for h in households:
        block = form_rows(rng, h, 'inside' if form == 'inside' else 'beside')
        rows.append(['PHIẾU KHẢO SÁT ' + ({'poor': 'HỘ NGHÈO', 'near_poor': 'HỘ CẬN NGHÈO'}[h.poverty] if form == 'classes' else 'HỘ') + ' NĂM 2017'])
        if form == 'classes':
            block = [row for row in block if 'Phân loại' not in row[0]]
        if form in ('area_first', 'area_above'):
            area = next(row for row in block if 'Thôn' in row[0])
            block.remove(area)
            block = [area] * (form == 'area_first') + block
        rows += block + (form_people(h) if h.members else []) + ([[]] if form != 'csv' else [])
    if form == 'csv':
        return 'a.csv', csv_bytes(texts(rows), separator=';'), households, TOLD, []
    return 'a.xlsx', xlsx([('Phiếu', rows)]), households, TOLD, []


@variants('form_columns', ['plain', 'colons'])
def _(seed, form):
    rng, households = people(seed, members=False)
    columns = [form_pairs(rng, h) for h in households]
    rows = [['THÔNG TIN HỘ NGHÈO, CẬN NGHÈO NĂM 2017']] + [[columns[0][i][0] + (':' if form == 'colons' else '')] + [pairs[i][1] for pairs in columns] for i in range(len(columns[0]))]
    return 'a.xlsx', xlsx([('Sheet1', rows)]), households, PLAIN, []


@variants('form_encoding', ['tcvn3', 'vni'])
def _(seed, encoding):
    rng, households = people(seed)
    convert = {'tcvn3': tcvn3, 'vni': vni}[encoding]
    sheets = [(f'P{i + 1}', [[convert(cell) for cell in row] for row in form_rows(rng, h, 'several_inside' if i % 2 else 'beside') + (form_people(h) if h.members else [])])
              for i, h in enumerate(households)]
    return 'a.xlsx', xlsx(sheets), households, TOLD, []


class Runner:
    def __init__(self, program, database, folder):
        self.program, self.folder = program, folder
        self.database = os.path.join(folder, 'odd.db')
        self.fresh = database
        self.passed = self.failed = 0
        self.now = '2020-06-15'

    def run(self, *words):
        return subprocess.run([self.program, *words], capture_output=True, timeout=120,
                              env=dict(os.environ, CHUNGTAY_DB='sqlite:' + self.database, CHUNGTAY_NOW=self.now))

    def start_anew(self):
        for suffix in ('', '.key', '-wal', '-shm'):
            if os.path.exists(self.fresh + suffix):
                subprocess.run(['cp', self.fresh + suffix, self.database + suffix], check=True)
            elif os.path.exists(self.database + suffix):
                os.remove(self.database + suffix)

    def put(self, name, data):
        path = os.path.join(self.folder, name)
        with open(path, 'wb') as file:
            file.write(data)
        return path

    def export(self, kind):
        path = os.path.join(self.folder, 'export.csv')
        done = self.run('export', kind, '--format', 'csv', '-o', path)
        assert done.returncode == 0, done.stderr.decode()
        with open(path, encoding='utf-8', newline='') as file:
            return list(csv.DictReader(file))

    def faults(self, households, told, result, refused):
        found = {row['id']: row for row in self.export('households')}
        members = {}
        for row in self.export('household_members'):
            members.setdefault(row['household'], []).append(row)
        classes = {row['household']: row for row in self.export('classifications')}
        fold = lambda text: unicodedata.normalize('NFC', text).replace('’', "'").lower()
        by_name = {fold(row['head_name']): row for row in found.values()}
        rows = sum(len(h.people) if 'members' in told else 1 for h in households)
        if (result['rows'] - refused, result['accepted']) != (rows, rows):
            yield f"{result['rows']} rows, {result['accepted']} accepted of {rows}: " + '; '.join(
                f"{issue['row']} {issue['column']} {issue['value']}: {issue['code']}" for issue in result['issues'] if issue['verdict'] != 'note')[:500]
        if len(found) != len(households):
            yield f'{len(found)} households, not {len(households)}: {sorted(by_name)}'
        for household in households:
            row = by_name.get(fold(household.head.name))
            if not row:
                yield f'{household.head.name} is missing'
                continue
            people_there = {fold(member['full_name']): member for member in members.get(row['id'], [])}
            poverty = classes.get(row['id'], {})
            yield from self.differences(household, told, row, people_there, poverty)
        if 'organisations' in told:
            yield from self.memberships(households, members)

    def memberships(self, households, members):
        names = {row['id']: row['full_name'] for rows in members.values() for row in rows}
        there = {(names[row['member']], row['organisation']) for row in self.export('memberships')}
        fold = lambda name: name.replace('’', "'")
        wanted = {(household.head.name, organisation) for household in households for organisation in household.organisations}
        if {(fold(a), b) for a, b in there} != {(fold(a), b) for a, b in wanted}:
            yield f'memberships {there ^ wanted}'

    def differences(self, household, told, row, people_there, poverty):
        fold = lambda text: unicodedata.normalize('NFC', text).replace('’', "'").lower()
        head = household.head
        checks = {'birth': (row['head_birth_date'], head.iso()), 'sex': (row['head_sex'], head.sex or ''), 'ethnicity': (row['ethnicity'], head.ethnicity),
                  'phone': (row['phone'], household.phone), 'area': (row['unit_label'], household.area), 'class': (poverty.get('class'), household.poverty),
                  'causes': (set(filter(None, poverty.get('causes', '').replace(';', ',').split(','))), set(household.causes)),
                  'deprivations': (set(filter(None, poverty.get('deprivations', '').replace(';', ',').split(','))), set(getattr(household, 'deprivations', [])))}
        for name, (is_there, wanted) in checks.items():
            if name in told and is_there != wanted:
                yield f'{head.name}: {name} is {is_there!r}, not {wanted!r}'
        for person in household.people if 'members' in told else [head]:
            there = people_there.get(fold(person.name))
            if not there:
                yield f'{person.name} of {head.name} is missing'
                continue
            for name, value in (('relation', person.relation), ('birth_date', person.iso() if 'birth' in told else None),
                                ('sex', person.sex if 'sex' in told else None), ('id_number', person.id_number if 'id_number' in told else None)):
                if value and there[name] != value:
                    yield f'{person.name}: {name} is {there[name]!r}, not {value!r}'
        if 'members' in told and len(people_there) != len(household.people):
            yield f'{head.name}: {len(people_there)} people, not {len(household.people)}'

    def judge(self, name, seed):
        file_name, data, households, told, options = SHEETS[name](seed)
        self.start_anew()
        path = self.put(file_name, data)
        refused = int(options[1]) if options[:1] == ['refused'] else 0
        options = [] if refused or options[:1] == ['refused'] else options
        unit = [] if '--unit' in options else ['--unit', '23866@2017-05-01']
        words = ['import', 'households', path, *unit, '--year', '2017', '--no-bodies', '--format', 'json', *options]
        done = self.run(*words)
        try:
            result = json.loads(done.stdout)
        except ValueError:
            return [f'exit {done.returncode}: {done.stderr.decode()[-400:]}']
        found = list(self.faults(households, told, result, refused))
        again = json.loads(self.run(*words).stdout or '{}')
        if not found and again.get('same') != again.get('rows') - refused:
            found.append(f"imported again {again.get('same')} of {again.get('rows')} are the same")
        return found

    def check(self, name, seed):
        faults = self.judge(name, seed)
        self.failed += bool(faults)
        self.passed += not faults
        if faults:
            print(f'FAILED: {name} (seed {seed})')
            for fault in faults[:6]:
                print(f'    {fault}')


def main():
    arguments = sys.argv[1:]
    some = seed = 0
    if '--some' in arguments:
        at = arguments.index('--some')
        some = int(arguments[at + 1])
        del arguments[at:at + 2]
    if '--seed' in arguments:
        at = arguments.index('--seed')
        seed = int(arguments[at + 1])
        del arguments[at:at + 2]
    runner = Runner(*arguments[:3])
    names = [name for name in SHEETS if name in arguments[3:]] if arguments[3:] else list(SHEETS)
    if some:
        names = random.Random(seed).sample(names, min(some, len(names)))
    for name in names:
        runner.check(name, seed + sum(map(ord, name)))
    print(f'{runner.passed} passed, {runner.failed} failed')
    return runner.failed != 0


if __name__ == '__main__':
    sys.exit(main())
