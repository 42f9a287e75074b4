"""The lists of office_sheets.py: what stands in each sheet, and what the registers must hold of it. All people are invented."""
import datetime

LISTS = {}

OFFICE = [['ỦY BAN NHÂN DÂN', '', '', '', '', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'], ['XÃ IA DIN', '', '', '', '', 'Độc lập – Tự do – Hạnh phúc'],
          ['Số: 15/DS-UBND', '', '', '', '', 'Ia Din, ngày 20 tháng 12 năm 2017'], []]
SIGNED = [[], ['', '', '', '', '', 'Ia Din, ngày 20 tháng 12 năm 2017'], ['', 'NGƯỜI LẬP BIỂU', '', '', '', 'TM. ỦY BAN NHÂN DÂN'], ['', '(Ký, ghi rõ họ tên)', '', '', '', 'KT. CHỦ TỊCH'],
          ['', '', '', '', '', 'PHÓ CHỦ TỊCH'], [], [], ['', 'Rơ Mah Lập', '', '', '', 'Ksor Duyệt']]
YEAR = ['--year', '2017', '--no-bodies']


def listed(name, kind, sheets, wanted, **more):
    """sheets: rows of one, or [(title, rows, how)]; wanted: records of `kind`, or {kind: records}."""
    if not isinstance(sheets[0], tuple):
        sheets = [('Sheet1', sheets)]
    LISTS[name] = dict(kind=kind, sheets=sheets, wanted=wanted if isinstance(wanted, dict) else {kind: wanted}, **more)


# --- households ------------------------------------------------------------------------------------------

listed('hn_merged_two_rows', 'households',
       [('Sheet1', OFFICE + [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['(Theo chuẩn nghèo tiếp cận đa chiều giai đoạn 2016-2020)'],
         ['TT', 'Họ và tên chủ hộ', 'Năm sinh', '', 'Dân tộc', 'Số nhân khẩu', '', 'Thôn, làng', 'Ghi chú'], ['', '', 'Nam', 'Nữ', '', 'Tổng số', 'Nữ', '', ''],
         ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)', '(8)', '(9)'],
         [1, 'SIU THỊ ĐĂM', '', 1961, 'Gia rai', 4, 2, 'Làng Ghè', 'Già yếu'], [2, 'NGUYỄN VĂN TẠO', 1954, '', 'Kinh', '05', '3', 'Làng Ghè', ''],
         [3, 'KSOR  HƯƠNG', '', '1970', "J'rai", '6 khẩu', 3, '-nt-', ''], ['', 'Tổng cộng', '', '', '', 15, 8]] + SIGNED,
         dict(merges=['A1:C1', 'F1:I1', 'A2:C2', 'F2:I2', 'A5:I5', 'A6:I6', 'A7:A8', 'B7:B8', 'C7:D7', 'E7:E8', 'F7:G7', 'H7:H8', 'I7:I8'], filter='A9:I12'))],
       {'households': [dict(head_name='SIU THỊ ĐĂM', head_birth_date='1961', head_sex='female', ethnicity='gia_rai', member_count='4', unit_label='Làng Ghè', note='Già yếu'),
                       dict(head_name='NGUYỄN VĂN TẠO', head_sex='male', member_count='5'), dict(head_name='KSOR HƯƠNG', ethnicity='gia_rai', member_count='6', unit_label='Làng Ghè')]}, options=YEAR)
listed('hn_age', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['STT', 'Họ tên chủ hộ', 'Tuổi', 'Nam', 'Nữ', 'Thôn'], [1, 'Siu Tuổi', 45, 'x', '', 'Thôn 3'], [2, 'Rơ Châm Già', '81 tuổi', '', 'x', 'Thôn 3'], [3, 'Ksor Trẻ', '', 'X', '', 'Thôn 3']],
       {'households': [dict(head_name='Siu Tuổi', head_birth_date='1972', head_sex='male'), dict(head_name='Rơ Châm Già', head_birth_date='1936', head_sex='female'),
                       dict(head_name='Ksor Trẻ', head_birth_date='', head_sex='male')]}, options=YEAR, notes=['age_taken'])
listed('hn_phones_ids', 'households',
       [['STT', 'Chủ hộ', 'Ngày, tháng, năm sinh', 'Số CCCD', 'SĐT', 'Làng', 'Loại hộ'],
        [1, 'Siu Số', datetime.date(1961, 3, 5), 64161000123, 912345678, 'Làng Ghè', 'HN'], [2, 'Siu Chấm', '5/3/1962', "'064062000124", '0912.345.679', 'Làng Ghè', 'HN'],
        [3, 'Siu Cộng', '1963', '064 063 000 125', '+84 912 345 680', 'Làng Ghè', 'hộ nghèo'], [4, 'Siu Khoa', '1964', '6.4064E+10', '', 'Làng Ghè', 'N'],
        [5, 'Siu Hai', '1965', '231234567', '0912345681 / 0987654321', 'Làng Ghè', 'CN'], [6, 'Siu Không', '1966', 'không có', 'không', 'Làng Ghè', 'Cận nghèo'],
        [7, 'Siu Cũ', '1967', 'CMND 231234568', '0168 234 5678', 'Làng Ghè', 'H.nghèo'], [8, 'Siu Thiếu', '1968', '64068', '', 'Làng Ghè', 'HN']],
       {'households': [dict(head_name='Siu Số', head_birth_date='1961-03-05', phone='0912345678'), dict(head_name='Siu Chấm', phone='0912345679'), dict(head_name='Siu Cộng', phone='0912345680'),
                       dict(head_name='Siu Hai', phone='0912345681'), dict(head_name='Siu Không', phone=''), dict(head_name='Siu Cũ', phone='0382345678')],
        'household_members': [dict(full_name='Siu Số', id_number='064161000123'), dict(full_name='Siu Chấm', id_number='064062000124'), dict(full_name='Siu Cộng', id_number='064063000125'),
                              dict(full_name='Siu Cũ', id_number='231234568'), dict(full_name='Siu Không', id_number='')]}, options=YEAR, refused=['id_number_form', 'id_number_form'], no_csv=True)
