# SPDX-License-Identifier: Apache-2.0
"""Lists for office_sheets.py of other provinces and organisations: their words, forms and habits. All people are invented."""
from hostile_sheets import csv_bytes
from odd_sheets import tcvn3
from office_lists import YEAR, listed
from outside_lists import KNOWN, near, poor

INDICATORS = ['Việc làm', 'Người phụ thuộc trong hộ gia đình', 'Dinh dưỡng', 'Bảo hiểm y tế', 'Trình độ giáo dục của người lớn', 'Tình trạng đi học của trẻ em', 'Chất lượng nhà ở',
              'Diện tích nhà ở bình quân đầu người', 'Nguồn nước sinh hoạt', 'Nhà tiêu hợp vệ sinh', 'Sử dụng dịch vụ viễn thông', 'Phương tiện phục vụ tiếp cận thông tin']

# --- households: forms ---------------------------------------------------------------------------------------------

listed('p_scores_of_ten_points', 'households',
       [('Sheet1', [['ĐIỂM RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2017'], ['Làng Ghè - xã Ia Din'], ['TT', 'Chủ hộ', 'Ngày sinh', 'Điểm B1', 'Điểm B2', 'Điểm thiếu hụt các dịch vụ xã hội cơ bản', *[''] * 11, 'Kết quả phân loại hộ'],
                    ['', '', '', '', '', *INDICATORS, ''], [1, 'Siu Páo', '12/03/1979', 115, 30, 10, 0, 0, 0, 10, 0, 0, 0, 0, 10, 0, 0, 'HN'], [2, 'Siu Mẩy', '1985', 130, 20, 0, 10, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 'HCN']], dict(merges=['F3:Q3']))],
       {'classifications': [poor('Siu Páo', score_income='115', deprivations=',employment,adult_education,hygienic_toilet,'), near('Siu Mẩy', deprivations=',dependent_person,hygienic_toilet,')],
        'households': [dict(head_name='Siu Páo', unit_label='Làng Ghè')]}, options=YEAR, rows=2)
listed('p_numbering_begins_anew', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['Số TT', 'Họ tên chủ hộ', 'Thôn', 'Nguyên nhân nghèo', '', '', 'Ghi chú'], ['', '', '', 'Thiếu đất', 'Thiếu vốn', 'Ốm đau', ''], ['1', '2', '3', '1', '2', '3', '7'],
        [1, 'Siu Ín', 'Thôn 3', '', 'x', '', ''], [2, 'Siu Lả', 'Thôn 3', 'x', '', 'x', '']],
       {'classifications': [poor('Siu Ín', causes=',capital,'), poor('Siu Lả', causes=',production_land,illness_accident,')]}, options=YEAR)
listed('p_header_of_four_rows', 'households',
       [('Sheet1', [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['STT', 'THÔNG TIN CHỦ HỘ', '', '', '', '', 'THÔNG TIN HỘ', '', '', 'Thôn'], ['', 'Họ và tên', 'Ngày sinh', '', 'Số CMND', '', 'Số nhân khẩu', '', '', ''],
                    ['', '', 'Nam', 'Nữ', 'Số', 'Ngày cấp', 'TS', 'Nữ', 'DTTS', ''], ['A', 'B', '(1)', '(2)', '(3)', '(4)', '(5)=(6)+(7)', '(6)', '(7)', '(8)'], [1, 'Siu Bốn', '3/4/1961', '', '231456789', '10/10/2010', 5, 2, 0, 'Thôn 3'],
                    [2, 'Siu Tầng', '', '1962', '231456790', '11/11/2011', 4, 3, 1, 'Thôn 3']], dict(merges=['B2:F2', 'G2:I2', 'C3:D3', 'E3:F3', 'G3:I3']))],
       {'household_members': [dict(full_name='Siu Bốn', id_number='231456789', birth_date='1961-04-03', sex='male'), dict(full_name='Siu Tầng', id_number='231456790', sex='female')],
        'households': [dict(head_name='Siu Bốn', member_count='5'), dict(head_name='Siu Tầng', member_count='4')]}, options=YEAR)
