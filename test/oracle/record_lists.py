# SPDX-License-Identifier: Apache-2.0
"""Lists for office_sheets.py of all but households, written phrase by phrase from the issue before the program was asked. All
people are invented."""
from office_lists import listed
from odd_sheets import tcvn3

PEOPLE = ('households', [['STT', 'Mã hộ', 'Họ và tên', 'Quan hệ với chủ hộ', 'Ngày sinh', 'Giới tính', 'Số CCCD', 'Thôn', 'Diện hộ'],
                         [1, 'HN01', 'Nguyễn Văn Bảy', 'Chủ hộ', '12/04/1968', 'Nam', '042068000111', 'Thôn Tân Tiến', 'Nghèo'], ['', '', 'Trần Thị Nụ', 'Vợ', '1971', 'Nữ', '042171000112', 'Thôn Tân Tiến', ''],
                         ['', '', 'Nguyễn Thị Mười', 'Con', '2008', 'Nữ', '', 'Thôn Tân Tiến', ''], [2, 'HN03', 'Phạm Quốc Hưng', 'Chủ hộ', '1979', 'Nam', '042079000311', 'Thôn Hòa Bình', 'Nghèo'],
                         ['', '', 'Đặng Thị Thơm', 'Vợ', '1982', 'Nữ', '042182000312', 'Thôn Hòa Bình', ''], [3, 'HN07', 'Võ Văn Kiệm', 'Chủ hộ', '1950', 'Nam', '042050000711', 'Thôn Tân Tiến', 'Nghèo']], ['--year', '2017'])

# --- members -----------------------------------------------------------------------------------------------------

listed('r_branches_in_sections', 'memberships',
       [['HỘI LIÊN HIỆP PHỤ NỮ XÃ IA DIN'], ['DANH SÁCH HỘI VIÊN PHỤ NỮ'], ['TT', 'Họ tên hội viên', 'Sinh năm', 'Ngày kết nạp', 'Nơi kết nạp'], ['I', 'Chi hội thôn Tân Tiến'], [1, 'Trần Thị Nụ', 1971, '08/03/1995', 'Xã cũ'],
        ['II', 'Chi hội thôn Hòa Bình'], [1, 'Đặng Thị Thơm', 1982, '2005', '']],
       [dict(member_label='Trần Thị Nụ', from_date='1995-03-08', body_label='Chi hội Phụ nữ thôn Tân Tiến'), dict(member_label='Đặng Thị Thơm', body_label='Chi hội Phụ nữ thôn Hòa Bình')], first=[PEOPLE])
listed('r_branch_in_title', 'memberships',
       [['DANH SÁCH HỘI VIÊN CHI HỘI NÔNG DÂN THÔN TÂN TIẾN'], ['STT', 'Họ và tên', 'Số CCCD'], [1, 'Nguyễn Văn Bảy', '042068000111']],
       [dict(member_label='Nguyễn Văn Bảy', organisation='farmers_union', body_label='Chi hội Nông dân thôn Tân Tiến')], first=[PEOPLE])
listed('r_members_in_words', 'memberships',
       [['stt', 'họ và tên', 'thôn', 'đoàn thể tham gia'], [1, 'Nguyễn Văn Bảy', 'Tân Tiến', 'Hội viên HND'], [2, 'Trần Thị Nụ', 'Tân Tiến', 'HV Hội LHPN'], [3, 'Võ Văn Kiệm', 'Tân Tiến', 'CCB, Nông dân']],
       [dict(member_label='Nguyễn Văn Bảy', organisation='farmers_union'), dict(member_label='Trần Thị Nụ', organisation='womens_union'), dict(member_label='Võ Văn Kiệm', organisation='veterans_association', category='veteran'),
        dict(member_label='Võ Văn Kiệm', organisation='farmers_union')], first=[PEOPLE], rows=3, keys=2)

# --- help to households --------------------------------------------------------------------------------------------

