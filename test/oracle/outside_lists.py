"""More lists for office_sheets.py, as other offices and other programs make them (makers.py). All people are invented."""
import datetime

from hostile_sheets import csv_bytes
from odd_sheets import tcvn3, vni, windows_1258
from office_lists import SIGNED, YEAR, listed

day = datetime.date


def poor(name, **more):
    return dict(household_label=name, **{'class': 'poor'}, **more)


def near(name, **more):
    return dict(household_label=name, **{'class': 'near_poor'}, **more)


def viqr(text):
    import unicodedata
    out = ''
    for letter in unicodedata.normalize('NFD', text):
        out += {'\u0300': '`', '\u0301': "'", '\u0309': '?', '\u0303': '~', '\u0323': '.', '\u0302': '^', '\u0306': '(', '\u031b': '+', 'đ': 'dd', 'Đ': 'DD'}.get(letter, letter)
    # VIQR writes the mark of the letter before its tone
    import re
    return re.sub(r"([`'?~.])([\^(+])", r'\2\1', out)


# --- the forms of the reviews ----------------------------------------------------------------------------------

REVIEWED = [['STT', 'Mã hộ', 'Họ và tên chủ hộ', 'Giới tính', 'Dân tộc', 'Thôn/bản', 'Số nhân khẩu', 'Kết quả chấm điểm', '', 'Kết quả phân loại', '', ''],
            ['', '', '', '', '', '', '', 'Điểm B1', 'Điểm B2', 'Hộ nghèo', 'Hộ cận nghèo', 'Hộ không nghèo']]
listed('o_review_2016_scores', 'households',
       [('PL 3.1', [['Phụ lục số 3.1'], ['(Ban hành kèm theo Thông tư số 17/2016/TT-BLĐTBXH ngày 28 tháng 6 năm 2016)'], ['DANH SÁCH HỘ GIA ĐÌNH RÀ SOÁT NĂM 2017'], ['Xã Ia Din, huyện Đức Cơ, tỉnh Gia Lai']] + REVIEWED +
         [['A', 'B', 'C', 'D', 'E', 'G', 1, 2, 3, 4, 5, 6], [1, '001', 'Siu Bớt', 'Nam', 'Gia Rai', 'Làng Ghè', 5, 110, 20, 'x', '', ''], [2, '002', 'Kpă Thêm', 'Nữ', 'Gia Rai', 'Làng Ghè', 3, '145', '35', 'X', '', ''],
          [3, '003', 'Lê Văn Vừa', 'Nam', 'Kinh', 'Thôn 3', 4, 140, 25, '', 'x', ''], [4, '004', 'Trần Thị Đủ', 'Nữ', 'Kinh', 'Thôn 3', 4, 180, 10, '', '', 'x'], ['', '', 'Cộng', '', '', '', 16, '', '', 2, 1, 1]] + SIGNED,
         dict(merges=['A5:A6', 'B5:B6', 'C5:C6', 'D5:D6', 'E5:E6', 'F5:F6', 'G5:G6', 'H5:I5', 'J5:L5']))],
       {'households': [dict(head_name='Siu Bớt', code='001', head_sex='male', member_count='5', unit_label='Làng Ghè'), dict(head_name='Kpă Thêm', ethnicity='gia_rai'), dict(head_name='Lê Văn Vừa'), dict(head_name='Trần Thị Đủ', code='004')],
        'classifications': [poor('Siu Bớt', score_income='110', score_deprivation='20'), poor('Kpă Thêm', score_income='145'), near('Lê Văn Vừa', score_deprivation='25'), dict(household_label='Trần Thị Đủ', **{'class': 'not_poor'})]},
       options=YEAR, maker='excel')
listed('o_review_2021_members', 'households',
       [('DS', [['UBND XÃ IA DIN', '', '', '', '', 'Mẫu số 7.3'], ['BAN CHỈ ĐẠO RÀ SOÁT'], ['DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO THEO KẾT QUẢ RÀ SOÁT NĂM 2017'],
                ['STT hộ', 'STT thành viên', 'Họ và tên', 'Quan hệ với chủ hộ', 'Ngày, tháng, năm sinh', '', 'Số CCCD/Số định danh cá nhân', 'Dân tộc', 'Phân loại hộ', 'Thôn, làng'], ['', '', '', '', 'Nam', 'Nữ', '', '', '', ''],
                [1, 1, 'Rơ Lan Hyă', 'Chủ hộ', '12/05/1971', '', '064071000321', 'Gia-rai', 'Hộ nghèo', 'Làng Ghè'], ['', 2, 'Siu Hnhơ', 'Vợ', '', '1973', '', 'Gia-rai', '', ''], ['', 3, 'Rơ Lan Thoăn', 'Con đẻ', '01/02/2008', '', '', 'Gia-rai', '', ''],
                [2, 1, 'Hoàng Văn Páo', 'Chủ hộ', '1980', '', '', 'Mông', 'Hộ cận nghèo', 'Thôn 3'], ['', 2, 'Giàng Thị Mỷ', 'vợ', '', '20/11/1984', '', 'Mông', '', ''], ['Tổng số: 02 hộ, 05 khẩu']] + SIGNED,
         dict(merges=['E4:F4', 'A6:A8', 'I6:I8', 'J6:J8', 'A9:A10', 'I9:I10', 'J9:J10']))],
       {'household_members': [dict(full_name='Rơ Lan Hyă', relation='head', sex='male', birth_date='1971-05-12', id_number='064071000321'), dict(full_name='Siu Hnhơ', relation='spouse', sex='female', birth_date='1973'),
                              dict(full_name='Rơ Lan Thoăn', relation='child', birth_date='2008-02-01'), dict(full_name='Hoàng Văn Páo', relation='head', ethnicity='hmong'), dict(full_name='Giàng Thị Mỷ', relation='spouse', birth_date='1984-11-20')],
        'classifications': [poor('Rơ Lan Hyă'), near('Hoàng Văn Páo')], 'households': [dict(head_name='Hoàng Văn Páo', unit_label='Thôn 3')]}, options=YEAR)
listed('o_review_2021_decision', 'households',
       [('Phụ lục', [['PHỤ LỤC I'], ['DANH SÁCH CÔNG NHẬN HỘ NGHÈO NĂM 2017'], ['(Kèm theo Quyết định số 125/QĐ-UBND ngày 15/12/2017 của Chủ tịch UBND xã Ia Din)'],
                     ['TT', 'Họ và tên chủ hộ', 'Ngày tháng năm sinh của chủ hộ', 'Địa chỉ (thôn, làng)', 'Tổng số nhân khẩu trong hộ', 'Thiếu hụt các dịch vụ xã hội cơ bản (ghi số)', 'Ghi chú'],
                     ['I', 'LÀNG GHÈ'], [1, 'Puih Đưch', '05/09/1969', 'Làng Ghè', 6, '1, 4, 9', ''], [2, 'Puih Hyơn', '1988', 'Làng Ghè', '4', '7;8', 'Mẹ đơn thân'], ['II', 'THÔN 3'], [3, 'Đinh Công Thạo', '1959', 'Thôn 3', 2, '', '']] + SIGNED)],
       {'households': [dict(head_name='Puih Đưch', head_birth_date='1969-09-05', member_count='6', unit_label='Làng Ghè'), dict(head_name='Puih Hyơn', note='Mẹ đơn thân'), dict(head_name='Đinh Công Thạo', unit_label='Thôn 3')],
        'classifications': [poor('Puih Đưch', year='2017'), poor('Puih Hyơn')]}, options=YEAR, maker='prefixed_shared')