listed('p_pages_and_broken_name', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['STT', 'Họ và tên chủ hộ', 'Năm sinh', 'Thôn', 'Số khẩu'], [1, 'Siu Trang Một', 1961, 'Thôn 3', 2], ['', 'Trang 2/3'], [2, 'Siu Văn', 1962, 'Thôn 3', 3], ['', 'Hậu'], [3, 'Siu Ba', 1963, 'Thôn 3', 4]],
       {'households': [dict(head_name='Siu Trang Một'), dict(head_name='Siu Văn'), dict(head_name='Siu Ba')]}, options=YEAR, refused=['name_alone'], as_written=True)
listed('p_people_and_women_in_one_cell', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['STT', 'Họ và tên chủ hộ', 'Năm sinh (Nam/Nữ)', 'Thôn', 'Số khẩu/nữ'], [1, 'Siu Một', '1961 (Nam)', 'Thôn 3', '5/3'], [2, 'Siu Hai', 'Nữ: 1962', 'Thôn 3', '3/2'], [3, 'Siu Ba', '1963', 'Thôn 3', 4]],
       {'households': [dict(head_name='Siu Một', head_sex='male', head_birth_date='1961', member_count='5'), dict(head_name='Siu Hai', head_sex='female', member_count='3'), dict(head_name='Siu Ba', head_sex='', member_count='4')]}, options=YEAR, notes=['repaired'])
listed('p_escaped_beside_class', 'households',
       [['KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2017'], ['Làng Ghè - xã Ia Din'], ['TT', 'Tên chủ hộ', 'Năm sinh', 'Khẩu', 'KQ đầu năm', 'KQ cuối năm', 'Thoát nghèo', 'Tái nghèo', 'Nghèo mới'], [1, 'Siu Pó', 1987, 5, 'N', 'N', '', '', ''],
        [2, 'Siu Say', 1979, 4, 'N', 'CN', 'x', '', ''], [3, 'Siu Lử', 1994, 3, 'CN', 'N', '', '', 'x'], [4, 'Siu Chơ', 1970, 6, 'N', 'KN', 'x', '', '']],
       {'classifications': [poor('Siu Pó', change=''), near('Siu Say', change='escaped_to_near_poor'), poor('Siu Lử', change='newly_poor'), dict(household_label='Siu Chơ', **{'class': 'not_poor'}, change='escaped')]}, options=YEAR)
listed('p_policy_under_class', 'households',
       [['TỔNG HỢP DANH SÁCH HỘ NGHÈO NĂM 2017'], ['TT', 'Họ tên chủ hộ', 'Năm sinh', 'Thôn', 'Đối tượng'], [1, 'Siu Hên', 1961, 'Thôn 3', 'Hộ chính sách'], [2, 'Siu Út', 1978, 'Thôn 3', ''], [3, 'Siu Lến', 1986, 'Thôn 3', 'Người khuyết tật'], [4, 'Siu Thơm', 1956, 'Thôn 3', 'HN'], [5, 'Siu Lạ', 1956, 'Thôn 3', 'Hộ lạ']],
       {'households': [dict(head_name='Siu Hên', policy_categories=',policy_household,'), dict(head_name='Siu Út', policy_categories=''), dict(head_name='Siu Lến', policy_categories=',disability,'), dict(head_name='Siu Thơm', policy_categories='')],
        'classifications': [poor('Siu Hên'), poor('Siu Út'), poor('Siu Lến'), poor('Siu Thơm')]}, options=YEAR, refused=['class_unknown'])
listed('p_classes_of_cities', 'households',
       [['DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO THÀNH PHỐ NĂM 2017'], ['STT', 'Họ và tên chủ hộ', 'Tổ', 'Ấp', 'Khu vực (TT/NT)', 'Nhóm hộ'], [1, 'Lê Thị Bảy', 'Tổ 5', 'Ấp Mới', 'NT', 'Hộ nghèo nhóm 2'], [2, 'Lê Văn Đượm', 'Tổ 7', 'Ấp Mới', 'TT', 'Hộ nghèo nhóm 3b'], [3, 'Lê Thị Ửng', '', 'Ấp Mới', 'NT', 'Hộ cận nghèo']],
       {'classifications': [poor('Lê Thị Bảy', settlement='rural'), poor('Lê Văn Đượm', settlement='urban'), near('Lê Thị Ửng')], 'households': [dict(head_name='Lê Thị Bảy', unit_label='Ấp Mới', address='Tổ 5')]}, options=YEAR)
