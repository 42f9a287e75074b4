/* SPDX-License-Identifier: Apache-2.0 */
#include "domain/code_lists.h"

const struct code kind_group_codes[] = {
    { "programme", "Chương trình, văn bản", "Programmes and documents" },
    { "people", "Hộ và người", "Households and people" },
    { "help", "Phân công, hỗ trợ", "Assignments and support" },
    { "models", "Mô hình, công trình", "Models and works" },
    { "titles", "Danh hiệu, tiêu chí", "Titles and criteria" },
    { "money", "Quỹ, nguồn lực", "Funds and resources" },
    { "oversight", "Giám sát, kiến nghị", "Supervision and recommendations" },
    { "reports", "Báo cáo, số liệu", "Reports and figures" },
    { "organisation", "Tổ chức, cán bộ", "Organisations and cadres" },
    { "territory", "Địa bàn", "Territory" },
    { "system", "Hệ thống", "System" },
    { 0 },
};

/* --- places and organisations ----------------------------------------------------------------- */

const struct code unit_list_codes[] = {
    { "gso3", "Danh mục 3 cấp (đến 30/6/2025)", "Three-level list (to 30 June 2025)" },
    { "gso2", "Danh mục 2 cấp (từ 01/7/2025)", "Two-level list (from 1 July 2025)" },
    { "local", "Khu dân cư do địa phương quản lý", "Residential areas kept locally" },
    { 0 },
};

const struct code unit_level_codes[] = {
    { "nation", "Cả nước", "Nation" },
    { "province", "Cấp tỉnh", "Province" },
    { "district", "Cấp huyện", "District" },
    { "commune", "Cấp xã", "Commune" },
    { "area", "Khu dân cư", "Residential area" },
    { 0 },
};

const struct code settlement_codes[] = {
    { "rural", "Nông thôn", "Rural" },
    { "urban", "Đô thị", "Urban" },
    { 0 },
};

const struct code lineage_type_codes[] = {
    { "full", "Nhập toàn bộ", "Merged whole" },
    { "partial", "Nhập một phần", "Merged in part" },
    { "kept", "Giữ nguyên", "Kept" },
    { "renamed", "Đổi tên", "Renamed" },
    { "reparented", "Chuyển đơn vị cấp trên", "Moved under another superior" },
    { 0 },
};

const struct code designation_type_codes[] = {
    { "poor_district", "Huyện nghèo", "Poor district" },
    { "specially_difficult_commune", "Xã đặc biệt khó khăn", "Specially difficult commune" },
    { "specially_difficult_area", "Thôn, bản đặc biệt khó khăn", "Specially difficult area" },
    { "poor_commune", "Xã nghèo", "Poor commune" },
    { "poor_area", "Khu dân cư nghèo", "Poor residential area" },
    { "ntm_registered", "Đăng ký đạt chuẩn nông thôn mới", "Registered for new rural" },
    { "ntm_roadmap", "Trong lộ trình nông thôn mới", "On the new rural roadmap" },
    { "ntm_recognised", "Đạt chuẩn nông thôn mới", "Recognised as new rural" },
    { "ntm_advanced", "Nông thôn mới nâng cao", "Advanced new rural" },
    { "ntm_model", "Nông thôn mới kiểu mẫu", "Model new rural" },
    { "urban_registered", "Đăng ký đạt chuẩn đô thị văn minh", "Registered for civilised urban" },
    { "urban_recognised", "Đạt chuẩn đô thị văn minh", "Recognised as civilised urban" },
    { "pilot", "Đơn vị làm điểm", "Pilot unit" },
    { "outstanding_area", "Khu dân cư nổi bật", "Outstanding residential area" },
    { "outstanding_content", "Nội dung nổi bật", "Outstanding content" },
    { 0 },
};

const struct code body_kind_codes[] = {
    { "committee", "Ủy ban, ban chấp hành", "Committee" },
    { "standing_board", "Ban Thường trực, ban thường vụ", "Standing board" },
    { "department", "Ban, văn phòng chuyên môn", "Department" },
    { "front_work_committee", "Ban Công tác Mặt trận", "Front work committee" },
    { "branch", "Chi hội, chi đoàn, công đoàn cơ sở", "Branch" },
    { "self_managed_group", "Tổ tự quản, câu lạc bộ", "Self-managed group" },
    { "workplace", "Cơ quan, đơn vị, doanh nghiệp", "Workplace" },
    { "peoples_inspection_board", "Ban Thanh tra nhân dân", "People's inspection board" },
    { "community_investment_supervision_board", "Ban Giám sát đầu tư của cộng đồng",
      "Community investment supervision board" },
    { "fund_mobilisation_board", "Ban Vận động Quỹ", "Fund mobilisation board" },
    { "steering_committee", "Ban Chỉ đạo", "Steering committee" },
    { "agency", "Sở, ban, ngành", "Agency" },
    { "area_head", "Trưởng thôn, tổ trưởng tổ dân phố", "Head of the residential area" },
    { "other", "Khác", "Other" },
    { 0 },
};

const struct code body_role_codes[] = {
    { "lead", "Chủ trì", "Leads" },
    { "coordinate", "Phối hợp", "Coordinates" },
    { "advise", "Tham mưu", "Advises" },
    { "direct", "Chỉ đạo", "Directs" },
    { "guide", "Hướng dẫn", "Guides" },
    { "monitor", "Theo dõi, tổng hợp", "Monitors" },
    { "focal_point", "Đầu mối", "Focal point" },
    { "supervise", "Giám sát", "Supervises" },
    { 0 },
};

const struct code relation_codes[] = {
    { "directs", "Chỉ đạo (cấp trên trực tiếp)", "Directs" },
    { "consults", "Hiệp thương, phối hợp", "Consults" },
    { 0 },
};

