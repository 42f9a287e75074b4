# SPDX-License-Identifier: Apache-2.0
"""Lists for office_sheets.py whose headers leave to the values, or say themselves, what they mean. All people are invented."""
from office_lists import SIGNED, YEAR, listed
from outside_lists import KNOWN, near, poor

# --- households ----------------------------------------------------------------------------------------------

listed('f_people_by_sex', 'households',
       [['UBND XÃ IA DIN'], ['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['STT', 'Họ và tên chủ hộ', 'Năm sinh', 'Dân tộc', 'Số nhân khẩu', '', '', 'Thôn', 'Phân loại'], ['', '', '', '', 'Tổng', 'Nam', 'Nữ', '', ''],
        [1, 'Siu Ấm', 1960, 'GR', 5, 2, 3, 'Thôn 3', 'N1'], [2, 'Hộ ông: Rơ Châm Bắc', 1955, 'Gia Rai', 4, 1, 3, 'Thôn 3', 'N2'], [3, 'Lê Cam', 1970, 'Kinh', 1, 1, 0, 'Làng Ghè', 'CN']] + SIGNED,
       {'households': [dict(head_name='Siu Ấm', head_birth_date='1960', head_sex='', ethnicity='gia_rai', member_count='5'), dict(head_name='Rơ Châm Bắc', head_sex='male', member_count='4'), dict(head_name='Lê Cam', member_count='1')],
        'classifications': [poor('Siu Ấm'), poor('Rơ Châm Bắc'), near('Lê Cam')]}, options=YEAR)
listed('f_people_by_sex_flat', 'households',
       [['STT', 'Họ và tên chủ hộ', 'Khẩu', 'Nam', 'Nữ', 'Thôn', 'Phân loại'], [1, 'Siu Ấm', 5, 2, 3, 'Thôn 3', 'Nghèo'], [2, 'Lê Cam', 2, 1, 1, 'Thôn 3', 'Nghèo']],
       {'households': [dict(head_name='Siu Ấm', head_birth_date='', head_sex='', member_count='5'), dict(head_name='Lê Cam', head_sex='')]}, options=YEAR)
listed('f_years_by_sex', 'households',
       [['STT', 'Họ và tên chủ hộ', 'Khẩu', 'Nam', 'Nữ', 'Thôn', 'Phân loại'], [1, 'Siu Ấm', 5, 1961, '', 'Thôn 3', 'Nghèo'], [2, 'Lê Cam', 2, '', 1970, 'Thôn 3', 'Nghèo']],
       {'households': [dict(head_name='Siu Ấm', head_birth_date='1961', head_sex='male'), dict(head_name='Lê Cam', head_birth_date='1970', head_sex='female')]}, options=YEAR)
listed('f_id_or_telephone', 'households',
       [['TT', 'Họ tên chủ hộ', 'Nữ', 'Tuổi', 'DT', 'Số CMND / Điện thoại', 'Khẩu', 'Nghèo', 'Cận nghèo', 'Thoát nghèo', 'Tái nghèo', 'Phát sinh'], [1, 'Rmah Hoa', 'x', 45, 'GR', '231000001 - 0905111222', 5, 'x', '', '', '', 'x'],
        [2, 'Kpă Tuấn', '', 50, 'GR', '0905111223', 4, '', 'x', '', '', ''], [3, 'Siu Lan', 'x', 39, 'BN', '', 3, '', '', 'x', '', ''], [4, 'Lê Nam', '', 61, 'K', '231000004', 3, 'x', '', '', 'x', '']],
       {'household_members': [dict(full_name='Rmah Hoa', id_number='231000001', phone='0905111222', sex='female', ethnicity='gia_rai'), dict(full_name='Kpă Tuấn', id_number='', phone='0905111223'), dict(full_name='Siu Lan', ethnicity='ba_na'),
                              dict(full_name='Lê Nam', id_number='231000004', ethnicity='kinh')],
        'classifications': [poor('Rmah Hoa', change='newly_poor'), near('Kpă Tuấn'), dict(household_label='Siu Lan', **{'class': 'newly_escaped'}), poor('Lê Nam', change='relapsed')]}, options=YEAR)
listed('f_telephone_called_dt', 'households',
       [['TT', 'Họ tên chủ hộ', 'ĐT', 'Thôn', 'Loại hộ'], [1, 'Rmah Hoa', '0905 111 222', 'Thôn 3', 'HN'], [2, 'Kpă Tuấn', '', 'Thôn 3', 'HCN']],
       {'household_members': [dict(full_name='Rmah Hoa', phone='0905111222', ethnicity=''), dict(full_name='Kpă Tuấn', phone='')]}, options=YEAR)
listed('f_meanings_in_headers', 'households',
       [['Danh sách hộ nghèo, hộ cận nghèo cuối năm 2017'], ['Số TT', 'Thôn', 'Chủ hộ', 'Giới tính (1: nữ; 2: nam)', 'Năm sinh', 'Loại hộ (1. nghèo; 2. cận nghèo; 3. thoát nghèo)', 'Nguyên nhân (1: thiếu vốn; 2: thiếu đất; 3: ốm đau)'], ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)'],
        [1, 'Thôn 3', 'Rmah Thêm', 1, 1975, 1, '1;3'], [2, 'Thôn 3', 'Siu Phiên', 2, 1980, '2', 2], [3, 'Làng Ghè', 'Ksor Ben', '1', 1966, '3.', ''], [4, 'Làng Ghè', 'Ksor Bốn', '2', 1967, 4, '']],
       {'classifications': [poor('Rmah Thêm', causes=',capital,illness_accident,'), near('Siu Phiên', causes=',production_land,'), dict(household_label='Ksor Ben', **{'class': 'newly_escaped'})],
        'households': [dict(head_name='Rmah Thêm', head_sex='female'), dict(head_name='Siu Phiên', head_sex='male')]}, options=YEAR, refused=['class_unknown'])
