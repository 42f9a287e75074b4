#!/usr/bin/env python3
"""Files that are no list, broken or meant to do harm: hostile_sheets.py [--unlimited] PROGRAM DB [NAME…]

Each is imported with little memory and time. A file that cannot be read is refused with exit 3 and a
message in Vietnamese that says what to do; one that can be read in part gives its rows: accepted +
refused + doubtful = rows. Nothing of a refused file is written. Prints "N passed, N failed".
"""
import io
import json
import os
import re
import resource
import struct
import subprocess
import sys
import tempfile
import time
import warnings
import zipfile

MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
HEADER = ['STT', 'Họ và tên chủ hộ', 'Năm sinh', 'Thôn', 'Phân loại']
GOOD = [['1', 'Siu Ân', '1960', 'Làng A', 'Nghèo'], ['2', 'Siu Bắc', '1970', 'Làng A', 'Cận nghèo']]


def escape(text):
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')


def letters(column):
    name = ''
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def inline(reference, text):
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def row_xml(number, cells, start=1, attributes=''):
    return (f'<row r="{number}"{attributes}>' +
            ''.join(inline(f'{letters(start + i)}{number}', cell) for i, cell in enumerate(cells)) + '</row>')


def rows_xml(rows, first=1):
    return ''.join(row_xml(first + i, row) for i, row in enumerate(rows))


