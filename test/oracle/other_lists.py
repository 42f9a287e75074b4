# SPDX-License-Identifier: Apache-2.0
"""Lists for office_sheets.py written by others before the program was asked: what each once lost. All people are invented."""
from further_lists import TO_2022
from odd_sheets import tcvn3
from office_lists import SIGNED, YEAR, listed
from outside_lists import KNOWN, near, poor

# --- households: titles and tables ----------------------------------------------------------------------------

listed('t_beside_each_other', 'households',
       [('Sheet1', [['DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO XÃ IA DIN NĂM 2017'], [], ['HỘ NGHÈO', '', '', '', '', '', 'HỘ CẬN NGHÈO'],
                    ['TT', 'Họ và tên', 'Năm sinh', 'Thôn', 'Số khẩu', '', 'TT', 'Họ và tên', 'Năm sinh', 'Thôn', 'Số khẩu'], [1, 'Siu Ấm', 1951, 'Thôn 3', 1, '', 1, 'Kpă Sen', 1970, 'Làng Ghè', 4],
                    [2, 'Lê Cam', 1944, 'Thôn 3', 2, '', 2, 'Siu Hoa', 1966, 'Làng Ghè', 3], ['', '', '', '', '', '', 3, 'Rmah Bi', 1959, 'Thôn 3', 2]] + SIGNED, dict(merges=['A1:K1', 'A3:E3', 'G3:K3']))],
       {'households': [dict(head_name='Siu Ấm', member_count='1'), dict(head_name='Lê Cam', unit_label='Thôn 3'), dict(head_name='Kpă Sen', head_birth_date='1970', unit_label='Làng Ghè'), dict(head_name='Siu Hoa'), dict(head_name='Rmah Bi', member_count='2')],
        'classifications': [poor('Siu Ấm'), poor('Lê Cam'), near('Kpă Sen'), near('Rmah Bi')]}, options=YEAR)
listed('t_struck_out', 'households',
       [('Sheet1', [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['TT', 'Họ và tên chủ hộ', 'Năm sinh', 'Thôn'], [1, 'Siu Ấm', 1951, 'Thôn 3'], [2, 'Kpă Sen', 1930, 'Thôn 3'], [3, 'Lê Thị Cam + chồng', 1944, 'Thôn 3']], dict(struck_rows=[4]))],
       {'household_members': [dict(full_name='Siu Ấm'), dict(full_name='Lê Thị Cam', note='chồng')]}, options=YEAR, refused=['row_struck'], notes=['name_remark'], as_written=True)
NO_YEAR = ['--no-bodies']
listed('t_year_beside_a_period', 'households',
       [['DANH SÁCH HỘ NGHÈO GIAI ĐOẠN 2016-2020, NĂM 2017'], ['TT', 'Chủ hộ', 'Thôn'], [1, 'Siu Ấm', 'Thôn 3']], {'classifications': [poor('Siu Ấm', year='2017')]}, options=NO_YEAR)
listed('t_year_alone', 'households',
       [['DS hộ nghèo, cận nghèo 2018'], ['Stt', 'Họ tên', 'Ns', 'Nk', 'Thôn', 'Loại'], [1, 'Siu Ấm', 1960, 4, 'Thôn 3', 'HN']],
       {'classifications': [poor('Siu Ấm', year='2018')], 'households': [dict(head_name='Siu Ấm', member_count='4', head_birth_date='1960')]}, options=NO_YEAR)
listed('t_two_years_in_a_title', 'households',
       [['KẾT QUẢ RÀ SOÁT HỘ NGHÈO CUỐI NĂM 2017 ÁP DỤNG CHO NĂM 2018'], ['TT', 'Chủ hộ', 'Thôn'], [1, 'Siu Ấm', 'Thôn 3']], {'classifications': []}, options=NO_YEAR, refused=['year_missing'])
