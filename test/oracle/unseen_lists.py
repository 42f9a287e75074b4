# SPDX-License-Identifier: Apache-2.0
"""Lists for office_sheets.py, written before anybody looked at what the program reads. All people are invented."""
from office_lists import YEAR, listed
from outside_lists import KNOWN, near, poor

# --- households ---------------------------------------------------------------------------------------------------

listed('u_annex_of_a_decision', 'households',
       [['DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2017'], ['(Kèm theo Quyết định số 412/QĐ-UBND ngày 25/12/2017 của Chủ tịch UBND huyện Đức Cơ)'], ['STT', 'Họ tên chủ hộ', 'Năm sinh', 'Thôn', 'Phân loại'],
        [1, 'Siu Quyết', 1961, 'Thôn 3', 'Nghèo'], [2, 'Siu Định', 1962, 'Thôn 3', 'Cận nghèo']],
       {'classifications': [poor('Siu Quyết', decision_number='412/QĐ-UBND', decided_on='2017-12-25'), near('Siu Định', decision_number='412/QĐ-UBND')]}, options=YEAR, notes=['decision_number_told'])
listed('u_standard_is_no_decision', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017 (theo Quyết định số 59/2015/QĐ-TTg ngày 19/11/2015)'], ['STT', 'Họ tên chủ hộ', 'Thôn'], [1, 'Siu Chuẩn', 'Thôn 3']],
       {'classifications': [poor('Siu Chuẩn', decision_number='', decided_on='')]}, options=YEAR)
listed('u_two_id_columns', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['STT', 'Họ và tên', 'Số định danh cá nhân', 'CMND/CCCD', '', 'Hộ khẩu thường trú', 'Chỗ ở hiện nay'], ['', '', '', 'Số', 'Ngày cấp', '', ''],
        [1, 'Siu Cũ', '', '231234567', '2/3/2009', 'Làng Ghè', 'Thôn 3'], [2, 'Siu Mới', '064085001234', '231234569', '', 'Thôn 3', 'Thôn 3']],
       {'household_members': [dict(full_name='Siu Cũ', id_number='231234567'), dict(full_name='Siu Mới', id_number='064085001234')],
        'households': [dict(head_name='Siu Cũ', unit_label='Thôn 3')]}, options=YEAR, no_csv=True)
listed('u_head_is_ticked', 'households',
       [['DANH SÁCH THÀNH VIÊN HỘ NGHÈO NĂM 2017'], ['Hộ số', 'TT', 'Họ và tên', 'Ngày sinh', 'Thôn', 'Chủ hộ', 'Quan hệ'], ['H01', 1, 'Siu Hằng', '15/01/1985', 'Thôn 3', 'x', ''], ['H01', 2, 'Siu Bảo', '2012', 'Thôn 3', '', 'Con'],
        ['H02', 1, 'Siu Thiết', '1955', 'Thôn 3', 'x', ''], ['H02', 2, 'Siu Tơ', '1958', 'Thôn 3', '', 'Vợ']],
       {'household_members': [dict(full_name='Siu Hằng', relation='head'), dict(full_name='Siu Bảo', relation='child', household_label='Siu Hằng'), dict(full_name='Siu Thiết', relation='head'),
                              dict(full_name='Siu Tơ', relation='spouse', household_label='Siu Thiết')]}, options=YEAR)
listed('u_people_without_numbers', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['TT', 'Họ tên', 'Năm sinh', 'Thôn'], [1, 'Siu Đầu', 1961, 'Thôn 3'], ['', 'Siu Theo', 1964, ''], [2, 'Siu Sau', 1970, 'Làng Ghè'], ['', 'Siu Không Số', 1971, 'Thôn 3']],
       {'household_members': [dict(full_name='Siu Đầu', relation='head'), dict(full_name='Siu Theo', relation='other', household_label='Siu Đầu'), dict(full_name='Siu Sau', relation='head'),
                              dict(full_name='Siu Không Số', relation='head')]}, options=YEAR, notes=['member_told'])