listed('hn_ditto', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['Stt', 'Họ và tên chủ hộ', 'N.sinh', 'Dân tộc', 'Thôn', 'Diện'],
        [1, 'Siu A', 1950, 'Jrai', 'Làng Mới', 'HN'], [2, 'Siu B', 1951, '-nt-', '〃', '″'], [3, 'Siu C', 1952, '"', '″', '-nt-'], [4, 'Siu D', 1953, 'như trên', "''", 'nt'],
        [5, 'Siu E', 1954, '//', '//', '"'], [6, 'Siu G', 1955, 'Kinh', 'Thôn 3', 'HCN'], [7, 'Siu H', 1956, '- nt -', '-nt-', '- " -']],
       {'households': [dict(head_name=f'Siu {n}', ethnicity='gia_rai', unit_label='Làng Mới') for n in 'ABCDE'] + [dict(head_name=f'Siu {n}', ethnicity='kinh', unit_label='Thôn 3') for n in 'GH']},
       options=YEAR, notes=['ditto'])
ETHNIC = {'Jrai': 'gia_rai', 'Gia Rai': 'gia_rai', 'Giarai': 'gia_rai', 'Ja-rai': 'gia_rai', 'GR': 'gia_rai', 'Bahnar': 'ba_na', 'BaNa': 'ba_na', 'Ba-na': 'ba_na', 'Bana': 'ba_na', "H'Mông": 'hmong', 'Mông': 'hmong',
          'Mèo': 'hmong', 'Hmông': 'hmong', 'Khmer': 'kho_me', 'Khơ me': 'kho_me', "Kh'mer": 'kho_me', 'KhơMer': 'kho_me', 'Khơ-me': 'kho_me', 'Êđê': 'e_de', 'Ê Đê': 'e_de', 'Ede': 'e_de', 'Tày': 'tay', 'Thổ': 'tho',
          'Nùng': 'nung', 'Dao': 'dao', 'Cao Lan': 'san_chay', 'Sán Chỉ': 'san_chay', 'Sán Chí': 'san_chay', 'Sán Chay': 'san_chay', 'Sán Dìu': 'san_diu', 'Sơ Đăng': 'xo_dang', 'Xê Đăng': 'xo_dang',
          'Xơ đăng': 'xo_dang', "M'Nông": 'mnong', 'Mnông': 'mnong', 'Cơ Ho': 'co_ho', "K'ho": 'co_ho', "Cờ Ho": 'co_ho', 'Vân Kiều': 'bru_van_kieu', 'Bru - Vân Kiều': 'bru_van_kieu', 'Pa Kô': 'ta_oi', 'Tà Ôi': 'ta_oi',
          'Chăm': 'cham', 'Chàm': 'cham', 'Hoa (Hán)': 'hoa', 'Người Hoa': 'hoa', 'KINH': 'kinh', 'kinh ': 'kinh', 'Dân tộc Mường': 'muong', 'Giẻ Triêng': 'gie_trieng', 'Gié-Triêng': 'gie_trieng', 'Pa Dí': 'tay',
          'Kinh (Việt)': 'kinh', 'Việt': 'kinh', 'Thanh Y': None}
listed('hn_ethnic_words', 'households',
       [['STT', 'Họ và tên chủ hộ', 'Dân tộc', 'Thôn', 'Phân loại']] + [[i + 1, f'Siu {"ABCDEGHIKLMNOPQRSTUVXY"[i % 22]}{"aei"[i // 22]}p', word, 'Thôn 3', 'Nghèo'] for i, word in enumerate(ETHNIC)],
       {'households': [dict(head_name=f'Siu {"ABCDEGHIKLMNOPQRSTUVXY"[i % 22]}{"aei"[i // 22]}p', ethnicity=code or '') for i, code in enumerate(ETHNIC.values())]}, options=YEAR, notes=['ethnicity_unknown'])
CLASS = {'Nghèo': 'poor', 'Hộ N': 'poor', 'HN': 'poor', 'H.N': 'poor', 'H/N': 'poor', 'nghèo (thu nhập)': 'poor', 'Nghèo thu nhập': 'poor', 'Nghèo đa chiều': 'poor', 'Hộ nghèo thiếu hụt': 'poor', 'Nghèo TN': 'poor',
         'Nghèo theo thu nhập': 'poor', 'Hộ nghèo A': 'poor', 'CN': 'near_poor', 'C.N': 'near_poor', 'C/nghèo': 'near_poor', 'Cận Nghèo': 'near_poor', 'HCN': 'near_poor', 'Hộ CN': 'near_poor', 'H. cận nghèo': 'near_poor',
         'can ngheo': 'near_poor', 'Thoát nghèo': 'newly_escaped', 'Mới thoát nghèo': 'newly_escaped', 'Hộ TN': 'newly_escaped', 'MSTB': 'average', 'Trung bình': 'average', 'hộ có mức sống trung bình': 'average',
         'Không nghèo': 'not_poor', 'Khá': 'not_poor', 'HKN': 'not_poor', 'Nghèo 2016': None, 'Hộ giàu nghèo': None}
listed('hn_class_words', 'households',
       [['STT', 'Họ và tên chủ hộ', 'Thôn', 'Kết quả rà soát']] + [[i + 1, f'Kpă {"ABCDEGHIKLMNOPQRSTUVXY"[i % 22]}{"aei"[i // 22]}p', 'Thôn 3', word] for i, word in enumerate(CLASS)],
       {'classifications': [dict(household_label=f'Kpă {"ABCDEGHIKLMNOPQRSTUVXY"[i % 22]}{"aei"[i // 22]}p', **{'class': code}) for i, code in enumerate(CLASS.values()) if code]}, options=YEAR, refused=['class_unknown'] * 2)
