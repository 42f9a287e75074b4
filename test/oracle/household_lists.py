# SPDX-License-Identifier: Apache-2.0
"""Lists for office_sheets.py of households and their people, as communes fill them in. All people are invented."""
from office_lists import YEAR, listed
from outside_lists import near, poor

# --- heads and their people ------------------------------------------------------------------------------------------

listed('h_head_beside_people', 'households',
       [('Sheet1', [['DANH SÁCH HỘ NGHÈO VÀ NHÂN KHẨU NĂM 2017'], ['STT', 'Chủ hộ', '', '', 'Thành viên trong hộ', '', '', 'Thôn'], ['', 'Họ và tên', 'Năm sinh', 'Giới tính', 'Họ và tên', 'Năm sinh', 'Quan hệ với chủ hộ', ''],
                    [1, 'Siu Chắt', 1971, 'Nam', 'Siu Rớt', 1973, 'Vợ', 'Thôn 3'], ['', '', '', '', 'Siu Cu', 2005, 'Con', ''], [2, 'Siu Gái', 1945, 'Nữ', '', '', '', 'Làng Ghè'],
                    [3, 'Siu Rin', 1988, 'Nam', 'Siu Rơm', 1990, 'Vợ', 'Làng Ghè']], dict(merges=['B2:D2', 'E2:G2']))],
       {'households': [dict(head_name='Siu Chắt', head_birth_date='1971', head_sex='male', unit_label='Thôn 3'), dict(head_name='Siu Gái', head_birth_date='1945', head_sex='female'), dict(head_name='Siu Rin', head_birth_date='1988')],
        'household_members': [dict(full_name='Siu Chắt', relation='head', birth_date='1971'), dict(full_name='Siu Rớt', relation='spouse', birth_date='1973', sex='', household_label='Siu Chắt'),
                              dict(full_name='Siu Cu', relation='child', birth_date='2005', household_label='Siu Chắt'), dict(full_name='Siu Rơm', relation='spouse', household_label='Siu Rin')],
        'classifications': [poor('Siu Chắt'), poor('Siu Gái'), poor('Siu Rin')]}, options=YEAR, rows=4)
listed('h_head_beside_people_in_one_row', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['TT', 'Họ tên chủ hộ', 'Năm sinh chủ hộ', 'Số CMND', 'Họ tên thành viên', 'Năm sinh', 'Số CMND', 'Quan hệ', 'Thôn'], [1, 'Siu Ấp', 1960, '231000011', 'Siu Ấp', 1960, '231000011', 'Chủ hộ', 'Thôn 3'],
        [2, 'Siu Ấp', 1960, '231000011', 'Siu Bưởi', '31/02/1962', '231000012', 'Vợ', 'Thôn 3'], [3, 'Siu Cóc', 1970, '231000013', 'Siu Dừa', 1999, '', 'Con', 'Thôn 3']],
       {'households': [dict(head_name='Siu Ấp', head_birth_date='1960'), dict(head_name='Siu Cóc', head_birth_date='1970')],
        'household_members': [dict(full_name='Siu Ấp', id_number='231000011', relation='head'), dict(full_name='Siu Cóc', id_number='231000013', relation='head'), dict(full_name='Siu Dừa', id_number='', relation='child')]},
       options=YEAR, refused=['birth_date_form'], as_written=True)
listed('h_head_without_relation', 'households',
       [['DANH SÁCH HỘ CẬN NGHÈO NĂM 2017'], ['TT', 'Họ tên chủ hộ và thành viên', 'Nam', 'Nữ', 'Quan hệ', 'Số CMND', 'Thôn'], ['1', 'Siu Đua', '1964', '', '', '231002345', 'Thôn 3'], ['1.1', 'Siu Lệ', '', '1966', 'vợ', '231002346', ''],
        ['1.2', 'Siu Mơ', '', '1992', 'con dâu', '', ''], ['2', 'Siu Sáu', '', '1948', '', '', 'Làng Ghè'], ['2.1', 'Siu Đệ', '1952', '', 'em trai', '', '']],
       {'households': [dict(head_name='Siu Đua', head_sex='male'), dict(head_name='Siu Sáu', head_sex='female', unit_label='Làng Ghè')],
        'household_members': [dict(full_name='Siu Lệ', relation='spouse', household_label='Siu Đua', id_number='231002346'), dict(full_name='Siu Mơ', relation='child_in_law'), dict(full_name='Siu Đệ', relation='sibling', household_label='Siu Sáu')],
        'classifications': [near('Siu Đua'), near('Siu Sáu')]}, options=YEAR, rows=5)