listed('p_poor_able_to_work', 'households',
       [['DANH SÁCH HỘ NGHÈO THÀNH PHỐ NĂM 2017'], ['STT', 'Họ và tên chủ hộ', 'Thôn', 'Hộ nghèo còn sức lao động', 'Hộ nghèo không còn sức lao động'], [1, 'Lê Như', 'Thôn 3', 'x', ''], [2, 'Lê Bé', 'Thôn 3', '', 'x']],
       {'households': [dict(head_name='Lê Như', no_labour_capacity=''), dict(head_name='Lê Bé', no_labour_capacity='1')], 'classifications': [poor('Lê Như'), poor('Lê Bé')]}, options=YEAR)
listed('p_spouse_beside_head', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['TT', 'Chủ hộ', 'Sinh năm', 'Họ tên vợ (chồng)', 'Sinh năm', 'Thôn'], [1, 'Siu Toán', 1975, 'Siu Hà', 1978, 'Thôn 3'], [2, 'Siu Khuyên', 1960, '', '', 'Thôn 3']],
       {'households': [dict(head_name='Siu Toán', head_birth_date='1975'), dict(head_name='Siu Khuyên', head_birth_date='1960')]}, options=YEAR)
listed('p_numbered_people_of_heads', 'households',
       [['DANH SÁCH NHÂN KHẨU HỘ NGHÈO NĂM 2017 THÔN 3'], ['STT', 'Họ và tên', 'Ngày sinh', 'Quan hệ với chủ hộ', 'Họ tên chủ hộ', 'Khả năng lao động'], [1, 'Siu Lực', '1/2/1970', 'CH', 'Siu Lực', 'Có'], [2, 'Siu Hiền', '1972', 'Vợ chủ hộ', 'Siu Lực', 'Không'],
        [3, 'Siu Bưởi', '1940', 'Mẹ của chủ hộ', 'Siu Lực', ''], [4, 'Siu Mai', '1966', 'CH', 'Siu Mai', '']],
       {'household_members': [dict(full_name='Siu Lực', relation='head', can_work='1'), dict(full_name='Siu Hiền', relation='spouse', household_label='Siu Lực', can_work='0'), dict(full_name='Siu Bưởi', relation='parent', household_label='Siu Lực'), dict(full_name='Siu Mai', relation='head')]}, options=YEAR)
listed('p_poor_members_of_veterans', 'households',
       [['HỘI CỰU CHIẾN BINH XÃ IA DIN'], ['DANH SÁCH HỘ CCB NGHÈO, CẬN NGHÈO NĂM 2017'], ['TT', 'Họ và tên hội viên', 'Năm sinh', 'Chi hội', 'Hộ nghèo', 'Hộ cận nghèo', 'Hoàn cảnh, nguyên nhân'], [1, 'Siu Tịnh', 1952, 'Thôn 3', 'x', '', 'Bệnh tật, già yếu'], [2, 'Siu Hoè', 1948, 'Làng Ghè', '', 'x', 'Thiếu vốn']],
       {'memberships': [dict(member_label='Siu Tịnh', organisation='veterans_association'), dict(member_label='Siu Hoè', organisation='veterans_association')],
        'classifications': [poor('Siu Tịnh', causes=',illness_accident,'), near('Siu Hoè', causes=',capital,')], 'households': [dict(head_name='Siu Hoè', unit_label='Làng Ghè')]}, options=YEAR)
listed('p_women_at_the_head', 'households',
       [['HỘI LHPN XÃ IA DIN'], ['DANH SÁCH HỘ NGHÈO DO PHỤ NỮ LÀM CHỦ HỘ NĂM 2017'], ['TT', 'Họ và tên', 'Thôn/Chi hội', 'Nguyên nhân', 'Nhu cầu cần giúp đỡ'], [1, 'Siu Loan', 'Thôn 3', 'Đông người phụ thuộc', 'Vốn vay'], [2, 'Siu Sen', 'Thôn 3', 'Ốm đau', 'Sửa chữa nhà ở']],
       {'households': [dict(head_name='Siu Loan', head_sex='female'), dict(head_name='Siu Sen', head_sex='female')], 'classifications': [poor('Siu Loan', causes=',labour,', support_needs=',livelihood,'), poor('Siu Sen', support_needs=',housing,')]}, options=YEAR, notes=['sex_told'])