listed('t_years_as_columns', 'households',
       [('Sheet1', [['DANH SÁCH THEO DÕI HỘ NGHÈO QUA CÁC NĂM'], ['TT', 'Chủ hộ', 'Thôn', 'Kết quả rà soát', '', ''], ['', '', '', '2015', '2016', '2017'], [1, 'Siu Ấm', 'Thôn 3', 'HN', 'HN', 'CN'], [2, 'Kpă Sen', 'Thôn 3', 'CN', 'CN', 'HN']], dict(merges=['D2:F2']))],
       {'classifications': [near('Siu Ấm', year='2017'), poor('Kpă Sen')]}, options=YEAR, notes=['column_of_year'], no_csv=True)
listed('t_start_and_end_of_year', 'households',
       [('Sheet1', [['KẾT QUẢ RÀ SOÁT NĂM 2017'], ['TT', 'Chủ hộ', 'Thôn', 'Đầu năm', '', 'Cuối năm', '', ''], ['', '', '', 'Nghèo', 'Cận nghèo', 'Nghèo', 'Cận nghèo', 'Thoát nghèo'], [1, 'Siu Ấm', 'Thôn 3', 'x', '', '', 'x', ''], [2, 'Kpă Sen', 'Thôn 3', 'x', '', '', '', 'x'],
                    [3, 'Lê Cam', 'Thôn 3', '', 'x', 'x', '', '']], dict(merges=['D2:E2', 'F2:H2']))],
       {'classifications': [near('Siu Ấm'), dict(household_label='Kpă Sen', **{'class': 'newly_escaped'}), poor('Lê Cam')]}, options=YEAR, notes=['column_unknown'])
listed('t_near_poor_again', 'households',
       [('Sheet1', [['HỘ NGHÈO, HỘ CẬN NGHÈO TĂNG THÊM NĂM 2017'], ['TT', 'Chủ hộ', 'Thôn', 'Hộ nghèo', '', 'Hộ cận nghèo', ''], ['', '', '', 'Tái nghèo', 'Phát sinh', 'Tái cận nghèo', 'Phát sinh'], [1, 'Siu Ấm', 'Thôn 3', 'x', '', '', ''], [2, 'Kpă Sen', 'Thôn 3', '', 'x', '', ''],
                    [3, 'Lê Cam', 'Thôn 3', '', '', 'x', ''], [4, 'Siu Hoa', 'Thôn 3', '', '', '', 'x']], dict(merges=['D2:E2', 'F2:G2']))],
       {'classifications': [poor('Siu Ấm', change='relapsed'), poor('Kpă Sen', change='newly_poor'), near('Lê Cam', change='relapsed_near_poor'), near('Siu Hoa', change='newly_near_poor')]}, options=YEAR)
listed('t_no_is_no_class', 'households',
       [['DANH SÁCH RÀ SOÁT HỘ NGHÈO NĂM 2017'], ['TT', 'Chủ hộ', 'Thôn', 'Điểm B1', 'Điểm B2', 'Kết luận'], [1, 'Siu Ấm', 'Thôn 3', '115 điểm', '30đ', 'Hộ nghèo'], [2, 'Kpă Sen', 'Thôn 3', 160, 0, 'Không']],
       {'classifications': [poor('Siu Ấm', score_income='115', score_deprivation='30')]}, options=YEAR, refused=['class_unknown'])

# --- households: people -----------------------------------------------------------------------------------------

listed('t_old_font_beside_plain_words', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['TT', 'Họ và tên chủ hộ', 'Thôn', 'Dân tộc'], [1, tcvn3('Lường Văn Quyết'), tcvn3('Thôn Phú Thịnh'), 'Tày'], [2, tcvn3('Ma Thị Ngọ'), tcvn3('Thôn Cúc Lùng'), 'Tày'], [3, tcvn3('Trần Văn Đệ'), tcvn3('Thôn Đồng'), 'Kinh']],
       {'households': [dict(head_name='Lường Văn Quyết', ethnicity='tay', unit_label='Thôn Phú Thịnh'), dict(head_name='Ma Thị Ngọ', ethnicity='tay'), dict(head_name='Trần Văn Đệ', ethnicity='kinh')]}, options=YEAR, as_written=True)