listed('f_causes_by_number', 'households',
       [('Sheet1', [['STT', 'HỌ VÀ TÊN CHỦ HỘ', 'GIỚI TÍNH', '', 'NĂM SINH', 'DÂN TỘC', 'SỐ KHẨU', 'HỘ NGHÈO', '', 'HỘ CẬN NGHÈO', 'NGUYÊN NHÂN NGHÈO', *[''] * 7, 'NHU CẦU'], ['', '', 'Nam', 'Nữ', '', '', '', 'N1', 'N2', '', *range(1, 9), ''],
                    ['A', 'B', *range(1, 18)], [1, 'Siu Pia', 'X', '', 1955, 'Gia Rai', 4, 'X', '', '', '', 'X', '', '', '', '', 'X', '', 'Vay vốn'], [2, 'Siu Pôi', '', 'X', 1966, 'Gia Rai', 4, '', 'X', '', 'X', *[''] * 7, 'Nhà ở'],
                    [3, 'Siu Plơ', '', 'X', 1977, 'Gia Rai', 4, '', '', 'X', *[''] * 7, 'X', '']], dict(merges=['C1:D1', 'H1:I1', 'K1:R1']))],
       {'classifications': [poor('Siu Pia', causes=',capital,illness_accident,', support_needs=',livelihood,'), poor('Siu Pôi', causes=',production_land,', support_needs=',housing,'), near('Siu Plơ', causes=',other,')],
        'households': [dict(head_name='Siu Pia', head_sex='male', head_birth_date='1955'), dict(head_name='Siu Pôi', head_sex='female'), dict(head_name='Siu Plơ', head_sex='female')]}, options=YEAR)
listed('f_poor_of_two_kinds', 'households',
       [['STT', 'Chủ hộ', 'Thôn', 'Năm sinh', 'Hộ nghèo N1', 'Hộ nghèo N2', 'Hộ cận nghèo'], [1, 'Siu Pia', 'Thôn 3', 1955, 'x', '', ''], [2, 'Siu Pôi', 'Thôn 3', '30/02/1960', '', 'x', ''], [3, 'Siu Plơ', 'Thôn 3', 1977, '', '', 'x']],
       {'classifications': [poor('Siu Pia'), near('Siu Plơ')]}, options=YEAR, refused=['birth_date_form'])
listed('f_people_as_ticks', 'households',
       [['STT', 'Tên hộ', 'Sinh năm', 'Hộ nghèo (ghi số khẩu)', 'Hộ cận nghèo (ghi số khẩu)', 'Mã thôn'], [1, 'Rmah Ten', 1960, 4, '', 'Thôn 3'], [2, 'Rmah Sen', 61, '', 5, 'Thôn 3'], [3, 'Rmah Trẻ', '05', '', 5, 'Thôn 3']],
       {'classifications': [poor('Rmah Ten'), near('Rmah Sen')], 'households': [dict(head_name='Rmah Ten'), dict(head_name='Rmah Sen', head_birth_date='1961')]}, options=YEAR, refused=['birth_date_form'], notes=['repaired'])
listed('f_ticks_of_one_union', 'households',
       [['STT', 'Chủ hộ', 'Thôn', 'Phân loại', 'Hội viên hội ND (x)', 'Hội viên Hội Liên hiệp Phụ nữ (đánh dấu x)'], [1, 'Lê Một', 'Thôn 3', 'Nghèo', 'x', ''], [2, 'Lê Hai', 'Thôn 3', 'Nghèo', '', 'x'], [3, 'Lê Ba', 'Thôn 3', 'Nghèo', '', '']],
       {'memberships': [dict(member_label='Lê Một', organisation='farmers_union'), dict(member_label='Lê Hai', organisation='womens_union')]}, options=YEAR, rows=3)
listed('f_two_years_of_birth', 'households',
       [['STT', 'Họ và tên chủ hộ', 'Ngày sinh', 'Năm sinh', 'Thôn', 'Phân loại'], [1, 'Siu Khớp', '15/8/1960', 1960, 'Thôn 3', 'Nghèo'], [2, 'Siu Lệch', '15/8/1960', 1961, 'Thôn 3', 'Nghèo'], [3, 'Siu Thiếu', '', 1962, 'Thôn 3', 'Nghèo'], [4, 'Siu Đủ', '3/4/1963', '', 'Thôn 3', 'Nghèo']],
       {'households': [dict(head_name='Siu Khớp', head_birth_date='1960-08-15'), dict(head_name='Siu Thiếu', head_birth_date='1962'), dict(head_name='Siu Đủ', head_birth_date='1963-04-03')]}, options=YEAR, refused=['birth_date_twice'])