listed('o_form_4_escaped', 'households',
       [('4b', [['Mẫu số 4b'], ['DANH SÁCH HỘ THOÁT NGHÈO NĂM 2017'], ['STT', 'Chủ hộ', 'Năm sinh', 'Dân tộc', 'Khu dân cư', 'Thoát nghèo', '', 'Lý do'], ['', '', '', '', '', 'Trở thành hộ cận nghèo', 'Vượt chuẩn hộ cận nghèo', ''],
                [1, 'Ksor Vượt', 1977, 'Gia Rai', 'Thôn 3', '', 'x', 'có việc làm'], [2, 'Ksor Lên', 1981, 'Gia Rai', 'Thôn 3', 'x', '', ''], ['', 'Tổng', '', '', '', 1, 1]])],
       {'classifications': [dict(household_label='Ksor Vượt', **{'class': 'newly_escaped'}), near('Ksor Lên')]}, options=YEAR, maker='wps')
listed('o_form_minutes_vote', 'households',
       [['BIÊN BẢN HỌP DÂN THÔN 3'], ['Về việc bình xét hộ nghèo, hộ cận nghèo năm 2017'], ['Thời gian: 8 giờ 00 ngày 10 tháng 11 năm 2017'], ['Thành phần: Trưởng thôn, Bí thư chi bộ và 45 hộ dân'], [],
        ['Số TT', 'Họ, tên chủ hộ được bình xét', 'Sinh năm', 'Tỷ lệ biểu quyết', 'Kết quả: hộ nghèo (HN), cận nghèo (CN)'], [1, 'Rmah Hoan', 1966, '45/45', 'HN'], [2, 'Rmah Pyơm', 1979, '40/45', 'CN'], [], ['Cuộc họp kết thúc lúc 10 giờ cùng ngày.'],
        ['', 'THƯ KÝ', '', '', 'CHỦ TRÌ']],
       {'classifications': [poor('Rmah Hoan'), near('Rmah Pyơm')], 'households': [dict(head_name='Rmah Hoan', head_birth_date='1966', unit_label='Thôn 3'), dict(head_name='Rmah Pyơm', unit_label='Thôn 3')]}, options=YEAR)
listed('o_deprivations_numbered', 'households',
       [['DANH SÁCH HỘ NGHÈO ĐA CHIỀU NĂM 2023'], ['TT', 'Chủ hộ', 'Thôn', 'Các chỉ số thiếu hụt', *[''] * 11], ['', '', '', *range(1, 13)],
        ['', '', '', 'Việc làm', 'Người phụ thuộc', 'Dinh dưỡng', 'BHYT', 'Trình độ GD người lớn', 'Tình trạng đi học của trẻ em', 'Chất lượng nhà ở', 'Diện tích nhà ở', 'Nguồn nước sinh hoạt', 'Nhà tiêu hợp vệ sinh', 'Dịch vụ viễn thông', 'Phương tiện tiếp cận thông tin'],
        [1, 'Siu Khát', 'Thôn 3', '', 'x', '', 'x', '', '', '', '', 'x', 'x', '', ''], [2, 'Siu Dột', 'Thôn 3', 'x', '', '', '', '', '', 'x', 'x', '', '', '', 'x'], ['', 'Cộng', '', 1, 1, 0, 1, 0, 0, 1, 1, 1, 1, 0, 1]],
       {'classifications': [poor('Siu Khát', deprivations=',dependent_person,health_insurance,clean_water,hygienic_toilet,', year='2023'), poor('Siu Dột', deprivations=',employment,housing_quality,housing_area,information_access_assets,')]},
       options=['--year', '2023', '--no-bodies', '--unit', '23866@2023-05-01'], now='2024-06-15')

# --- as hamlets write --------------------------------------------------------------------------------------------

listed('o_phone_list', 'households',
       [('Danh bạ', [['DANH BẠ ĐIỆN THOẠI HỘ NGHÈO THÔN 3'], [], ['Tên', 'Điện thoại', 'Ghi chú'], ['Ông Siu Bíp', '0912 345 001', 'bí thư chi bộ'], ['bà Ksor H’Mơi', '0912.345.002 (con gái)', ''], ['A. Lê Văn Tí', 912345003, 'gọi buổi tối'],
                     ['C. Trần Thị Tèo', '0912345004; 0987 111 222', ''], ['Ô Rơ Châm Bloi', 'không có ĐT', '']])],
       {'households': [dict(head_name='Siu Bíp', phone='0912345001', head_sex='male', unit_label='Thôn 3', note='bí thư chi bộ'), dict(head_name='Ksor H’Mơi', phone='0912345002', head_sex='female'),
                       dict(head_name='Lê Văn Tí', phone='0912345003', head_sex='male'), dict(head_name='Trần Thị Tèo', phone='0912345004', head_sex='female'), dict(head_name='Rơ Châm Bloi', phone='', head_sex='male')]}, options=YEAR)
listed('o_notebook', 'households',
       [('Sheet1', [['danh sach ho ngheo thon 3 nam 2017'], ['tt', 'ho ten', 'ns', 'so khau', 'dien'], ['1.', 'siu blơi', '1955', '4k', 'n'], ['2)', 'kpuih h\'yam', '61', '2', 'cn'], ['3-', 'lê thị hai', '1970', 'năm', 'n'], ['4', 'siu thanh', "1966'", '5', 'N.']])],
       {'households': [dict(head_name='siu blơi', head_birth_date='1955', member_count='4', unit_label='Thôn 3'), dict(head_name="kpuih h'yam", head_birth_date='1961'), dict(head_name='siu thanh', head_birth_date='1966', member_count='5')]},
       options=YEAR, refused=['member_count_form'])
listed('o_side_by_side', 'households',
       [['DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2017'], ['HỘ NGHÈO', '', '', '', 'HỘ CẬN NGHÈO', '', ''], ['STT', 'Họ và tên', 'Năm sinh', '', 'STT', 'Họ và tên', 'Năm sinh'],
        [1, 'Siu Trái', 1950, '', 1, 'Siu Phải', 1961], [2, 'Siu Tả', 1951, '', 2, 'Siu Hữu', 1962]], {'classifications': [poor('Siu Trái'), poor('Siu Tả'), near('Siu Phải'), near('Siu Hữu')], 'households': [dict(head_name='Siu Phải', head_birth_date='1961')]}, options=YEAR)