listed('h_numbers_begin_anew_in_each_household', 'households',
       [['DANH SÁCH NHÂN KHẨU HỘ NGHÈO THÔN 3 NĂM 2017'], ['STT', 'HỌ VÀ TÊN', 'SN NAM', 'SN NỮ', 'QH CHỦ HỘ'], [1, 'Siu Vảng', 1980, '', 'CH'], [2, 'Siu Chư', '', 1983, 'V'], [3, 'Siu Dở', '', 2004, 'C'], [1, 'Kpă Lềnh', 1975, '', 'CH'], [2, 'Kpă Sua', '', '2001', 'C']],
       {'households': [dict(head_name='Siu Vảng', head_birth_date='1980', head_sex='male', unit_label='Thôn 3'), dict(head_name='Kpă Lềnh', head_sex='male')],
        'household_members': [dict(full_name='Siu Chư', sex='female', relation='spouse', household_label='Siu Vảng'), dict(full_name='Kpă Sua', relation='child', household_label='Kpă Lềnh')]}, options=YEAR, rows=5)
listed('h_merged_hamlets_over_households', 'households',
       [('Sheet1', [['DANH SÁCH HỘ NGHÈO VÀ THÀNH VIÊN NĂM 2017'], ['TT hộ', 'Thôn', 'Họ tên chủ hộ', 'Họ và tên thành viên', 'Năm sinh', 'Quan hệ với chủ hộ'], [1, 'Thôn 3', 'Siu Đàm', 'Siu Đàm', 1968, 'Chủ hộ'], ['', '', '', 'Siu Thắm', 1970, 'Vợ'],
                    [2, '', 'Siu Vui', 'Siu Vui', 1959, 'Chủ hộ'], [3, 'Làng Ghè', 'Siu Vạn', 'Siu Vạn', 1983, 'Chủ hộ'], ['', '', '', 'Siu Tân', 2013, 'Con']], dict(merges=['A3:A4', 'B3:B5', 'C3:C4']))],
       {'households': [dict(head_name='Siu Đàm', unit_label='Thôn 3'), dict(head_name='Siu Vui', unit_label='Thôn 3'), dict(head_name='Siu Vạn', unit_label='Làng Ghè')]}, options=YEAR, rows=5, notes=['filled_down'])
listed('h_merged_hamlets_of_few', 'households',
       [('Sheet1', [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['TT', 'Thôn', 'Họ tên chủ hộ', 'Năm sinh'], [1, 'Thôn 3', 'Siu Đàm', 1968], [2, '', 'Siu Vui', 1959], [3, 'Làng Ghè', 'Siu Vạn', 1983]], dict(merges=['B3:B4']))],
       {'households': [dict(head_name='Siu Vui', unit_label='Thôn 3'), dict(head_name='Siu Vạn', unit_label='Làng Ghè'), dict(head_name='Siu Đàm')]}, options=YEAR, notes=['filled_down'])
listed('h_places_come_again', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['TT', 'Thôn', 'Họ tên chủ hộ', 'Năm sinh'], [1, 'Thôn 3', 'Siu Đàm', 1968], [2, 'Làng Ghè', 'Siu Vui', 1959], [3, '', 'Siu Vạn', 1983], [4, 'Thôn 3', 'Siu Thắm', 1970]],
       {'households': [dict(head_name='Siu Vạn', unit_label='Xã Ia Din'), dict(head_name='Siu Đàm'), dict(head_name='Siu Vui'), dict(head_name='Siu Thắm')]}, options=YEAR)

# --- years and classes ------------------------------------------------------------------------------------------------