listed('f_still_poor', 'households',
       [['DANH SÁCH HỘ NGHÈO ĐƯỢC PHÂN CÔNG GIÚP ĐỠ NĂM 2017'], ['STT', 'Tên hộ nghèo', 'Địa chỉ', 'Tổ chức phân công', 'Kết quả'], [1, 'Siu Hoa', 'Làng Ghè', 'Hội Phụ nữ', 'Thoát nghèo'], [2, 'Siu Nam', 'Làng Ghè', 'Hội ND', 'Chưa thoát nghèo'], [3, 'Rmah Bi', 'Thôn 3', 'ĐTN', 'Cận nghèo']],
       {'classifications': [dict(household_label='Siu Hoa', **{'class': 'newly_escaped'}), poor('Siu Nam'), near('Rmah Bi')]}, options=YEAR)
listed('f_ticks_by_year', 'households',
       [['DANH SÁCH TRÍCH NGANG HỘ NGHÈO THÔN 3'], ['Số TT', 'Họ, tên chủ hộ', 'Nam (nữ)', 'Số CMT nd', 'Hộ nghèo năm 2016', 'Hộ nghèo năm 2017', 'Hộ cận nghèo 2017'], [1, 'Siu Ấm', 'Nam', '230123456', 'x', 'x', ''], [2, 'Kpă Sen', 'nữ', '', 'x', '', 'x'], [3, 'Kpă Ba', 'nữ', '', '', 'x', '']],
       {'classifications': [poor('Siu Ấm'), near('Kpă Sen'), poor('Kpă Ba')], 'household_members': [dict(full_name='Siu Ấm', id_number='230123456', sex='male')]}, options=YEAR)
listed('f_results_by_year', 'households',
       [['STT', 'Chủ hộ', 'Thôn', 'Kết quả rà soát', ''], ['', '', '', 'Năm 2016', 'Năm 2017'], [1, 'Siu Ấm', 'Thôn 3', 'Hộ nghèo', 'Hộ cận nghèo'], [2, 'Kpă Sen', 'Thôn 3', 'Hộ cận nghèo', 'Thoát cận nghèo']],
       {'classifications': [near('Siu Ấm'), dict(household_label='Kpă Sen', **{'class': 'newly_escaped'})]}, options=YEAR)
listed('f_class_by_change', 'households',
       [['TT', 'Chủ hộ', 'Sinh năm', 'Thôn/tổ', 'Loại hộ', '', '', 'Nguyên nhân'], ['', '', '', '', 'Nghèo cũ', 'Nghèo mới', 'Tái nghèo', ''], [1, 'Siu Ấm', 1960, 'Thôn 3', 'x', '', '', 'Thiếu vốn; thiếu đất SX'], [2, 'Kpă Sen', 1970, 'Thôn 3', '', 'x', '', 'Đông con, ốm đau'],
        [3, 'Kpă Tư', 1971, 'Thôn 3', '', '', 'x', '']],
       {'classifications': [poor('Siu Ấm', change='unchanged', causes=',production_land,capital,'), poor('Kpă Sen', change='newly_poor', causes=',labour,illness_accident,'), poor('Kpă Tư', change='relapsed')]}, options=YEAR)
listed('f_members_beside_heads', 'households',
       [['TT', 'Họ và tên chủ hộ', 'Thành viên trong hộ', 'Quan hệ', 'Năm sinh', 'Thôn', 'Tiêu chí'], [1, 'Siu Ấm', 'Siu Ấm', 'Chủ hộ', 1960, 'Thôn 3', 'Nghèo'], ['', '', "Rmah H'Bêl", 'Vợ', 1965, '', ''], ['', '', 'Siu Tít', 'Con', 1990, '', ''],
        [2, 'Kpă Sen', 'Kpă Sen', 'Chủ hộ', 1970, 'Làng Ghè', 'Cận nghèo'], ['', '', 'Siu Mai', 'Vợ', 1972, '', '']],
       {'household_members': [dict(full_name='Siu Ấm', relation='head'), dict(full_name="Rmah H'Bêl", relation='spouse', household_label='Siu Ấm'), dict(full_name='Siu Tít', birth_date='1990'), dict(full_name='Kpă Sen', relation='head'), dict(full_name='Siu Mai', household_label='Kpă Sen')],
        'classifications': [poor('Siu Ấm'), near('Kpă Sen')]}, options=YEAR)
listed('f_ages_by_sex', 'households',
       [['BIỂU 1: DANH SÁCH HỘ NGHÈO KHÔNG CÓ KHẢ NĂNG LAO ĐỘNG NĂM 2017'], ['STT', 'Họ và tên chủ hộ', 'Tuổi', '', 'Dân tộc', 'Thôn', 'Số khẩu'], ['', '', 'Nam', 'Nữ', '', '', ''], [1, 'Siu Ấm', 57, '', 'Gia Rai', 'Thôn 3', 1], [2, "H' Bưp", '', 62, 'Gia Rai', 'Thôn 3', 2]],
       {'households': [dict(head_name='Siu Ấm', head_birth_date='1960', head_sex='male'), dict(head_name="H' Bưp", head_birth_date='1955', head_sex='female')]}, options=YEAR, notes=['age_taken'])