listed('o_two_names_columns', 'households',
       [['DANH SÁCH HỘ NGHÈO THÔN 3 NĂM 2017'], ['STT', 'Họ và tên đệm', 'Tên', 'Năm sinh', 'Số khẩu'], [1, 'Nguyễn Văn', 'Bảy', 1960, 3], [2, 'Siu', 'Tám', 1961, 4]],
       {'households': [dict(head_name='Nguyễn Văn Bảy', head_birth_date='1960'), dict(head_name='Siu Tám', member_count='4')]}, options=YEAR)
listed('o_birth_day_month_year_columns', 'households',
       [['STT', 'Họ và tên chủ hộ', 'Ngày', 'Tháng', 'Năm sinh', 'Thôn', 'Phân loại'], [1, 'Siu Ngày', 5, 3, 1960, 'Thôn 3', 'Nghèo'], [2, 'Siu Tháng', '', 12, 1961, 'Thôn 3', 'Nghèo']],
       {'households': [dict(head_name='Siu Ngày', head_birth_date='1960-03-05'), dict(head_name='Siu Tháng', head_birth_date='1961-12')]}, options=YEAR)
listed('o_names_with_titles', 'households',
       [['DANH SÁCH HỘ NGHÈO'], ['Năm: 2017'], ['Thôn: Thôn 3'], ['TT', 'HỌ VÀ TÊN', 'GHI CHÚ'], [1, '(Bà) Siu H’Ngăn', ''], [2, 'Siu Đol (đã mất)', 'chết 2016'], [3, 'Rơ Châm Ngoh - Siu Phiên', 'vợ chồng'], [4, 'Nguyễn Văn A1', ''], [5, 'x', '']],
       {'households': [dict(head_name='Siu H’Ngăn', head_sex='female', unit_label='Thôn 3'), dict(head_name='Siu Đol', note='chết 2016'), dict(head_name='Rơ Châm Ngoh - Siu Phiên')]}, options=YEAR, refused=['name_form'] * 2)

# --- other programs -----------------------------------------------------------------------------------------------

PLAIN = [['STT', 'Họ và tên chủ hộ', 'Ngày sinh', 'Số CCCD', 'Thôn', 'Phân loại', 'Số khẩu', 'Hộ cùng cực', 'Ghi chú'], [1, 'Siu Giấy', day(1961, 3, 5), '064061000111', 'Thôn 3', 'Nghèo', 4, 'x', 'a < b & "c"'],
         [2, 'Kpă Bút', day(1975, 12, 31), '064175000222', 'Làng Ghè', 'Cận nghèo', 3, '', ''], [3, 'Trần Thị Mực', '1980', '', 'Thôn 3', 'Nghèo', 2.0, '', '  hai   dấu cách ']]
PLAIN_WANTED = {'households': [dict(head_name='Siu Giấy', head_birth_date='1961-03-05', unit_label='Thôn 3', member_count='4', destitute='1', note='a < b & "c"'), dict(head_name='Kpă Bút', head_birth_date='1975-12-31', unit_label='Làng Ghè'),
                               dict(head_name='Trần Thị Mực', head_birth_date='1980', member_count='2')],
                'household_members': [dict(full_name='Siu Giấy', id_number='064061000111'), dict(full_name='Kpă Bút', id_number='064175000222')], 'classifications': [poor('Siu Giấy'), near('Kpă Bút'), poor('Trần Thị Mực')]}
for program in ('strict', 'prefixed', 'google', 'wps', 'without_references', 'backslashes', 'rich', 'cdata', 'formulas', 'utf16', 'stored_in_folders', 'odd_names', 'bzipped', 'excel'):
    listed('o_program_' + program, 'households', [('Danh sách', PLAIN)], PLAIN_WANTED, options=YEAR, maker=program, no_csv=True)


def lines(rows, separator, convert, end='\r\n'):
    data = b''
    for row in rows:
        cells = [convert(str(cell)) for cell in row]
        data += separator.encode('latin-1').join(cell if isinstance(cell, bytes) else cell.encode('latin-1') for cell in cells) + end.encode('latin-1')
    return data


def as_text(rows):
    return [[cell.strftime('%d/%m/%Y') if hasattr(cell, 'year') else str(cell) for cell in row] for row in rows]


OLD = [['DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2017'], ['STT', 'Họ và tên chủ hộ', 'Năm sinh', 'Dân tộc', 'Thôn', 'Phân loại', 'Nguyên nhân nghèo'], [1, 'Nguyễn Thị Hường', 1961, 'Kinh', 'Thôn 3', 'Nghèo', 'Thiếu vốn sản xuất'],
       [2, 'Đặng Ngọc Quỳnh', 1970, 'Kinh', 'Làng Ghè', 'Cận nghèo', 'Ốm đau'], [3, 'Võ Văn Lượm', 1958, 'Kinh', 'Thôn 3', 'Nghèo', 'Không có đất sản xuất'], [4, 'Lưu Đức Thuở', 1949, 'Tày', 'Thôn 3', 'Nghèo', 'Già yếu']]
OLD_WANTED = {'households': [dict(head_name='Nguyễn Thị Hường', ethnicity='kinh', unit_label='Thôn 3', head_birth_date='1961'), dict(head_name='Đặng Ngọc Quỳnh', unit_label='Làng Ghè'), dict(head_name='Võ Văn Lượm'), dict(head_name='Lưu Đức Thuở', ethnicity='tay')],
              'classifications': [poor('Nguyễn Thị Hường', causes=',capital,'), near('Đặng Ngọc Quỳnh', causes=',illness_accident,'), poor('Võ Văn Lượm', causes=',production_land,'), poor('Lưu Đức Thuở')]}


def old(name, data):
    listed('o_old_' + name, 'households', OLD, OLD_WANTED, options=YEAR, data=data)