const struct code paper_style_codes[] = {
    { "state", "Thể thức Nhà nước", "State" },
    { "party", "Thể thức Đảng", "Party" },
    { "youth_union", "Thể thức Đoàn", "Youth Union" },
    { 0 },
};

/* --- people ----------------------------------------------------------------------------------- */

const struct code ethnicity_codes[] = {
    { "kinh", "Kinh", "Kinh" },
    { "tay", "Tày", "Tay" },
    { "thai", "Thái", "Thai" },
    { "hoa", "Hoa", "Hoa" },
    { "kho_me", "Khơ-me", "Khmer" },
    { "muong", "Mường", "Muong" },
    { "nung", "Nùng", "Nung" },
    { "hmong", "HMông", "Hmong" },
    { "dao", "Dao", "Dao" },
    { "gia_rai", "Gia-rai", "Gia Rai" },
    { "ngai", "Ngái", "Ngai" },
    { "e_de", "Ê-đê", "E De" },
    { "ba_na", "Ba na", "Ba Na" },
    { "xo_dang", "Xơ-Đăng", "Xo Dang" },
    { "san_chay", "Sán Chay", "San Chay" },
    { "co_ho", "Cơ-ho", "Co Ho" },
    { "cham", "Chăm", "Cham" },
    { "san_diu", "Sán Dìu", "San Diu" },
    { "hre", "Hrê", "Hre" },
    { "mnong", "Mnông", "Mnong" },
    { "ra_glai", "Ra-glai", "Ra Glai" },
    { "xtieng", "Xtiêng", "Xtieng" },
    { "bru_van_kieu", "Bru-Vân Kiều", "Bru-Van Kieu" },
    { "tho", "Thổ", "Tho" },
    { "giay", "Giáy", "Giay" },
    { "co_tu", "Cơ-tu", "Co Tu" },
    { "gie_trieng", "Gié Triêng", "Gie Trieng" },
    { "ma", "Mạ", "Ma" },
    { "kho_mu", "Khơ-mú", "Kho Mu" },
    { "co", "Co", "Co" },
    { "ta_oi", "Tà-ôi", "Ta Oi" },
    { "cho_ro", "Chơ-ro", "Cho Ro" },
    { "khang", "Kháng", "Khang" },
    { "xinh_mun", "Xinh-mun", "Xinh Mun" },
    { "ha_nhi", "Hà Nhì", "Ha Nhi" },
    { "chu_ru", "Chu ru", "Chu Ru" },
    { "lao", "Lào", "Lao" },
    { "la_chi", "La Chí", "La Chi" },
    { "la_ha", "La Ha", "La Ha" },
    { "phu_la", "Phù Lá", "Phu La" },
    { "la_hu", "La Hủ", "La Hu" },
    { "lu", "Lự", "Lu" },
    { "lo_lo", "Lô Lô", "Lo Lo" },
    { "chut", "Chứt", "Chut" },
    { "mang", "Mảng", "Mang" },
    { "pa_then", "Pà Thẻn", "Pa Then" },
    { "co_lao", "Co Lao", "Co Lao" },
    { "cong", "Cống", "Cong" },
    { "bo_y", "Bố Y", "Bo Y" },
    { "si_la", "Si La", "Si La" },
    { "pu_peo", "Pu Péo", "Pu Peo" },
    { "brau", "Brâu", "Brau" },
    { "o_du", "Ơ Đu", "O Du" },
    { "ro_mam", "Rơ măm", "Ro Mam" },
    { "foreign", "Người nước ngoài", "Foreigner" },
    { "unknown", "Không rõ", "Unknown" },
    { 0 },
};

const struct ethnicity_number ethnicity_numbers[] = {
    { "kinh", "01", "01" },     { "tay", "02", "02" },          { "thai", "03", "03" },
    { "hoa", "04", "06" },      { "kho_me", "05", "05" },       { "muong", "06", "04" },
    { "nung", "07", "07" },     { "hmong", "08", "08" },        { "dao", "09", "09" },
    { "gia_rai", "10", "10" },  { "ngai", "11", NULL },         { "e_de", "12", "11" },
    { "ba_na", "13", "12" },    { "xo_dang", "14", "16" },      { "san_chay", "15", "13" },
    { "co_ho", "16", "15" },    { "cham", "17", "14" },         { "san_diu", "18", "17" },
    { "hre", "19", "18" },      { "mnong", "20", "20" },        { "ra_glai", "21", "19" },
    { "xtieng", "22", NULL },   { "bru_van_kieu", "23", NULL }, { "tho", "24", NULL },
    { "giay", "25", NULL },     { "co_tu", "26", NULL },        { "gie_trieng", "27", NULL },
    { "ma", "28", NULL },       { "kho_mu", "29", NULL },       { "co", "30", NULL },
    { "ta_oi", "31", NULL },    { "cho_ro", "32", NULL },       { "khang", "33", NULL },
    { "xinh_mun", "34", NULL }, { "ha_nhi", "35", NULL },       { "chu_ru", "36", NULL },
    { "lao", "37", NULL },      { "la_chi", "38", NULL },       { "la_ha", "39", NULL },
    { "phu_la", "40", NULL },   { "la_hu", "41", NULL },        { "lu", "42", NULL },
    { "lo_lo", "43", NULL },    { "chut", "44", NULL },         { "mang", "45", NULL },
    { "pa_then", "46", NULL },  { "co_lao", "47", NULL },       { "cong", "48", NULL },
    { "bo_y", "49", NULL },     { "si_la", "50", NULL },        { "pu_peo", "51", NULL },
    { "brau", "52", NULL },     { "o_du", "53", NULL },         { "ro_mam", "54", NULL },
    { "foreign", "55", NULL },  { "unknown", "56", NULL },      { 0 },
};