HEADERS = ['STT', 'Họ tên chủ hộ', 'Năm sinh', 'Thôn', 'Số khẩu']
listed('h_a_sheet_for_each_year', 'households',
       [('Năm 2015', [['DANH SÁCH HỘ NGHÈO'], HEADERS, [1, 'Siu Chù', 1985, 'Thôn 3', 6], [2, 'Siu Mỷ', 1970, 'Thôn 3', 3]]), ('Năm 2016', [['DANH SÁCH HỘ NGHÈO'], HEADERS, [1, 'Siu Chù', 1985, 'Thôn 3', 7], [2, 'Siu Chù', 1985, 'Thôn 3', 7]]),
        ('Năm 2017', [['DANH SÁCH HỘ NGHÈO'], HEADERS, [1, 'Siu Chù', 1985, 'Thôn 3', 8]])],
       {'classifications': [poor('Siu Chù', year='2015', member_count='6'), poor('Siu Chù', year='2016', member_count='7'), poor('Siu Chù', year='2017', member_count='8'), poor('Siu Mỷ', year='2015')],
        'households': [dict(head_name='Siu Chù', member_count='8'), dict(head_name='Siu Mỷ')]}, options=['--no-bodies'], refused=['household_twice'], keys=3, as_written=True)
listed('h_a_column_for_each_year', 'households',
       [('Sheet1', [['THEO DÕI HỘ NGHÈO, CẬN NGHÈO GIAI ĐOẠN 2016-2018'], ['STT', 'Họ tên chủ hộ', 'Thôn', 'Phân loại qua các năm', '', ''], ['', '', '', '2016', '2017', '2018'], [1, 'Siu Chù', 'Thôn 3', 'HN', 'HCN', 'TN'], [2, 'Siu Mỷ', 'Thôn 3', 'HN', 'HN', 'HN']],
         dict(merges=['D2:F2']))],
       {'households': []}, options=['--no-bodies'], refused=['class_missing'] * 2, notes=['column_of_year'], as_written=True)
listed('h_left_near_poor_ticked', 'households',
       [['KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2017'], ['STT', 'Chủ hộ', 'Thôn', 'Kết quả rà soát', '', '', '', ''], ['', '', '', 'Hộ nghèo', 'Hộ cận nghèo', 'Hộ thoát nghèo', 'Hộ thoát cận nghèo', 'Cận nghèo rơi xuống nghèo'],
        [1, 'Siu Thìn', 'Thôn 3', 'x', '', '', '', ''], [2, 'Siu Tỵ', 'Thôn 3', '', '', 'x', '', ''], [3, 'Siu Dậu', 'Thôn 3', '', '', '', 'x', ''], [4, 'Siu Hợi', 'Thôn 3', '', '', '', '', 'x']],
       {'classifications': [poor('Siu Thìn', change=''), dict(household_label='Siu Tỵ', **{'class': 'newly_escaped'}), dict(household_label='Siu Dậu', change='left_near_poor', **{'class': 'newly_escaped'}), poor('Siu Hợi', change='fell_to_poor')]}, options=YEAR)

# --- words -------------------------------------------------------------------------------------------------------------

listed('h_abbreviations', 'households',
       [['DS HỘ NGHÈO - CẬN NGHÈO 2017'], ['TT', 'HỌ TÊN', 'NS', 'GT', 'DT', 'Đ/C', 'SK', 'PL', 'SĐT', 'NN NGHÈO', 'NHU CẦU HT'], [1, 'Siu Lư', 1982, 'nam', 'GR', 'Thôn 3', 4, 'HN', '0912345678', 'Thiếu vốn', 'Vay vốn'],
        [2, 'Siu Hằng', 1979, 'nữ', 'M nông', 'Thôn 3', 3, 'HCN', '', 'Khác: chồng đi làm xa', 'BHYT'], [3, 'Siu Khởi', 1955, 'Nam', 'GR', 'Thôn 3', 2, 'HN', '', 'Ốm đau (tai biến), thiếu vốn', 'Nhà ở']],
       {'classifications': [poor('Siu Lư', causes=',capital,', support_needs=',livelihood,'), near('Siu Hằng', causes=',other,', cause_note='chồng đi làm xa', support_needs=',health,'),
                            poor('Siu Khởi', causes=',capital,illness_accident,', cause_note='tai biến', support_needs=',housing,')],
        'households': [dict(head_name='Siu Lư', member_count='4', phone='0912345678', unit_label='Thôn 3'), dict(head_name='Siu Hằng', ethnicity='mnong')]}, options=YEAR)