listed('r_helped_by_number', 'supports',
       [['BIÊN BẢN BÀN GIAO CON GIỐNG'], ['STT', 'CCCD', 'Nội dung hỗ trợ', 'SL', 'ĐVT', 'Trị giá (đồng)', 'Ngày giao'], [1, '042068000111', 'Bò cái sinh sản', 1, 'con', '18.000.000', '20/5/2018'], [2, '042182000312', 'Dê giống', 5, 'con', '10.000.000', '20/5/2018']],
       [dict(household_label='Nguyễn Văn Bảy', type='livelihood', quantity='1', measure='con', value='18000000', on_date='2018-05-20', description='Bò cái sinh sản'), dict(household_label='Phạm Quốc Hưng', quantity='5')], first=[PEOPLE])
listed('r_number_against_name', 'supports',
       [['DANH SÁCH TẶNG QUÀ TẾT NĂM 2018'], ['STT', 'Họ và tên', 'Số CCCD', 'Thôn', 'Số tiền'], [1, 'Nguyễn Văn Bảy', '042079000311', 'Tân Tiến', 500000], [2, 'Võ Văn Kiệm', '', 'Tân Tiến', 300000]],
       [dict(household_label='Võ Văn Kiệm', value='300000')], refused=['household_several'], first=[PEOPLE], no_csv=True, as_written=True)
listed('r_borrowers_are_not_heads', 'supports',
       [['DANH SÁCH HỘ VAY VỐN NĂM 2018'], ['STT', 'Họ và tên người vay', 'Thôn', 'Số tiền vay (triệu đồng)', 'Ngày vay'], [1, 'Trần Thị Nụ', 'Tân Tiến', 50, '10/01/2018'], [2, 'Đặng Thị Thơm', 'Hòa Bình', '100', '15/02/2018']],
       [dict(household_label='Nguyễn Văn Bảy', value='50000000', subtype='loan_access'), dict(household_label='Phạm Quốc Hưng', value='100000000')], first=[PEOPLE])
listed('r_several_sorts_in_a_row', 'supports',
       [('Sheet1', [['TỔNG HỢP HỖ TRỢ HỘ NGHÈO NĂM 2018'], ['STT', 'Chủ hộ', 'Thôn', 'Hỗ trợ (nghìn đồng)'], ['', '', '', 'Nhà ở', 'Sinh kế', 'Giáo dục', 'Y tế'], [1, 'Nguyễn Văn Bảy', 'Tân Tiến', '', 15000, 500, ''], [2, 'Phạm Quốc Hưng', 'Hòa Bình', 60000, '', '', '']],
         dict(merges=['D2:G2']))],
       [dict(household_label='Nguyễn Văn Bảy', type='livelihood', value='15000000'), dict(household_label='Nguyễn Văn Bảy', type='education', value='500000'), dict(household_label='Phạm Quốc Hưng', type='housing', value='60000000')],
       first=[PEOPLE], rows=2, keys=2, no_csv=True)
listed('r_fund_and_family', 'supports',
       [('Sheet1', [['DANH SÁCH HỘ ĐƯỢC HỖ TRỢ XÂY NHÀ ĐẠI ĐOÀN KẾT NĂM 2018'], ['STT', 'Chủ hộ', 'Năm sinh', 'Thôn', 'Kinh phí (triệu đồng)', '', '', 'Ngày bàn giao'], ['', '', '', '', 'Tổng số', 'Quỹ VNN hỗ trợ', 'Gia đình, dòng họ'],
                    [1, 'Phạm Quốc Hưng', 1979, 'Hòa Bình', 150, 60, 90, '19/08/2018']], dict(merges=['E2:G2']))],
       [dict(household_label='Phạm Quốc Hưng', subtype='solidarity_house', value='60000000', on_date='2018-08-19',
             note='Kinh phí (triệu đồng) Tổng số: 150; Kinh phí (triệu đồng) Gia đình, dòng họ: 90')], first=[PEOPLE], no_csv=True)
listed('r_day_of_the_title', 'supports',
       [['DANH SÁCH TRAO QUÀ NHÂN NGÀY 27/7/2018'], ['STT', 'Đại diện hộ', 'Thôn', 'Số suất quà', 'Trị giá/suất', 'Thành tiền'], [1, 'Võ Văn Kiệm', 'Tân Tiến', 2, 300000, 600000]],
       [dict(household_label='Võ Văn Kiệm', on_date='2018-07-27', quantity='2', value='600000', occasion='war_invalids_day')], first=[PEOPLE], notes=['on_date_told'])