const struct code policy_category_codes[] = {
    { "policy_household", "Gia đình chính sách", "Policy household" },
    { "hardship_policy_household", "Hộ chính sách khó khăn", "Policy household in hardship" },
    { "person_with_merit", "Người có công", "Person with merit" },
    { "vietnamese_heroic_mother", "Mẹ Việt Nam anh hùng", "Vietnamese heroic mother" },
    { "agent_orange", "Nạn nhân chất độc da cam", "Agent Orange victim" },
    { "social_protection", "Bảo trợ xã hội", "Social protection" },
    { "elderly_alone", "Người cao tuổi neo đơn", "Elderly person living alone" },
    { "vagrant_child", "Trẻ em cơ nhỡ", "Vagrant child" },
    { "disability", "Người khuyết tật", "Person with a disability" },
    { "disaster_victim", "Bị thiệt hại do thiên tai", "Struck by a natural disaster" },
    { "special_hardship", "Hoàn cảnh đặc biệt khó khăn", "In special hardship" },
    { 0 },
};

const struct code sex_codes[] = {
    { "male", "Nam", "Male" },
    { "female", "Nữ", "Female" },
    { 0 },
};

const struct code relation_to_head_codes[] = {
    { "head", "Chủ hộ", "Head" },
    { "spouse", "Vợ, chồng", "Spouse" },
    { "child", "Con", "Child" },
    { "parent", "Cha, mẹ", "Parent" },
    { "grandparent", "Ông, bà", "Grandparent" },
    { "grandchild", "Cháu", "Grandchild" },
    { "sibling", "Anh, chị, em", "Sibling" },
    { "child_in_law", "Con dâu, con rể", "Child-in-law" },
    { "other", "Khác", "Other" },
    { 0 },
};

const struct code poverty_standard_codes[] = {
    { "std_2011", "Chuẩn 2011–2015", "Standard of 2011–2015" },
    { "std_2016", "Chuẩn 2016–2020 (QĐ 59/2015/QĐ-TTg)", "Standard of 2016–2020" },
    { "std_2022", "Chuẩn 2022–2025, áp dụng đến hết 2026 (NĐ 07/2021/NĐ-CP)",
      "Standard of 2022–2025, in force through 2026" },
    { "std_2027", "Chuẩn 2027–2030", "Standard of 2027–2030" },
    { 0 },
};

const struct code poverty_class_codes[] = {
    { "poor", "Hộ nghèo", "Poor" },
    { "near_poor", "Hộ cận nghèo", "Near-poor" },
    { "newly_escaped", "Hộ mới thoát nghèo", "Newly escaped" },
    { "escaped", "Hộ đã thoát nghèo", "Escaped" },
    { "average", "Hộ có mức sống trung bình", "Average living standard" },
    { "not_poor", "Hộ không nghèo", "Not poor" },
    { 0 },
};

/* The columns of the yearly form on changes (đầu kỳ → cuối kỳ), for poor and near-poor alike. */
const struct code poverty_change_codes[] = {
    { "unchanged", "Không thay đổi", "Unchanged" },
    { "escaped_to_near_poor", "Thoát nghèo, còn cận nghèo", "Escaped to near-poor" },
    { "escaped", "Thoát nghèo, vượt chuẩn cận nghèo", "Escaped above near-poor" },
    { "left_near_poor", "Thoát cận nghèo", "Left near-poor" },
    { "fell_to_poor", "Từ cận nghèo thành nghèo", "Fell from near-poor to poor" },
    { "relapsed", "Tái nghèo", "Relapsed" },
    { "newly_poor", "Phát sinh nghèo mới", "Newly poor" },
    { "relapsed_near_poor", "Tái cận nghèo", "Relapsed into near-poor" },
    { "newly_near_poor", "Phát sinh cận nghèo mới", "Newly near-poor" },
    { "other_increase", "Tăng khác (chuyển đến, tách hộ)", "Other increase" },
    { "other_decrease", "Giảm khác (chuyển đi, không còn hộ)", "Other decrease" },
    { 0 },
};

const struct code poverty_cause_codes[] = {
    { "production_land", "Không có đất sản xuất", "No productive land" },
    { "capital", "Không có vốn sản xuất, kinh doanh", "No capital" },
    { "labour", "Không có lao động", "No labour" },
    { "production_tools", "Không có công cụ, phương tiện sản xuất", "No tools" },
    { "production_knowledge", "Không có kiến thức về sản xuất", "No knowledge of production" },
    { "labour_skill", "Không có kỹ năng lao động, sản xuất", "No work skills" },
    { "illness_accident", "Có người ốm đau, bệnh nặng, tai nạn", "Illness or accident" },
    { "other", "Nguyên nhân khác", "Other cause" },
    { 0 },
};

const struct code deprivation_codes[] = {
    { "employment", "Việc làm", "Employment" },
    { "dependent_person", "Người phụ thuộc trong hộ", "Dependants" },
    { "nutrition", "Dinh dưỡng", "Nutrition" },
    { "health_services", "Tiếp cận dịch vụ y tế", "Health services" },
    { "health_insurance", "Bảo hiểm y tế", "Health insurance" },
    { "adult_education", "Trình độ giáo dục của người lớn", "Adult education" },
    { "child_school_attendance", "Tình trạng đi học của trẻ em", "School attendance" },
    { "housing_quality", "Chất lượng nhà ở", "Housing quality" },
    { "housing_area", "Diện tích nhà ở bình quân đầu người", "Housing area" },
    { "clean_water", "Nguồn nước sinh hoạt", "Clean water" },
    { "hygienic_toilet", "Nhà tiêu hợp vệ sinh", "Hygienic toilet" },
    { "telecommunication", "Sử dụng dịch vụ viễn thông", "Telecommunication" },
    { "information_access_assets", "Phương tiện tiếp cận thông tin", "Information devices" },
    { 0 },
};