listed('t_day_month_year_of_a_day', 'households',
       [('Sheet1', [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['STT', 'Họ và tên chủ hộ', 'Sinh ngày', '', '', 'Thôn'], ['', '', 'Ngày', 'Tháng', 'Năm', ''], [1, 'Siu Ấm', 5, 9, 1961, 'Thôn 3'], [2, 'Kpă Sen', '', '', 1970, 'Thôn 3']], dict(merges=['C2:E2']))],
       {'households': [dict(head_name='Siu Ấm', head_birth_date='1961-09-05'), dict(head_name='Kpă Sen', head_birth_date='1970')]}, options=YEAR, no_csv=True)
listed('t_people_in_other_words', 'households',
       [('Sheet1', [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['STT', 'Họ, chữ đệm và tên', 'QHCH', "Năm sinh", 'Giới tính/ Sex', 'Dân tộc', '', 'Tổ', 'Biến động'], ['', '', '', '', '', 'Kinh', 'Khác', '', ''], [1, 'Đinh Một', 'CH', "'60", 'Nam/ M', '', 'Ka Tu', 'Tổ 3', ''],
                    ['', 'Đinh Hai', 'Vợ 2', 1970, 'Nữ/ F', '', 'Châu Mạ', 'Tổ 3', 'Chết 2016'], ['', 'Đinh Ba', 'C.trai', 1990, 'Nam/ M', 'x', '', 'Tổ 3', ''], ['', 'Đinh Tư', 'Con dâu', 1991, 'Nữ/ F', '', 'Mán', 'Tổ 3', '']], dict(merges=['F2:G2']))],
       {'household_members': [dict(full_name='Đinh Một', relation='head', ethnicity='co_tu', sex='male', birth_date='1960'), dict(full_name='Đinh Hai', relation='spouse', ethnicity='ma', note='Chết 2016'), dict(full_name='Đinh Ba', relation='child', ethnicity='kinh'),
                              dict(full_name='Đinh Tư', relation='child_in_law', ethnicity='dao', sex='female')]}, options=YEAR, notes=['word_kept', 'repaired'], no_csv=True)
listed('t_members_across', 'households',
       [('Sheet1', [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['TT', 'Chủ hộ', 'Năm sinh', 'Thôn', 'Thành viên 1', '', 'Thành viên 2', ''], ['', '', '', '', 'Họ tên', 'Năm sinh', 'Họ tên', 'Năm sinh'], [1, 'Siu Ấm', 1970, 'Thôn 3', 'Kpă Nết', 1973, 'Siu Hữu', 2000]], dict(merges=['E2:F2', 'G2:H2']))],
       {'households': [dict(head_name='Siu Ấm', head_birth_date='1970')]}, options=YEAR, notes=['column_unknown'])
listed('t_groups_of_the_forms', 'households',
       [('Sheet1', [['DANH SÁCH HỘ NGHÈO NĂM 2022'], ['STT', 'Họ và tên chủ hộ', 'Số NK', 'Mã số hộ nghèo', 'Thôn', 'Diện CS', 'Thuộc nhóm', '', 'Chỉ số thiếu hụt', 'Nguyện vọng hỗ trợ'], ['', '', '', '', '', '', 'Hộ có thành viên là NCC với cách mạng', 'Hộ BTXH', '', ''],
                    [1, 'Siu Ấm', 4, 'HN01', 'Thôn 3', 'NCC', '', '', 'nước sạch, hố xí', 'Vay vốn'], [2, 'Kpă Sen', 3, 'HN02', 'Thôn 3', '', 'x', 'x', '', '']], dict(merges=['G2:H2']))],
       {'households': [dict(head_name='Siu Ấm', member_count='4', code='HN01', policy_categories=',person_with_merit,'), dict(head_name='Kpă Sen', policy_categories=',person_with_merit,social_protection,')],
        'classifications': [poor('Siu Ấm', deprivations=',clean_water,hygienic_toilet,', support_needs=',livelihood,')]}, options=TO_2022, now='2022-12-31')