listed('u_who_is_without_number', 'households',
       [['DANH SÁCH HỘ NGHÈO THÔN 3 NĂM 2017'], ['TT', 'Họ tên', 'Năm sinh', 'Dân tộc'], [1, 'Siu Một', 1961, 'Gia Rai'], ['', 'Siu Hay Hai', 1964, 'Gia Rai'], [2, 'Siu Ba', 1970, 'Gia Rai']],
       {'households': [dict(head_name='Siu Một'), dict(head_name='Siu Ba')]}, options=YEAR, refused=['row_unnumbered'], as_written=True)
listed('u_words_of_columns', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['STT', 'Thôn/Họ tên chủ hộ', 'Năm sinh', 'Đối tượng BTXH', 'Đang đi học'], ['I', 'Thôn 3', '', '', ''], [1, 'Siu Bảo Trợ', 1961, 'x', ''], [2, 'Siu Đi Học', 1999, '', 'x']],
       {'households': [dict(head_name='Siu Bảo Trợ', policy_categories=',social_protection,', unit_label='Thôn 3'), dict(head_name='Siu Đi Học', policy_categories='')]}, options=YEAR)
listed('u_abbreviated_relations', 'households',
       [['TT', 'HỌ VÀ TÊN', 'Q.HỆ', 'NS', 'GT', 'DT', 'THÔN'], ['1', 'SIU BÌNH', 'CH', '1970', 'Nam', 'Gia Rai', 'Thôn 3'], ['', 'SIU DUNG', 'V', '1972', 'Nữ', 'Gia Rai', ''], ['', 'SIU ĐẠT', 'C', '2001', 'Nam', 'Gia Rai', '']],
       {'household_members': [dict(full_name='SIU BÌNH', relation='head'), dict(full_name='SIU DUNG', relation='spouse'), dict(full_name='SIU ĐẠT', relation='child')]}, options=[*YEAR, '--set', 'class=poor'], no_csv=True)
listed('u_members_counted', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['STT', 'Họ tên chủ hộ', 'Thôn', 'HND', 'HPN'], [1, 'Siu Đếm', 'Thôn 3', 2, 0], [2, 'Siu Dấu', 'Thôn 3', 1, 0]],
       {'memberships': [dict(member_label='Siu Dấu', organisation='farmers_union')]}, options=YEAR, notes=['members_counted'], rows=2)
listed('u_marks_differ', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['STT', 'Họ tên chủ hộ', 'Năm sinh', 'Thôn'], [1, 'Lê Thị Nhãn', 1971, 'Làng Ghè']],
       {'same_as_links': [dict(household_label='Lê Thị Nhãn', canonical_label='Lê Thị Nhàn')]}, options=YEAR, first=[KNOWN], notes=['possible_duplicate'], no_csv=True)

# --- other registers ------------------------------------------------------------------------------------------------

listed('u_measure_behind_quantity', 'supports',
       [['Chủ hộ', 'Thôn', 'Loại hỗ trợ', 'Nội dung', 'Số lượng', 'Đơn vị', 'Giá trị', 'Ngày', 'Nguồn'], ['Rơ Mah Thức', 'Thôn 3', 'Sinh kế', 'Bò giống', '1', 'con', '15000000', '20/8/2017', 'Tín dụng']],
       [dict(household_label='Rơ Mah Thức', quantity='1', measure='con', provider_name='', fund_source='credit')], first=[KNOWN], no_csv=True)
MENDED = ['TT', 'Họ tên chủ hộ', 'Thôn', 'Xây mới', 'Sửa chữa', 'Số tiền (triệu đồng)', 'Ngày bàn giao', 'Đơn vị hỗ trợ']
listed('u_built_or_mended', 'supports',
       [['DANH SÁCH HỖ TRỢ XÂY DỰNG, SỬA CHỮA NHÀ ĐẠI ĐOÀN KẾT NĂM 2017'], MENDED, [1, 'Rơ Mah Thức', 'Thôn 3', 'x', '', 50, '15/11/2017', 'Quỹ Vì người nghèo huyện'], [2, 'Lê Thị Nhàn', 'Làng Ghè', '', 'x', 20, '18/11/2017', '']],
       [dict(household_label='Rơ Mah Thức', type='housing', subtype='solidarity_house', fund_source='fund_for_the_poor', value='50000000'), dict(household_label='Lê Thị Nhàn', subtype='house_repair')], first=[KNOWN], no_csv=True)