old('tcvn3_semicolons', lines(OLD, ';', tcvn3))
old('tcvn3_tabs_cr', lines(OLD, '\t', tcvn3, '\r'))
old('vni_commas', lines(OLD, ',', vni))
old('viqr_tabs', lines(OLD, '\t', viqr, '\n'))
old('cp1258_bars', lines(OLD, '|', windows_1258))
old('utf16be_mark', b'\xfe\xff' + csv_bytes(as_text(OLD), ';').decode().encode('utf-16-be'))
old('sep_line_tcvn3', b'sep=;\r\n' + lines(OLD, ';', tcvn3))
old('trailing_separators', csv_bytes([row + [''] * 20 for row in as_text(OLD)], ';'))
old('all_quoted', ''.join(','.join('"' + cell.replace('"', '""') + '"' for cell in row) + '\n' for row in as_text(OLD)).encode('utf-8-sig'))
old('equals_quoted', ''.join(','.join(f'="{cell}"' if cell.isdigit() else cell for cell in row) + '\r\n' for row in [[cell.replace(',', ' -') for cell in row] for row in as_text(OLD)]).encode('utf-8-sig'))
old('blank_between', csv_bytes([line for row in as_text(OLD) for line in (row, [])]))
old('ctrl_z', csv_bytes(as_text(OLD), ';') + b'\x1a')
old('nbsp_bom_inside', csv_bytes([['\ufeff' + cell if i == 0 else cell.replace(' ', '\u00a0') for i, cell in enumerate(row)] for row in as_text(OLD)], '\t'))
mixed = lambda rows, convert, columns: [[convert(str(cell)) if j in columns else cell for j, cell in enumerate(row)] for row in rows]
listed('o_old_xlsx_names_tcvn3', 'households', [('Sheet1', OLD[:2] + mixed(OLD[2:], tcvn3, (1, 4)))], OLD_WANTED, options=YEAR)
listed('o_old_xlsx_names_vni', 'households', [('Sheet1', OLD[:1] + mixed(OLD[1:2], tcvn3, range(7)) + mixed(OLD[2:], vni, (1, 6)))], OLD_WANTED, options=YEAR)
listed('o_old_xlsx_viqr', 'households', [('Sheet1', mixed(OLD, viqr, range(7)))], OLD_WANTED, options=YEAR)
listed('o_old_xlsx_capitals', 'households', [('Sheet1', [[tcvn3(str(cell).lower()) for cell in row] for row in OLD])],
       {'households': [dict(head_name='Nguyễn Thị Hường', unit_label='Thôn 3'), dict(head_name='Đặng Ngọc Quỳnh'), dict(head_name='Võ Văn Lượm'), dict(head_name='Lưu Đức Thuở')]}, options=YEAR, sheet_font='.VnTimeH')

# --- people of organisations -----------------------------------------------------------------------------------------

KNOWN = ('households', [['STT', 'Họ và tên', 'Quan hệ với chủ hộ', 'Năm sinh', 'Giới tính', 'Thôn', 'Phân loại'], [1, 'Rơ Mah Thức', 'Chủ hộ', 1958, 'Nam', 'Thôn 3', 'Nghèo'], ['', 'Siu Hoa', 'Vợ', 1960, 'Nữ', '', ''], ['', 'Rơ Mah Trẻ', 'Con', 1995, 'Nam', '', ''],
                        [2, 'Lê Thị Nhàn', 'Chủ hộ', 1971, 'Nữ', 'Làng Ghè', 'Cận nghèo']], YEAR)
listed('o_women_of_branch', 'memberships',
       [['HỘI LHPN XÃ IA DIN'], ['CHI HỘI PHỤ NỮ THÔN 3'], ['DANH SÁCH HỘI VIÊN PHỤ NỮ NĂM 2017'], ['TT', 'Họ tên', 'Ngày sinh', 'Dân tộc', 'Tôn giáo', 'Trình độ học vấn', 'Nghề nghiệp', 'Ngày vào Hội', 'Hội viên nòng cốt', 'Chỗ ở hiện nay', 'Ghi chú'],
        [1, 'Siu Hoa', '1960', 'Gia Rai', 'Không', '5/12', 'Làm nông', '08/03/1985', 'x', 'Thôn 3', ''], [2, 'Lê Thị Nhàn', '1971', 'Kinh', 'Phật giáo', '9/12', 'Buôn bán', '2005', '', 'Làng Ghè', ''], ['', 'Tổng cộng: 02 hội viên'], ['', '', '', '', '', 'CHI HỘI TRƯỞNG']],
       [dict(member_label='Siu Hoa', organisation='womens_union', from_date='1985-03-08'), dict(member_label='Lê Thị Nhàn', organisation='womens_union', from_date='2005')], first=[KNOWN])