listed('r_gifts_in_kind', 'supports',
       [['DANH SÁCH HỘ ĐƯỢC TẶNG QUÀ TẾT NĂM 2018'], ['TT', 'Họ và tên', 'Thôn', 'Quà'], [1, 'Võ Văn Kiệm', 'Tân Tiến', 'Gạo 10kg'], [2, 'Phạm Quốc Hưng', 'Hòa Bình', '500.000']],
       [dict(household_label='Võ Văn Kiệm', description='Gạo 10kg', value=''), dict(household_label='Phạm Quốc Hưng', value='500000')], first=[PEOPLE])
listed('r_organisations_ticked', 'assignments',
       [['PHÂN CÔNG GIÚP ĐỠ HỘ NGHÈO NĂM 2018'], ['TT', 'Họ tên chủ hộ', 'Thôn', 'MTTQ', 'HND', 'PN', 'CCB'], [1, 'Nguyễn Văn Bảy', 'Tân Tiến', '', 'x', '', ''], [2, 'Võ Văn Kiệm', 'Tân Tiến', '', '', '', 'x'], [3, 'Phạm Quốc Hưng', 'Hòa Bình', '', 'x', 'x', '']],
       [dict(head_name='Nguyễn Văn Bảy', organisation='farmers_union', year='2018', lead_body_label='Hội Nông dân xã Ia Din'), dict(head_name='Võ Văn Kiệm', organisation='veterans_association')],
       refused=['lead_body_twice'], first=[PEOPLE], notes=['from_date_told'], no_csv=True, as_written=True)
listed('r_helpers_by_words', 'assignments',
       [['BẢNG PHÂN CÔNG CÁC TỔ CHỨC NHẬN GIÚP ĐỠ HỘ NGHÈO NĂM 2018'], ['STT', 'Chủ hộ', 'Thôn', 'Nhu cầu hỗ trợ', 'Tổ chức nhận giúp đỡ', 'Từ ngày'], ['I', 'Hội Nông dân'], [1, 'Nguyễn Văn Bảy', 'Tân Tiến', 'Bò giống', '', '01/02/2018'],
        [2, 'Võ Văn Kiệm', 'Tân Tiến', '', 'Hội CCB xã', '01/02/2018']],
       [dict(head_name='Nguyễn Văn Bảy', organisation='farmers_union', from_date='2018-02-01', note='Nhu cầu hỗ trợ: Bò giống'), dict(head_name='Võ Văn Kiệm', organisation='veterans_association')], first=[PEOPLE])

# --- models, works, activities ---------------------------------------------------------------------------------------

MODELS = [['DANH SÁCH MÔ HÌNH NĂM 2018'], ['TT', 'Tên mô hình', 'Thôn', 'Đơn vị chủ trì', 'Hiện trạng'], [1, 'Gia đình 5 không 3 sạch', 'Thôn 3', 'Hội Phụ nữ xã', 'Duy trì'], [2, 'Đường hoa phụ nữ', 'Thôn 3', 'Hội Phụ nữ xã', 'Dừng hoạt động'],
          [3, 'Việc làm hay', 'Thôn 3', 'Đoàn Thanh niên xã', 'Đang triển khai'], [4, 'Vườn mẫu', 'Thôn 3', 'Hội Nông dân xã', 'Tạm được']]
listed('r_states_of_models', 'models', MODELS,
       [dict(name='Gia đình 5 không 3 sạch', state='maintained'), dict(name='Việc làm hay', state='in_progress', type='other'), dict(name='Vườn mẫu', state='registered')],
       rows=4, notes=['state_unknown', 'type_untold'])  # what was stopped is in no export, and known again
listed('r_states_go_on', 'models',
       [['DANH SÁCH MÔ HÌNH NĂM 2018'], ['TT', 'Tên mô hình', 'Thôn', 'Đơn vị chủ trì', 'Hiện trạng'], [1, 'Việc làm hay', 'Thôn 3', 'Đoàn Thanh niên xã', 'Hoàn thành'], [2, 'Gia đình 5 không 3 sạch', 'Thôn 3', 'Hội Phụ nữ xã', 'Đăng ký']],
       [], first=[('models', MODELS, [])], rows=2, notes=['state_kept'])