listed('f_broken_titles', 'households',
       [['UBND XÃ IA DIN\nTHÔN LÀNG ÀO'], ['DANH SÁCH HỘ NGHÈO\nNĂM 2017'], ['Số\nTT', 'Họ và\ntên chủ hộ', 'Năm\nsinh', 'Dân\ntộc', 'Số\nkhẩu', 'Ghi\nchú'], [1, 'Siu Ấm', 1960, 'Gia Rai', 5, ''], [2, 'Kpă\nSen', 1970, 'Gia Rai', 4, 'Hộ nghèo DTTS']],
       {'households': [dict(head_name='Siu Ấm', unit_label='Làng Ào', member_count='5'), dict(head_name='Kpă Sen', unit_label='Làng Ào')]}, options=YEAR)
listed('f_conclusion', 'households',
       [['STT', 'Chủ hộ', 'Ngày sinh', 'GT', 'Thôn', 'Thu nhập dưới chuẩn (x)', 'Kết luận'], [1, 'Siu Ấm', 1960, 1, 'Thôn 3', 'x', 'Hộ nghèo'], [2, 'Kpă Sen', 1970, 2, 'Thôn 3', '', 'Hộ cận nghèo']],
       {'classifications': [poor('Siu Ấm'), near('Kpă Sen')], 'households': [dict(head_name='Siu Ấm', head_sex='male'), dict(head_name='Kpă Sen', head_sex='female')]}, options=YEAR)
listed('f_classes_by_year', 'households',
       [['Danh sách hộ nghèo xã Ia Din giai đoạn 2016-2018'], ['STT', 'Họ và tên chủ hộ', 'Thôn', 2016, 2017, 2018], [1, 'Siu Ấm', 'Thôn 3', 'HN', 'HN', 'HCN'], [2, 'Kpă Sen', 'Thôn 3', 'HN', 'HCN', '']],
       {'classifications': [poor('Siu Ấm'), near('Kpă Sen')]}, options=YEAR)

# --- money -----------------------------------------------------------------------------------------------------

listed('f_cash_and_transfer', 'ledger_entries',
       [['DANH SÁCH ỦNG HỘ QUỸ VÌ NGƯỜI NGHÈO NĂM 2017'], ['STT', 'Họ và tên', 'Ngày', 'Tiền mặt', 'Chuyển khoản', 'Ghi chú'], [1, 'Ông Mai Tặng', '17/10/2017', '500.000', '', ''], [2, 'Công ty TNHH Mai Sơn', '18/10/2017', '0', '10.000.000', 'UNC 12'],
        [3, 'Bà Lê Thị Cho', '18/10/2017', '200.000', '300.000', ''], ['', 'Tổng cộng', '', '700.000', '10.300.000', '']],
       [dict(donor_label='Ông Mai Tặng', amount='500000', debit_account='cash'), dict(donor_label='Công ty TNHH Mai Sơn', amount='10000000', debit_account='bank'),
        dict(donor_label='Bà Lê Thị Cho', amount='200000', debit_account='cash'), dict(donor_label='Bà Lê Thị Cho', amount='300000', debit_account='bank')], rows=3, keys=2, no_csv=True, as_written=True)
listed('f_cash_ticked', 'ledger_entries',
       [['STT', 'Họ và tên', 'Ngày', 'Số tiền', 'Tiền mặt', 'Chuyển khoản'], [1, 'Ông Mai Tư', '17/10/2017', 500000, 'x', ''], [2, 'Bà Mai Năm', '18/10/2017', 200000, '', 'x'], [3, 'Bà Mai Sáu', '18/10/2017', 300000, '', 300000]],
       [dict(donor_label='Ông Mai Tư', amount='500000', debit_account='cash'), dict(donor_label='Bà Mai Năm', amount='200000', debit_account='bank'), dict(donor_label='Bà Mai Sáu', amount='300000', debit_account='bank')])

# --- other registers: what a row is told by its words ------------------------------------------------------------

listed('f_models_without_type', 'models',
       [['TỔNG HỢP ĐĂNG KÝ MÔ HÌNH NĂM 2018'], ['STT', 'Đơn vị đăng ký', 'Tên mô hình', 'Nội dung', 'Địa điểm thực hiện', 'Số hộ tham gia', 'Kinh phí (triệu đồng)'], [1, 'Hội Phụ nữ xã', 'Đường hoa phụ nữ', 'Trồng hoa 2 bên đường', 'Thôn 3', 35, '5,5'],
        [2, 'Đoàn Thanh niên xã', 'Thắp sáng đường quê', 'Lắp 20 bóng đèn', 'Thôn 3', 40, 20], [3, 'Hội CCB xã', 'Camera an ninh', '', 'Xã Ia Din', '', 15], [4, 'Hội CCB xã', 'Việc làm hay', '', 'Xã Ia Din', '', 15]],
       [dict(name='Đường hoa phụ nữ', type='flower_road', description='Trồng hoa 2 bên đường', funding='5500000', households='35'), dict(name='Thắp sáng đường quê', type='bright_green_clean'), dict(name='Camera an ninh', type='security', lead_body_label='Hội Cựu chiến binh xã Ia Din'), dict(name='Việc làm hay', type='other')],
       notes=['type_told', 'type_untold'], no_csv=True, as_written=True)