const char *const deprivations_2016[] = {
    "adult_education",
    "child_school_attendance",
    "health_services",
    "health_insurance",
    "housing_quality",
    "housing_area",
    "clean_water",
    "hygienic_toilet",
    "telecommunication",
    "information_access_assets",
    NULL,
};

const char *const deprivations_2022[] = {
    "employment",
    "dependent_person",
    "nutrition",
    "health_insurance",
    "adult_education",
    "child_school_attendance",
    "housing_quality",
    "housing_area",
    "clean_water",
    "hygienic_toilet",
    "telecommunication",
    "information_access_assets",
    NULL,
};

/* --- help, models, works ---------------------------------------------------------------------- */

const struct code support_type_codes[] = {
    { "housing", "Nhà ở", "Housing" },
    { "emergency", "Cứu trợ đột xuất", "Emergency relief" },
    { "livelihood", "Sinh kế, sản xuất", "Livelihood" },
    { "education", "Học tập", "Education" },
    { "job", "Việc làm", "Job" },
    { "health", "Khám, chữa bệnh", "Health" },
    { "visit_gift", "Thăm hỏi, tặng quà", "Visit or gift" },
    { "rehabilitation", "Giúp đỡ, cảm hóa người lầm lỗi", "Rehabilitation" },
    { "other", "Khác", "Other" },
    { 0 },
};

const struct code support_subtype_codes[] = {
    { "makeshift_house", "Xóa nhà tạm, nhà dột nát", "Makeshift house replaced" },
    { "compassion_house", "Nhà tình thương", "Compassion house" },
    { "gratitude_house", "Nhà tình nghĩa", "Gratitude house" },
    { "solidarity_house", "Nhà đại đoàn kết", "Solidarity house" },
    { "house_repair", "Sửa chữa nhà ở", "House repair" },
    { "disaster", "Thiên tai", "Natural disaster" },
    { "fire", "Hỏa hoạn", "Fire" },
    { "accident", "Tai nạn, rủi ro", "Accident" },
    { "production_advice", "Hướng dẫn phương thức sản xuất", "Production advice" },
    { "seedlings_livestock", "Cây, con giống", "Seedlings or livestock" },
    { "technique", "Kỹ thuật sản xuất", "Technique" },
    { "loan_access", "Nguồn vốn vay", "Access to loans" },
    { "cooperation_linkage", "Hợp tác, liên kết, chuỗi giá trị", "Cooperation and value chain" },
    { "study_support", "Hỗ trợ học tập", "Support for study" },
    { "job_placement", "Tư vấn, giới thiệu việc làm", "Job placement" },
    { "medical_treatment", "Khám, chữa bệnh, cấp thuốc", "Examination and treatment" },
    { "health_insurance_card", "Thẻ bảo hiểm y tế", "Health insurance card" },
    { "gift", "Tặng quà", "Gift" },
    { "visit", "Thăm hỏi, động viên", "Visit" },
    { 0 },
};

const struct code fund_source_codes[] = {
    { "state_budget", "Ngân sách nhà nước", "State budget" },
    { "fund_for_the_poor", "Quỹ “Vì người nghèo”", "Fund for the Poor" },
    { "social_security", "Quỹ an sinh xã hội", "Social security funds" },
    { "members", "Đoàn viên, hội viên đóng góp", "Members' contributions" },
    { "community", "Nhân dân đóng góp", "People's contributions" },
    { "enterprise", "Doanh nghiệp", "Enterprises" },
    { "donor", "Cá nhân, tổ chức ủng hộ", "Donors" },
    { "credit", "Vốn vay", "Credit" },
    { "other", "Nguồn khác", "Other" },
    { 0 },
};

const struct code occasion_codes[] = {
    { "tet", "Tết Nguyên đán", "Lunar New Year" },
    { "tet_for_the_poor", "Tết vì người nghèo", "Tet for the poor" },
    { "day_for_the_poor", "Ngày vì người nghèo 17/10", "Day for the poor, 17 October" },
    { "peak_month_for_the_poor", "Tháng cao điểm vì người nghèo", "Peak month for the poor" },
    { "great_unity_festival", "Ngày hội Đại đoàn kết 18/11", "Great unity festival" },
    { "war_invalids_day", "Ngày Thương binh, Liệt sĩ 27/7", "War invalids and martyrs day" },
    { "other", "Dịp khác", "Other" },
    { 0 },
};