# --- other registers --------------------------------------------------------------------------------------------------

listed('t_members_of_a_household', 'household_members',
       [['DANH SÁCH NHÂN KHẨU'], ['STT', 'Chủ hộ', 'Quan hệ', 'Họ và tên', 'Năm sinh', 'Nghề nghiệp', 'Thẻ BHYT', 'SĐT'], [1, 'Lê Thị Nhàn', 'Con', 'Trần Lan', 1999, 'Công nhân', 'GD4640123456789', '0905 111 222'], [2, '', 'Con', 'Trần Huệ', 2004, '', 'không', ''], [3, 'Rơ Mah Thức', 'Mẹ đẻ', 'Rơ Mah Già', 1930, '', 'x', '']],
       [dict(full_name='Trần Lan', household_label='Lê Thị Nhàn', health_insurance='1', occupation='Công nhân', phone='0905111222'), dict(full_name='Trần Huệ', household_label='Lê Thị Nhàn', health_insurance='0'), dict(full_name='Rơ Mah Già', relation='parent', health_insurance='1')], first=[KNOWN], notes=['filled_down'])
listed('t_branches_by_hamlet', 'memberships',
       [['HỘI NÔNG DÂN XÃ IA DIN'], ['DANH SÁCH HỘI VIÊN HỘI NÔNG DÂN'], ['STT', 'Họ, chữ đệm và tên', 'Năm sinh', 'Chi hội', 'Tham gia Hội từ năm'], [1, 'Rơ Mah Thức', 1958, 'Chi hội thôn 3', '1990'], [2, 'Siu Hoa', 1960, 'CH Thôn 3', '2001'], [3, 'Lê Thị Nhàn', 1971, 'Chi hội chợ', '']],
       [dict(member_label='Rơ Mah Thức', organisation='farmers_union', from_date='1990'), dict(member_label='Siu Hoa', from_date='2001'), dict(member_label='Lê Thị Nhàn', note='Chi hội: Chi hội chợ')], first=[KNOWN], notes=['body_aside'])
listed('t_kinds_of_members_ticked', 'memberships',
       [['ĐOÀN TNCS HỒ CHÍ MINH XÃ IA DIN'], ['DANH SÁCH ĐOÀN VIÊN, THANH NIÊN'], ['STT', 'Họ tên', 'Năm sinh', 'Đoàn viên', 'Hội viên LHTN'], [1, 'Rơ Mah Trẻ', 1995, '', 'x']],
       [dict(member_label='Rơ Mah Trẻ', organisation='youth_union', category='youth_federation_member')], first=[KNOWN])
listed('t_escaped_by_title', 'classifications',
       [['DANH SÁCH HỘ THOÁT NGHÈO NĂM 2018'], ['STT', 'Chủ hộ', 'Thôn', 'Lên cận nghèo', 'Vượt chuẩn cận nghèo'], [1, 'Rơ Mah Thức', 'Thôn 3', 'x', ''], [2, 'Lê Thị Nhàn', 'Làng Ghè', '', '']],
       [dict(household_label='Rơ Mah Thức', change='escaped_to_near_poor', **{'class': 'near_poor'}), dict(household_label='Lê Thị Nhàn', **{'class': 'newly_escaped'})], first=[KNOWN])
listed('t_relapsed_and_new', 'classifications',
       [['DANH SÁCH HỘ TÁI NGHÈO, PHÁT SINH NGHÈO NĂM 2018'], ['STT', 'Họ và tên', 'Địa chỉ', 'Tái nghèo', 'Phát sinh mới'], [1, 'Rơ Mah Thức', 'Thôn 3', 'x', ''], [2, 'Lê Thị Nhàn', 'Làng Ghè', '', 'x']],
       [dict(household_label='Rơ Mah Thức', change='relapsed', **{'class': 'poor'}), dict(household_label='Lê Thị Nhàn', change='newly_poor', **{'class': 'poor'})], first=[KNOWN])