def sheet_xml(rows, before='', after='', prolog='<?xml version="1.0" encoding="UTF-8"?>'):
    return f'{prolog}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def package(sheet=None, sheets=None, extra=None, workbook=None, strings=None, styles=None, compression=zipfile.ZIP_DEFLATED,
            content_type='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'):
    """A workbook made of its parts by hand; `sheets` is [(name, xml, attributes)]."""
    sheets = sheets or [('Danh sách', sheet if sheet is not None else sheet_xml(rows_xml([HEADER] + GOOD)), '')]
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', compression) as archive:
        overrides = f'<Override PartName="/xl/workbook.xml" ContentType="{content_type}"/>'
        archive.writestr('[Content_Types].xml', f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
                         f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>')
        archive.writestr('_rels/.rels', f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
                         f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        names = ''.join(f'<sheet name="{escape(name)}" sheetId="{i + 1}" r:id="rId{i + 1}"{attributes}/>'
                        for i, (name, _, attributes) in enumerate(sheets))
        archive.writestr('xl/workbook.xml', workbook or f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{names}</sheets></workbook>')
        relations = ''.join(f'<Relationship Id="rId{i + 1}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{i + 1}.xml"/>'
                            for i in range(len(sheets)))
        if strings is not None:
            relations += f'<Relationship Id="rIdS" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
            archive.writestr('xl/sharedStrings.xml', strings)
        if styles is not None:
            relations += f'<Relationship Id="rIdT" Type="{RELATIONS}/styles" Target="styles.xml"/>'
            archive.writestr('xl/styles.xml', styles)
        archive.writestr('xl/_rels/workbook.xml.rels', f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>')
        for i, (_, xml, _) in enumerate(sheets):
            archive.writestr(f'xl/worksheets/sheet{i + 1}.xml', xml)
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def csv_bytes(rows, separator=',', encoding='utf-8', end='\r\n'):
    def cell(text):
        return '"' + text.replace('"', '""') + '"' if any(c in text for c in separator + '"\r\n') else text
    return ''.join(separator.join(cell(text) for text in row) + end for row in rows).encode(encoding)


def ole(stream_names):
    """The head and the directory of a compound file, as an old workbook or an encrypted one begins."""
    head = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(16) + struct.pack('<HHHHH', 0x3E, 3, 0xFFFE, 9, 6) + bytes(478)
    entries = b''
    for name in ['Root Entry'] + stream_names:
        raw = name.encode('utf-16-le') + b'\0\0'
        entries += raw.ljust(64, b'\0') + struct.pack('<H', len(raw)) + bytes(62)
    return head + entries.ljust(4096, b'\0')


def strings_xml(texts, more=''):
    return (f'<sst xmlns="{MAIN}" count="{len(texts)}" uniqueCount="{len(texts)}">' +
            ''.join(f'<si><t>{escape(text)}</t></si>' for text in texts) + more + '</sst>')


def zip_of(files, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def zip_with_lie(data, size):
    """The sheet's part claims to be of that size unpacked."""
    for signature, offset in ((b'PK\x01\x02', 24), (b'PK\x03\x04', 22)):
        at = data.find(signature)
        while at >= 0:
            if b'sheet1.xml' in data[at:at + 120]:
                data = data[:at + offset] + struct.pack('<I', size) + data[at + offset + 4:]
            at = data.find(signature, at + 4)
    return data


def cells_row(number, cells):
    return f'<row r="{number}">' + ''.join(cells) + '</row>'


BASE = package()
HEAD = row_xml(1, HEADER)


def with_descriptors():
    """Sizes and checksums behind the data, as a writer that cannot go back leaves them."""
    class Stream(io.RawIOBase):
        def __init__(self):
            self.data = bytearray()

        def writable(self):
            return True

        def write(self, some):
            self.data += some
            return len(some)
    out = Stream()
    with zipfile.ZipFile(io.BytesIO(BASE)) as known, zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name in known.namelist():
            archive.writestr(name, known.read(name))
    return bytes(out.data)


def with_zip64():
    """Every part has its sizes in a field of 64 bits."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BASE)) as known, zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name in known.namelist():
            with archive.open(name, 'w', force_zip64=True) as part:
                part.write(known.read(name))
    return out.getvalue()


def with_method(method):
    """Its sheet says to be packed by another method: 9 is deflate64, 99 encrypted by WinZip."""
    data = BASE
    for signature, offset, name_at in ((b'PK\x01\x02', 10, 46), (b'PK\x03\x04', 8, 30)):
        at = data.find(signature)
        while at >= 0:
            if data[at + name_at:].startswith(b'xl/worksheets/sheet1.xml'):
                data = data[:at + offset] + struct.pack('<H', method) + data[at + offset + 2:]
            at = data.find(signature, at + 4)
    return data


def long_list():
    """More than 30 kB that cannot be packed smaller."""
    rows = [[str(i), f'Siu {letters(i + 30).title()}', str(1940 + i % 60), 'Làng A', 'Nghèo', '%032x' % (i * 0x9E3779B97F4A7C15F39CC0605CEDC834 % (1 << 128))] for i in range(1, 1200)]
    return package(sheet_xml(rows_xml([HEADER + ['Ghi chú']] + rows)))


def with_twin():
    """Two sheets in the place of one."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(BASE)) as known, zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter('ignore')
        for name in known.namelist():
            archive.writestr(name, known.read(name))
        archive.writestr('xl/worksheets/sheet1.xml', sheet_xml(rows_xml([HEADER, ['9', 'Siu Khác', '1950', 'Làng B', 'Nghèo']])))
    return out.getvalue()


def relation_target(target, attributes=''):
    """The sheet stands, by the workbook's relations, somewhere else."""
    with zipfile.ZipFile(io.BytesIO(BASE)) as known:
        files = {name: known.read(name) for name in known.namelist()}
    part = 'xl/_rels/workbook.xml.rels'
    files[part] = files[part].replace(b'Target="worksheets/sheet1.xml"', f'Target="{target}"{attributes}'.encode())
    return zip_of(files)


def without(part):
    with zipfile.ZipFile(io.BytesIO(BASE)) as known:
        return zip_of({name: known.read(name) for name in known.namelist() if name != part})


def refused_files():
    """name → (bytes, what the message must say)"""
    yield 'not_a_zip', b'PK\x03\x04' + bytes(range(256)) * 8, 'hỏng|không phải'
    for part in (10, 50, 90):
        yield f'cut_at_{part}', BASE[:len(BASE) * part // 100], 'hỏng|không đọc'
    yield 'zip_bomb', package(sheet_xml('').encode().replace(b'<sheetData>', b' ' * (400 << 20) + b'<sheetData>')), \
        'giải nén lớn hơn'
    yield 'comment_without_end', package(sheet_xml('').encode().replace(b'<sheetData>', b'<!--' + b' ' * (40 << 20))), \
        'giải nén lớn hơn|không được phép'
    yield 'tag_without_end', package(sheet_xml('').encode().replace(b'<sheetData>', b'<sheetData ' + bytes(65 + i % 23 for i in range(12 << 20)))), \
        'không được phép'
    yield 'entities', package(sheet_xml(HEAD, prolog='<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>')), 'khai báo không được phép'
    yield 'xxe', package(sheet_xml(cells_row(1, ['<c r="A1" t="inlineStr"><is><t>&x;</t></is></c>']),
                                   prolog='<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')), 'khai báo không được phép'
    yield 'xxe_in_strings', package(strings='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst xmlns="%s"><si><t>&x;</t></si></sst>' % MAIN), 'khai báo không được phép'
    yield 'xxe_in_workbook', package(workbook='<!DOCTYPE x [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><workbook xmlns="%s">&x;</workbook>' % MAIN), 'khai báo không được phép'
    yield 'columns_1100', package(sheet_xml(row_xml(1, [f'c{i}' for i in range(1100)]))), '1000 cột'
    yield 'columns_1100_csv', csv_bytes([[f'c{i}' for i in range(1100)]]), '1000 cột'
    yield 'cell_300000', package(sheet_xml(HEAD + row_xml(2, ['1', 'á' * 300000, '1960', 'A', 'N']))), '200000 ký tự'
    yield 'cell_300000_csv', csv_bytes([HEADER, ['1', 'á' * 300000, '1960', 'A', 'N']]), '200000 ký tự'
    yield 'shared_out_of_range', package(sheet_xml(HEAD + cells_row(2, ['<c r="B2" t="s"><v>7</v></c>'])), strings=strings_xml(['a'])), 'hỏng|không có'
    yield 'shared_negative', package(sheet_xml(HEAD + cells_row(2, ['<c r="B2" t="s"><v>-1</v></c>'])), strings=strings_xml(['a'])), 'hỏng|không có'
    yield 'shared_without_part', package(sheet_xml(HEAD + cells_row(2, ['<c r="B2" t="s"><v>0</v></c>']))), 'hỏng|không có'
    yield 'not_closed', package(sheet_xml(HEAD)[:-30]), 'hỏng'
    yield 'not_xml', package('Đây không phải XML'), 'hỏng'
    yield 'row_number_huge', package(sheet_xml(HEAD + row_xml(99999999999999999999, GOOD[0]))), 'hỏng|dòng'
    yield 'row_number_negative', package(sheet_xml(HEAD + row_xml(-5, GOOD[0]))), 'hỏng|dòng'
    yield 'column_overflow', package(sheet_xml(HEAD + cells_row(2, [inline('ZZZZZZZ2', 'x')]))), 'cột|hỏng'
    yield 'deep_xml', package(sheet_xml('<x>' * 5000 + '</x>' * 5000)), 'hỏng|không được phép'
    yield 'no_workbook', zip_of({'a.txt': 'xin chào'}), 'không phải|hỏng'
    yield 'no_sheets', package(workbook=f'<workbook xmlns="{MAIN}"><sheets/></workbook>'), 'không phải là bảng tính'
    yield 'sheet_part_missing', package(workbook=f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="A" sheetId="1" r:id="rId9"/></sheets></workbook>'), 'không phải là bảng tính'
    yield 'sheet_part_traversal', package(extra={'../../etc/passwd': 'x'}, workbook=f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="A" sheetId="1" r:id="rIdX"/></sheets></workbook>'), 'không phải là bảng tính'
    yield 'deflate64', with_method(9), 'Lưu thành|lưu lại|Excel'
    yield 'winzip_encrypted', with_method(99), 'mật khẩu|Lưu thành|lưu lại|Excel'
    good = long_list()
    for size in range(1024, len(good), 1024):
        yield f'truncated_{size // 1024}', good[:size], 'hỏng|không phải'
    for name, target in (('file', 'file:///etc/passwd'), ('up', '../../../../etc/passwd'), ('root', '/etc/passwd'), ('http', 'http://127.0.0.1:9/a.xml')):
        yield f'relation_to_{name}', relation_target(target, ' TargetMode="External"' if ':' in target else ''), 'không phải là bảng tính|hỏng'
    yield 'row_minus_one', package(sheet_xml(HEAD + row_xml(-1, GOOD[0]) + row_xml(3, GOOD[1]))), 'hỏng|dòng'
    yield 'row_zero', package(sheet_xml(HEAD + row_xml(0, GOOD[0]))), 'hỏng|dòng'
    yield 'row_twice', package(sheet_xml(HEAD + row_xml(2, GOOD[0]) + row_xml(2, GOOD[1]))), 'không theo thứ tự'
    yield 'shared_65535_out_of_range', package(sheet_xml(HEAD + ''.join(cells_row(i + 2, [f'<c r="B{i + 2}" t="s"><v>{i + 9}</v></c>']) for i in range(65535))),
                                               strings=strings_xml(['a'])), 'hỏng|không có'
    yield 'encrypted_named_xlsx.xlsx', ole(['EncryptionInfo', 'EncryptedPackage']), 'mật khẩu'
    yield 'biff_8.xls', ole(['Workbook', '\x05SummaryInformation']), r'Excel cũ \(\.xls\)'
    yield 'html_named.xls', '<html><body><table><tr><td>STT</td></tr></table></body></html>'.encode(), 'trang web'
    yield 'ods_named.xlsx', zip_of({'mimetype': 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>'}, zipfile.ZIP_STORED), r'\(\.ods\)'
    yield 'old_xls', ole(['Workbook']), r'Excel cũ \(\.xls\)'
    yield 'password_agile', ole(['EncryptionInfo', 'EncryptedPackage', '\x06DataSpaces']), 'mật khẩu'
    yield 'old_word', ole(['WordDocument', '1Table']), 'không phải là bảng tính'
    yield 'biff_2', b'\x09\x00\x04\x00\x02\x00\x10\x00' + bytes(64), r'Excel cũ \(\.xls\)'
    yield 'xlsb', zip_of({'[Content_Types].xml': '<Types xmlns="%s/content-types"/>' % PACKAGE, '_rels/.rels':
                          f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
                          'xl/workbook.bin': b'\x83\x01\x00'}), r'\.xlsb'
    yield 'ods', zip_of({'mimetype': 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>'}, zipfile.ZIP_STORED), r'\(\.ods\)'
    yield 'docx', zip_of({'[Content_Types].xml': '<Types/>', 'word/document.xml': '<w/>'}), 'không phải là bảng tính'
    yield 'html_as_xls', '<html><body><table><tr><td>STT</td></tr></table></body></html>'.encode(), 'trang web'
    yield 'html_table_only', '\ufeff\r\n <TABLE border=1><tr><td>STT</td><td>Họ và tên</td></tr></TABLE>'.encode(), 'trang web'
    yield 'html_excel', '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset=utf-8></head><body><table><tr><td>A</td></tr></table></body></html>'.encode('utf-16'), 'trang web'
    yield 'xml_2003', ('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>').encode(), 'không phải|XML'
    yield 'pdf', b'%PDF-1.4\n%\xe2\xe3\xcf\xd3\n' + bytes(100), 'PDF|không phải'
    yield 'png', b'\x89PNG\r\n\x1a\n' + bytes(100), 'ảnh|không phải'
    yield 'empty', b'', 'trống'
    yield 'only_bom', b'\xef\xbb\xbf', 'trống'
    yield 'only_blanks', b' \r\n\r\n ;;;\r\n', 'trống|không có dòng|Không thấy|tiêu đề'
    yield 'empty_xlsx', package(sheet_xml('')), 'trống|không có dòng'
    yield 'only_zeros', bytes(4096), 'byte 0|không phải'
    yield 'nul_in_csv', csv_bytes([HEADER] + GOOD) + b'3,Siu \0Cam,1980,B,N\r\n', 'byte 0'
    yield 'quote_open', csv_bytes([HEADER]) + '1,"Siu Ân,1960,A,Nghèo\r\n2,Siu Bắc,1970,A,Nghèo\r\n'.encode(), 'nháy kép'
    yield 'quote_open_huge', csv_bytes([HEADER]) + b'1,"Siu' + b' a,' * (8 << 20), 'nháy kép'
    yield 'no_header', csv_bytes([['xin', 'chào'], ['các', 'bạn']]), 'Không thấy cột'
    yield 'random_bytes', bytes((i * 7919 + (i >> 3) * 31) & 255 or 1 for i in range(5000)), 'Không thấy|không phải|hỏng|nháy kép'
    yield 'many_sheets', package(sheets=[(f's{i}', sheet_xml(''), '') for i in range(2001)]), '2000 trang'
    yield 'cells_out_of_order', package(sheet_xml(HEAD + cells_row(2, [inline('E2', 'Nghèo'), inline('B2', 'Siu Ân')]))), 'không theo thứ tự'
    yield 'rows_out_of_order', package(sheet_xml(HEAD + row_xml(5, GOOD[1]) + row_xml(3, GOOD[0]))), 'không theo thứ tự'
    yield 'cell_twice', package(sheet_xml(HEAD + cells_row(2, [inline('A2', '1'), inline('B2', 'Siu Ân'), inline('B2', 'Siu Khác')]))), 'không theo thứ tự'
    for kilobytes in range(3, len(long_list()) >> 10, 12):
        yield f'cut_at_{kilobytes}_kB', long_list()[:kilobytes << 10], 'hỏng|không đọc'
    yield 'part_twice', with_twin(), 'hỏng'
    yield 'columns_16384', package(sheet_xml(HEAD + cells_row(2, [inline('A2', '1'), inline('XFD2', 'x')]))), 'cột'
    yield 'surrogate', package(sheet_xml(HEAD + row_xml(2, GOOD[0])).replace('Siu Ân', 'Siu &#xD800;')), 'hỏng'
    yield 'utf8_broken', package(sheet_xml(HEAD + row_xml(2, GOOD[0])).encode().replace('Siu Ân'.encode(), b'Siu \xc3\x28')), 'hỏng'
    yield 'nul_in_xml', package(sheet_xml(HEAD + row_xml(2, GOOD[0])).encode().replace('Siu Ân'.encode(), b'Siu \0n')), 'hỏng'
    yield 'mime_page.xls', b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n', 'trang web'
    yield 'rtf.xls', b'{\\rtf1\\ansi xin chao}', 'không phải'
    yield 'numbers', zip_of({'Index/Document.iwa': b'abc', 'preview.jpg': b'x'}), 'không phải'
    for name, head in (('rar', b'Rar!\x1a\x07\x01\0'), ('gz', b'\x1f\x8b\x08\0'), ('7z', b"7z\xbc\xaf'\x1c")):
        yield name + '.xlsx', head + bytes(range(200)), 'không phải'
    yield 'zip_of_xlsx', zip_of({'danh sach.xlsx': BASE}), 'không phải'
    yield 'quotes.csv', csv_bytes([HEADER]) + b'1,"' + b'"' * 1000001 + b',1960,x,y\r\n', '200000 ký tự'
    yield 'header_300000', package(sheet_xml(row_xml(1, ['STT', 'Họ và tên', 'Thôn ' * 60000]))), '200000 ký tự'
    yield 'nested_runs', package(strings='<sst xmlns="%s"><si>' % MAIN + '<r>' * 200000 + '<t>x</t>' + '</r>' * 200000 + '</si></sst>'), 'không được phép'


def read_files():
    """name → (bytes, {key: value of the result} to be found)"""
    two = {'rows': 2, 'accepted': 2}
    yield 'plain', BASE, two
    yield 'csv_named_xlsx.xlsx', csv_bytes([HEADER] + GOOD), two
    yield 'xlsx_named_csv.csv', BASE, two
    yield 'macro.xlsm', package(content_type='application/vnd.ms-excel.sheet.macroEnabled.main+xml',
                                extra={'xl/vbaProject.bin': b'\xd0\xcf\x11\xe0' * 100}), two
    yield 'external_links', package(extra={'xl/externalLinks/externalLink1.xml':
                                           f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{RELATIONS}" r:id="rId1"/></externalLink>',
                                           'xl/externalLinks/_rels/externalLink1.xml.rels':
                                           f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/externalLinkPath" Target="http://127.0.0.1:9/a.xlsx" TargetMode="External"/></Relationships>'}), two
    yield 'hyperlinks', package(sheet_xml(rows_xml([HEADER] + GOOD), after=f'<hyperlinks xmlns:r="{RELATIONS}"><hyperlink ref="B2" r:id="rId1"/></hyperlinks>')), two
    yield 'huge_dimension', package(sheet_xml(rows_xml([HEADER] + GOOD), before='<dimension ref="A1:XFD1048576"/>')), two
    yield 'false_dimension', package(sheet_xml(rows_xml([HEADER] + GOOD), before='<dimension ref="A1"/>')), two
    yield 'lying_dimension', package(sheet_xml(rows_xml([HEADER] + GOOD), before='<dimension ref="Z99:A1"/>')), two
    yield 'data_descriptors', with_descriptors(), two
    yield 'zip64', with_zip64(), two
    yield 'wrong_content_types', package(content_type='application/pdf'), two
    yield 'no_content_types', without('[Content_Types].xml'), two
    yield 'styles_missing', package(sheet_xml(rows_xml([HEADER] + GOOD).replace('<c r="C2"', '<c s="99999" r="C2"'))), two
    yield 'styles_negative', package(sheet_xml(rows_xml([HEADER] + GOOD).replace('<c r="C2"', '<c s="-1" r="C2"'))), two
    yield 'size_lie', zip_with_lie(BASE, 3 << 30), two
    yield 'no_references', package(sheet_xml(''.join('<row>' + ''.join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + '</row>' for row in [HEADER] + GOOD))), two
    yield 'gaps', package(sheet_xml(row_xml(3, HEADER) + row_xml(40, GOOD[0]) + row_xml(90000, GOOD[1]))), two
    yield 'namespace_prefix', package('<?xml version="1.0"?><x:worksheet xmlns:x="%s"><x:sheetData>' % MAIN + rows_xml([HEADER] + GOOD).replace('<', '<x:').replace('<x:/', '</x:') + '</x:sheetData></x:worksheet>'), two
    yield 'strict', package(sheet_xml(rows_xml([HEADER] + GOOD)).replace(MAIN, 'http://purl.oclc.org/ooxml/spreadsheetml/main')), two
    yield 'utf16_xml', package(sheet_xml(rows_xml([HEADER] + GOOD), prolog='<?xml version="1.0" encoding="UTF-16"?>').encode('utf-16')), two
    yield 'stored', package(compression=zipfile.ZIP_STORED), two
    yield 'shared_rich_phonetic', package(
        sheet_xml(HEAD + cells_row(2, [inline('A2', '1'), '<c r="B2" t="s"><v>0</v></c>', '<c r="C2"><v>1960</v></c>', '<c r="D2" t="s"><v>1</v></c>', inline('E2', 'Nghèo')])),
        strings=strings_xml([], f'<si><r><rPr><b/></rPr><t xml:space="preserve">Siu </t></r><r><t>Ân</t></r><rPh sb="0" eb="1"><t>KHONG DOC</t></rPh><phoneticPr fontId="1"/></si><si><t>Làng A</t></si>')), \
        {'rows': 1, 'accepted': 1}
    yield 'formula_with_value', package(sheet_xml(HEAD + cells_row(2, [inline('A2', '1'), inline('B2', 'Siu Ân'), '<c r="C2"><f>1900+60</f><v>1960</v></c>', inline('D2', 'Làng A'), inline('E2', 'Nghèo')]))), {'rows': 1, 'accepted': 1, 'issue': 'formula'}
    yield 'formula_without_value', package(sheet_xml(HEAD + cells_row(2, [inline('A2', '1'), inline('B2', 'Siu Ân'), '<c r="C2"><f>A1+1</f></c>', inline('D2', 'Làng A'), inline('E2', 'Nghèo')]) + row_xml(3, GOOD[1]))), {'rows': 2, 'refused': 1, 'issue': 'formula'}
    yield 'error_cells', package(sheet_xml(HEAD + cells_row(2, [inline('A2', '1'), '<c r="B2" t="e"><v>#N/A</v></c>', '<c r="C2" t="e"><v>#REF!</v></c>', inline('D2', 'Làng A'), inline('E2', 'Nghèo')]) + row_xml(3, GOOD[1]))), {'rows': 2, 'refused': 1, 'issue': 'cell_error'}
    yield 'booleans', package(sheet_xml(row_xml(1, HEADER + ['Hộ cùng cực']) + cells_row(2, [inline('A2', '1'), inline('B2', 'Siu Ân'), inline('C2', '1960'), inline('D2', 'Làng A'), inline('E2', 'Nghèo'), '<c r="F2" t="b"><v>1</v></c>']))), {'rows': 1, 'accepted': 1}
    yield 'header_only', package(sheet_xml(HEAD)), {'rows': 0, 'issue': 'no_rows'}
    yield 'header_only_csv', csv_bytes([HEADER]), {'rows': 0, 'issue': 'no_rows'}
    yield 'header_twice', package(sheet_xml(rows_xml([HEADER + ['Năm sinh']] + [row + [row[2]] for row in GOOD]))), dict(two, issue='column_doubled')
    yield 'header_twice_differs', package(sheet_xml(rows_xml([HEADER + ['Năm sinh']] + [row + ['1960'] for row in GOOD]))), {'rows': 2, 'accepted': 1, 'issue': 'column_differs'}
    yield 'hidden_sheet', package(sheets=[('Ẩn', sheet_xml(rows_xml([HEADER, ['9', 'Siu Ẩn', '1950', 'Làng B', 'Nghèo']])), ' state="veryHidden"'),
                                          ('Danh sách', sheet_xml(rows_xml([HEADER] + GOOD)), '')]), two
    yield 'hidden_rows', package(sheet_xml(HEAD + row_xml(2, GOOD[0], attributes=' hidden="1"') + row_xml(3, GOOD[1]), after='<autoFilter ref="A1:E3"/>')), dict(two, issue='rows_hidden')
    yield 'merged_monster', package(sheet_xml(
        row_xml(1, ['UBND XÃ IA DIN']) + row_xml(3, ['DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO']) + row_xml(5, ['STT', 'Chủ hộ', '', '', 'Nơi ở', 'Kết quả']) +
        row_xml(6, ['', 'Họ và tên', 'Năm sinh', '', 'Thôn', 'Phân loại']) + row_xml(7, ['', '', 'Nam', 'Nữ', '', '']) + row_xml(8, ['1', '2', '3', '4', '5', '6']) +
        row_xml(9, ['1', 'Siu Ân', '1960', '', 'Làng A', 'Nghèo']) + row_xml(10, ['2', 'Siu Bắc', '', '1970', 'Làng A', 'Cận nghèo']),
        after='<mergeCells count="6"><mergeCell ref="A5:A7"/><mergeCell ref="B5:D5"/><mergeCell ref="B6:B7"/><mergeCell ref="C6:D6"/><mergeCell ref="E6:E7"/><mergeCell ref="F6:F7"/></mergeCells>')), two
    yield 'column_999', package(sheet_xml(rows_xml([HEADER + [f'c{i}' for i in range(995)]] + [row + ['x'] * 995 for row in GOOD]))), two
    yield 'cell_150000', package(sheet_xml(rows_xml([HEADER + ['Ghi chú']] + [row + ['á' * 150000] for row in GOOD]))), {'rows': 2}
    yield 'control_characters', csv_bytes([HEADER, ['1', 'Siu\u200b Ân\u00a0', '1960', 'Làng A', 'Nghèo\t'], ['2', '\u202eSiu Bắc', '1970', 'Làng A', 'Nghèo']]), {'rows': 2, 'accepted': 2}
    yield 'escapes', package(sheet_xml(HEAD + row_xml(2, ['1', 'Siu_x0020_Ân', '1960', 'Làng_x000D_ A', 'Nghèo']))), {'rows': 1, 'accepted': 1}
    yield 'formula_text', csv_bytes([HEADER + ['Ghi chú'], ['1', 'Siu Ân', '1960', 'Làng A', 'Nghèo', '=HYPERLINK("http://x";"y")'], ['2', 'Siu Bắc', '1970', 'Làng A', 'Nghèo', '@SUM(1)']]), two
    yield 'script_name', csv_bytes([HEADER, ['1', "'; DROP TABLE households; --", '1960', 'Làng A', 'Nghèo'], ['2', '<script>alert(1)</script>', '1970', 'Làng A', 'Nghèo']]), {'rows': 2, 'refused': 2}
    yield 'wide_but_empty', csv_bytes([HEADER + [''] * 900] + [row + [''] * 900 for row in GOOD]), two
    yield 'styled_rows', package(sheet_xml(rows_xml([HEADER] + GOOD) + ''.join(f'<row r="{i}" s="1"/>' for i in range(4, (1 << 20) + 1)))), two
    yield 'merged_all', package(sheet_xml(rows_xml([HEADER] + GOOD), after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')), two
    yield 'merges_200000', package(sheet_xml(rows_xml([HEADER] + GOOD), after='<mergeCells>' + ''.join(f'<mergeCell ref="A{i}:B{i}"/>' for i in range(4, 200000)) + '</mergeCells>')), two
    yield 'names_of_paths', package(extra={'../../etc/x.xml': 'a', '/abs.xml': 'a', 'xl/../../b': 'c', 'C:\\x': 'd'}), two
    yield 'styles_70000', package(styles=f'<styleSheet xmlns="{MAIN}"><cellXfs>' + '<xf numFmtId="14"/>' * 70000 + '</cellXfs></styleSheet>'), two
    yield 'comments_between', package(sheet_xml('<!-- x -->' + HEAD + '<?pi a?>' + row_xml(2, GOOD[0]) + '<!-- ' + 'y' * 5000 + ' -->' + row_xml(3, GOOD[1]))), two
    yield 'rows_of_extensions', package(sheet_xml(rows_xml([HEADER] + GOOD), after='<extLst><ext><x14:t xmlns:x14="a"><x14:r/></x14:t></ext></extLst>')), two
    yield 'garbage_behind', BASE + b'garbage' * 20, two
    dated = lambda serial: package(sheet_xml(HEAD + cells_row(2, [inline('A2', '1'), inline('B2', 'Siu Ân'), f'<c r="C2" s="1"><v>{serial}</v></c>', inline('D2', 'Làng A'), inline('E2', 'Nghèo')]) + row_xml(3, GOOD[1])),
                                   styles=f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>')
    for serial in ('-5', '2958465', '1e308', 'NaN', '9' * 500):
        yield f'serial_{serial[:8]}', dated(serial), {'rows': 2, 'refused': 1}
    for name, separator in (('semicolon', ';'), ('tab', '\t'), ('bar', '|')):
        yield f'separator_{name}', csv_bytes([HEADER] + GOOD, separator), two
    yield 'sep_line', b'sep=|\r\n' + csv_bytes([HEADER] + GOOD, '|'), two
    yield 'utf8_bom', b'\xef\xbb\xbf' + csv_bytes([HEADER] + GOOD, ';'), two
    yield 'utf16_le', csv_bytes([HEADER] + GOOD, '\t', 'utf-16'), two
    yield 'utf16_be_no_mark', csv_bytes([HEADER] + GOOD, '\t', 'utf-16-be'), two
    yield 'old_mac_ends', csv_bytes([HEADER] + GOOD, end='\r'), two
    yield 'newline_in_quotes', csv_bytes([['STT', 'Họ và tên\nchủ hộ', 'Năm\r\nsinh', 'Thôn', 'Phân loại']] + GOOD), two
    yield 'no_last_newline', csv_bytes([HEADER] + GOOD)[:-2], two
    yield 'one_byte_wrong', csv_bytes([HEADER] + GOOD + [['3', 'Siu Cam', '1980', 'Làng A', 'Nghèo']] * 1).replace(b'Siu Cam', b'Siu C\xe1m'), {'rows': 3}
    yield 'merges_by_the_million', package(sheet_xml(rows_xml([HEADER] + GOOD), after='<mergeCells>' + ''.join(f'<mergeCell ref="A{i}:E{i}"/>' for i in range(10, 300010)) + '</mergeCells>')), two
    yield 'one_code_for_all.csv', csv_bytes([['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['STT', 'Mã hộ', 'Họ và tên', 'Thôn']] + [[str(i), 'H1', 'Siu ' + chr(65 + i % 25) + chr(97 + i // 25 % 25) + chr(97 + i // 625), 'Làng A'] for i in range(3000)]), \
        {'rows': 3000, 'accepted': 0, 'issue': 'household_large'}
    yield 'ragged', csv_bytes([HEADER, GOOD[0][:3] + ['Làng A', 'Nghèo', 'thừa', 'thừa'], ['2', 'Siu Bắc'], ['3']]), {'rows': 2}


LIMITS = {'memory': 400 << 20, 'seconds': 20}


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (LIMITS['memory'], LIMITS['memory']))


class Runner:
    def __init__(self, program, database, wanted):
        self.program, self.database, self.wanted = program, database, wanted
        self.passed = self.failed = 0
        self.folder = tempfile.mkdtemp()

    def check(self, name, fault):
        self.failed += bool(fault)
        self.passed += not fault
        if fault:
            print(f'FAILED: {name}: {fault}')

    def run(self, name, data, *options):
        path = os.path.join(self.folder, name if '.' in name else name + '.xlsx')
        with open(path, 'wb') as file:
            file.write(data)
        started = time.monotonic()
        done = subprocess.run([self.program, 'import', 'households', path, '--unit', '23866@2017-05-01', '--year', '2017', '--no-bodies',
                               '--format', 'json', *options], capture_output=True, preexec_fn=limit, timeout=120,
                              env=dict(os.environ, CHUNGTAY_DB='sqlite:' + self.database, CHUNGTAY_NOW='2020-06-15'))
        os.remove(path)
        return done, time.monotonic() - started

    def refused(self, name, data, words):
        done, seconds = self.run(name, data)
        text = done.stderr.decode('utf-8', 'replace')
        fault = ''
        if done.returncode != 3:
            fault = f'exit {done.returncode}, {text[-300:]} {done.stdout[-300:]}'
        elif not re.search(words, text):
            fault = f'the message does not say {words}: {text}'
        elif len(text) > 1500:
            fault = f'a message of {len(text)} characters'
        elif seconds > LIMITS['seconds']:
            fault = f'{seconds:.1f} s'
        self.check(name, fault)

    def read(self, name, data, wanted):
        done, seconds = self.run(name, data, '--dry-run')
        try:
            result = json.loads(done.stdout)
        except ValueError:
            self.check(name, f'exit {done.returncode}: {done.stderr.decode("utf-8", "replace")[-300:]}')
            return
        fault = '' if done.returncode == (1 if result['refused'] + result['doubtful'] else 0) else f'exit {done.returncode}'
        if result['rows'] != result['accepted'] + result['refused'] + result['doubtful']:
            fault = 'rows are lost'
        for key, value in wanted.items():
            if key == 'issue':
                if value not in {issue['code'] for issue in result['issues']}:
                    fault = f'no issue {value}'
            elif result[key] != value:
                fault = f'{key} is {result[key]}, not {value}'
        if fault:
            fault += ' ' + json.dumps({key: result[key] for key in ('rows', 'accepted', 'refused', 'doubtful', 'issues')}, ensure_ascii=False)[:600]
        self.check(name, fault)


def main():
    arguments = sys.argv[1:]
    if arguments[0] == '--unlimited':
        LIMITS.update(memory=resource.RLIM_INFINITY, seconds=100)
        arguments = arguments[1:]
    runner = Runner(arguments[0], arguments[1], arguments[2:])
    for name, data, words in refused_files():
        if not runner.wanted or name in runner.wanted:
            runner.refused(name, data, words)
    for name, data, wanted in read_files():
        if not runner.wanted or name in runner.wanted:
            runner.read(name, data, wanted)
    os.rmdir(runner.folder)
    known = json.loads(subprocess.run([runner.program, 'list', 'households', '--format', 'json'], capture_output=True,
                                      env=dict(os.environ, CHUNGTAY_DB='sqlite:' + runner.database)).stdout)
    runner.check('nothing is written', f'{len(known)} households' if known else '')
    print(f'{runner.passed} passed, {runner.failed} failed')
    return runner.failed != 0


if __name__ == '__main__':
    sys.exit(main())