listed('hn_two_lists_one_sheet', 'households',
       [['UBND XÃ IA DIN'], ['I. DANH SÁCH HỘ NGHÈO NĂM 2017'], ['STT', 'Họ và tên chủ hộ', 'Năm sinh', 'Thôn'], [1, 'Siu Một', 1950, 'Thôn 3'], [2, 'Siu Hai', 1951, 'Làng Ghè'], ['', 'Cộng: 2 hộ'], [], [],
        ['II. DANH SÁCH HỘ CẬN NGHÈO NĂM 2017'], ['STT', 'Thôn', 'Họ và tên chủ hộ', 'Giới tính', 'Năm sinh'], [1, 'Thôn 3', 'Siu Ba', 'Nữ', 1952], [2, 'Làng Ghè', 'Siu Bốn', 'Nam', '3/4/1953'], ['', '', 'Cộng: 2 hộ']] + SIGNED,
       {'classifications': [dict(household_label='Siu Một', **{'class': 'poor'}), dict(household_label='Siu Hai', **{'class': 'poor'}), dict(household_label='Siu Ba', **{'class': 'near_poor'}), dict(household_label='Siu Bốn', **{'class': 'near_poor'})],
        'households': [dict(head_name='Siu Ba', head_sex='female', head_birth_date='1952', unit_label='Thôn 3'), dict(head_name='Siu Bốn', head_birth_date='1953-04-03', unit_label='Làng Ghè'), dict(head_name='Siu Hai', unit_label='Làng Ghè')]}, options=YEAR)
HAMLET = lambda area, names: [['UBND XÃ IA DIN'], [f'THÔN: {area}'], ['DANH SÁCH HỘ NGHÈO, CẬN NGHÈO NĂM 2017'], ['STT', 'Họ và tên', 'Nam', 'Nữ', 'Hộ nghèo', 'Hộ cận nghèo'],
                              *[[i + 1, name, 1950 + i if i % 2 else '', '' if i % 2 else 1950 + i, 'x' if i % 2 else '', '' if i % 2 else 'x'] for i, name in enumerate(names)], ['', 'Cộng', '', '', 1, 1], ['', 'TRƯỞNG THÔN']]
listed('hn_hamlets', 'households',
       [('Bìa', [['DANH SÁCH HỘ NGHÈO XÃ IA DIN'], ['NĂM 2017']]), ('Tổng hợp', [['TỔNG HỢP HỘ NGHÈO NĂM 2017'], ['STT', 'Thôn', 'Số hộ nghèo', 'Số hộ cận nghèo'], [1, 'Thôn 3', 1, 1], [2, 'Làng Ghè', 1, 1], ['', 'Cộng', 2, 2]]),
        ('Thon 3', HAMLET('Thôn 3', ['Siu Nà', 'Siu Nâu'])), ('L.Ghè', HAMLET('Làng Ghè', ['Kpă Hơ', 'Kpă Hơn'])), ('2016', HAMLET('Thôn 3', ['Siu Cũ', 'Siu Kỹ']), dict(state='hidden'))],
       {'households': [dict(head_name='Siu Nà', unit_label='Thôn 3', head_sex='female', head_birth_date='1950'), dict(head_name='Siu Nâu', unit_label='Thôn 3', head_sex='male'),
                       dict(head_name='Kpă Hơ', unit_label='Làng Ghè'), dict(head_name='Kpă Hơn', unit_label='Làng Ghè')]}, options=YEAR, notes=['sheet_skipped'])
listed('hn_hidden_filtered', 'households',
       [('DS', [['STT', 'Mã hộ', 'Họ và tên chủ hộ', 'Năm sinh', 'Thôn', 'Phân loại'], [1, 'H01', 'Siu Hiện', 1950, 'Thôn 3', 'Nghèo'], [2, 'H02', 'Siu Ẩn', 1951, 'Thôn 3', 'Cận nghèo'], [3, 'H03', 'Siu Thấy', 1952, 'Thôn 3', 'Nghèo']],
         dict(hidden_rows=[3], hidden_columns=['B'], filter='A1:F4'))],
       {'households': [dict(head_name='Siu Hiện', code='H01'), dict(head_name='Siu Ẩn', code='H02'), dict(head_name='Siu Thấy', code='H03')]}, options=YEAR, no_csv=True, notes=['rows_hidden'])
listed('hn_formulas', 'households',
       [('DS', [['STT', 'Họ và tên chủ hộ', 'Năm sinh', 'Số khẩu', 'Thôn', 'Phân loại'], [1, 'Siu Tính', 1950, '=2+2', 'Thôn 3', 'Nghèo'], ['=A2+1', 'Siu Cộng', 1951, 3, 'Thôn 3', 'Nghèo'], ['=A3+1', 'Siu Trừ', 1952, 5, 'Thôn 3', 'Cận nghèo'],
                ['', 'Tổng cộng', '', '=SUM(D2:D4)']])],
       {'households': [dict(head_name='Siu Cộng', member_count='3'), dict(head_name='Siu Trừ', member_count='5')]}, options=YEAR, refused=['formula'], as_written=True)
listed('hn_formulas_cached', 'households', LISTS['hn_formulas']['sheets'],
       {'households': [dict(head_name='Siu Tính', member_count='4'), dict(head_name='Siu Cộng', member_count='3'), dict(head_name='Siu Trừ', member_count='5')]}, options=YEAR, office_only=True)
listed('hn_pages', 'households',
       [('DS', [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['TT', 'Họ và tên chủ hộ', 'Giới tính', '', 'Thôn'], ['', '', 'Nam', 'Nữ', ''], ['A', 'B', 1, 2, 3], [1, 'Siu Trang', 'x', '', 'Thôn 3'], [2, 'Siu Giấy', '', 'x', 'Thôn 3'], ['', 'Cộng trang 1', 1, 1], ['Trang 1/2'],
         ['TT', 'Họ và tên chủ hộ', 'Giới tính', '', 'Thôn'], ['', '', 'Nam', 'Nữ', ''], ['A', 'B', 1, 2, 3], ['', 'Mang sang', 1, 1], [3, 'Siu Bìa', 'X', '', 'Làng Ghè'], ['', 'Cộng trang 2', 1, 0], ['', 'Cộng dồn', 2, 1], ['', 'TỔNG CỘNG: 3 HỘ']],
         dict(merges=['A1:E1', 'A2:A3', 'B2:B3', 'C2:D2', 'E2:E3', 'A9:A10', 'B9:B10', 'C9:D9', 'E9:E10']))],
       {'households': [dict(head_name='Siu Trang', head_sex='male', unit_label='Thôn 3'), dict(head_name='Siu Giấy', head_sex='female'), dict(head_name='Siu Bìa', head_sex='male', unit_label='Làng Ghè')]}, options=YEAR)