listed('p_hamlet_called_ban', 'households',
       [['DANH SÁCH HỘ NGHÈO BẢN XỐP TỤ, XÃ IA DIN NĂM 2017'], ['BẢN TỔNG HỢP'], ['TT', 'Họ và tên chủ hộ, vợ (chồng)', 'Năm sinh'], [1, 'Siu Khoa + vợ', 1970], [2, 'Siu Len', 1962]],
       {'households': [dict(head_name='Siu Khoa', unit_label='Bản Xốp Tụ'), dict(head_name='Siu Len', unit_label='Bản Xốp Tụ')]}, options=YEAR)
listed('p_peoples_of_provinces', 'households',
       [['STT', 'Họ và tên chủ hộ', 'Dân tộc', 'Thôn', 'Phân loại']] + [[i + 1, f'Siu {"ABCDEGHIKLMNOP"[i]}ên', word, 'Thôn 3', 'Nghèo'] for i, word in enumerate(['Ca Dong', "Bh'noong", 'Rắc Lây', 'Jơrai', 'Cil', 'Dao Nga Hoàng', 'Đan Lai', 'Rục', 'Nùng Inh', "Chăm H'roi", 'Rơ Ngao', 'Sedang'])],
       {'households': [dict(head_name=f'Siu {"ABCDEGHIKLMNOP"[i]}ên', ethnicity=code) for i, code in enumerate(['xo_dang', 'gie_trieng', 'ra_glai', 'gia_rai', 'co_ho', 'dao', 'tho', 'chut', 'nung', 'cham', 'ba_na', 'xo_dang'])]}, options=YEAR)

# --- households: other programs ------------------------------------------------------------------------------------

listed('p_names_of_a_database', 'households', [[]],
       {'households': [dict(head_name='Trịnh Văn Hậu', head_birth_date='1961-05-01', unit_label='Thôn 3', code='1001', member_count='2'), dict(head_name='Mai Thị Loan', head_birth_date='1962-11-23')], 'classifications': [poor('Trịnh Văn Hậu'), near('Mai Thị Loan')]},
       data=csv_bytes([['MaHo', 'HoTenChuHo', 'NgaySinh', 'DanToc', 'Thon', 'SoNhanKhau', 'HoNgheo', 'HoCanNgheo'], ['1001', 'Trịnh Văn Hậu', '01/05/1961 0:00:00', 'Kinh', 'Thôn 3', '2', 'True', 'False'], ['1002', 'Mai Thị Loan', '23/11/1962 0:00:00', 'Kinh', 'Thôn 3', '3', 'False', 'True']]), options=YEAR)
listed('p_names_run_together', 'households', [[]],
       {'households': [dict(head_name='Trịnh Văn Hậu', head_birth_date='1961', unit_label='Thôn 3', member_count='2', head_sex='male')]},
       data=csv_bytes([['hotenchuho', 'namsinh', 'gioitinh', 'thonban', 'sokhau', 'hongheo'], ['Trịnh Văn Hậu', '1961', '1', 'Thôn 3', '2', '1']]), options=YEAR)
listed('p_names_in_an_old_font', 'households',
       [['DANH SÁCH HỘ NGHÈO NĂM 2017'], ['STT', 'Họ và tên chủ hộ', 'Năm sinh', 'Dân tộc', 'Thôn'], [1, tcvn3('Trịnh Văn Hậu'), 1961, 'Nùng', 'Thôn 3'], [2, tcvn3('Mai Thị Loan'), 1962, 'Kinh', 'Thôn 3'], [3, tcvn3('Cao Xuân Tứ'), 1963, 'Thái', 'Thôn 3']],
       {'households': [dict(head_name='Trịnh Văn Hậu', ethnicity='nung', unit_label='Thôn 3'), dict(head_name='Mai Thị Loan', unit_label='Thôn 3'), dict(head_name='Cao Xuân Tứ', ethnicity='thai', unit_label='Thôn 3')]}, options=YEAR, no_csv=True)

# --- people already known -------------------------------------------------------------------------------------------