listed('f_works_without_type', 'works',
       [['DANH SÁCH CÔNG TRÌNH NĂM 2018'], ['STT', 'Tên công trình', 'Địa điểm', 'Quy mô', 'Tổng kinh phí (đồng)', 'Đơn vị thực hiện'], [1, 'Đường bê tông Thôn 3', 'Thôn 3', '0,8 km', '450.000.000', 'MTTQ xã'], [2, 'Cầu treo', 'Thôn 3', '', '300.000.000', 'MTTQ xã'],
        [3, 'Nhà văn hóa theo nhu cầu của dân', 'Thôn 3', '', '1.000.000', 'MTTQ xã']],
       [dict(name='Đường bê tông Thôn 3', type='rural_road', quantity='800', year='2018'), dict(name='Cầu treo', type='bridge'), dict(name='Nhà văn hóa theo nhu cầu của dân', type='culture_house')], notes=['type_told'], no_csv=True)
listed('f_supports_by_others', 'supports',
       [['DANH SÁCH HỘ NGHÈO ĐƯỢC HỖ TRỢ NĂM 2018'], ['STT', 'Họ tên chủ hộ', 'Thôn', 'Nội dung hỗ trợ', 'Số tiền (đồng)', 'Ngày hỗ trợ', 'Đơn vị hỗ trợ'], [1, 'Rơ Mah Thức', 'Thôn 3', 'Tặng bò giống', '15.000.000', '20/3/2018', 'Hội Nông dân xã'],
        [2, 'Lê Thị Nhàn', 'Làng Ghè', 'Sửa nhà', '10.000.000', '2/9/2018', 'Công ty TNHH Mai Sơn']],
       [dict(household_label='Rơ Mah Thức', type='livelihood', provider_body_label='Hội Nông dân xã Ia Din', value='15000000'), dict(household_label='Lê Thị Nhàn', type='housing', provider_body_label='', provider_name='Công ty TNHH Mai Sơn')],
       first=[KNOWN], notes=['type_told', 'provider_body_aside'], no_csv=True)
listed('f_members_by_hamlet', 'memberships',
       [['DANH SÁCH HỘI VIÊN NÔNG DÂN LÀ CHỦ HỘ NGHÈO NĂM 2017'], ['STT', 'Họ và tên hội viên', 'Năm sinh', 'Chi hội', 'Ngày vào hội'], [1, 'Rơ Mah Thức', 1958, 'Thôn 3', 2005], [2, 'Siu Hoa', 1960, 'Thôn 3', '03/2010'], [3, 'Lê Thị Nhàn', 1971, 'Làng Lạ', '03/2010']],
       [dict(member_label='Rơ Mah Thức', organisation='farmers_union', body_label='Chi hội Nông dân thôn 3', from_date='2005'), dict(member_label='Siu Hoa', from_date='2010-03'),
        dict(member_label='Lê Thị Nhàn', body_label='', note='Chi hội: Làng Lạ')], first=[KNOWN], notes=['body_aside'])
listed('f_cases_of_references', 'households',
       [['STT', 'Họ và tên chủ hộ', 'Thôn', 'Phân loại'], [1, 'Siu Thường', 'Thôn 3', 'Nghèo'], [2, 'Siu Hoa', 'Làng Ghè', 'Cận nghèo']],
       {'classifications': [poor('Siu Thường'), near('Siu Hoa')]}, options=YEAR, maker='lower')
listed('f_donors', 'donors',
       [['DANH SÁCH NHÀ HẢO TÂM'], ['STT', 'Tên nhà hảo tâm', 'Địa chỉ', 'Điện thoại', 'Loại'], [1, 'Công ty TNHH Mai Một', 'Pleiku', '0269 3824 111', 'Doanh nghiệp'], [2, 'Bà Mai Hai', '', '', 'Cá nhân'], [3, 'Trường THCS Mai Ba', '', '', '']],
       [dict(name='Công ty TNHH Mai Một', type='enterprise', phone='02693824111'), dict(name='Bà Mai Hai', type='individual'), dict(name='Trường THCS Mai Ba', type='organisation')])
listed('f_goods', 'in_kind_contributions',
       [['DANH SÁCH ỦNG HỘ HIỆN VẬT'], ['STT', 'Đơn vị/cá nhân', 'Tên hiện vật', 'Số lượng', 'ĐVT', 'Trị giá (đồng)', 'Ngày'], [1, 'Công ty Mai Một', 'Gạo', 500, 'kg', '7.500.000', '17/10/2017'], [2, 'Bà Lê Thị B', 'Mì tôm', 20, 'thùng', '2.000.000', '18/10/2017'], [3, 'Nhóm Mai', 'Quần áo cũ', '', '', '', '18/10/2017'],
        [4, 'Ông Lê C', 'Hiến đất làm đường', 120, 'm2', '', '18/10/2017']],
       [dict(contributor_name='Công ty Mai Một', form='goods', quantity='500', value='7500000', description='Gạo'), dict(contributor_name='Bà Lê Thị B', form='goods'), dict(contributor_name='Nhóm Mai', form='goods'), dict(contributor_name='Ông Lê C', form='land', quantity='120')], notes=['form_told'], no_csv=True)