listed('u_built_or_mended_who_knows', 'supports',
       [['DANH SÁCH HỘ ĐƯỢC HỖ TRỢ XÂY MỚI, SỬA CHỮA NHÀ NĂM 2017'], ['STT', 'Họ tên chủ hộ', 'Thôn', 'Số tiền', 'Ngày hoàn thành'], [1, 'Rơ Mah Thức', 'Thôn 3', '50.000.000', '5/9/2017']],
       [dict(household_label='Rơ Mah Thức', type='housing', subtype='')], first=[KNOWN], no_csv=True)
listed('u_branch_and_a_remark', 'memberships',
       [['DANH SÁCH HỘI VIÊN HỘI NÔNG DÂN NĂM 2017'], ['TT', 'Họ và tên hội viên', 'Năm sinh', 'Chi hội', 'Thôn', 'Diện', 'Ghi chú'], [1, 'Rơ Mah Thức', 1958, 'Chi hội lạ', 'Thôn 3', 'Hội viên', 'Chi hội phó']],
       [dict(member_label='Rơ Mah Thức', organisation='farmers_union', note='Chi hội phó; Chi hội: Chi hội lạ')], first=[KNOWN], notes=['body_aside'], no_csv=True)
listed('u_model_with_its_cadre', 'models',
       [['MÔ HÌNH NĂM 2017 CÁC XÃ, THỊ TRẤN NĂM 2017'], ['STT', 'Tên mô hình', 'Đơn vị thực hiện', 'Số thành viên tham gia', 'Cán bộ phụ trách', 'Đánh giá'], [1, 'Nuôi ong mật', 'Hội Nông dân xã', 12, 'Lê Văn Tư', 'Khá']],
       [dict(name='Nuôi ong mật', participants='12', grade='fair', note='Cán bộ phụ trách: Lê Văn Tư')], options=['--set', 'type=mutual_help_economy'], notes=['cadre_aside'], no_csv=True)
listed('u_body_names_its_organisation', 'bodies',
       [['DANH SÁCH CÁC CHI HỘI NÔNG DÂN NĂM 2017'], ['STT', 'Tên chi hội', 'Thôn', 'Số hội viên', 'Ngày thành lập'], [1, 'Chi hội Nông dân số 7', 'Thôn 3', '1.045', '12/9/1988']],
       [dict(name='Chi hội Nông dân số 7', organisation='farmers_union', member_count='1045', from_date='1988-09-12')], notes=['organisation_told'], no_csv=True)
listed('u_area_with_a_remark', 'units',
       [['DANH SÁCH THÔN, TỔ DÂN PHỐ'], ['STT', 'Tên thôn', 'Khu vực', 'Ghi chú'], [1, 'Thôn Nà Tàng', 'Nông thôn', 'Sáp nhập từ hai thôn']],
       [dict(official_name='Thôn Nà Tàng', settlement='rural', note='Sáp nhập từ hai thôn')], no_csv=True)
listed('u_works_where_no_area_is_known', 'works',
       [['DANH SÁCH CÔNG TRÌNH NĂM 2017'], ['STT', 'Tên công trình', 'Khu dân cư', 'Đơn vị thực hiện', 'Giá trị (đồng)'], [1, 'Cầu dân sinh', 'Ia Lâm', 'Hội Nông dân xã', '45.000.000'], [2, 'Đường bê tông', 'Làng Klăh', 'Hội Nông dân xã', '9.000.000']],
       [dict(name='Cầu dân sinh', unit_label='Ia Lâm'), dict(name='Đường bê tông', unit_label='Làng Klăh')], options=['--unit', '23869@2017-05-01'], no_csv=True)