listed('t_models_by_title', 'models',
       [['BÁO CÁO MÔ HÌNH CỦA HỘI CỰU CHIẾN BINH XÃ IA DIN NĂM 2018'], ['TT', 'Mô hình kinh tế', 'Làng', 'Thời gian thực hiện', 'Kinh phí (tr.đ)'], [1, 'Nuôi dê sinh sản', 'Thôn 3', 'Quý II/2018', '45,5']],
       [dict(name='Nuôi dê sinh sản', lead_body_label='Hội Cựu chiến binh xã Ia Din', type='mutual_help_economy', started_on='2018-Q2', funding='45500000', unit_label='Thôn 3')], first=[KNOWN], notes=['lead_body_told', 'type_told', 'money_unit'])
listed('t_works_in_short', 'works',
       [['CÔNG TRÌNH THANH NIÊN NĂM 2018'], ['Tên CT', 'SL', 'ĐVT', 'Trị giá (trđ)', 'Đơn vị thực hiện', 'Thời gian', 'Số hộ hưởng lợi'], ['Thắp sáng đường quê', '1.200', 'mét', 45, 'Đoàn xã', '26/3/18', '110 hộ']],
       [dict(name='Thắp sáng đường quê', quantity='1200', value='45000000', started_on='2018-03-26', households='110', measure='mét')], no_csv=True)
listed('t_gifts_by_title', 'supports',
       [['DANH SÁCH HỘ NGHÈO NHẬN QUÀ TẾT NĂM 2018'], ['STT', 'Họ và tên', 'Thôn', 'Số suất', 'Số tiền', 'Ngày nhận'], [1, 'Rơ Mah Thức', 'Thôn 3', 1, '300.000', '5/2/18'], [2, 'Lê Thị Nhàn', 'Làng Ghè', 1, '300.000', '5/2/18']],
       [dict(household_label='Rơ Mah Thức', type='visit_gift', quantity='1', on_date='2018-02-05', value='300000'), dict(household_label='Lê Thị Nhàn')], first=[KNOWN], notes=['type_told', 'repaired'], no_csv=True)
listed('t_houses_by_title', 'supports',
       [['HỖ TRỢ XÂY DỰNG NHÀ ĐẠI ĐOÀN KẾT NĂM 2018'], ['TT', 'Chủ hộ', 'Thôn', 'Xây mới', 'Sửa chữa', 'Kinh phí (triệu đồng)', 'Ngày bàn giao'], [1, 'Rơ Mah Thức', 'Thôn 3', 'x', '', 50, '20/12/2018'], [2, 'Lê Thị Nhàn', 'Làng Ghè', '', 'x', '20,5', '18/11/2018']],
       [dict(household_label='Rơ Mah Thức', type='housing', subtype='solidarity_house', value='50000000'), dict(household_label='Lê Thị Nhàn', type='housing', subtype='house_repair', value='20500000')], first=[KNOWN], no_csv=True)
listed('t_title_of_several_gifts', 'supports',
       [['TỔNG HỢP HỖ TRỢ NHÀ Ở, HỌC BỔNG, CON GIỐNG NĂM 2018'], ['TT', 'Chủ hộ', 'Thôn', 'Số tiền', 'Ngày'], [1, 'Rơ Mah Thức', 'Thôn 3', '5.000.000', '20/12/2018']], [], first=[KNOWN], refused=['type_missing'])
listed('t_kinds_of_gifts_to_works', 'in_kind_contributions',
       [['HIẾN ĐẤT, GÓP NGÀY CÔNG NĂM 2018'], ['TT', 'Họ tên', 'Làng', 'Diện tích đất hiến (m2)', 'Số ngày công', 'Tiền mặt', 'Ngày'], [1, 'Rơ Mah Thức', 'Thôn 3', 120, '', '', '6/2018'], [2, 'Lê Thị Nhàn', 'Làng Ghè', '', 3, '', '6/2018'], [3, 'Siu Hoa', 'Thôn 3', '', '', '500.000', '6/2018'], [4, 'Siu Lan', 'Thôn 3', 10, 2, '', '6/2018']],
       [dict(contributor_name='Rơ Mah Thức', form='land', quantity='120'), dict(contributor_name='Lê Thị Nhàn', form='labour', quantity='3'), dict(contributor_name='Siu Hoa', form='money', value='500000'),
        dict(contributor_name='Siu Lan', form='land', quantity='10'), dict(contributor_name='Siu Lan', form='labour', quantity='2')], first=[KNOWN], rows=4, keys=2)