listed('f_review_of_known', 'classifications',
       [['KẾT QUẢ RÀ SOÁT CUỐI NĂM 2018'], ['STT', 'Chủ hộ', 'Thôn', 'Kết quả đầu năm', 'Kết quả cuối năm'], [1, 'Rơ Mah Thức', 'Thôn 3', 'Hộ nghèo', 'Hộ cận nghèo'], [2, 'Lê Thị Nhàn', 'Làng Ghè', 'Hộ cận nghèo', 'Thoát cận nghèo']],
       [dict(household_label='Rơ Mah Thức', standard='std_2016', year='2018', **{'class': 'near_poor'}), dict(household_label='Lê Thị Nhàn', **{'class': 'newly_escaped'})], first=[KNOWN], no_csv=True)
listed('f_opinions', 'opinions',
       [['TỔNG HỢP Ý KIẾN CỬ TRI VÀ NHÂN DÂN'], ['STT', 'Nội dung ý kiến', 'Ngày tiếp nhận', 'Tổ chức tiếp nhận'], [1, 'Đề nghị sửa đường liên thôn', '5/3/2018', 'MTTQ xã']],
       [dict(received_on='2018-03-05', received_by_label='Ủy ban MTTQ Việt Nam xã Ia Din')])

# --- what is said in other words, and where it is said --------------------------------------------------------------

TO_2022, DISTRICT = ['--unit', '23866@2022-06-01'], ['--unit', '631@2017-05-01']
listed('f_other_words_for_a_class', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['STT', 'Họ và tên chủ hộ', 'Thôn', 'Nhóm hộ', 'Nguyên nhân'], [1, 'Siu Một', 'Thôn 3', '1. Hộ nghèo', 'Thiếu đất canh tác'], [2, 'Siu Hai', 'Thôn 3', 'HN đa chiều', 'Không đủ vốn; a) Thiếu lao động'],
        [3, 'Siu Ba', 'Thôn 3', 'Hộ thuộc diện cận nghèo', ''], [4, 'Siu Bốn', 'Thôn 3', '2 - Hộ cận nghèo', '']],
       {'classifications': [poor('Siu Một', causes=',production_land,'), poor('Siu Hai', causes=',capital,labour,'), near('Siu Ba'), near('Siu Bốn')]}, options=YEAR)
listed('f_ticks_under_what_they_are', 'households',
       [('Sheet1', [['KẾT QUẢ RÀ SOÁT HỘ NGHÈO NĂM 2022'], ['STT', 'Chủ hộ', 'Thôn', 'Kết quả', '', 'Diễn biến', '', '', 'Các chỉ số thiếu hụt dịch vụ xã hội cơ bản', '', '', 'Đối tượng', ''], ['', '', '', 'Nghèo', 'Cận nghèo', 'Tái nghèo', 'Phát sinh', 'Giữ nguyên', 1, 2, 3, 'Hộ người có công', 'Hộ DTTS'],
                    [1, 'Siu Một', 'Thôn 3', 'x', '', '', '', 'x', 'x', '', 'x', ''], [2, 'Siu Hai', 'Thôn 3', 'x', '', 'x', '', '', '', 'x', '', 'x'], [3, 'Siu Ba', 'Thôn 3', '', 'x', '', '', '', '', '', '', ''], [4, 'Siu 4', 'Thôn 3', 'x', '', '', '', 'x', 'x', '', '', '']], dict(merges=['D2:E2', 'F2:H2', 'I2:K2', 'L2:M2']))],
       {'classifications': [poor('Siu Một', change='unchanged', deprivations=',employment,nutrition,', standard='std_2022'), poor('Siu Hai', change='relapsed', deprivations=',dependent_person,'), near('Siu Ba', change='')],
        'households': [dict(head_name='Siu Hai', policy_categories=',person_with_merit,')]}, options=TO_2022, now='2022-12-31', refused=['name_form'])
listed('f_classes_over_years', 'households',
       [['THEO DÕI HỘ NGHÈO GIAI ĐOẠN 2016-2017'], ['STT', 'Chủ hộ', 'Thôn', 'Phân loại qua các năm', ''], ['', '', '', 'Năm 2016', 'Năm 2017'], [1, 'Siu Ấm', 'Thôn 3', 'Hộ nghèo', 'Hộ cận nghèo'], [2, 'Kpă Sen', 'Thôn 3', 'Hộ cận nghèo', 'Hộ nghèo']],
       {'classifications': [near('Siu Ấm'), poor('Kpă Sen')]}, options=YEAR)