listed('u_work_in_an_unknown_area', 'works',
       [['DANH SÁCH CÔNG TRÌNH NĂM 2017'], ['STT', 'Tên công trình', 'Thôn', 'Đơn vị thực hiện'], [1, 'Cầu dân sinh', 'Thôn Không Có', 'Hội Nông dân xã']],
       [], refused=['unit_unknown'], no_csv=True)
listed('u_pledges_for_houses', 'pledges',
       [['DANH SÁCH ĐĂNG KÝ ỦNG HỘ XÓA NHÀ TẠM, NHÀ DỘT NÁT NĂM 2017'], ['TT', 'Đơn vị', 'Số tiền đăng ký (triệu đồng)', 'Đã chuyển (triệu đồng)', 'Ngày đăng ký', 'Thời hạn'], [1, 'Ngân hàng Nông nghiệp chi nhánh Đức Cơ', 200, 100, '05/10/2017', '31/12/2017']],
       [dict(donor_label='Ngân hàng Nông nghiệp chi nhánh Đức Cơ', amount='200000000', received='100000000', purpose='housing', due_on='2017-12-31')], no_csv=True)
listed('u_figures_to_a_day', 'declared_figures',
       [['SỐ LIỆU HỘ NGHÈO CÁC THÔN ĐẾN NGÀY 31/12/2017'], ['TT', 'Thôn', 'Tổng số hộ', 'Hộ nghèo', 'Hộ thoát nghèo'], [1, 'Thôn 3', 210, 8, 3]],
       [dict(figure='households', year='2017', value='210'), dict(figure='poor_households', value='8'), dict(figure='escaped_households', value='3')], rows=1, no_csv=True)
listed('u_birth_in_three_columns', 'households',
       [['RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2017'], ['STT', 'Hộ số', 'Họ và tên', 'Quan hệ', 'Giới tính', 'Ngày sinh', 'Tháng sinh', 'Năm sinh', 'Thôn', 'Loại hộ'], [1, 1, 'Siu Ba Cột', 'Chủ hộ', 'Nam', 5, 6, 1977, 'Thôn 3', 'HN'],
        [2, 1, 'Siu Chỉ Năm', 'Vợ', 'Nữ', '', '', 1979, 'Thôn 3', ''], [3, 2, 'Siu Chữ', 'Chủ hộ', 'Nam', 15, '12', '1967', 'Thôn 3', 'HCN']],
       {'household_members': [dict(full_name='Siu Ba Cột', birth_date='1977-06-05'), dict(full_name='Siu Chỉ Năm', birth_date='1979'), dict(full_name='Siu Chữ', birth_date='1967-12-15')]}, options=YEAR)
listed('u_models_over_a_period', 'models',
       [['BIỂU ĐĂNG KÝ MÔ HÌNH NĂM 2018'], ['STT', 'Tên mô hình', 'Đơn vị đăng ký', 'Thời gian thực hiện'], [1, 'Hàng rào xanh', 'Hội Phụ nữ xã', 'Tháng 3 - 12/2018'], [2, 'Đường hoa phụ nữ', 'Hội Phụ nữ xã', '2018-2020'],
        [3, 'Thắp sáng đường quê', 'Đoàn Thanh niên xã', 'Quý II - IV/2018'], [4, 'Camera an ninh', 'Hội CCB xã', 'Từ tháng 10/2018 đến tháng 2/2019'], [5, 'Phân loại rác thải', 'Hội Phụ nữ xã', 'Tháng 12 - 3/2018']],
       [dict(name='Hàng rào xanh', started_on='2018-03'), dict(name='Đường hoa phụ nữ', started_on='2018'), dict(name='Thắp sáng đường quê', started_on='2018-Q2'), dict(name='Camera an ninh', started_on='2018-10'),
        dict(name='Phân loại rác thải', started_on='')], notes=['repaired'], no_csv=True)