const struct code model_type_codes[] = {
    { "three_clean", "Mô hình “3 sạch”", "“Three clean”" },
    { "environment", "Bảo vệ môi trường", "Environment" },
    { "bright_green_clean", "Sáng – xanh – sạch – đẹp", "Bright, green, clean and beautiful" },
    { "green_fence", "Hàng rào xanh", "Green fence" },
    { "flower_road", "Con đường hoa", "Flower road" },
    { "safe_food", "An toàn thực phẩm", "Safe food" },
    { "production_linkage", "Liên kết sản xuất, kinh doanh", "Production linkage" },
    { "cooperative", "Tổ hợp tác, hợp tác xã kiểu mới", "New-style cooperative" },
    { "mutual_help_economy", "Giúp nhau phát triển kinh tế, giảm nghèo",
      "Mutual help in the economy" },
    { "veterans_economic", "Cựu chiến binh giúp nhau giảm nghèo, làm kinh tế giỏi",
      "Veterans helping each other in the economy" },
    { "farmers_economic", "Nông dân giúp nhau phát triển kinh tế, giảm nghèo bền vững",
      "Farmers helping each other in the economy" },
    { "farmers_environment_security",
      "Nông dân tham gia bảo vệ môi trường, giữ gìn an ninh trật tự",
      "Farmers for environment and order" },
    { "security", "An ninh trật tự, phòng chống tội phạm, ma túy, tệ nạn", "Security and order" },
    { "rehabilitation", "Giúp đỡ, cảm hóa người vi phạm pháp luật", "Rehabilitation" },
    { "youth_startup", "Thanh niên khởi nghiệp", "Youth start-up" },
    { "youth_economic_club", "Câu lạc bộ thanh niên làm kinh tế", "Youth economic club" },
    { "traffic_safety", "An toàn giao thông", "Traffic safety" },
    { "civilised_road", "Tuyến đường văn minh", "Civilised road" },
    { "playground", "Điểm sinh hoạt, vui chơi", "Meeting place or playground" },
    { "garden", "Vườn mẫu", "Model garden" },
    { "model_residential_area", "Khu dân cư kiểu mẫu", "Model residential area" },
    { "self_governance", "Tự quản ở khu dân cư", "Self-governance" },
    { "poverty_reduction", "Giảm nghèo bền vững, vượt khó", "Sustainable poverty reduction" },
    { "household_help", "Giúp đỡ hộ nghèo, cận nghèo", "Help to poor households" },
    { "workplace_model", "Mô hình trong cơ quan, đơn vị, doanh nghiệp", "Workplace model" },
    { "other", "Mô hình khác", "Other model" },
    { 0 },
};

const struct code work_type_codes[] = {
    { "rural_road", "Đường giao thông nông thôn", "Rural road" },
    { "civilised_road", "Tuyến đường văn minh", "Civilised road" },
    { "traffic_safety", "An toàn giao thông", "Traffic safety" },
    { "bridge", "Cầu dân sinh", "Bridge" },
    { "lighting", "Thắp sáng đường quê", "Lighting" },
    { "environment", "Môi trường, thu gom rác thải", "Environment and waste" },
    { "tree_planting", "Trồng cây xanh, đường hoa", "Trees and flower roads" },
    { "water_sanitation", "Nước sạch, vệ sinh", "Water and sanitation" },
    { "irrigation", "Thủy lợi nội đồng", "Irrigation" },
    { "culture_house", "Nhà văn hóa, điểm sinh hoạt cộng đồng", "Community house" },
    { "playground", "Điểm vui chơi, thể thao", "Playground" },
    { "school_health", "Trường học, trạm y tế", "School or health station" },
    { "housing", "Nhà ở cho hộ nghèo", "Houses for the poor" },
    { "security", "An ninh trật tự", "Security" },
    { "other", "Công trình khác", "Other work" },
    { 0 },
};

const struct code subject_level_codes[] = {
    { "person", "Cá nhân", "Person" },
    { "household", "Hộ gia đình", "Household" },
    { "residential_area", "Khu dân cư", "Residential area" },
    { "commune", "Xã", "Commune" },
    { "ward_town", "Phường, thị trấn", "Ward or town" },
    { "district", "Huyện", "District" },
    { "province", "Tỉnh", "Province" },
    { "workplace", "Cơ quan, đơn vị, doanh nghiệp", "Workplace" },
    { 0 },
};

const struct code content_codes[] = {
    { "economy_poverty", "1. Phát triển kinh tế, giảm nghèo bền vững", "1. Economy and poverty" },
    { "culture_education_health", "2. Đời sống văn hóa, giáo dục, sức khỏe",
      "2. Culture, education and health" },
    { "environment_climate", "3. Bảo vệ môi trường, ứng phó biến đổi khí hậu",
      "3. Environment and climate" },
    { "law_order", "4. Chấp hành pháp luật, trật tự an toàn xã hội", "4. Law and order" },
    { "democracy_supervision", "5. Phát huy dân chủ, giám sát, phản biện xã hội",
      "5. Democracy and supervision" },
    { 0 },
};

const struct code grade_codes[] = {
    { "excellent", "Xuất sắc", "Excellent" },
    { "good", "Tốt", "Good" },
    { "fair", "Đạt", "Fair" },
    { "poor", "Chưa đạt", "Not reached" },
    { 0 },
};

/* --- programme and paper ---------------------------------------------------------------------- */

const struct code activity_type_codes[] = {
    { "dissemination", "Quán triệt", "Dissemination" },
    { "propaganda", "Tuyên truyền, vận động", "Propaganda" },
    { "training", "Tập huấn, bồi dưỡng", "Training" },
    { "seminar", "Tọa đàm, trao đổi kinh nghiệm", "Seminar" },
    { "survey", "Khảo sát", "Survey" },
    { "contest", "Hội thi, hội diễn", "Contest" },
    { "broadcast", "Phát thanh, truyền hình, chuyên mục", "Broadcast" },
    { "publication", "Phát hành tài liệu", "Publication" },
    { "great_unity_festival", "Ngày hội Đại đoàn kết toàn dân tộc", "Great unity festival" },
    { "security_festival", "Ngày hội Toàn dân bảo vệ an ninh Tổ quốc", "Security festival" },
    { "peak_month_for_the_poor", "Tháng cao điểm vì người nghèo", "Peak month for the poor" },
    { "tet_for_the_poor", "Tết vì người nghèo", "Tet for the poor" },
    { "launch", "Phát động, ra quân", "Launch" },
    { "volunteering", "Tình nguyện, ngày công", "Volunteering" },
    { "legal_education", "Phổ biến pháp luật", "Legal education" },
    { "mediation", "Hòa giải", "Mediation" },
    { "health_day", "Khám bệnh, cấp thuốc", "Health day" },
    { "dialogue", "Đối thoại, góp ý", "Dialogue" },
    { "briefing", "Giao ban", "Briefing" },
    { "annual_review", "Đánh giá, sơ kết năm", "Annual review" },
    { "interim_review", "Sơ kết giai đoạn", "Interim review" },
    { "final_review", "Tổng kết", "Final review" },
    { "other", "Hoạt động khác", "Other" },
    { 0 },
};