DATES = {'Giáp Ngọ (1954)': '1954', '1954 (Giáp Ngọ)': '1954', 'năm 1954': '1954', 'Khoảng 1954': '1954', '1954?': '1954', '15/8/1954 (ÂL)': '1954', '15/8/1954 âm lịch': '1954', 'rằm tháng 8 năm 1954': '1954', '15-8-1954 al': '1954',
         'Giáp Ngọ': None, 'tuổi Ngọ': None, '1954-1955': None, '15.08.1954': '1954-08-15', '15/08/54': '1954-08-15', '8/1954': '1954-08', '15 08 1954': '1954-08-15', '15 tháng 8, 1954': '1954-08-15', '1/1/1954': '1954-01-01',
         'Sinh năm: 1954': '1954', '1954 ÂL': '1954', 'chưa rõ': '', 'N/A': ''}
listed('hn_lunar_dates', 'households',
       [['STT', 'Họ và tên chủ hộ', 'Ngày sinh', 'Thôn', 'Phân loại']] + [[i + 1, f'Kpă {"ABCDEGHIKLMNOPQRSTUVXY"[i]}ên', word, 'Thôn 3', 'Nghèo'] for i, word in enumerate(DATES)],
       {'households': [dict(head_name=f'Kpă {"ABCDEGHIKLMNOPQRSTUVXY"[i]}ên', head_birth_date=date) for i, date in enumerate(DATES.values()) if date is not None]}, options=YEAR, refused=['birth_date_form'] * 3)
listed('hn_check_boxes', 'households',
       [('Trang tính1', [['Dấu thời gian', 'Họ và tên chủ hộ', 'Năm sinh', 'Thôn/Làng', 'Hộ nghèo', 'Hộ cận nghèo', 'Có thẻ BHYT', 'Hộ cùng cực'], [datetime.datetime(2017, 11, 3, 8, 15), 'Siu Đúng', 1950, 'Thôn 3', True, False, True, 'Không'],
         [datetime.datetime(2017, 11, 3, 8, 20), 'Siu Sai', 1951, 'Thôn 3', False, True, False, 'Có']])],
       {'households': [dict(head_name='Siu Đúng', destitute='0'), dict(head_name='Siu Sai', destitute='1')], 'classifications': [dict(household_label='Siu Đúng', **{'class': 'poor'}), dict(household_label='Siu Sai', **{'class': 'near_poor'})],
        'household_members': [dict(full_name='Siu Đúng', health_insurance='1'), dict(full_name='Siu Sai', health_insurance='0')]}, options=YEAR)
listed('hn_dirty_names', 'households',
       [['STT', 'Họ và tên chủ hộ', 'Thôn', 'Phân loại'], [1, 'Nguye\u0302\u0303n\u00a0Va\u0306n\u200b  Tạo', 'Thôn\u00a03', 'Nghèo'], [2, '1. Bà Siu H’Lan', 'Thôn 3', 'Nghèo'], [3, 'Ông: Trần Văn Khỏe.', 'Thôn 3 ', 'Nghèo'], [4, 'Lê Thị Hoà (vợ ông Nam)', 'thôn 3', 'Nghèo'],
        [5, '\tPhạm Văn\nNgọc', 'THÔN 3', 'Nghèo'], [6, "'Rơ Châm H'Bông", 'Thôn 03', 'Nghèo'], [7, 'ksor  thin', 'Thôn  3', 'Nghèo'], [8, 'Ô. Rmah Hrin', 'thon 3', 'Nghèo'], [9, 'Đỗ Thị Bảy *', 'Thôn 3', 'Nghèo']],
       {'households': [dict(head_name='Nguyễn Văn Tạo', unit_label='Thôn 3'), dict(head_name='Siu H’Lan', head_sex='female'), dict(head_name='Trần Văn Khỏe', head_sex='male'), dict(head_name='Lê Thị Hoà', unit_label='Thôn 3'), dict(head_name='Phạm Văn Ngọc', unit_label='Thôn 3'),
                       dict(head_name="Rơ Châm H'Bông", unit_label='Thôn 3'), dict(head_name='ksor thin'), dict(head_name='Rmah Hrin', head_sex='male', unit_label='Thôn 3'), dict(head_name='Đỗ Thị Bảy')]}, options=YEAR)
listed('hn_members_merged', 'households',
       [('DS', [['DANH SÁCH HỘ NGHÈO VÀ THÀNH VIÊN NĂM 2017'], ['STT', 'Họ và tên chủ hộ', 'Số khẩu', 'Họ và tên các thành viên trong hộ', 'Quan hệ với chủ hộ', 'Năm sinh', 'Giới tính', 'Thôn'],
         [1, 'Siu Gốc', 3, 'Siu Gốc', 'Chủ hộ', 1960, 'Nam', 'Thôn 3'], ['', '', '', 'Rơ Lan Nhánh', 'Vợ', 1962, 'Nữ', ''], ['', '', '', 'Siu Lá', 'Con gái', 1990, 'Nữ', ''],
         [2, 'Kpă Rễ', 2, 'Kpă Rễ', 'Chủ hộ', 1958, 'Nữ', 'Làng Ghè'], ['', '', '', 'Kpă Mầm', 'Cháu ngoại', '15/8/2012', 'Nam', '']], dict(merges=['A1:H1', 'A3:A5', 'B3:B5', 'C3:C5', 'H3:H5', 'A6:A7', 'B6:B7', 'C6:C7', 'H6:H7']))],
       {'household_members': [dict(full_name='Siu Gốc', relation='head'), dict(full_name='Rơ Lan Nhánh', relation='spouse', household_label='Siu Gốc', sex='female'), dict(full_name='Siu Lá', relation='child', birth_date='1990'),
                              dict(full_name='Kpă Rễ', relation='head', household_label='Kpă Rễ'), dict(full_name='Kpă Mầm', relation='grandchild', birth_date='2012-08-15', household_label='Kpă Rễ')],
        'households': [dict(head_name='Siu Gốc', member_count='3', unit_label='Thôn 3'), dict(head_name='Kpă Rễ', member_count='2', unit_label='Làng Ghè')]}, options=YEAR)