listed('t_shares_and_days', 'activities',
       [['KẾT QUẢ HOẠT ĐỘNG NĂM 2018'], ['TT', 'Hoạt động', 'Thời gian', 'Chủ trì', 'Số hộ tham dự/tổng số hộ', 'Số lớp/buổi', 'Dự kiến kinh phí'], [1, 'Hội nghị tổng kết năm', 'từ 10 đến 12/12/2018', 'MTTQ xã', '95/110', 2, '10 triệu']],
       [dict(name='Hội nghị tổng kết năm', on_date='2018-12-10', to_date='2018-12-12', household_count='95', household_total='110', sessions='2', cost='10000000')])
listed('t_board_by_title', 'cadres',
       [['DANH SÁCH BAN CHẤP HÀNH HỘI NÔNG DÂN XÃ IA DIN'], ['STT', 'Họ tên', 'Năm sinh', 'Chức vụ', 'Ngày bổ nhiệm'], [1, 'Rơ Mah Lứt', 1972, 'Chủ tịch', '1/6/2014'], [2, 'Siu Phép', 1980, 'P. Chủ tịch', ''], [3, "Siu H'Ben", 1985, 'UV BCH', '']],
       [dict(full_name='Rơ Mah Lứt', body_label='Hội Nông dân xã Ia Din', rank='chair', from_date='2014-06-01'), dict(full_name='Siu Phép', rank='vice_chair'), dict(full_name="Siu H'Ben", rank='member')], notes=['body_told', 'rank_told'])
listed('t_kinds_of_bodies_by_name', 'bodies',
       [['STT', 'Tên tổ chức', 'Tổ chức', 'Làng', 'Ngày thành lập', 'Số hội viên'], [1, 'Ban CTMT Thôn 3', 'MTTQ', 'Thôn 3', '2003', '9']], {'bodies': []}, rows=1, notes=['kind_told'], first=[KNOWN], keys=1)
listed('t_numbers_with_formulas', 'declared_figures',
       [('Sheet1', [['TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2017'], ['STT', 'Xã, thị trấn', 'Tổng số hộ dân', 'Hộ nghèo', '', 'Hộ cận nghèo', ''], ['', '', '', 'Số hộ', 'Tỷ lệ (%)', 'Số hộ', 'Tỷ lệ (%)'], ['A', 'B', '1', '2', '3=2/1', '4', '5=4/1'], [1, 'Xã Ia Din', '1.600', '330', '20,63', '140', '8,75']], dict(merges=['D2:E2', 'F2:G2']))],
       {'declared_figures': [dict(figure='poor_households', value='330'), dict(figure='near_poor_households', value='140')]}, rows=1, all=False, options=['--unit', '631@2017-05-01', '--year', '2017'])
listed('t_causes_by_hamlet', 'declared_figures',
       [('Sheet1', [['Mẫu số 10. NGUYÊN NHÂN NGHÈO NĂM 2018'], ['TT', 'Làng', 'Tổng số hộ nghèo', 'Nguyên nhân', '', ''], ['', '', '', 'Không có đất SX', 'Không có vốn SX', 'Ốm đau, bệnh nặng, tai nạn'], [1, 'Thôn 3', 40, 12, 20, 5]], dict(merges=['D2:F2']))],
       {'declared_figures': [dict(breakdown='production_land', value='12'), dict(breakdown='capital', value='20')]}, rows=1, all=False, options=['--unit', '23866@2017-05-01', '--year', '2018'], first=[KNOWN])