listed('h_health_abbreviated', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['TT', 'Họ và tên chủ hộ', 'NS', 'SK', 'Thôn'], [1, 'Siu Lư', 1982, 'Yếu', 'Thôn 3'], [2, 'Siu Hằng', 1979, 'Tốt', 'Thôn 3']],
       {'households': [dict(head_name='Siu Lư', member_count=''), dict(head_name='Siu Hằng')]}, options=YEAR, notes=['column_unknown'])
listed('h_official_words', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['Số TT', 'Họ, chữ đệm và tên chủ hộ', 'Ngày, tháng, năm sinh', 'Số nhà, đường phố', 'Tổ dân phố', 'Khu vực', 'Nguyên nhân đói nghèo', 'Số QĐ công nhận', 'Ngày QĐ công nhận'], list('ABCDEFGHI'),
        [1, 'Siu Hòe', '02/09/1945', 'Số 12 đường Quang Trung', 'TDP 4', 'Thành thị', 'Thiếu vốn', '318/QĐ-UBND', '20/12/2017'], [2, 'Siu Chín', '1967', '', 'Tổ dân phố 4', 'Nông thôn', '', '', '']],
       {'households': [dict(head_name='Siu Hòe', unit_label='Tổ dân phố 4', address='Số 12 đường Quang Trung'), dict(head_name='Siu Chín', unit_label='Tổ dân phố 4')],
        'classifications': [poor('Siu Hòe', settlement='urban', causes=',capital,', decision_number='318/QĐ-UBND', decided_on='2017-12-20'), poor('Siu Chín', settlement='rural')]}, options=YEAR)
listed('h_needs_by_tick', 'households',
       [('Sheet1', [['NGUYÊN NHÂN NGHÈO VÀ NHU CẦU HỖ TRỢ CỦA HỘ NGHÈO NĂM 2017'], ['STT', 'Họ và tên chủ hộ', 'Thôn', 'Nhu cầu hỗ trợ', '', '', '', '', ''], ['', '', '', 'Hỗ trợ vay vốn', 'Hỗ trợ nhà ở', 'Hỗ trợ đào tạo nghề', 'Hỗ trợ con giống, cây giống', 'Hỗ trợ y tế', 'Hỗ trợ học tập'],
                    [1, 'Siu Rạng', 'Thôn 3', 'x', '', '', 'x', '', ''], [2, 'Siu Tứ', 'Thôn 3', '', 'x', '', '', 'x', ''], [3, 'Siu Giang', 'Thôn 3', '', '', 'x', '', '', 'x']], dict(merges=['D2:I2']))],
       {'classifications': [poor('Siu Rạng', support_needs=',livelihood,'), poor('Siu Tứ', support_needs=',housing,health,'), poor('Siu Giang', support_needs=',education,job,')]}, options=YEAR)
listed('h_deprivations_in_words', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['STT', 'Họ và tên chủ hộ', 'Thôn', 'Chỉ số thiếu hụt', 'Diễn biến'], [1, 'Siu Én', 'Thôn 3', 'BHYT, nhà tiêu, nước sạch', 'Rơi xuống nghèo'], [2, 'Siu Lắm', 'Thôn 3', 'Việc làm; người phụ thuộc; suy dinh dưỡng', ''],
        [3, 'Siu Muội', 'Thôn 3', 'Chất lượng nhà ở, diện tích nhà ở, viễn thông, phương tiện thông tin', '']],
       {'classifications': [poor('Siu Én', deprivations=',health_insurance,clean_water,hygienic_toilet,', change='fell_to_poor'), poor('Siu Lắm', deprivations=',employment,dependent_person,nutrition,'),
                            poor('Siu Muội', deprivations=',housing_quality,housing_area,telecommunication,information_access_assets,')]}, options=YEAR)