listed('hn_empty_columns', 'households',
       [[], ['', '', 'BIỂU 02'], ['', '', 'DANH SÁCH HỘ CẬN NGHÈO NĂM 2017'], ['', '', 'STT', '', 'HỌ VÀ TÊN CHỦ HỘ', '', 'SINH NĂM', '', 'ĐỊA CHỈ (THÔN, LÀNG)', '', 'HỘ DÂN TỘC THIỂU SỐ'], [], ['', '', 1, '', 'Siu Trống', '', 1950, '', 'Thôn 3', '', 'x'], [],
        ['', '', 2, '', 'Lê Văn Rỗng', '', '1951', '', 'Làng Ghè', '', ''], ['', '', '*', '', 'Ghi chú: danh sách này gồm 02 hộ.']],
       {'households': [dict(head_name='Siu Trống', unit_label='Thôn 3', head_birth_date='1950'), dict(head_name='Lê Văn Rỗng', unit_label='Làng Ghè')]}, options=YEAR)
listed('hn_review_results', 'households',
       [['KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO CUỐI NĂM 2017'], ['TT', 'Họ, tên chủ hộ', 'Năm sinh', 'Thôn', 'Kết quả rà soát đầu năm', 'Kết quả rà soát cuối năm', 'Tổng điểm B1', 'Tổng điểm B2', 'Nguyên nhân nghèo', 'Lý do'],
        [1, 'Siu Lên', 1950, 'Thôn 3', 'Hộ nghèo', 'Hộ cận nghèo', 125, 30, '', ''], [2, 'Siu Xuống', 1951, 'Thôn 3', 'Hộ cận nghèo', 'Hộ nghèo', '115', '20', '2; 7', ''], [3, 'Siu Thoát', 1952, 'Thôn 3', 'Hộ nghèo', 'Thoát nghèo', 160, 10, '', 'Có việc làm']],
       {'classifications': [dict(household_label='Siu Lên', **{'class': 'near_poor', 'score_income': '125', 'score_deprivation': '30'}), dict(household_label='Siu Xuống', **{'class': 'poor'}, causes=',capital,illness_accident,'),
                            dict(household_label='Siu Thoát', **{'class': 'newly_escaped'})]}, options=YEAR)

# --- people ------------------------------------------------------------------------------------------------

KNOWN = 'Siu Ân'  # the household that odd_records.py prepares, in Thôn 3
listed('members_of_a_branch', 'memberships',
       [['HỘI NÔNG DÂN XÃ IA DIN', '', '', '', '', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'], ['CHI HỘI THÔN 3', '', '', '', '', 'Độc lập - Tự do - Hạnh phúc'], [], ['DANH SÁCH HỘI VIÊN HỘI NÔNG DÂN NĂM 2017'],
        ['TT', 'Họ và tên', 'Năm sinh', '', 'Dân tộc', 'Ngày vào Hội', 'Chức vụ', 'Số thẻ', 'Ghi chú'], ['', '', 'Nam', 'Nữ', '', '', '', '', ''], ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)', '(8)', '(9)'],
        [1, 'Siu Ân', 1960, '', 'Gia rai', '15/6/1998', 'Hội viên', 'ND-0012', ''], [2, 'Siu Không Có', '', 1970, 'Gia rai', '2001', '', '', ''], ['', 'Tổng cộng: 02 hội viên'], ['', '', '', '', '', '', 'TM. BAN THƯỜNG VỤ']],
       [dict(member_label='Siu Ân', organisation='farmers_union', from_date='1998-06-15')], refused=['member_unknown'])
listed('members_of_youth', 'memberships',
       [('Chi đoàn Thôn 3', [['ĐOÀN TNCS HỒ CHÍ MINH XÃ IA DIN'], ['DANH SÁCH ĐOÀN VIÊN'], ['STT', 'Họ và tên đoàn viên', 'Ngày sinh', 'Ngày vào Đoàn', 'Thôn'], [1, 'Siu Ân', '1960', '26/3/1980', 'Thôn 3']])],
       [dict(member_label='Siu Ân', organisation='youth_union', from_date='1980-03-26')])
listed('people_of_households', 'household_members',
       [['DANH SÁCH NHÂN KHẨU HỘ NGHÈO'], ['STT', 'Họ và tên chủ hộ', 'Họ và tên thành viên', 'Quan hệ với chủ hộ', 'Nam', 'Nữ', 'Số CCCD', 'Thôn'], [1, 'Siu Ân', 'Rơ Mah Mai', 'Vợ', '', 1962, '064162000777', 'Thôn 3'],
        [2, '-nt-', 'Siu Tâm', 'con trai', '3/2/1990', '', '', '-nt-'], [3, '"', 'Siu Bé', 'Cháu nội', '', '2015', '', '"'], ['', 'Cộng']],
       [dict(full_name='Rơ Mah Mai', relation='spouse', sex='female', birth_date='1962', household_label='Siu Ân'), dict(full_name='Siu Tâm', relation='child', sex='male', birth_date='1990-02-03'), dict(full_name='Siu Bé', relation='grandchild', sex='female')])
listed('reviews_of_known', 'classifications',
       [['KẾT QUẢ RÀ SOÁT HỘ NGHÈO NĂM 2018'], ['STT', 'Hộ', 'Năm', 'Phân loại', 'Chuẩn nghèo'], [1, 'Siu Ân', 2018, 'Hộ cận nghèo', '2016-2020']], [dict(household_label='Siu Ân', **{'class': 'near_poor'}, year='2018')])
listed('cadres_two_rows', 'cadres',
       [OFFICE[0], ['DANH SÁCH CÁN BỘ HỘI NÔNG DÂN XÃ, CHI HỘI TRƯỞNG NĂM 2017'], ['TT', 'Họ và tên', 'Ngày, tháng, năm sinh', '', 'Chức vụ', 'Đơn vị công tác', 'Trình độ', 'Số điện thoại', 'Ghi chú'], ['', '', 'Nam', 'Nữ', '', '', '', '', ''],
        [1, 'Nguyễn Thị Hội', '', '2/9/1980', 'Chủ tịch', 'Hội Nông dân xã', 'Đại học', 905123456, ''], [2, 'Ksor Chi', '1979', '', 'Phó Chủ tịch', 'HND xã', '12/12', '0905.123.457', ''], [], *SIGNED],
       [dict(full_name='Nguyễn Thị Hội', sex='female', birth_year='1980', body_label='Hội Nông dân xã Ia Din', phone='0905123456'), dict(full_name='Ksor Chi', sex='male', birth_year='1979', body_label='Hội Nông dân xã Ia Din')])