listed('f_report_14', 'households',
       [('Sheet1', [['Báo cáo số 14: DANH SÁCH HỘ NGHÈO NĂM 2022'], ['STT chủ hộ', 'STT thành viên', 'Họ và tên', 'Năm sinh', '', 'Quan hệ với chủ hộ', 'Hộ nghèo mới, tái, cũ (ghi rõ)', 'Hộ KCKNLĐ', 'Thôn'], ['', '', '', 'Nam', 'Nữ', '', '', '', ''],
                    [1, 1, 'Siu Ấm', 1960, '', 'Chủ hộ', 'Mới', 'x', 'Thôn 3'], ['', 2, "Siu H'Bé", '', 1990, 'Em ruột', '', '', ''], [2, 1, 'Kpă Sen', 1970, '', 'Chủ hộ', 'Tái', '', 'Thôn 3']], dict(merges=['D2:E2']))],
       {'household_members': [dict(full_name='Siu Ấm', relation='head'), dict(full_name="Siu H'Bé", relation='sibling'), dict(full_name='Kpă Sen')], 'classifications': [poor('Siu Ấm', change='newly_poor'), poor('Kpă Sen', change='relapsed')],
        'households': [dict(head_name='Siu Ấm', no_labour_capacity='1')]}, options=TO_2022, now='2022-12-31')
listed('f_sections_with_all_sums', 'households',
       [['DANH SÁCH HỘ NGHÈO, CẬN NGHÈO NĂM 2017 HUYỆN ĐỨC CƠ'], ['TT', 'Họ và tên chủ hộ', 'Năm sinh', 'Dân tộc', 'Số khẩu', 'Số lao động', 'Hộ nghèo', 'Hộ cận nghèo'], ['I', 'Xã Ia Din', '', '', 7, 4, 1, 1], [1, 'Làng Ghè', '', '', 7, 4, 1, 1],
        ['1.1', 'Siu Ấm', 1960, 'Gia Rai', 4, 2, 'x', ''], ['1.2', 'Kpă Sen', 1970, 'Gia Rai', 3, 2, '', 'x'], ['II', 'Thị trấn Chư Ty', '', '', 2, 1, 1, 0], [1, 'Tổ dân phố 2', '', '', 2, 1, 1, 0], ['1.1', 'Lê Cam', 1980, 'Kinh', 2, 1, 'x', ''], ['', 'TỔNG TOÀN HUYỆN', '', '', 9, 5, 2, 1]],
       {'households': [dict(head_name='Siu Ấm', unit_label='Làng Ghè', member_count='4'), dict(head_name='Kpă Sen', unit_label='Làng Ghè'), dict(head_name='Lê Cam', unit_label='Tổ dân phố 2')], 'classifications': [poor('Siu Ấm'), near('Kpă Sen'), poor('Lê Cam')]}, options=DISTRICT, no_csv=True)
listed('f_remarks_behind_names', 'households',
       [['STT', 'Họ và tên chủ hộ', 'Thôn', 'Phân loại'], [1, 'Siu Ấm (đã mất)', 'Thôn 3', 'Nghèo'], [2, 'Kpă Sen - đã chuyển đi', 'Thôn 3', 'Nghèo'], [3, 'Lê Cam (chết 2016)', 'Thôn 3', 'Nghèo'], [4, 'Rmah Bi - Siu Hoa', 'Thôn 3', 'Nghèo']],
       {'household_members': [dict(full_name='Siu Ấm', note='đã mất'), dict(full_name='Kpă Sen', note='đã chuyển đi'), dict(full_name='Lê Cam', note='chết 2016'), dict(full_name='Rmah Bi - Siu Hoa', note='')]}, options=YEAR, notes=['name_remark'])
listed('f_results_in_words_of_households', 'classifications',
       [('Sheet1', [['KẾT QUẢ RÀ SOÁT CUỐI NĂM 2018'], ['STT', 'Chủ hộ', 'Thôn', 'Kết quả', '', 'Diễn biến', 'Điểm B1', 'Nguyên nhân', 'Số QĐ', 'Ngày QĐ'], ['', '', '', 'Hộ nghèo', 'Hộ cận nghèo', '', '', '', '', ''], [1, 'Rơ Mah Thức', 'Thôn 3', 'x', '', 'Giữ nguyên', 95, 'Thiếu vốn', '45/QĐ-UBND', '10/12/2018'],
                    [2, 'Lê Thị Nhàn', 'Làng Ghè', '', 'x', '', 130, '', '45/QĐ-UBND', '10/12/2018']], dict(merges=['D2:E2']))],
       [dict(household_label='Rơ Mah Thức', change='unchanged', causes=',capital,', score_income='95', decision_number='45/QĐ-UBND', decided_on='2018-12-10', **{'class': 'poor'}), dict(household_label='Lê Thị Nhàn', **{'class': 'near_poor'})], first=[KNOWN], no_csv=True)
listed('f_models_of_a_district', 'models',
       [['DANH SÁCH MÔ HÌNH NĂM 2018'], ['STT', 'Tên mô hình', 'Tổ chức chủ trì', 'Xã, thị trấn', 'Thôn', 'Kinh phí'], [1, 'Hàng rào xanh', 'Hội LHPN xã Ia Din', 'Ia Din', 'Thôn 3', '5 triệu'], [2, 'Con đường hoa', 'Hội Phụ nữ', 'Xã Ia Din', '', '']],
       [dict(name='Hàng rào xanh', unit_label='Thôn 3', lead_body_label='Hội Liên hiệp Phụ nữ xã Ia Din', funding='5000000'), dict(name='Con đường hoa', unit_label='Xã Ia Din')], options=DISTRICT, first=[KNOWN])