const struct code channel_codes[] = {
    { "printed_material", "Tài liệu, tờ rơi", "Printed material" },
    { "website", "Trang thông tin điện tử", "Website" },
    { "press", "Báo chí", "Press" },
    { "radio_television", "Phát thanh, truyền hình", "Radio and television" },
    { "loudspeaker", "Loa truyền thanh cơ sở", "Loudspeakers" },
    { "social_network", "Mạng xã hội", "Social network" },
    { "performance", "Hội diễn, hội thi", "Performance or contest" },
    { "training", "Hội nghị, tập huấn", "Conference or training" },
    { "regular_meeting", "Sinh hoạt định kỳ", "Regular meeting" },
    { "commitment", "Ký cam kết", "Signed commitment" },
    { "respected_person", "Dòng họ, người có uy tín", "Clans and respected persons" },
    { "door_to_door", "Đến từng hộ", "Door to door" },
    { 0 },
};

/* The 29 types of Decree 30/2020/NĐ-CP art. 7, then those of the Party, the Front and the State
 * that the source documents use. "TTr" is a Tờ trình and a Thông tri, "BTT" an agreement and the
 * standing board: a type is read from the document's words, never from the symbol alone. */
const struct code document_type_codes[] = {
    { "resolution", "Nghị quyết", "Resolution" },
    { "decision", "Quyết định", "Decision" },
    { "directive", "Chỉ thị", "Directive" },
    { "regulation", "Quy chế", "Regulation" },
    { "rules", "Quy định", "Rules" },
    { "communique", "Thông cáo", "Communiqué" },
    { "notice", "Thông báo", "Notice" },
    { "guidance", "Hướng dẫn", "Guidance" },
    { "programme", "Chương trình", "Programme" },
    { "plan", "Kế hoạch", "Plan" },
    { "scheme", "Phương án", "Scheme" },
    { "proposal", "Đề án", "Proposal" },
    { "project", "Dự án", "Project" },
    { "report", "Báo cáo", "Report" },
    { "minutes", "Biên bản", "Minutes" },
    { "submission", "Tờ trình", "Submission" },
    { "contract", "Hợp đồng", "Contract" },
    { "official_letter", "Công văn", "Official letter" },
    { "telegram", "Công điện", "Telegram" },
    { "memorandum", "Bản ghi nhớ", "Memorandum" },
    { "agreement", "Bản thỏa thuận", "Agreement" },
    { "power_of_attorney", "Giấy ủy quyền", "Power of attorney" },
    { "invitation", "Giấy mời", "Invitation" },
    { "introduction", "Giấy giới thiệu", "Letter of introduction" },
    { "leave_permit", "Giấy nghỉ phép", "Leave permit" },
    { "dispatch_note", "Phiếu gửi", "Dispatch note" },
    { "transfer_note", "Phiếu chuyển", "Transfer note" },
    { "notification_note", "Phiếu báo", "Notification note" },
    { "public_letter", "Thư công", "Public letter" },
    { "coordination_programme", "Chương trình phối hợp", "Coordination programme" },
    { "joint_resolution", "Nghị quyết liên tịch", "Joint resolution" },
    { "joint_plan", "Kế hoạch liên tịch", "Joint plan" },
    { "front_circular", "Thông tri", "Circular of the Front" },
    { "conclusion", "Kết luận", "Conclusion" },
    { "law", "Luật", "Law" },
    { "decree", "Nghị định", "Decree" },
    { "circular", "Thông tư", "Circular" },
    { "other", "Văn bản khác", "Other" },
    { 0 },
};

const struct code document_direction_codes[] = {
    { "outgoing", "Văn bản đi", "Outgoing" },
    { "incoming", "Văn bản đến", "Incoming" },
    { "internal", "Văn bản nội bộ", "Internal" },
    { 0 },
};

const struct code recipient_purpose_codes[] = {
    { "report", "Để báo cáo", "To report" },
    { "implement", "Để thực hiện", "To carry out" },
    { "inform", "Để biết, phối hợp", "For information" },
    { "file", "Lưu", "For the file" },
    { 0 },
};

const struct code priority_codes[] = {
    { "normal", "Thường", "Normal" },
    { "urgent", "Khẩn", "Urgent" },
    { "very_urgent", "Thượng khẩn", "Very urgent" },
    { "express", "Hỏa tốc", "Express" },
    { 0 },
};

const struct code due_operator_codes[] = {
    { "before", "Trước ngày", "Before" },
    { "no_later_than", "Chậm nhất ngày", "No later than" },
    { 0 },
};

/* --- money ------------------------------------------------------------------------------------ */

const struct code ledger_entry_type_codes[] = {
    { "opening", "Số dư đầu kỳ", "Opening balance" },
    { "donation", "Tiếp nhận ủng hộ", "Donation" },
    { "allocation_in", "Nhận phân bổ từ quỹ khác", "Allocation received" },
    { "allocation_out", "Phân bổ cho quỹ khác", "Allocation given" },
    { "support_payment", "Chi hỗ trợ", "Support paid" },
    { "interest", "Lãi tiền gửi", "Interest" },
    { "running_cost", "Chi phí vận động, quản lý", "Running cost" },
    { "transfer", "Chuyển giữa các tài khoản", "Transfer between accounts" },
    { "reversal", "Bút toán đảo", "Reversal" },
    { 0 },
};