listed('cadres_of_office', 'cadres',
       [['STT', 'Họ tên', 'Nam/Nữ', 'Năm sinh', 'Chức danh', 'Cơ quan', 'ĐT', 'Mail'], [1, 'Trần Văn Phòng', 'Nam', '1975', 'Cán bộ', 'Ủy ban Mặt trận Tổ quốc Việt Nam xã', '0905 123 459', ''], [2, 'Lê Thị Thư', 'Nữ', 1985, 'Văn thư', 'Cơ quan không có', '', '']],
       [dict(full_name='Trần Văn Phòng', sex='male', body_label='Ủy ban MTTQ Việt Nam xã Ia Din', phone='0905123459')], refused=['body_unknown'])

# --- what is done --------------------------------------------------------------------------------------------

listed('models_formal', 'models',
       OFFICE + [['TỔNG HỢP MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2017'], ['TT', 'Tên mô hình', 'Lĩnh vực', 'Đơn vị thực hiện', 'Thời gian thực hiện', 'Quy mô', '', 'Kết quả đạt được', 'Ghi chú'], ['', '', '', '', '', 'Số hộ', 'Kinh phí (triệu đồng)', '', ''],
                 [1, 'Nuôi bò rẻ', 'Phát triển kinh tế', 'Hội Nông dân xã', '3/2017', '15 hộ', '120,5', 'Có 3 hộ thoát nghèo', ''], [2, 'Tiếng kẻng an ninh', 'An ninh trật tự', 'Hội CCB xã', 'Quý II/2017', 85, 2, '', ''], ['', 'CỘNG', '', '', '', 100, '122,5']] + SIGNED,
       [dict(name='Nuôi bò rẻ', type='mutual_help_economy', households='15', funding='120500000', year='2017', results='Có 3 hộ thoát nghèo', lead_body_label='Hội Nông dân xã Ia Din'),
        dict(name='Tiếng kẻng an ninh', type='security', households='85', funding='2000000', lead_body_label='Hội Cựu chiến binh xã Ia Din')], no_csv=True)
listed('models_by_organisation', 'models',
       [('Mô hình', [['STT', 'Mô hình', 'Loại mô hình', 'Tổ chức chủ trì', 'Năm đăng ký', 'Địa bàn'], ['I', 'HỘI NÔNG DÂN'], [1, 'Trồng mì xen đậu', 'Kinh tế', 'HND xã', 2017, 'Thôn 3'], ['II', 'HỘI PHỤ NỮ'], [1, 'Nhà sạch vườn đẹp', 'Môi trường', 'Hội PN xã', 2017, 'Thôn 3']])],
       [dict(name='Trồng mì xen đậu', lead_body_label='Hội Nông dân xã Ia Din', unit_label='Thôn 3'), dict(name='Nhà sạch vườn đẹp', type='environment', lead_body_label='Hội Liên hiệp Phụ nữ xã Ia Din')])
listed('works_kilometres', 'works',
       [['DANH SÁCH CÔNG TRÌNH DÂN SINH NĂM 2017'], ['TT', 'Tên công trình', 'Loại', 'Chủ trì', 'Địa điểm', 'Khối lượng', 'ĐVT', 'Kinh phí (triệu đồng)', '', '', 'Hoàn thành'], ['', '', '', '', '', '', '', 'Tổng số', 'Ngân sách', 'Nhân dân đóng góp', ''],
        [1, 'Đường bê tông ngõ 5', 'Đường giao thông nông thôn', 'HND xã', 'Thôn 3', 1.2, 'km', 850, 600, 250, '30/9/2017'], [2, 'Điện đường làng', 'Thắp sáng đường quê', 'Đoàn xã', 'Thôn 3', '1.500', 'm', 45.5, '', '45,5', 'Quý IV/2017'],
        [3, 'Nhà vệ sinh', 'Công trình vệ sinh', 'Hội PN xã', 'Thôn 3', '02', 'cái', '12', '', '', ''], [4, 'Kênh mương', 'Thủy lợi', 'HND xã', 'Thôn 3', '0,75 km', '', 100, '', '', ''], ['', 'Cộng', '', '', '', '', '', '1.007,5']],
       [dict(name='Đường bê tông ngõ 5', quantity='1200', measure='m', value='850000000', budget_value='600000000', contributed_value='250000000', completed_on='2017-09-30'), dict(name='Điện đường làng', quantity='1500', measure='m', value='45500000', completed_on='2017-Q4'),
        dict(name='Nhà vệ sinh', quantity='2', measure='cái', value='12000000'), dict(name='Kênh mương', quantity='750', measure='m')], no_csv=True)
listed('works_csv_like', 'works',
       [['stt', 'ten cong trinh', 'loai cong trinh', 'don vi thuc hien', 'dia diem', 'nam', 'kinh phi', 'ngay cong'], [1, 'Sân bóng', 'Nhà văn hóa', 'Doan xa', 'Thon 3', '2017', '15.000.000 đ', '60 công']],
       [dict(name='Sân bóng', year='2017', value='15000000', labour_days='60', unit_label='Thôn 3')])
listed('supports_houses', 'supports',
       OFFICE + [['DANH SÁCH HỘ NGHÈO ĐƯỢC HỖ TRỢ NHÀ ĐẠI ĐOÀN KẾT NĂM 2017'], ['STT', 'Họ và tên chủ hộ', 'Địa chỉ', 'Loại hỗ trợ', 'Kinh phí hỗ trợ (triệu đồng)', '', 'Ngày bàn giao', 'Ký nhận'], ['', '', '', '', 'Tổng số', 'Gia đình', '', ''],
                 [1, 'Siu Ân', 'Thôn 3', 'Xây nhà', 50, 30, '18/11/2017', ''], ['', 'Cộng', '', '', 50, 30]] + SIGNED,
       [dict(household_label='Siu Ân', type='housing', value='50000000', on_date='2017-11-18')])