listed('p_members_ticked', 'memberships',
       [('Sheet1', [['TỔNG HỢP ĐOÀN VIÊN, HỘI VIÊN TRONG HỘ NGHÈO NĂM 2017'], ['TT', 'Họ và tên', 'Năm sinh', 'Thôn', 'Hội viên các tổ chức', '', '', '', ''], ['', '', '', '', 'HND', 'HPN', 'HCCB', 'ĐTN', 'CĐ'], [1, 'Rơ Mah Thức', 1958, 'Thôn 3', 'x', '', 'x', '', ''], [2, 'Siu Hoa', 1960, 'Thôn 3', '', 'x', '', '', '']],
         dict(merges=['E2:I2']))],
       [dict(member_label='Rơ Mah Thức', organisation='farmers_union'), dict(member_label='Rơ Mah Thức', organisation='veterans_association'), dict(member_label='Siu Hoa', organisation='womens_union')], keys=2, rows=2, first=[KNOWN])
listed('p_membership_ended', 'memberships',
       [['Họ và tên', 'Ngày sinh', 'Tổ chức', 'Ngày vào', 'Ngày ra', 'Lý do'], ['Rơ Mah Trẻ', '1995', 'Đoàn TNCS HCM', '26/3/2011', '1/6/2017', 'Trưởng thành đoàn']],
       [dict(member_label='Rơ Mah Trẻ', organisation='youth_union', from_date='2011-03-26', to_date='2017-06-01')], first=[KNOWN])
listed('p_pupils', 'household_members',
       [['DANH SÁCH TRẺ EM HỘ NGHÈO'], ['TT', 'Họ, chữ đệm và tên', 'Chủ hộ', 'Quan hệ', 'Năm sinh', 'Đang đi học', 'Số thẻ BHYT'], [1, 'Rơ Mah Lan', 'Rơ Mah Thức', 'Cháu', '2007', 'Lớp 4', 'HN4640012345678'], [2, 'Lê Sáng', 'Lê Thị Nhàn', 'Con trai', '2003', 'Bỏ học', '']],
       [dict(full_name='Rơ Mah Lan', at_school='1', relation='grandchild', health_insurance='1'), dict(full_name='Lê Sáng', at_school='0', health_insurance='')], first=[KNOWN])
listed('p_escaped_in_two_ways', 'classifications',
       [('Sheet1', [['DANH SÁCH HỘ THOÁT NGHÈO NĂM 2018'], ['TT', 'Họ và tên chủ hộ', 'Thôn', 'Thoát nghèo', ''], ['', '', '', 'Trở thành cận nghèo', 'Vượt chuẩn cận nghèo'], [1, 'Rơ Mah Thức', 'Thôn 3', 'x', ''], [2, 'Lê Thị Nhàn', 'Làng Ghè', '', 'x']], dict(merges=['D2:E2']))],
       [dict(household_label='Rơ Mah Thức', **{'class': 'near_poor'}, change='escaped_to_near_poor', year='2018'), dict(household_label='Lê Thị Nhàn', **{'class': 'newly_escaped'}, change='escaped')], first=[KNOWN])
listed('p_class_after_review', 'classifications',
       [['KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO CUỐI NĂM 2018'], ['TT', 'Chủ hộ', 'Thôn', 'Loại hộ đầu năm', 'Loại hộ sau rà soát', 'Diễn biến'], [1, 'Rơ Mah Thức', '3', 'Hộ nghèo', 'Hộ cận nghèo', 'Thoát nghèo, trở thành cận nghèo'], [2, 'Lê Thị Nhàn', 'Làng Ghè', 'Hộ cận nghèo', 'Hộ nghèo', 'Phát sinh']],
       [dict(household_label='Rơ Mah Thức', **{'class': 'near_poor'}, change='escaped_to_near_poor'), dict(household_label='Lê Thị Nhàn', **{'class': 'poor'})], first=[KNOWN])

# --- gifts, loans, houses --------------------------------------------------------------------------------------------