const struct code ledger_account_codes[] = {
    { "cash", "Tiền mặt", "Cash" },
    { "bank", "Tiền gửi ngân hàng", "Bank" },
    { "treasury", "Tiền gửi kho bạc", "State treasury" },
    { "goods", "Hàng hóa, hiện vật", "Goods" },
    { "advance", "Tạm ứng", "Advances" },
    { "payable", "Phải trả", "Payable" },
    { "balance", "Số dư quỹ", "Fund balance" },
    { "income_donation", "Thu ủng hộ", "Income from donations" },
    { "income_allocation", "Thu phân bổ", "Income from allocations" },
    { "income_other", "Thu khác", "Other income" },
    { "expense_support", "Chi hỗ trợ", "Support" },
    { "expense_allocation", "Chi phân bổ", "Allocations" },
    { "expense_running", "Chi vận động, quản lý", "Running costs" },
    { 0 },
};

const struct code donation_kind_codes[] = {
    { "money", "Tiền", "Money" },
    { "goods", "Hiện vật", "Goods" },
    { "labour", "Ngày công", "Labour days" },
    { "land", "Hiến đất", "Land" },
    { 0 },
};

const struct code title_type_codes[] = {
    { "cultural_family", "Gia đình văn hóa", "Cultural family" },
    { "cultural_residential_area", "Khu dân cư văn hóa (đến 2023)",
      "Cultural residential area (to 2023)" },
    { "cultural_village", "Thôn, tổ dân phố văn hóa (từ 2024)",
      "Cultural village or street group (from 2024)" },
    { "exemplary_commune", "Xã, phường, thị trấn tiêu biểu", "Exemplary commune" },
    { "cultural_commune", "Xã văn hóa", "Cultural commune" },
    { "new_rural_family", "Hộ gia đình nông thôn mới", "New rural family" },
    { "model_garden", "Vườn mẫu", "Model garden" },
    { "model_residential_area", "Khu dân cư kiểu mẫu", "Model residential area" },
    { "new_rural_commune", "Xã đạt chuẩn nông thôn mới", "New rural commune" },
    { "advanced_new_rural_commune", "Xã nông thôn mới nâng cao", "Advanced new rural commune" },
    { "model_new_rural_commune", "Xã nông thôn mới kiểu mẫu", "Model new rural commune" },
    { "modern_new_rural_commune", "Xã nông thôn mới hiện đại", "Modern new rural commune" },
    { "new_rural_district", "Huyện đạt chuẩn nông thôn mới", "New rural district" },
    { "civilised_urban_ward", "Phường, thị trấn đạt chuẩn đô thị văn minh",
      "Civilised urban ward or town" },
    { "other", "Danh hiệu khác", "Other title" },
    { 0 },
};

/* --- supervision ------------------------------------------------------------------------------ */

/* p: sustainable poverty reduction (S3-11, S3-12); n: new rural (S3-13); u: civilised urban
 * (S3-14). */
const struct code supervision_topic_codes[] = {
    { "p1", "Quy trình xác định hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo",
      "How poor, near-poor and newly escaped households are identified" },
    { "p2", "Chính sách hỗ trợ hộ nghèo, hộ cận nghèo, xã nghèo, thôn bản đặc biệt khó khăn",
      "Support policies for poor households, communes and areas" },
    { "n1", "Tổ chức triển khai, cơ chế, chính sách xây dựng nông thôn mới",
      "Organisation and policies of new rural development" },
    { "n2", "Kết quả thực hiện các nội dung xây dựng nông thôn mới",
      "Results of new rural development" },
    { "n3", "Môi trường, an toàn thực phẩm", "Environment and food safety" },
    { "n4", "Vốn Nhà nước, huy động sức dân, nợ đọng xây dựng nông thôn mới",
      "State capital, people's contributions, arrears" },
    { "n5", "Bình xét, công nhận danh hiệu, xã đạt chuẩn", "Review and recognition of titles" },
    { "u1", "Quy hoạch, chỉnh trang đô thị, tiêu chí, công nhận đô thị văn minh",
      "Urban planning, criteria and recognition" },
    { "u2", "Chính sách nhà ở người có công, nhà ở xã hội", "Housing policies" },
    { "u3", "Xây dựng nông thôn mới gắn với đô thị hóa", "New rural development and urbanisation" },
    { "other", "Nội dung khác", "Other" },
    { 0 },
};

const struct code supervision_form_codes[] = {
    { "document_review", "Nghiên cứu, xem xét văn bản", "Review of documents" },
    { "delegation", "Tổ chức đoàn giám sát", "Supervision delegation" },
    { "community_boards", "Thông qua Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng",
      "Through community boards" },
    { "joint", "Tham gia giám sát với cơ quan có thẩm quyền", "With a competent authority" },
    { 0 },
};

const struct code criticism_form_codes[] = {
    { "conference", "Hội nghị phản biện xã hội", "Conference" },
    { "written", "Gửi dự thảo lấy ý kiến", "Written opinions on the draft" },
    { "dialogue", "Đối thoại trực tiếp", "Direct dialogue" },
    { 0 },
};

/* --- other words ------------------------------------------------------------------------------ */