listed('supports_gifts_of_tet', 'supports',
       [['DANH SÁCH TẶNG QUÀ TẾT MẬU TUẤT'], ['(Kèm theo Kế hoạch số 02/KH-MTTQ ngày 10/01/2018)'], ['TT', 'Họ tên', 'Năm sinh', 'Thôn', 'Nội dung', 'Số tiền (đồng)', 'Ngày nhận', 'Ký nhận'], [1, 'Siu Ân', 1960, 'Thôn 3', 'Quà Tết', '500,000', '05/02/2018', ''],
        [2, 'Lê Lạ', 1961, 'Thôn 3', 'Quà Tết', '500,000', '05/02/2018', ''], ['', 'Tổng cộng (Bằng chữ: Một triệu đồng)', '', '', '', '1,000,000']],
       [dict(household_label='Siu Ân', value='500000', on_date='2018-02-05', type='visit_gift')], refused=['household_unknown'], options=['--set', 'type=visit_gift'])
listed('activities_of_quarter', 'activities',
       OFFICE + [['BIỂU TỔNG HỢP HOẠT ĐỘNG QUÝ III NĂM 2017'], ['TT', 'Nội dung', 'Hình thức', 'Thời gian', 'Địa điểm', 'Đơn vị chủ trì', 'Số cuộc', 'Số người tham gia', '', 'Kinh phí'], ['', '', '', '', '', '', '', 'Tổng số', 'Nữ', ''],
                 [1, 'Tuyên truyền vệ sinh môi trường', 'Họp dân', '15/7/2017', 'Thôn 3', 'Hội LHPN xã', 1, 85, 60, '500.000'], [2, 'Nói chuyện chuyên đề', 'Hội nghị', 'Tháng 8/2017', 'Hội trường xã', 'MTTQ xã', 2, '120', '', '']] + SIGNED,
       [dict(name='Tuyên truyền vệ sinh môi trường', attendees='85', sessions='1', on_date='2017-07-15', cost='500000', lead_body_label='Hội Liên hiệp Phụ nữ xã Ia Din'), dict(name='Nói chuyện chuyên đề', on_date='2017-08', attendees='120', venue='Hội trường xã')],
       options=['--set', 'type=propaganda'], no_csv=True)
listed('activities_diary', 'activities',
       [['Ngày', 'Hoạt động', 'Loại hoạt động', 'Tổ chức chủ trì', 'Số lượt người'], [datetime.date(2017, 10, 17), 'Ra quân Ngày vì người nghèo', 'Tuyên truyền', 'UBMTTQ xã', '250 lượt người'], [datetime.date(2017, 10, 18), 'Tập huấn nuôi bò', 'Tập huấn', 'Hội ND xã', 40]],
       [dict(name='Ra quân Ngày vì người nghèo', on_date='2017-10-17', attendees='250', type='propaganda'), dict(name='Tập huấn nuôi bò', on_date='2017-10-18', type='training')], no_csv=True)

# --- money -----------------------------------------------------------------------------------------------------

listed('donations_of_offices', 'ledger_entries',
       [['BAN VẬN ĐỘNG QUỸ “VÌ NGƯỜI NGHÈO” XÃ IA DIN'], ['DANH SÁCH CÁC ĐƠN VỊ, CÁ NHÂN ỦNG HỘ QUỸ “VÌ NGƯỜI NGHÈO” NĂM 2017'], ['(Từ ngày 17/10 đến ngày 18/11/2017)'], ['', '', '', '', 'ĐVT: đồng'],
        ['TT', 'Tên đơn vị, cá nhân', 'Địa chỉ', 'Số tiền', 'Ngày ủng hộ', 'Số phiếu thu', 'Ghi chú'], ['I', 'CƠ QUAN, ĐƠN VỊ', '', 3500000], [1, 'Trường Tiểu học Lê Lợi', 'Thôn 3', 2500000, '20/10/2017', 'PT01', ''], [2, 'Trạm Y tế xã', '', '1.000.000', '21/10/2017', 'PT02', ''],
        ['II', 'CÁ NHÂN', '', 300000], [1, 'Bà Lê Thị Tâm', 'Thôn 3', '300.000 đ', datetime.date(2017, 11, 2), 'PT03', 'Tiền mặt'], ['', 'TỔNG CỘNG', '', 3800000], ['(Bằng chữ: Ba triệu tám trăm nghìn đồng chẵn)']] + SIGNED,
       [dict(donor_label='Trường Tiểu học Lê Lợi', amount='2500000', on_date='2017-10-20', voucher_number='PT01'), dict(donor_label='Trạm Y tế xã', amount='1000000'), dict(donor_label='Bà Lê Thị Tâm', amount='300000', on_date='2017-11-02', voucher_number='PT03')], no_csv=True)
listed('donations_bank', 'ledger_entries',
       [['Ngày giao dịch', 'Người ủng hộ', 'Số tiền', 'Nội dung', 'Hình thức'], ['2017-10-17', 'NGUYEN VAN AN', 200000, 'ung ho quy vi nguoi ngheo', 'CK'], ['2017-10-17', 'Công ty TNHH MTV 72', 10000000, 'Ủng hộ', 'CK']],
       [dict(donor_label='NGUYEN VAN AN', amount='200000', debit_account='bank', on_date='2017-10-17'), dict(donor_label='Công ty TNHH MTV 72', amount='10000000')])
listed('pledges_of_conference', 'pledges',
       OFFICE[:2] + [['BẢNG ĐĂNG KÝ ỦNG HỘ THÁNG CAO ĐIỂM “VÌ NGƯỜI NGHÈO” NĂM 2017'], ['STT', 'Đơn vị đăng ký', 'Nội dung đăng ký', 'Số tiền đăng ký (triệu đồng)', 'Ngày đăng ký', 'Thời hạn'], [1, 'Công ty 74', 'Xây 02 nhà đại đoàn kết', 100, '17/10/2017', '31/12/2017'],
                     [2, 'Chùa Bửu Sơn', '100 suất quà', '', '17/10/2017', ''], ['', 'Cộng', '', 100]],
       [dict(donor_label='Công ty 74', amount='100000000', pledged_on='2017-10-17', due_on='2017-12-31', description='Xây 02 nhà đại đoàn kết'), dict(donor_label='Chùa Bửu Sơn', form='goods', description='100 suất quà')])