listed('f_thousands_in_digits', 'works',
       [['BIỂU TỔNG HỢP CÔNG TRÌNH NĂM 2018'], ['ĐVT: 1.000 đồng'], ['TT', 'Tên công trình', 'Địa điểm', 'Đơn vị thực hiện', 'Tổng kinh phí', 'Thời gian khởi công', 'Thời gian hoàn thành'], [1, 'Bê tông hóa đường Thôn 3', 'Thôn 3', 'MTTQ xã', 850000, '3/2018', '10/2018'], [2, 'Cầu treo', 'Thôn 3', 'MTTQ xã', '45.000', '', '']],
       [dict(name='Bê tông hóa đường Thôn 3', value='850000000', started_on='2018-03', completed_on='2018-10'), dict(name='Cầu treo', value='45000000')], notes=['money_unit'], no_csv=True)
listed('f_days_of_an_activity', 'activities',
       [['TỔNG HỢP HOẠT ĐỘNG NĂM 2018'], ['Stt', 'Nội dung', 'Thời gian', 'Xã, phường', 'Đơn vị chủ trì', 'Tổng số hộ', 'Số hộ tham gia', 'Tập thể, cá nhân được biểu dương'], [1, 'Tập huấn kỹ thuật', '20-21/5/2018', 'Ia Din', 'Hội Nông dân xã', 120, 110, 5], [2, 'Hội thi', '28/5 - 02/6/2018', 'Ia Din', 'Hội Nông dân xã', '', '', '']],
       [dict(name='Tập huấn kỹ thuật', on_date='2018-05-20', to_date='2018-05-21', household_total='120', household_count='110', commended='5', unit_label='Xã Ia Din'), dict(name='Hội thi', on_date='2018-05-28', to_date='2018-06-02')], no_csv=True)
listed('f_cadres_under_their_body', 'cadres',
       [['DANH BẠ ĐIỆN THOẠI'], ['STT', 'Họ và tên', 'Chức danh', 'Số ĐT'], ['I', 'UBMTTQ XÃ IA DIN', '', ''], [1, 'Rơ Mah Lứt', 'Chủ tịch', '0978.111.001'], [2, 'Đỗ Thị Lành', 'Phó chủ tịch', '0978 111 002'], ['II', 'HỘI NÔNG DÂN XÃ IA DIN', '', ''], [1, 'Siu Phép', 'Chủ tịch', '978111003']],
       [dict(full_name='Rơ Mah Lứt', rank='chair', body_label='Ủy ban MTTQ Việt Nam xã Ia Din', phone='0978111001'), dict(full_name='Đỗ Thị Lành', rank='vice_chair'), dict(full_name='Siu Phép', body_label='Hội Nông dân xã Ia Din')], options=DISTRICT, notes=['rank_told'])
listed('f_groups_of_unions', 'bodies',
       [['STT', 'Tên tổ chức', 'Thuộc', 'Loại', 'Tên thôn, làng', 'Số hội viên'], [1, 'Câu lạc bộ Nông dân sản xuất giỏi', 'Hội Nông dân', 'Câu lạc bộ', 'Thôn 3', 25]],
       [dict(name='Câu lạc bộ Nông dân sản xuất giỏi', organisation='farmers_union', kind='self_managed_group', unit_label='Thôn 3', member_count='25')], first=[KNOWN])
listed('f_names_or_units', 'ledger_entries',
       [['DANH SÁCH TẬP THỂ, CÁ NHÂN ỦNG HỘ'], ['STT', 'Họ và tên/ Tên đơn vị', 'Số tiền (đồng)', 'Ngày nộp'], ['I', 'Tập thể', '', ''], [1, 'Công ty TNHH Mai Chín', '10.000.000đ', '17/10/2017'], ['II', 'Xã hội hóa', '', ''], [1, 'Ông Mai Mười', '200.000', '18/10/2017']],
       [dict(donor_label='Công ty TNHH Mai Chín', amount='10000000'), dict(donor_label='Ông Mai Mười', amount='200000')])
listed('f_one_code_for_all', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['STT', 'Mã hộ', 'Họ và tên', 'Thôn']] + [[i, 'H1' if i <= 70 else 'H2', f'Siu {"Ân Bảo Cam Duy Én".split()[i % 5]} {"Lan Mai Nam Oanh Phú Quý Rin Sinh Tâm Út Vinh Xuân Yên Ba Tư".split()[i // 5]}', 'Thôn 3'] for i in range(1, 72)],
       {'households': [dict(head_name='Siu Bảo Tư', code='H2')]}, options=YEAR, refused=['household_large'] + ['head_not_taken'] * 69, as_written=True)
listed('f_what_they_do_have', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2022'], ['STT', 'Họ và tên chủ hộ', 'Thôn', 'Phân loại', 'Có việc làm', 'Có nhà ở', 'Đủ nước sạch', 'Nguyên nhân'], [1, 'Siu Ấm', 'Thôn 3', 'Hộ nghèo', 'x', 'x', 'x', 'Có vốn'], [2, 'Kpă Sen', 'Thôn 3', 'Hộ nghèo', '', '', '', 'Không có vốn']],
       {'classifications': [poor('Siu Ấm', deprivations='', causes='', standard='std_2022'), poor('Kpă Sen', deprivations='', causes=',capital,')]}, options=TO_2022, now='2022-12-31', notes=['column_unknown'])