const struct code_alias code_aliases[] = {
    { ethnicity_codes, "kho_me", "Khmer;Kh'mer;Khơ me;Khơme;Khơ mer;Khơmer;Miên" },
    { ethnicity_codes, "hmong", "Mông;H'Mông;Hmông;Mèo;Mẹo" },
    { ethnicity_codes, "gia_rai", "Gia Rai;Giarai;Jrai;J'rai;Ja Rai;Jarai;Gia Lai" },
    { ethnicity_codes, "e_de", "Ê Đê;Êđê;Ê-Đê;Rađê;Ra Đê;Rhade" },
    { ethnicity_codes, "ba_na", "Ba Na;Bana;Bahnar;Ba Nar" },
    { ethnicity_codes, "xo_dang", "Xơ Đăng;Xê Đăng;Sơ Đăng;Xơđăng;Sedang" },
    { ethnicity_codes, "san_chay", "Cao Lan;Sán Chí;Sán Chỉ;Cao Lan - Sán Chỉ" },
    { ethnicity_codes, "co_ho", "Cơ Ho;K'Ho;Kơ Ho;Cờ Ho;Kho" },
    { ethnicity_codes, "mnong", "M'Nông;Mơ Nông" },
    { ethnicity_codes, "ra_glai", "Ra Glai;Raglay;Raglai" },
    { ethnicity_codes, "xtieng", "X'Tiêng;S'Tiêng;Stiêng" },
    { ethnicity_codes, "bru_van_kieu", "Vân Kiều;Bru - Vân Kiều" },
    { ethnicity_codes, "co_tu", "Cơ Tu;Ca Tu" },
    { ethnicity_codes, "gie_trieng", "Giẻ Triêng;Gié - Triêng;Giẻ - Triêng" },
    { ethnicity_codes, "kho_mu", "Khơ Mú;Khơmú" },
    { ethnicity_codes, "co", "Cor;Kor" },
    { ethnicity_codes, "ta_oi", "Tà Ôi;Pa Kô;Pa Cô;Pa Hy" },
    { ethnicity_codes, "cho_ro", "Chơ Ro;Chrau" },
    { ethnicity_codes, "xinh_mun", "Xinh Mun" },
    { ethnicity_codes, "chu_ru", "Chu-ru;Churu" },
    { ethnicity_codes, "co_lao", "Cờ Lao" },
    { ethnicity_codes, "ro_mam", "Rơ Măm;Rơ-măm" },
    { ethnicity_codes, "hoa", "Hán;Hoa Hán" },
    { ethnicity_codes, "kinh", "Việt;K" },
    { ethnicity_codes, "tay", "Pa Dí" },
    { ethnicity_codes, "cham", "Chàm" },

    { ethnicity_codes, "foreign", "Nước ngoài" },
    { ethnicity_codes, "unknown", "Không xác định" },
    { poverty_standard_codes, "std_2011", "2011-2015;2011 - 2015" },
    { poverty_standard_codes, "std_2016", "2016-2020;2016 - 2020;59/2015/QĐ-TTg" },
    { poverty_standard_codes, "std_2022", "2022-2025;2022 - 2025;07/2021/NĐ-CP" },
    { sex_codes, "male", "M;Trai" },
    { sex_codes, "female", "F;Gái" },
    { relation_to_head_codes, "spouse", "vợ;chồng;vợ/chồng" },
    { relation_to_head_codes, "child", "con trai;con gái;con đẻ;con nuôi" },
    { relation_to_head_codes, "parent",
      "bố;mẹ;cha;bố mẹ;bố/mẹ;cha/mẹ;bố đẻ;mẹ đẻ;bố chồng;mẹ chồng;bố vợ;mẹ vợ" },
    { relation_to_head_codes, "grandparent", "ông;bà;ông/bà;ông nội;bà nội;ông ngoại;bà ngoại" },
    { relation_to_head_codes, "grandchild", "cháu nội;cháu ngoại;cháu trai;cháu gái" },
    { relation_to_head_codes, "sibling", "anh;chị;em;anh trai;chị gái;em trai;em gái;anh/chị/em" },
    { relation_to_head_codes, "child_in_law", "con dâu;con rể;dâu;rể" },
    { poverty_class_codes, "poor", "nghèo;HN;hộ nghèo" },
    { poverty_class_codes, "near_poor", "cận nghèo;HCN;hộ cận nghèo" },
    { poverty_class_codes, "newly_escaped", "mới thoát nghèo;thoát nghèo;hộ thoát nghèo" },
    { poverty_class_codes, "average", "mức sống trung bình;MSTB" },
    { document_type_codes, "resolution", "NQ" },
    { document_type_codes, "decision", "QĐ" },
    { document_type_codes, "directive", "CT" },
    { document_type_codes, "regulation", "QC" },
    { document_type_codes, "rules", "QyĐ" },
    { document_type_codes, "communique", "TC" },
    { document_type_codes, "notice", "TB" },
    { document_type_codes, "guidance", "HD" },
    { document_type_codes, "programme", "CTr" },
    { document_type_codes, "plan", "KH" },
    { document_type_codes, "scheme", "PA" },
    { document_type_codes, "proposal", "ĐA" },
    { document_type_codes, "project", "DA" },
    { document_type_codes, "report", "BC" },
    { document_type_codes, "minutes", "BB" },
    { document_type_codes, "submission", "TTr" },
    { document_type_codes, "contract", "HĐ" },
    { document_type_codes, "official_letter", "CV" },
    { document_type_codes, "telegram", "CĐ" },
    { document_type_codes, "memorandum", "BGN" },
    { document_type_codes, "agreement", "BTT" },
    { document_type_codes, "power_of_attorney", "GUQ" },
    { document_type_codes, "invitation", "GM" },
    { document_type_codes, "introduction", "GGT" },
    { document_type_codes, "leave_permit", "GNP" },
    { document_type_codes, "dispatch_note", "PG" },
    { document_type_codes, "transfer_note", "PC" },
    { document_type_codes, "notification_note", "PB" },
    { document_type_codes, "coordination_programme", "CTrPH;CTPH" },
    { document_type_codes, "joint_resolution", "NQLT" },
    { document_type_codes, "joint_plan", "KHLT" },
    { document_type_codes, "front_circular", "TTr" },
    { document_type_codes, "conclusion", "KL" },
    { document_type_codes, "decree", "NĐ" },
    { document_type_codes, "circular", "TT" },
    { 0 },
};