listed('h_groups_of_deprivations', 'households',
       [('Sheet1', [['DANH SÁCH HỘ NGHÈO VÀ MỨC ĐỘ THIẾU HỤT NĂM 2017'], ['TT', 'Chủ hộ', 'Thôn', 'Việc làm', '', 'Y tế', '', 'Giáo dục', '', 'Nhà ở', '', 'Nước sinh hoạt và vệ sinh', '', 'Thông tin', ''],
                    ['', '', '', 'Việc làm', 'Người phụ thuộc', 'Dinh dưỡng', 'BHYT', 'Trình độ người lớn', 'Đi học trẻ em', 'Chất lượng', 'Diện tích', 'Nguồn nước', 'Nhà tiêu', 'Viễn thông', 'Phương tiện TT'],
                    [1, 'Siu Sính', 'Thôn 3', 'x', '', '', 'x', '', '', 'x', '', '', 'x', '', ''], [2, 'Siu Pẳn', 'Thôn 3', '', 'x', 'x', '', 'x', 'x', '', '', '', '', '', ''], [3, 'Siu Cừ', 'Thôn 3', '', '', '', '', '', '', '', 'x', 'x', '', 'x', 'x']],
         dict(merges=['D2:E2', 'F2:G2', 'H2:I2', 'J2:K2', 'L2:M2', 'N2:O2']))],
       {'classifications': [poor('Siu Sính', deprivations=',employment,health_insurance,housing_quality,hygienic_toilet,'), poor('Siu Pẳn', deprivations=',dependent_person,nutrition,adult_education,child_school_attendance,'),
                            poor('Siu Cừ', deprivations=',housing_area,clean_water,telecommunication,information_access_assets,')],
        'household_members': [dict(full_name='Siu Sính', health_insurance='')]}, options=YEAR)
listed('h_household_and_person_numbered', 'households',
       [['Hộ', 'Người', 'Họ và tên', 'QH', 'NS', 'Tình trạng việc làm', 'Thôn', 'Loại', 'Mã số định danh cá nhân'], ['1', '1', 'Siu Ún', 'CH', '1979', 'Lao động tự do', 'Thôn 3', 'HN', '231000021'], ['1', '2', 'Siu Ơn', 'V', '1981', '', 'Thôn 3', 'HN', ''],
        ['2', '1', 'Siu Pâng', 'CH', '1966', '', 'Thôn 3', 'HCN', ''], ['2', '2', 'Siu Sươi', 'C', '1999', '', 'Thôn 3', 'HCN', '']],
       {'households': [dict(head_name='Siu Ún'), dict(head_name='Siu Pâng')], 'classifications': [poor('Siu Ún'), near('Siu Pâng')],
        'household_members': [dict(full_name='Siu Ún', occupation='Lao động tự do', id_number='231000021'), dict(full_name='Siu Sươi', relation='child', household_label='Siu Pâng')]}, options=YEAR, rows=4)
listed('h_people_by_letter', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['TT', 'Chủ hộ / Thành viên', 'Giới', 'Ngày sinh', 'Quan hệ', 'Thôn', 'Đề nghị hỗ trợ'], [1, 'Siu Thiết', 'Nam', '1980', 'Chủ hộ', 'Thôn 3', 'Cất nhà'], ['a', 'Siu Nhơn', 'Nữ', '1983', 'Vợ', '', ''], ['b', 'Siu Lan', 'Nữ', '2011', 'Con', '', ''],
        [2, 'Siu Xa', 'Nam', '1975', 'Chủ hộ', 'Làng Ghè', 'Vốn chăn nuôi bò'], ['a', 'Siu Gần', 'Nam', '2005', 'Con', '', '']],
       {'households': [dict(head_name='Siu Thiết', head_sex='male'), dict(head_name='Siu Xa', unit_label='Làng Ghè')], 'classifications': [poor('Siu Thiết', support_needs=',housing,'), poor('Siu Xa', support_needs=',livelihood,')],
        'household_members': [dict(full_name='Siu Lan', relation='child', household_label='Siu Thiết'), dict(full_name='Siu Gần', household_label='Siu Xa')]}, options=YEAR, rows=5)