GIVEN = [[1, 'Rơ Mah Thức', 'Thôn 3'], [2, 'Lê Thị Nhàn', 'Làng Ghè']]
listed('p_gifts_without_a_day', 'supports',
       [['ỦY BAN MTTQ VIỆT NAM XÃ IA DIN'], ['DANH SÁCH HỘ NGHÈO NHẬN QUÀ TẾT MẬU TUẤT NĂM 2018'], ['TT', 'Họ và tên chủ hộ', 'Thôn', 'Tiền mặt (đ)', 'Quà hiện vật (đ)', 'Tổng trị giá', 'Ký nhận'], [*GIVEN[0], '200.000', '300.000', '500.000', ''], [*GIVEN[1], '200.000', '300.000', '500.000', ''], ['Tổng cộng', '', '', '', '', '1.000.000']],
       [dict(household_label='Rơ Mah Thức', type='visit_gift', occasion='tet', on_date='2018', value='500000'), dict(household_label='Lê Thị Nhàn', value='500000')], first=[KNOWN], notes=['on_date_told'], no_csv=True)
listed('p_gifts_of_a_spring', 'supports',
       [['HỘI CHỮ THẬP ĐỎ - DANH SÁCH TẶNG QUÀ TẾT XUÂN MẬU TUẤT 2018'], ['TT', 'Họ tên người nhận quà', 'Địa chỉ', 'Tiền mặt', 'Ký nhận'], [*GIVEN[0], '300.000', '']],
       [dict(household_label='Rơ Mah Thức', type='visit_gift', on_date='2018', value='300000')], first=[KNOWN], notes=['on_date_told'], no_csv=True)
listed('p_scholarships', 'supports',
       [['QUỸ KHUYẾN HỌC - DANH SÁCH NHẬN HỌC BỔNG NĂM HỌC 2018-2019'], ['STT', 'Họ tên học sinh', 'Con ông/bà', 'Thôn', 'Mức học bổng', 'Ngày trao'], [1, 'Rơ Mah Trẻ', 'Rơ Mah Thức', 'Thôn 3', '2.000.000đ', '5/9/2018']],
       [dict(household_label='Rơ Mah Thức', type='education', subtype='study_support', value='2000000', on_date='2018-09-05', note='Rơ Mah Trẻ')], first=[KNOWN], no_csv=True)
listed('p_loans_of_a_group', 'supports',
       [['TỔ TIẾT KIỆM VÀ VAY VỐN (HỘI PHỤ NỮ QUẢN LÝ)'], ['DANH SÁCH HỘ VAY VỐN'], ['TT', 'Họ và tên tổ viên', 'Thôn', 'Ngày vay', 'Số tiền vay (đồng)', 'Mục đích sử dụng', 'Dư nợ'], [1, 'Lê Thị Nhàn', 'Làng Ghè', '12/3/2018', '50.000.000', 'Chăn nuôi trâu bò', '45.000.000']],
       [dict(household_label='Lê Thị Nhàn', type='livelihood', value='50000000', on_date='2018-03-12', description='Chăn nuôi trâu bò')], first=[KNOWN], no_csv=True)
listed('p_houses_of_the_union', 'supports',
       [['CHƯƠNG TRÌNH "MÁI ẤM CÔNG ĐOÀN" 2018'], ['TT', 'Họ và tên', 'Hộ gia đình (chủ hộ)', 'Thôn', 'Mức hỗ trợ (VNĐ)', 'Thời gian khởi công', 'Thời gian hoàn thành'], [1, 'Rơ Mah Trẻ', 'Rơ Mah Thức', 'Thôn 3', '40,000,000', '3/2018', '7/2018']],
       [dict(household_label='Rơ Mah Thức', type='housing', subtype='compassion_house', value='40000000', on_date='2018-07', note='Rơ Mah Trẻ')], first=[KNOWN], no_csv=True)
listed('p_cows', 'supports',
       [['DỰ ÁN HỖ TRỢ BÒ SINH SẢN CHO HỘ NGHÈO'], ['TT', 'Hộ nhận', 'Địa chỉ', 'Số bò (con)', 'Thành tiền (đồng)', 'Nguồn', 'Ngày bàn giao'], [*GIVEN[0], 2, '29.000.000', 'Quỹ lạ', '12/11/2018']],
       [dict(household_label='Rơ Mah Thức', type='livelihood', quantity='2', measure='con', value='29000000', fund_source='')], first=[KNOWN], notes=['fund_source_unknown'], no_csv=True)