listed('r_works_of_offices', 'works',
       [['DANH MỤC CÔNG TRÌNH DO MTTQ VẬN ĐỘNG NĂM 2018'], ['Số TT', 'Danh mục', 'Đoàn thể', 'Thôn', 'Tổng vốn', 'Ngân sách', 'Huy động', 'Tình trạng'], [1, 'Bể chứa rác', 'Hội Nông dân xã', 'Thôn 3', '15.000.000 đ', '5.000.000 đ', '10.000.000 đ', 'Đã hoàn thành']],
       [dict(name='Bể chứa rác', value='15000000', budget_value='5000000', contributed_value='10000000', state='completed')])
listed('r_days_without_a_year', 'activities',
       [['LỊCH HOẠT ĐỘNG THÁNG 12/2018'], ['Ngày', 'Nội dung', 'Đơn vị chủ trì', 'Địa điểm'], ['05/12', 'Hội nghị giao ban khối Mặt trận', 'MTTQ xã', 'UBND xã']], [dict(name='Hội nghị giao ban khối Mặt trận', on_date='2018-12-05')], notes=['repaired'])
listed('r_papers_handed_out', 'activities',
       [['KẾT QUẢ TUYÊN TRUYỀN NĂM 2018'], ['TT', 'Nội dung tuyên truyền', 'Hình thức', 'Đơn vị tổ chức', 'Thời gian', 'Tài liệu phát (tờ)'], [1, 'Luật Đất đai', 'Tập huấn', 'Hội Nông dân xã', '20/9/2018', 300]],
       [dict(name='Luật Đất đai', type='training', copies='300')])

# --- bodies, areas, opinions, gifts, figures ---------------------------------------------------------------------------

listed('r_committees_of_areas', 'bodies',
       [['DANH SÁCH BAN CÔNG TÁC MẶT TRẬN'], ['STT', 'Tên Ban Công tác Mặt trận', 'Số QĐ thành lập', 'Ngày thành lập', 'Số thành viên'], [1, 'Ban CTMT khu 3', '12/QĐ-MTTQ', '15/03/2018', 9]],
       [dict(name='Ban CTMT khu 3', kind='front_work_committee', organisation='fatherland_front', basis_number='12/QĐ-MTTQ', from_date='2018-03-15', member_count='9')], all=False)
listed('r_self_managed_groups', 'bodies',
       [['STT', 'Khu dân cư', 'Tổ tự quản', 'Số hộ'], [1, 'Thôn 3', 'Tổ tự quản số 1', 25], [2, 'Thôn 3', 'Tổ tự quản số 2', 31]],
       [dict(name='Tổ tự quản số 1', kind='self_managed_group', organisation='fatherland_front', unit_label='Thôn 3'), dict(name='Tổ tự quản số 2')], all=False)
listed('r_merged_areas', 'units',
       [('Sheet1', [['BIỂU SẮP XẾP, SÁP NHẬP THÔN'], ['TT', 'Thôn trước khi sáp nhập', 'Số hộ', 'Thôn mới sau sáp nhập', 'Số hộ sau sáp nhập'], [1, 'Thôn Bòng', 80, 'Thôn Tân Lập', 150], [2, 'Thôn Cả', 70, '', ''], [3, 'Thôn Mỏ Ché', 90, 'Thôn Mỏ Ché', 90]],
         dict(merges=['D3:D4', 'E3:E4']))],
       [dict(official_name='Thôn Tân Lập', note='Thôn trước khi sáp nhập: Thôn Bòng; Thôn trước khi sáp nhập: Thôn Cả'), dict(official_name='Thôn Mỏ Ché')], rows=3, notes=['area_former'])