listed('pledges_plain', 'pledges', [['TT', 'Người đăng ký', 'Số tiền', 'Ngày'], [1, 'Ông Siu Hứa', '500 nghìn', '1/11/2017'], [2, 'Bà Ksor Hẹn', '1,5tr', '2/11/2017']],
       [dict(donor_label='Ông Siu Hứa', amount='500000'), dict(donor_label='Bà Ksor Hẹn', amount='1500000', pledged_on='2017-11-02')])
listed('given_in_kind', 'in_kind_contributions',
       [['DANH SÁCH HỘ HIẾN ĐẤT, ĐÓNG GÓP NGÀY CÔNG LÀM ĐƯỜNG NĂM 2017'], ['STT', 'Họ và tên', 'Thôn', 'Hình thức', 'Số lượng', 'ĐVT', 'Giá trị (nghìn đồng)', 'Ngày'], [1, 'Siu Hiến', 'Thôn 3', 'Hiến đất', '120', 'm2', '12.000', '5/6/2017'],
        [2, 'Ksor Công', 'Thôn 3', 'Ngày công', 3, 'công', 600, '5/6/2017'], ['', 'Cộng', '', '', 123]],
       [dict(contributor_name='Siu Hiến', form='land', quantity='120', measure='m2', value='12000000', on_date='2017-06-05'), dict(contributor_name='Ksor Công', form='labour', quantity='3', value='600000')])

# --- places, bodies, figures ----------------------------------------------------------------------------------------

listed('branches_counts', 'bodies',
       [['TỔNG HỢP CHI HỘI NĂM 2017'], ['TT', 'Tên chi hội', 'Hội', 'Thôn', 'Tổng số hội viên', 'Điện thoại chi hội trưởng'], [1, 'Chi hội Người cao tuổi Thôn 3', 'Người cao tuổi', 'Thôn 3', '35 hội viên', '0905123460'], [2, 'Chi hội Chữ thập đỏ Thôn 3', 'CTĐ', '-nt-', 22, ''], ['', 'Tổng', '', '', 57]],
       [dict(name='Chi hội Người cao tuổi Thôn 3', organisation='elderly_association', member_count='35', unit_label='Thôn 3', kind='branch'), dict(name='Chi hội Chữ thập đỏ Thôn 3', organisation='red_cross', member_count='22', unit_label='Thôn 3')], options=['--set', 'kind=branch'])
listed('hamlets_by_commune', 'units',
       [['TT', 'Xã/Thôn', 'Số hộ', 'Số khẩu'], ['I', 'Xã Ia Din', 120, 500], [1, 'Làng Yit', 60, 250], [2, 'Làng Néh', 60, 250], ['II', 'Xã Ia Lang', 80, 320], [1, 'Làng Gào', 80, 320], ['', 'Tổng', 200, 820]],
       [dict(official_name='Làng Yit', parent_label='Xã Ia Din'), dict(official_name='Làng Néh', parent_label='Xã Ia Din'), dict(official_name='Làng Gào', parent_label='Xã Ia Lang')], options=['--unit', '631@2017-06-01'])
listed('figures_old_form_3', 'declared_figures',
       OFFICE + [['TỔNG HỢP DIỄN BIẾN HỘ NGHÈO NĂM 2017'], ['TT', 'Đơn vị', 'Tổng số hộ dân cư', '', 'Số hộ nghèo đầu năm', '', '', '', 'Diễn biến hộ nghèo trong năm', '', '', '', '', '', 'Số hộ nghèo cuối năm', '', '', ''],
                 ['', '', 'Số hộ', 'Hộ DTTS', 'Số hộ', 'Tỷ lệ (%)', 'Hộ DTTS', 'Tỷ lệ (%)', 'Số hộ thoát nghèo', '', 'Số hộ tái nghèo', '', 'Số hộ nghèo phát sinh', '', 'Số hộ', 'Tỷ lệ (%)', 'Hộ DTTS', 'Tỷ lệ (%)'],
                 ['', '', '', '', '', '', '', '', 'Số hộ', '%', 'Số hộ', '%', 'Số hộ', '%', '', '', '', ''], ['A', 'B', *range(1, 17)],
                 ['I', 'Khu vực thành thị', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], ['II', 'Khu vực nông thôn', 500, 300, 60, 12, 50, 83.3, 20, 33.3, 1, 1.7, 4, 6.7, 45, 9, 40, 88.9],
                 [1, 'Xã Ia Din', 500, 300, 60, 12, 50, 83.3, 20, 33.3, 1, 1.7, 4, 6.7, 45, 9, 40, 88.9], ['', 'Tổng cộng', 500, 300, 60, 12, 50, 83.3, 20, 33.3, 1, 1.7, 4, 6.7, 45, 9, 40, 88.9]] + SIGNED,
       [dict(figure='poor_households', value='45', period='2017', unit_label='Xã Ia Din'), dict(figure='poor_households_start', value='60'), dict(figure='newly_poor_households', value='4'), dict(figure='relapsed_households', value='1')], rows=2, all=False, keys=2)
listed('figures_report_1', 'declared_figures',
       [['Báo cáo số 1'], ['TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2017'], ['STT', 'Xã, phường, thị trấn', 'Tổng số hộ dân', 'Tổng số nhân khẩu', 'Hộ nghèo', '', 'Hộ cận nghèo', ''], ['', '', '', '', 'Số hộ', 'Tỷ lệ %', 'Số hộ', 'Tỷ lệ %'], [1, 2, 3, 4, 5, 6, 7, 8],
        [1, 'Ia Din', 1250, 5100, 210, 16.8, 95, 7.6], ['', 'Cộng', 1250, 5100, 210, 16.8, 95, 7.6]],
       [dict(figure='households', value='1250', unit_label='Xã Ia Din', period='2017'), dict(figure='people', value='5100'), dict(figure='poor_households', value='210'), dict(figure='near_poor_households', value='95')], rows=1, all=False)
listed('titles_of_families', 'titles',
       [['DANH SÁCH GIA ĐÌNH VĂN HÓA NĂM 2017'], ['STT', 'Họ và tên chủ hộ', 'Danh hiệu', 'Đối tượng', 'Năm', 'Địa bàn'], [1, 'Siu Ân', 'Gia đình văn hóa', 'Hộ gia đình', 2017, 'Thôn 3']],
       [dict(type='cultural_family', subject_level='household', year='2017', unit_label='Thôn 3')])