listed('p_land_with_decimals', 'in_kind_contributions',
       [['TỔNG HỢP HIẾN ĐẤT MỞ RỘNG ĐƯỜNG NĂM 2018'], ['STT', 'Hộ hiến đất', 'DT hiến (m2)', 'Giá trị ước tính (đồng)', 'Thôn'], [1, 'Ông Siu Hậu', '45,5', '9.100.000', 'Thôn 3'], [2, 'Bà Siu Loan', '20', '12.000.000', 'Thôn 3']],
       [dict(contributor_name='Ông Siu Hậu', form='land', quantity='4550', measure='dm²', on_date='2018'), dict(contributor_name='Bà Siu Loan', quantity='20', measure='m2')], first=[KNOWN], notes=['on_date_told'], no_csv=True)

# --- models, works, activities, people of bodies ----------------------------------------------------------------------

listed('p_branches_by_area', 'models',
       [['DANH SÁCH MÔ HÌNH HỘI PHỤ NỮ NĂM 2018'], ['TT', 'Tên mô hình', 'Đơn vị thực hiện', 'Địa điểm'], [1, 'Hàng rào xanh', 'Chi hội PN Thôn 3', 'Thôn 3'], [2, 'Con đường hoa', 'Ban CTMT thôn 3', 'Thôn 3']],
       [dict(name='Hàng rào xanh', lead_body_label='Chi hội Phụ nữ thôn 3'), dict(name='Con đường hoa', lead_body_label='Ban Công tác Mặt trận thôn 3')], no_csv=True)
listed('p_works_with_land', 'works',
       [['DANH MỤC CÔNG TRÌNH NĂM 2018'], ['TT', 'Tên công trình', 'Địa điểm', 'Chủ trì', 'Đất hiến (m2)'], [1, 'Đường bê tông ngõ xóm', 'Thôn 3', 'Ban CTMT thôn 3', '1,250.5 m2'], [2, 'Sân chơi thiếu nhi', 'Thôn 3', 'Ban CTMT thôn 3', '120,4']],
       [dict(name='Đường bê tông ngõ xóm', land_m2='1251'), dict(name='Sân chơi thiếu nhi', land_m2='120')], notes=['repaired'], no_csv=True)
listed('p_festivals_of_areas', 'activities',
       [['KẾT QUẢ TỔ CHỨC NGÀY HỘI ĐẠI ĐOÀN KẾT 18/11 NĂM 2018 TẠI CÁC KHU DÂN CƯ'], ['TT', 'Khu dân cư', 'Ngày tổ chức', 'Tổng số hộ', 'Số hộ tham gia', 'Số người dự', 'Tổng kinh phí (1000đ)', 'Số tập thể, hộ được khen'], [1, 'Thôn 3', '14-11-2018', 150, 140, 320, '8.000', 12], ['', 'Cộng', '', 150, 140, 320, '8.000', 12]],
       [dict(type='great_unity_festival', lead_body_label='Ban Công tác Mặt trận thôn 3', on_date='2018-11-14', household_total='150', household_count='140', attendees='320', cost='8000000', commended='12')], notes=['lead_body_told'], no_csv=True)
listed('p_heads_of_front_committees', 'cadres',
       [['DANH SÁCH TRƯỞNG BAN CÔNG TÁC MẶT TRẬN CÁC THÔN NĂM 2018'], ['TT', 'Họ tên', 'Nam', 'Nữ', 'Chức danh', 'Thôn', 'Di động'], [1, 'Nguyễn Văn Bình', 1960, '', 'Trưởng ban CTMT', 'Thôn 3', '0912-000-111']],
       [dict(full_name='Nguyễn Văn Bình', body_label='Ban Công tác Mặt trận thôn 3', birth_year='1960', sex='male', phone='0912000111')], notes=['body_told'], no_csv=True)
listed('p_members_of_the_front', 'cadres',
       [['DANH SÁCH ỦY VIÊN ỦY BAN MTTQ XÃ IA DIN KHÓA XX'], ['TT', 'Họ tên', 'Chức vụ, đơn vị công tác', 'Điện thoại'], [1, 'Phạm Ngọc Hà', 'Chủ tịch', '0912111222'], [2, 'Võ Tá Nam', 'Ủy viên, Chủ tịch Hội CCB', '']],
       [dict(full_name='Phạm Ngọc Hà', body_label='Ủy ban MTTQ Việt Nam xã Ia Din', rank='chair'), dict(full_name='Võ Tá Nam', body_label='Ủy ban MTTQ Việt Nam xã Ia Din')], notes=['body_told'], no_csv=True)