listed('r_what_voters_say', 'opinions',
       [['TỔNG HỢP Ý KIẾN, KIẾN NGHỊ CỦA CỬ TRI NĂM 2018'], ['STT', 'Cử tri', 'Nội dung ý kiến, kiến nghị', 'Ngày tiếp nhận', 'Cơ quan trả lời', 'Nội dung trả lời'], [1, 'Cử tri thôn 3', 'Đề nghị sửa chữa đập', '10/11/2018', 'UBND xã', 'Đã đưa vào kế hoạch'],
        [2, 'Cử tri thôn 7', 'Đề nghị lắp đèn đường', '11/11/2018', '', '']],
       [dict(subject='Đề nghị sửa chữa đập', channel='voter_meeting', forwarded_name='UBND xã', answer='Đã đưa vào kế hoạch', state='answered', detail='Cử tri: Cử tri thôn 3'), dict(subject='Đề nghị lắp đèn đường', state='received')],
       notes=['received_by_told'])
listed('r_pledges_kept', 'pledges',
       [['DANH SÁCH ĐĂNG KÝ ỦNG HỘ QUỸ VÌ NGƯỜI NGHÈO NĂM 2018'], ['STT', 'Đơn vị', 'Người đại diện', 'Số tiền đăng ký (tr.đ)', 'Đã chuyển (tr.đ)', 'Còn lại', 'Thời hạn chuyển'], [1, 'Công ty Mai Sơn', 'Lê Văn Hiếu', 100, 60, 40, '31/12/2018'], [2, 'HTX Mai Hạ', '', 15, 15, 0, '']],
       {'pledges': [dict(donor_label='Công ty Mai Sơn', amount='100000000', received='60000000', due_on='2018-12-31', state='part_received'), dict(donor_label='HTX Mai Hạ', state='fulfilled')], 'donors': [dict(name='Công ty Mai Sơn', representative='Lê Văn Hiếu')]})
listed('r_old_font_members', 'memberships',
       [['TT', tcvn3('Họ và tên'), tcvn3('Thôn'), tcvn3('Tổ chức')], [1, tcvn3('Võ Văn Kiệm'), tcvn3('Tân Tiến'), 'CCB']], [dict(member_label='Võ Văn Kiệm', organisation='veterans_association')], first=[PEOPLE], no_csv=True)
listed('r_members_counted', 'declared_figures',
       [['BIỂU TỔNG HỢP ĐOÀN VIÊN, HỘI VIÊN CÁC ĐOÀN THỂ ĐẾN 31/12/2018'], ['TT', 'Thôn', 'Hội viên Nông dân', 'Số hội viên Hội Phụ nữ', 'Đoàn viên thanh niên'], [1, 'Thôn 3', '82 hội viên', 90, 31], ['', 'Cộng', 82, 90, 31]],
       [dict(value='82', figure='members', for_organisation='farmers_union', unit_label='Thôn 3'), dict(value='90', for_organisation='womens_union'), dict(value='31', for_organisation='youth_union')], rows=1)
listed('r_figures_by_words', 'declared_figures',
       [['SỐ LIỆU CƠ BẢN XÃ IA DIN NĂM 2018'], ['STT', 'Chỉ tiêu', 'ĐVT', 'Số liệu'], [1, 'Tổng số hộ dân', 'hộ', 5230], [2, 'Số hộ thoát nghèo trong năm', 'hộ', 35], [3, 'Số vụ hòa giải thành', 'vụ', 10]],
       [dict(figure='households', value='5230'), dict(figure='escaped_households', value='35'), dict(figure='mediation_successes', value='10')])
listed('r_bodies_not_known_yet', 'models',
       [['BIỂU ĐĂNG KÝ MÔ HÌNH NĂM 2018'], ['STT', 'Tên mô hình', 'Đơn vị đăng ký'], [1, 'Câu lạc bộ văn nghệ', 'Hội Chữ thập đỏ xã'], [2, 'Tuyến đường tự quản', 'Hội Chữ thập đỏ xã'], [3, 'Tiếng kẻng an ninh', 'Hội Chữ thập đỏ tỉnh']],
       [dict(name='Câu lạc bộ văn nghệ', lead_body_label='Hội Chữ thập đỏ xã Ia Din'), dict(name='Tuyến đường tự quản', lead_body_label='Hội Chữ thập đỏ xã Ia Din')], refused=['lead_body_unknown'], notes=['body_new'], no_csv=True)