listed('o_veterans', 'memberships',
       [['HỘI CCB XÃ IA DIN', '', '', '', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'], ['DANH SÁCH HỘI VIÊN HỘI CỰU CHIẾN BINH'], ['STT', 'Họ và tên hội viên', 'Năm sinh', 'Cấp bậc', 'Đơn vị khi tại ngũ', 'Nhập ngũ', 'Ngày vào Hội', 'Số thẻ', 'Thôn'],
        [1, 'Rơ Mah Thức', 1958, 'Hạ sĩ', 'E48 F320', '1978', '06/12/1995', 'CCB 0012', 'Thôn 3'], [2, 'Đỗ Lạ Hoắc', 1950, 'Trung úy', 'F10', '1970', '1992', '', 'Thôn 3']],
       [dict(member_label='Rơ Mah Thức', organisation='veterans_association', from_date='1995-12-06')], first=[KNOWN], refused=['member_unknown'], maker='google')
listed('o_youth', 'memberships',
       [('Đoàn viên', [['ĐOÀN TNCS HỒ CHÍ MINH'], ['BCH ĐOÀN XÃ IA DIN'], ['***'], ['SỔ ĐOÀN VIÊN CHI ĐOÀN THÔN 3'], ['TT', 'Họ và tên', 'Nam', 'Nữ', 'Quê quán', 'Ngày vào Đoàn', 'Chi đoàn', 'Xếp loại năm 2017'],
                       [1, 'Rơ Mah Trẻ', '1995', '', 'Gia Lai', '26/03/2011', 'Chi đoàn Thôn 3', 'Khá']])],
       [dict(member_label='Rơ Mah Trẻ', organisation='youth_union', from_date='2011-03-26')], first=[KNOWN])
listed('o_trade_union', 'memberships',
       [['LIÊN ĐOÀN LAO ĐỘNG HUYỆN ĐỨC CƠ'], ['CĐCS TRƯỜNG TIỂU HỌC LÊ LỢI'], ['DANH SÁCH ĐOÀN VIÊN CÔNG ĐOÀN CÓ HOÀN CẢNH KHÓ KHĂN'], ['STT', 'Họ và tên', 'Ngày sinh', 'Chức vụ', 'Tổ chức', 'Ngày vào công đoàn', 'Địa chỉ'],
        [1, 'Lê Thị Nhàn', '1971', 'Tạp vụ', 'Công đoàn', '01/09/2010', 'Làng Ghè']],
       [dict(member_label='Lê Thị Nhàn', organisation='trade_union', from_date='2010-09-01')], first=[KNOWN])
listed('o_members_many_organisations', 'memberships',
       [['DANH SÁCH ĐOÀN VIÊN, HỘI VIÊN LÀ NGƯỜI NGHÈO'], ['STT', 'Họ và tên', 'Năm sinh', 'Thôn', 'Tổ chức'], [1, 'Rơ Mah Thức', 1958, 'Thôn 3', 'Hội Nông dân'], [2, 'Rơ Mah Thức', 1958, 'Thôn 3', 'Cựu chiến binh'], [3, 'Siu Hoa', 1960, 'Thôn 3', 'PN'], [4, 'Rơ Mah Trẻ', 1995, 'Thôn 3', 'ĐTN'],
        [5, 'Lê Thị Nhàn', 1971, 'Làng Ghè', 'Hội lạ']],
       [dict(member_label='Rơ Mah Thức', organisation='farmers_union'), dict(member_label='Rơ Mah Thức', organisation='veterans_association'), dict(member_label='Siu Hoa', organisation='womens_union'), dict(member_label='Rơ Mah Trẻ', organisation='youth_union')],
       first=[KNOWN], refused=['not_found'], keys=2)
listed('o_members_added', 'household_members',
       [['DANH SÁCH TRẺ EM TRONG HỘ NGHÈO NĂM 2017'], ['STT', 'Họ tên trẻ', 'Ngày sinh', 'Giới tính', 'Họ tên chủ hộ', 'Quan hệ với chủ hộ', 'Thôn, làng', 'Dân tộc'], [1, 'Rơ Mah Nhí', '12/10/2014', 'Nam', 'Rơ Mah Thức', 'cháu nội', 'Thôn 3', 'Gia rai'],
        [2, 'Lê Na', '2012', 'Nữ', 'Lê Thị Nhàn', 'con', 'Làng Ghè', 'Kinh'], [3, 'Ai Đó', '2013', 'Nữ', 'Không Có Ai', 'con', 'Làng Ghè', 'Kinh']],
       [dict(full_name='Rơ Mah Nhí', relation='grandchild', birth_date='2014-10-12', sex='male', household_label='Rơ Mah Thức'), dict(full_name='Lê Na', relation='child', sex='female')], first=[KNOWN], refused=['household_unknown'])
listed('o_members_insured', 'household_members',
       [['DANH SÁCH CẤP THẺ BHYT CHO NGƯỜI NGHÈO'], ['STT', 'Hộ số', 'Họ và tên', 'Ngày, tháng, năm sinh', 'Giới tính (Nam=1, Nữ=2)', 'Chủ hộ', 'Mối quan hệ với chủ hộ', 'Khu dân cư', 'Số CMND/CCCD'], [1, 1, 'Rơ Mah Sơn', '01/06/1999', 1, 'Rơ Mah Thức', 'Con', 'Thôn 3', '']],
       [dict(full_name='Rơ Mah Sơn', relation='child', birth_date='1999-06-01', sex='male')], first=[KNOWN])
listed('o_reviews_later', 'classifications',
       [['KẾT QUẢ RÀ SOÁT CUỐI NĂM 2018 XÃ IA DIN'], ['STT', 'Hộ', 'Năm rà soát', 'Kết quả', 'Nguyên nhân nghèo', 'Chuẩn nghèo'], [1, 'Rơ Mah Thức', 2018, 'Hộ nghèo', 'Không có vốn sản xuất, kinh doanh', '2016-2020'], [2, 'Lê Thị Nhàn', '2018', 'Không nghèo', '', '2016-2020'], [3, 'Người Lạ', 2018, 'Hộ nghèo', '', '2016-2020']],
       [poor('Rơ Mah Thức', year='2018', causes=',capital,'), dict(household_label='Lê Thị Nhàn', **{'class': 'not_poor'})], first=[KNOWN], refused=['household_unknown'])

# --- cadres, bodies, places -------------------------------------------------------------------------------------------

listed('o_front_work_committee', 'cadres',
       [['ỦY BAN MTTQ VIỆT NAM', '', '', '', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'], ['XÃ IA DIN'], ['DANH SÁCH TRÍCH NGANG ỦY VIÊN ỦY BAN MTTQ VIỆT NAM XÃ IA DIN, NHIỆM KỲ 2014 - 2019'],
        ['STT', 'Họ và tên', 'Năm sinh', '', 'Dân tộc', 'Tôn giáo', 'Trình độ', '', 'Chức vụ, đơn vị công tác', 'Đơn vị', 'Số ĐT'], ['', '', 'Nam', 'Nữ', '', '', 'Văn hóa', 'Chuyên môn', '', '', ''],
        [1, 'Hồ Văn Ban', 1968, '', 'Kinh', '', '12/12', 'ĐH', 'Chủ tịch', 'UBMTTQVN xã', '0905 111 222'], [2, 'Siu H’Thư', '', '15/8/1979', 'Gia rai', 'Tin lành', '10/12', 'TC', 'Ủy viên', 'Ủy ban MTTQVN xã', '0905.111.223']],
       [dict(full_name='Hồ Văn Ban', sex='male', birth_year='1968', position='Chủ tịch', body_label='Ủy ban MTTQ Việt Nam xã Ia Din', phone='0905111222'), dict(full_name='Siu H’Thư', sex='female', birth_year='1979', body_label='Ủy ban MTTQ Việt Nam xã Ia Din')])
listed('o_cadres_of_all', 'cadres',
       [['TT', 'HỌ VÀ TÊN', 'CHỨC VỤ', 'CƠ QUAN', 'ĐIỆN THOẠI', 'EMAIL'], [1, 'ĐỖ VĂN TỈNH', 'Bí thư', 'Đoàn TNCS HCM xã', '0905 333 444', 'tinh@example.vn'], [2, 'PHAN THỊ MẪN', 'Chủ tịch', 'Hội LHPN xã Ia Din', '(0905) 333445', ''], [3, 'SIU CHIN', 'Chủ tịch', 'Hội CCB', '+84905333446', ''],
        [4, 'AI ĐÂU', 'Chủ tịch', 'Hội Làm vườn', '', '']],
       [dict(full_name='ĐỖ VĂN TỈNH', body_label='Đoàn TNCS Hồ Chí Minh xã Ia Din', phone='0905333444', email='tinh@example.vn'), dict(full_name='PHAN THỊ MẪN', body_label='Hội Liên hiệp Phụ nữ xã Ia Din', phone='0905333445'), dict(full_name='SIU CHIN', body_label='Hội Cựu chiến binh xã Ia Din', phone='0905333446')],
       refused=['body_unknown'], maker='rich')
listed('o_branches_of_farmers', 'bodies',
       [['HỘI NÔNG DÂN XÃ IA DIN'], ['DANH SÁCH CHI HỘI NÔNG DÂN'], ['STT', 'Chi hội', 'Tổ chức', 'Khu dân cư', 'Tổng số hội viên', 'Loại'], [1, 'Chi hội nghề nghiệp nuôi bò', 'Hội Nông dân', 'Thôn 3', '18 hội viên', 'Chi hội'], [2, 'Chi hội Chữ thập đỏ Thôn 3', 'CTĐ', 'Thôn 3', 15, 'Chi hội']],
       [dict(name='Chi hội nghề nghiệp nuôi bò', organisation='farmers_union', member_count='18', kind='branch', unit_label='Thôn 3'), dict(name='Chi hội Chữ thập đỏ Thôn 3', organisation='red_cross')])
listed('o_bodies_words', 'bodies',
       [['Tên tổ chức', 'Hệ thống', 'Cấp', 'Địa bàn', 'Điện thoại'], ['Công đoàn cơ sở Trường Tiểu học Lê Lợi', 'Công đoàn', 'Công đoàn cơ sở', 'Xã Ia Din', '02693 888 999'], ['Chi hội Người cao tuổi Thôn 3', 'Hội NCT', 'Chi hội', 'Thôn 3', '']],
       [dict(name='Công đoàn cơ sở Trường Tiểu học Lê Lợi', organisation='trade_union', office_phone='02693 888 999', kind='branch'), dict(name='Chi hội Người cao tuổi Thôn 3', organisation='elderly_association', unit_label='Thôn 3')])
listed('o_places_decision', 'units',
       [['ỦY BAN NHÂN DÂN TỈNH GIA LAI'], ['DANH MỤC THÔN, LÀNG, TỔ DÂN PHỐ'], ['(Kèm theo Quyết định số 12/2017/QĐ-UBND)'], ['TT', 'Đơn vị hành chính cấp xã', 'Tên thôn, tổ dân phố', 'Loại', 'Số hộ gia đình', 'Ghi chú'], [1, 'Xã Ia Din', 'Làng Nẻh', 'Làng', 88, ''], [2, '', 'Làng Yít Rông', 'Làng', 65, 'sáp nhập'], [3, '', 'Làng Klơn', 'Làng', 70, ''], [4, 'Xã Ia Krêl', 'Thôn Ia Lâm', 'Thôn', 120, ''],
        ['', 'Tổng cộng', '', '', 273, '']],
       [dict(official_name='Làng Nẻh', parent_label='Xã Ia Din'), dict(official_name='Làng Yít Rông', parent_label='Xã Ia Din'), dict(official_name='Làng Klơn', parent_label='Xã Ia Din'), dict(official_name='Thôn Ia Lâm', parent_label='Xã Ia Krêl')], options=['--unit', '631@2017-06-01'])
listed('o_places_old_encoding', 'units', [['STT', 'Tên làng', 'Xã'], [1, 'Làng Klũh', 'Ia Din'], [2, 'Thôn Quyết Thắng', 'Ia Din']], [dict(official_name='Làng Klũh', type='village'), dict(official_name='Thôn Quyết Thắng')],
       data=lines([['STT', 'Tên làng', 'Xã'], [1, 'Làng Klũh', 'Ia Din'], [2, 'Thôn Quyết Thắng', 'Ia Din']], '\t', tcvn3))

# --- what is done ------------------------------------------------------------------------------------------------------

listed('o_models_skilled', 'models',
       [('Biểu 2', [['Biểu số 2'], ['DANH SÁCH MÔ HÌNH “DÂN VẬN KHÉO” ĐĂNG KÝ NĂM 2017'], ['TT', 'Tên tập thể đăng ký', 'Tên mô hình', 'Lĩnh vực', 'Địa điểm', 'Thời gian', 'Số hộ tham gia'], ['1', 'Hội Nông dân xã', 'Trồng cà phê xen bơ', 'Kinh tế', 'Thôn 3', 'Năm 2017', 20],
                    ['2', 'Đoàn Thanh niên xã', 'Con đường thanh niên tự quản', 'An ninh trật tự', 'Thôn 3', 'Từ 3/2017', '']])],
       [dict(name='Trồng cà phê xen bơ', lead_body_label='Hội Nông dân xã Ia Din', type='mutual_help_economy', households='20', unit_label='Thôn 3'), dict(name='Con đường thanh niên tự quản', lead_body_label='Đoàn TNCS Hồ Chí Minh xã Ia Din', type='security')], options=['--year', '2017'])
listed('o_models_of_women', 'models',
       [['TỔNG HỢP MÔ HÌNH CỦA HỘI LHPN XÃ NĂM 2017'], ['Stt', 'Tên mô hình/câu lạc bộ', 'Ngày thành lập', 'Số thành viên', 'Địa điểm', 'Nội dung hoạt động', 'Loại mô hình', 'Tổ chức chủ trì'], [1, 'CLB Gia đình 5 không 3 sạch', '08/03/2017', '25 chị', 'Thôn 3', 'Vệ sinh nhà cửa', '5 không, 3 sạch', 'Hội LHPN xã']],
       [dict(name='CLB Gia đình 5 không 3 sạch', participants='25', unit_label='Thôn 3', lead_body_label='Hội Liên hiệp Phụ nữ xã Ia Din')], options=['--year', '2017'])
listed('o_works_of_people', 'works',
       [('CT', [['BIỂU TỔNG HỢP CÔNG TRÌNH CHÀO MỪNG ĐẠI HỘI NĂM 2017'], ['STT', 'Tên công trình', 'Đơn vị thực hiện', 'Quy mô, khối lượng', 'Tổng kinh phí (triệu đồng)', 'Trong đó', '', 'Ngày khởi công', 'Ngày hoàn thành', 'Địa điểm', 'Loại'], ['', '', '', '', '', 'Nhà nước', 'Nhân dân', '', '', '', ''],
                [1, 'Bê tông hóa đường làng Ghè', 'MTTQ xã', '450 m', '320', '200', '120', '02/01/2017', day(2017, 8, 30), 'Làng Ghè', 'Đường bê tông'], [2, 'Cổng chào Thôn 3', 'Hội CCB xã', '01 cái', 45.75, '', 45.75, '', '02/09/2017', 'Thôn 3', 'Khác']], dict(merges=['F2:G2']))],
       [dict(name='Bê tông hóa đường làng Ghè', value='320000000', contributed_value='120000000', budget_value='200000000', quantity='450', completed_on='2017-08-30', type='rural_road', lead_body_label='Ủy ban MTTQ Việt Nam xã Ia Din'),
        dict(name='Cổng chào Thôn 3', value='45750000', completed_on='2017-09-02', unit_label='Thôn 3')], options=['--year', '2017'], no_csv=True, first=[KNOWN])
listed('o_works_youth', 'works',
       [['Công trình thanh niên', 'Loại công trình', 'Tổ chức thực hiện', 'Thôn', 'Năm', 'Trị giá', 'Ngày công'], ['Thắp sáng đường quê', 'Điện chiếu sáng', 'Đoàn xã', 'Thôn 3', 2017, '25tr', '40'], ['Sân chơi thiếu nhi', 'Sân chơi', 'Đoàn xã', 'Làng Ghè', 2017, '8,5 triệu', '15 công']],
       [dict(name='Thắp sáng đường quê', type='lighting', value='25000000', labour_days='40', unit_label='Thôn 3'), dict(name='Sân chơi thiếu nhi', type='playground', value='8500000', labour_days='15')], first=[KNOWN])
listed('o_supports_cattle', 'supports',
       [['BIÊN BẢN BÀN GIAO BÒ GIỐNG SINH SẢN'], ['DANH SÁCH HỘ NHẬN BÒ NĂM 2017'], ['TT', 'Họ và tên chủ hộ', 'Thôn', 'Số lượng (con)', 'Đơn giá (đồng)', 'Thành tiền (đồng)', 'Loại hỗ trợ', 'Ngày nhận', 'Chữ ký'], [1, 'Siu Ân', 'Thôn 3', 1, 12000000, 12000000, 'Sinh kế', '20/9/2017', ''], ['', 'Tổng cộng', '', 1, '', 12000000]],
       [dict(household_label='Siu Ân', type='livelihood', value='12000000', quantity='1', on_date='2017-09-20')])
listed('o_supports_many', 'supports',
       [['DANH SÁCH HỘ NGHÈO ĐƯỢC THĂM, TẶNG QUÀ'], ['STT', 'Họ tên', 'Khu dân cư', 'Hình thức hỗ trợ', 'Giá trị (nghìn đồng)', 'Thời gian', 'Đơn vị hỗ trợ', 'Nguồn kinh phí'], [1, 'Rơ Mah Thức', 'Thôn 3', 'Tặng quà', 300, '02/9/2017', 'Hội CCB xã', 'Vận động'], [2, 'Lê Thị Nhàn', 'Làng Ghè', 'Sửa nhà', '20.000', 'Tháng 7/2017', 'Hội LHPN xã', 'QVNN'],
        [3, 'Lê Thị Nhàn', 'Làng Ghè', 'Học bổng', '500', '05/9/2017', '', 'Ngân sách']],
       [dict(household_label='Rơ Mah Thức', type='visit_gift', value='300000', on_date='2017-09-02', provider_body_label='Hội Cựu chiến binh xã Ia Din'), dict(household_label='Lê Thị Nhàn', type='housing', value='20000000', on_date='2017-07', fund_source='fund_for_the_poor'),
        dict(household_label='Lê Thị Nhàn', type='education', value='500000', fund_source='state_budget')], first=[KNOWN], keys=2)
listed('o_activities_festival', 'activities',
       [['KẾ HOẠCH TỔ CHỨC NGÀY HỘI ĐẠI ĐOÀN KẾT TOÀN DÂN TỘC NĂM 2017'], ['STT', 'Khu dân cư', 'Thời gian', 'Địa điểm', 'Nội dung', 'Cơ quan chủ trì', 'Số người dự', 'Loại hoạt động'], [1, 'Thôn 3', '7h30, ngày 12/11/2017', 'Nhà văn hóa thôn', 'Ngày hội Đại đoàn kết Thôn 3', 'MTTQ xã', '150 người', 'Ngày hội Đại đoàn kết'],
        [2, 'Làng Ghè', '13/11/2017', 'Nhà rông', 'Ngày hội Đại đoàn kết Làng Ghè', 'MTTQ xã', 200, 'Ngày hội Đại đoàn kết']],
       [dict(name='Ngày hội Đại đoàn kết Thôn 3', on_date='2017-11-12', attendees='150', unit_label='Thôn 3', venue='Nhà văn hóa thôn'), dict(name='Ngày hội Đại đoàn kết Làng Ghè', on_date='2017-11-13', attendees='200')], first=[KNOWN])
listed('o_activities_training', 'activities',
       [['STT', 'Tên lớp tập huấn', 'Thời gian tổ chức', 'Địa điểm', 'Số lớp', 'Số lượt người tham gia', 'Kinh phí (nghìn đồng)', 'Đơn vị tổ chức', 'Loại'], [1, 'Tập huấn kỹ thuật chăm sóc cà phê', 'từ 05/4/2017 đến 06/4/2017', 'Hội trường UBND xã', 1, '45 lượt', '3.500', 'Hội Nông dân xã', 'Tập huấn']],
       [dict(name='Tập huấn kỹ thuật chăm sóc cà phê', on_date='2017-04-05', attendees='45', cost='3500000', type='training', lead_body_label='Hội Nông dân xã Ia Din')])

# --- money -------------------------------------------------------------------------------------------------------------

listed('o_donations_bank_export', 'ledger_entries', [['Ngày', 'Tên người nộp', 'Số tiền', 'Hình thức', 'Số chứng từ', 'Diễn giải']],
       [dict(donor_label='LE VAN TAM', amount='1500000', on_date='2017-10-20', debit_account='bank', voucher_number='FT17293000012'), dict(donor_label='CTY TNHH AN PHU', amount='25000000', on_date='2017-10-21')],
       data='Sao kê tài khoản Quỹ Vì người nghèo;;;;;\r\nNgày;Tên người nộp;Số tiền;Hình thức;Số chứng từ;Diễn giải\r\n20/10/2017;LE VAN TAM;"1,500,000.00";CK;FT17293000012;ung ho nguoi ngheo\r\n21/10/2017;CTY TNHH AN PHU;"25,000,000";CK;FT17294000013;UNG HO\r\n'.encode('utf-8-sig'))
listed('o_donations_cadres', 'ledger_entries',
       [['DANH SÁCH CÁN BỘ, CÔNG CHỨC ỦNG HỘ 01 NGÀY LƯƠNG'], ['(Quỹ Vì người nghèo năm 2017)'], ['TT', 'Họ và tên', 'Chức vụ', 'Đơn vị công tác', 'Mức ủng hộ', 'Ngày nộp', 'Ký nộp'], [1, 'Hồ Thị Lương', 'Kế toán', 'UBND xã', '150.000', '20/10/2017', ''], [2, 'Đinh Bổng', 'Công an viên', 'UBND xã', '120.000đ', '20/10/2017', ''], ['', 'Cộng', '', '', '270.000']],
       [dict(donor_label='Hồ Thị Lương', amount='150000', on_date='2017-10-20'), dict(donor_label='Đinh Bổng', amount='120000')])
listed('o_pledges_goods', 'pledges',
       [['DANH SÁCH ĐĂNG KÝ ỦNG HỘ NHÀ ĐẠI ĐOÀN KẾT'], ['STT', 'Đơn vị đăng ký', 'Đại diện', 'Nội dung đăng ký', 'Số tiền (đồng)', 'Ngày đăng ký', 'Hạn nộp'], [1, 'Ngân hàng NN&PTNT Đức Cơ', 'Lê Văn Đại', '01 nhà', '60.000.000', '01/10/2017', '31/12/2017'], [2, 'Nhóm thiện nguyện Hoa Pơ Lang', '', '50 bao xi măng', '', '02/10/2017', '']],
       [dict(donor_label='Ngân hàng NN&PTNT Đức Cơ', amount='60000000', due_on='2017-12-31', description='01 nhà'), dict(donor_label='Nhóm thiện nguyện Hoa Pơ Lang', form='goods', description='50 bao xi măng')], maker='prefixed')
listed('o_pledges_strict', 'pledges', [('S', [['Người đăng ký', 'Số tiền', 'Ngày'], ['Bà Siu Hẹn', 700000, day(2017, 11, 5)]])], [dict(donor_label='Bà Siu Hẹn', amount='700000', pledged_on='2017-11-05')], maker='strict', no_csv=True)
listed('o_given_land', 'in_kind_contributions',
       [['DANH SÁCH HỘ DÂN HIẾN ĐẤT LÀM ĐƯỜNG THÔN 3'], ['STT', 'Họ và tên chủ hộ', 'Diện tích hiến', 'ĐVT', 'Giá trị ước tính (đồng)', 'Ngày hiến', 'Hình thức', 'Thôn'], [1, 'Siu Rộng', '150', 'm2', '30.000.000', '10/3/2017', 'Hiến đất', 'Thôn 3'], [2, 'Kpă Dài', 80, 'm2', 16000000, '10/3/2017', 'Hiến đất', 'Thôn 3'], ['', 'Tổng cộng', '230', '', '46.000.000']],
       [dict(contributor_name='Siu Rộng', form='land', quantity='150', measure='m2', value='30000000', on_date='2017-03-10'), dict(contributor_name='Kpă Dài', quantity='80')])
listed('o_given_days', 'in_kind_contributions',
       [['STT', 'Hộ đóng góp', 'Loại', 'Số lượng', 'ĐVT', 'Thành tiền', 'Ngày', 'Khu dân cư'], [1, 'Siu Khỏe', 'Ngày công', 5, 'ngày', '1.000.000', '12/3/2017', 'Thôn 3'], [2, 'Kpă Cát', 'Vật liệu', '3 khối', '', '900.000', '12/3/2017', 'Thôn 3']],
       [dict(contributor_name='Siu Khỏe', form='labour', quantity='5', value='1000000'), dict(contributor_name='Kpă Cát', form='goods', value='900000')])

# --- figures -------------------------------------------------------------------------------------------------------------

listed('o_figures_form_3_areas', 'declared_figures',
       [['Mẫu số 3'], ['TỔNG HỢP DIỄN BIẾN KẾT QUẢ GIẢM SỐ LƯỢNG HỘ NGHÈO NĂM 2017'], ['TT', 'Xã', 'Tổng số hộ dân cư', 'Số hộ nghèo đầu năm', '', 'Diễn biến hộ nghèo trong năm', '', '', 'Số hộ nghèo cuối năm', ''], ['', '', '', 'Số hộ', 'Tỷ lệ %', 'Thoát nghèo', 'Tái nghèo', 'Phát sinh', 'Số hộ', 'Tỷ lệ %'],
        [1, 'Xã Ia Din', '1.024', 100, '9,77%', 20, 0, 3, 83, '8,11%'], [2, 'Xã Ia Krêl', '2.150', 150, '6,98%', 30, 2, 5, 127, '5,91%'], [3, 'Xã Ia Dom', 1500, 90, 6, 10, 0, 0, 81, 5.4], ['', 'Toàn huyện', 4674, 340, '', 60, 2, 8, 291, '']],
       [dict(figure='poor_households', value='83', unit_label='Xã Ia Din'), dict(figure='households', value='1024'), dict(figure='escaped_households', value='20')], rows=2, all=False, keys=2, refused=['sum_differs'], options=['--unit', '631@2017-06-01'])
listed('o_figures_ethnic', 'declared_figures',
       [['Biểu số 12'], ['HỘ NGHÈO THEO KINH, DTTS NĂM 2017'], ['STT', 'Đơn vị', 'Tổng số hộ nghèo', 'Trong đó', '', ''], ['', '', '', 'Kinh', 'DTTS', 'DT tại chỗ'], [1, 'Ia Din', 83, 13, 70, 65]],
       [dict(figure='poor_households', value='83', unit_label='Xã Ia Din')], rows=1, all=False, keys=2)

# --- found while looking further -----------------------------------------------------------------------------------------

listed('o_name_over_two_columns', 'households',
       [['DANH SÁCH HỘ NGHÈO THÔN 3 NĂM 2017'], ['STT', 'Họ và tên', '', 'Năm sinh', 'Số khẩu'], [1, 'Nguyễn Văn', 'Bảy', 1960, 3], [2, 'Siu', 'H’Tám', 1961, 4], [3, 'Kpă', '', 1962, 4], [4, '', 'Chín', 1963, 1]],
       {'households': [dict(head_name='Nguyễn Văn Bảy', head_birth_date='1960'), dict(head_name='Siu H’Tám', member_count='4'), dict(head_name='Kpă')]}, options=YEAR, refused=['column_alone'])
listed('o_three_columns', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['STT', 'Thôn', 'Họ tên chủ hộ'], [1, 'Thôn 3', 'Siu Đầu'], [2, 'Thôn 3', 'Siu Giữa'], [3, 'Làng Ghè', 'Siu Cuối']],
       {'households': [dict(head_name='Siu Đầu', unit_label='Thôn 3'), dict(head_name='Siu Giữa', unit_label='Thôn 3'), dict(head_name='Siu Cuối', unit_label='Làng Ghè')]}, options=YEAR)
listed('o_three_columns_commune', 'households',
       [['DANH SÁCH HỘ NGHÈO HUYỆN ĐỨC CƠ NĂM 2017'], ['Xã', 'Thôn', 'Họ tên chủ hộ'], ['Xã Ia Din', 'Thôn 3', 'Siu Đầu'], ['Xã Ia Din', 'Thôn 3', 'Siu Giữa'], ['Xã Ia Krêl', 'Làng Ghè', 'Siu Cuối']],
       {'households': [dict(head_name='Siu Đầu', unit_label='Thôn 3'), dict(head_name='Siu Giữa'), dict(head_name='Siu Cuối', unit_label='Làng Ghè')]}, options=[*YEAR, '--unit', '631@2017-06-01'])
listed('o_birth_stacked', 'households',
       [['STT', 'Họ và tên chủ hộ', 'Ngày tháng năm sinh', '', '', 'Thôn', 'Phân loại'], ['', '', 'Ngày', 'Tháng', 'Năm', '', ''], [1, 'Siu Ngày', '05', '03', 1960, 'Thôn 3', 'Nghèo'], [2, 'Siu Năm', '', '', 1961, 'Thôn 3', 'Nghèo'], [3, 'Siu Lẻ', 7, '', 1962, 'Thôn 3', 'Nghèo']],
       {'households': [dict(head_name='Siu Ngày', head_birth_date='1960-03-05'), dict(head_name='Siu Năm', head_birth_date='1961')]}, options=YEAR, refused=['column_alone'])
listed('o_deprivations_only_numbers', 'households',
       [['STT', 'Chủ hộ', 'Thôn', 'Phân loại', 'Chỉ số thiếu hụt', *[''] * 11, 'Ghi chú'], ['', '', '', '', *range(1, 13), ''], [1, 'Siu Khát', 'Thôn 3', 'Nghèo', '', '', '', 'x', '', '', '', '', 'x', '', '', '', 'a'], [2, 'Siu Dột', 'Thôn 3', 'Nghèo', 'x', '', '', '', '', '', '', '', '', '', '', 'x', '']],
       {'classifications': [poor('Siu Khát', deprivations=',health_insurance,clean_water,'), poor('Siu Dột', deprivations=',employment,information_access_assets,')]}, options=['--year', '2023', '--no-bodies', '--unit', '23866@2023-05-01'], now='2024-06-15')
