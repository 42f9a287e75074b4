/* SPDX-License-Identifier: Apache-2.0 */
#include "sample_documents.h"

#include <string.h>

static void lines(struct document *document, struct document_lines *to, const char *const *texts)
{
    for (; *texts; texts++)
        document_line_add(document, to, *texts);
}
#define LINES(document, to, ...) lines(document, to, (const char *const[]){ __VA_ARGS__, NULL })

static void row(struct document *document, struct document_table *table, bool is_bold,
                const char *const *cells)
{
    struct document_row *made = document_row_add(document, table);
    made->is_bold = is_bold;
    for (; *cells; cells++)
        document_cell_add(document, made, *cells);
}
#define ROW(document, table, is_bold, ...)                                                         \
    row(document, table, is_bold, (const char *const[]){ __VA_ARGS__, NULL })

static void joint_plan_signatures(struct document *d)
{
    document_signature_add(d, "TM. BAN THƯỜNG VỤ\nHỘI LIÊN HIỆP PHỤ NỮ TỈNH", "CHỦ TỊCH",
                           "Trần Thị B");
    document_signature_add(d, "TM. BAN THƯỜNG TRỰC\nỦY BAN MTTQ VIỆT NAM TỈNH", "CHỦ TỊCH",
                           "Nguyễn Văn A");
    document_signature_add(d, "TM. BAN THƯỜNG VỤ\nTỈNH ĐOÀN", "BÍ THƯ", "Lê Văn C");
    document_signature_add(d, "TM. BAN THƯỜNG VỤ\nLIÊN ĐOÀN LAO ĐỘNG TỈNH",
                           "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "Phạm Thị D");
    document_signature_add(d, "TM. BAN THƯỜNG VỤ\nHỘI NÔNG DÂN TỈNH", "CHỦ TỊCH", "Danh E");
    document_signature_add(d, "TM. BAN CHẤP HÀNH\nHỘI CỰU CHIẾN BINH TỈNH", "CHỦ TỊCH", "Võ Văn G");
    LINES(d, &d->recipients, "Ban Thường trực, BPT TW MTTQ VN",
          "Thường trực Tỉnh ủy - HĐND - UBND tỉnh", "Các đoàn thể chính trị - xã hội Trung ương",
          "Ban Dân vận Tỉnh ủy", "Ban Thường trực MTTQ VN tỉnh;",
          "Ủy ban MTTQ VN và các tổ chức chính trị - xã hội các huyện, thị, TP", "Lưu: VT");
}

struct document *sample_joint_plan(struct arena *arena)
{
    struct document *d = document_new(arena, DOCUMENT_STYLE_STATE);
    d->title = "Kế hoạch hiệp thương phối hợp thống nhất thực hiện Cuộc vận động";
    d->author = "Ủy ban MTTQ Việt Nam tỉnh Kiên Giang";
    LINES(d, &d->issuers, "ỦY BAN MTTQ VIỆT NAM", "ĐOÀN TNCS HỒ CHÍ MINH", "HỘI LIÊN HIỆP PHỤ NỮ",
          "LIÊN ĐOÀN LAO ĐỘNG", "HỘI CỰU CHIẾN BINH", "HỘI NÔNG DÂN", "TỈNH KIÊN GIANG");
    d->number = "168/KH-MTTQ-TCTV";
    d->place = "Kiên Giang";
    d->date = document_date_text(arena, 31, 8, 2017);
    d->type = "KẾ HOẠCH";
    d->summary = "Hiệp thương phối hợp thống nhất thực hiện Cuộc vận động\n“Toàn dân đoàn kết xây "
                 "dựng nông thôn mới, đô thị văn minh”\ngắn với giúp đỡ các hộ nghèo thoát nghèo "
                 "bền vững giai đoạn 2017-2020";
    document_block_add(
        d, DOCUMENT_BASIS,
        "Thực hiện Chỉ thị số 10-CT/TW ngày 15/12/2016 của Ban Bí thư Trung ương Đảng "
        "về tăng cường sự lãnh đạo của Đảng đối với cuộc vận động “Toàn dân đoàn kết "
        "xây dựng nông thôn mới, đô thị văn minh”;");
    document_block_add(d, DOCUMENT_BASIS,
                       "Thực hiện Nghị quyết liên tịch số 88/NQLT/CP-ĐCTUBTWMTTQVN ngày 07/10/2016 "
                       "về phối hợp thực hiện giảm nghèo bền vững, xây dựng nông thôn mới, đô thị "
                       "văn minh.");
    struct document_block *p = document_block_add(
        d, DOCUMENT_PARAGRAPH,
        "Ban Thường trực Ủy ban MTTQ Việt Nam, các tổ chức chính trị - xã hội tỉnh ban "
        "hành Kế hoạch hiệp thương phối hợp thống nhất thực hiện cuộc vận động ");
    document_run_add(d, &p->text, "“Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh”",
                     DOCUMENT_ITALIC);
    document_run_add(
        d, &p->text,
        " gắn với giúp đỡ các hộ nghèo thoát nghèo bền vững giai đoạn 2017-2020, như sau:", 0);
    document_heading(d, 1, "I. MỤC ĐÍCH, YÊU CẦU");
    document_heading(d, 2, "1. Mục đích");
    document_bullet(d, 1,
                    "Không để hộ nghèo, hộ chính sách khó khăn nào rơi vào hoàn cảnh cùng cực mà "
                    "không có tổ chức nào phát hiện, giúp đỡ;");
    document_bullet(
        d, 1,
        "Mỗi tổ chức chính trị - xã hội đảm nhận giúp đỡ hộ nghèo có chủ hộ hoặc thành "
        "viên là đoàn viên, hội viên của tổ chức mình, đảm bảo không trùng lặp, không bỏ sót.");
    document_heading(d, 2, "2. Yêu cầu");
    document_heading(d, 3, "a) Đối với Mặt trận Tổ quốc các cấp");
    document_bullet(d, 1, "Chủ trì hiệp thương giữa các tổ chức thành viên:");
    document_bullet(
        d, 2,
        "Chậm nhất trong quý III/2017 gửi danh sách các công trình, mô hình đăng ký thực hiện;");
    document_bullet(
        d, 2,
        "Tổng hợp báo cáo số liệu hộ thoát nghèo bền vững, chậm nhất vào ngày 30/11 hằng năm.");
    document_heading(d, 1, "II. TỔ CHỨC THỰC HIỆN");
    for (int i = 1; i <= 5; i++)
        document_block_add(
            d, DOCUMENT_PARAGRAPH,
            "Hằng năm chủ trì, phối hợp với các tổ chức chính trị - xã hội tổ chức kiểm tra, "
            "đánh giá việc thực hiện Kế hoạch; biểu dương, khen thưởng kịp thời các tập thể, "
            "cá nhân có thành tích xuất sắc trong triển khai thực hiện.");
    document_block_add(
        d, DOCUMENT_PARAGRAPH,
        "Trong quá trình triển khai thực hiện, nếu có khó khăn, vướng mắc và phát sinh nhiệm vụ, "
        "các bên ký Kế hoạch này sẽ điều chỉnh, bổ sung cho phù hợp./.");
    joint_plan_signatures(d);
    return d;
}

static void report_table_models(struct document *d)
{
    static const struct document_column columns[] = {
        { 6, DOCUMENT_ALIGN_CENTER }, { 30, DOCUMENT_ALIGN_LEFT },  { 12, DOCUMENT_ALIGN_RIGHT },
        { 12, DOCUMENT_ALIGN_RIGHT }, { 12, DOCUMENT_ALIGN_RIGHT }, { 14, DOCUMENT_ALIGN_RIGHT },
    };
    struct document_table *t = document_table(d, columns, COUNT(columns));
    t->caption = "Bảng 1. Công trình, mô hình của Mặt trận và các tổ chức thành viên";
    t->unit = "Đơn vị tính: mô hình";
    struct document_row *h = document_header_add(d, t);
    document_cell_add(d, h, "TT")->row_span = 2;
    document_cell_add(d, h, "Tổ chức")->row_span = 2;
    document_cell_add(d, h, "Đăng ký")->row_span = 2;
    document_cell_add(d, h, "Trong đó")->column_span = 2;
    document_cell_add(d, h, "Số xã đạt chỉ tiêu")->row_span = 2;
    h = document_header_add(d, t);
    document_cell_add(d, h, "Đang thực hiện");
    document_cell_add(d, h, "Duy trì");
    ROW(d, t, false, "1", "Ủy ban MTTQ Việt Nam", "145", "12", "133", "145/145");
    ROW(d, t, false, "2", "Hội Liên hiệp Phụ nữ (mô hình “3 sạch”)", "290", "45", "245", "145/145");
    ROW(d, t, false, "3", "Đoàn TNCS Hồ Chí Minh", "171", "31", "140", "143/145");
    ROW(d, t, false, "4", "Hội Nông dân", "1.204", "204", "1.000", "145/145");
    ROW(d, t, false, "5", "Hội Cựu chiến binh", "302", "9", "293", "140/145");
    struct document_row *total = document_row_add(d, t);
    total->is_bold = true;
    struct document_cell *word = document_cell_add(d, total, "Tổng cộng");
    word->column_span = 2;
    word->has_align = true;
    word->align = DOCUMENT_ALIGN_CENTER;
    document_cell_add(d, total, "2.112");
    document_cell_add(d, total, "301");
    document_cell_add(d, total, "1.811");
    document_block_add(
        d, DOCUMENT_NOTE,
        "Số liệu tính đến ngày 30/9/2020, tạm thời; 143/145 xã, phường, thị trấn đã báo cáo.");
}

static void report_table_support(struct document *d)
{
    static const struct document_column columns[] = {
        { 40, DOCUMENT_ALIGN_LEFT },
        { 15, DOCUMENT_ALIGN_RIGHT },
        { 20, DOCUMENT_ALIGN_RIGHT },
    };
    struct document_table *t = document_table(d, columns, COUNT(columns));
    t->caption = "Bảng 2. Kết quả hỗ trợ theo nội dung";
    t->unit = "Đơn vị tính: hộ, triệu đồng";
    struct document_row *h = document_header_add(d, t);
    document_cell_add(d, h, "Nội dung hỗ trợ");
    document_cell_add(d, h, "Số hộ");
    document_cell_add(d, h, "Giá trị");
    ROW(d, t, false, "Nhà ở (nhà đại đoàn kết, nhà tình thương)", "1.250", "62.500");
    ROW(d, t, false, "Sinh kế (cây, con giống, kỹ thuật)", "3.402", "17.010");
    ROW(d, t, false, "Vốn vay", "2.118", "105.900");
    ROW(d, t, false, "Học tập, việc làm", "964", "2.892");
    ROW(d, t, true, "Tổng số (lượt hộ)", "7.734", "188.302");
}

static void report_annex(struct document *d, struct arena *arena)
{
    static const struct document_column columns[] = {
        { 5, DOCUMENT_ALIGN_CENTER }, { 22, DOCUMENT_ALIGN_LEFT },  { 10, DOCUMENT_ALIGN_RIGHT },
        { 10, DOCUMENT_ALIGN_RIGHT }, { 10, DOCUMENT_ALIGN_RIGHT }, { 10, DOCUMENT_ALIGN_RIGHT },
        { 10, DOCUMENT_ALIGN_RIGHT }, { 10, DOCUMENT_ALIGN_RIGHT }, { 18, DOCUMENT_ALIGN_LEFT },
    };
    static const char *const heads[] = { "TT",           "Xã, phường, thị trấn", "Hộ nghèo",
                                         "Hộ cận nghèo", "Được phân công",       "Chưa phân công",
                                         "Được hỗ trợ",  "Thoát nghèo",          "Ghi chú" };
    struct document_block *annex =
        document_annex(d, "Phụ lục I", "TỔNG HỢP HỘ NGHÈO, HỘ CẬN NGHÈO THEO XÃ, PHƯỜNG, THỊ TRẤN",
                       "(Kèm theo Báo cáo số 52/BC-MTTQ-BTT ngày 09/10/2020 của Ban Thường "
                       "trực\nỦy ban MTTQ Việt Nam tỉnh Kiên Giang)");
    annex->is_landscape = true;
    struct document_table *t = document_table(d, columns, COUNT(columns));
    struct document_row *h = document_header_add(d, t);
    for (size_t i = 0; i < COUNT(heads); i++)
        document_cell_add(d, h, heads[i]);
    for (int i = 1; i <= 70; i++) {
        struct document_row *r = document_row_add(d, t);
        document_cell_add(d, r, arena_printf(arena, "%d", i));
        document_cell_add(d, r, arena_printf(arena, "Xã Vĩnh Hòa Hưng Nam %d", i));
        for (int c = 0; c < 6; c++)
            document_cell_add(d, r, arena_printf(arena, "%d", (i * 37 + c * 11) % 300));
        document_cell_add(d, r, i % 9 ? "" : "Xã đăng ký đạt chuẩn nông thôn mới năm 2020");
    }
    document_annex(d, "Phụ lục II", "DANH SÁCH HỘ CHƯA ĐƯỢC PHÂN CÔNG",
                   "(Kèm theo Báo cáo số 52/BC-MTTQ-BTT)");
    document_block_add(d, DOCUMENT_PARAGRAPH, "Không có.");
}

struct document *sample_report(struct arena *arena)
{
    struct document *d = document_new(arena, DOCUMENT_STYLE_STATE);
    d->title = "Báo cáo kết quả triển khai thực hiện Kế hoạch số 168/KH-MTTQ-TCTV";
    d->author = "Ủy ban MTTQ Việt Nam tỉnh Kiên Giang";
    d->created = "2020-10-09T08:00:00Z";
    LINES(d, &d->parents, "ỦY BAN MTTQ VIỆT NAM", "TỈNH KIÊN GIANG");
    LINES(d, &d->issuers, "BAN THƯỜNG TRỰC");
    d->number = "52/BC-MTTQ-BTT";
    d->place = "Kiên Giang";
    d->date = document_date_text(arena, 9, 10, 2020);
    d->type = "BÁO CÁO";
    d->summary = "Kết quả triển khai thực hiện Kế hoạch số 168/KH-MTTQ-TCTV\ngiai đoạn 2017 - 2020";
    LINES(d, &d->addressees, "Ban Thường trực Ủy ban Trung ương MTTQ Việt Nam",
          "Thường trực Tỉnh ủy Kiên Giang");
    document_block_add(
        d, DOCUMENT_PARAGRAPH,
        "Thực hiện Kế hoạch số 168/KH-MTTQ-TCTV ngày 31/8/2017, Ban Thường trực Ủy ban MTTQ Việt "
        "Nam tỉnh Kiên Giang báo cáo kết quả triển khai thực hiện như sau:");
    document_heading(d, 1, "I. KẾT QUẢ TRIỂN KHAI");
    document_heading(d, 2, "1. Việc triển khai văn bản thực hiện Kế hoạch 168");
    document_block_add(d, DOCUMENT_PARAGRAPH,
                       "Đã ban hành 12 văn bản; 15/15 huyện, thành phố và 143/145 xã, phường, thị "
                       "trấn ban hành kế hoạch thực hiện.");
    document_heading(d, 2, "2. Kết quả tổ chức xây dựng nông thôn mới, đô thị văn minh");
    document_bullet(d, 1,
                    "Công tác phối hợp với Ủy ban MTTQ Việt Nam cùng cấp vận động nhân dân ở xã, "
                    "phường, thị trấn tham gia thực hiện các nội dung, tiêu chí về xây dựng nông "
                    "thôn mới, đô thị văn minh.");
    document_bullet(d, 1,
                    "Việc xây dựng các công trình, mô hình thực hiện nông thôn mới, đô thị văn "
                    "minh của MTTQ Việt Nam và các tổ chức thành viên trên địa bàn:");
    report_table_models(d);
    document_heading(d, 2, "3. Kết quả hỗ trợ giúp đỡ hộ nghèo");
    document_bullet(
        d, 1, "Công tác tuyên truyền, vận động về giảm nghèo: 3.240 cuộc, 128.500 lượt người dự.");
    document_bullet(d, 1,
                    "Tỷ lệ hộ tham gia vào các hoạt động chung của các đoàn thể nơi cư trú: 87,4% "
                    "(tính trên tổng số hộ dân).");
    document_bullet(d, 1, "Công tác giúp đỡ, hỗ trợ thực hiện thông qua những nội dung cụ thể:");
    report_table_support(d);
    document_heading(d, 2, "4. Đối tượng được hỗ trợ, giúp đỡ");
    document_block_add(
        d, DOCUMENT_PARAGRAPH,
        "Tổng số hộ được hỗ trợ: 6.120 hộ, trong đó chủ hộ là đoàn viên, hội viên: 4.877 hộ.");
    document_heading(d, 2, "5. Việc bố trí kinh phí thực hiện");
    document_block_add(d, DOCUMENT_PARAGRAPH,
                       "Tổng kinh phí: 188.302 triệu đồng; trong đó ngân sách 20.000 triệu đồng, "
                       "vận động 168.302 triệu đồng.");
    document_heading(d, 2, "6. Đánh giá chung");
    for (int i = 0; i < 3; i++)
        document_block_add(
            d, DOCUMENT_PARAGRAPH,
            "Công tác triển khai và sự phối hợp của Mặt trận, các tổ chức chính trị - xã hội, các "
            "cơ quan nhà nước liên quan được thực hiện thường xuyên, chặt chẽ; vai trò của từng tổ "
            "chức được phát huy, góp phần nâng cao nhận thức và ý chí vươn lên của hộ nghèo.");
    document_heading(d, 1, "II. ĐỀ XUẤT, KIẾN NGHỊ");
    document_block_add(
        d, DOCUMENT_PARAGRAPH,
        "Trên đây là báo cáo kết quả triển khai thực hiện Kế hoạch số 168/KH-MTTQ-TCTV của Ban "
        "Thường trực Ủy ban MTTQ Việt Nam tỉnh Kiên Giang./.");
    document_signature_add(d, "TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "Ngô Phương V");
    LINES(d, &d->recipients, "Như kính gửi", "Các tổ chức chính trị - xã hội tỉnh",
          "Ban Thường trực MTTQ VN tỉnh", "Lưu: VT, Ban PT");
    report_annex(d, arena);
    d->footer = "Chung Tay · lập lúc 08:00 ngày 09/10/2020 · số liệu đến 30/9/2020 · mã kiểm chứng "
                "9f2c41d07a3be8c5";
    return d;
}

struct document *sample_letter(struct arena *arena)
{
    struct document *d = document_new(arena, DOCUMENT_STYLE_STATE);
    d->title = "Công văn về báo cáo kết quả";
    LINES(d, &d->parents, "ỦY BAN MTTQ VIỆT NAM", "TỈNH KIÊN GIANG");
    LINES(d, &d->issuers, "BAN THƯỜNG TRỰC");
    d->number = "384/MTTQ-BTT";
    d->stamp = "DỰ THẢO";
    d->summary = "báo cáo kết quả triển khai thực hiện Kế hoạch số 168/KH-MTTQ-TCTV";
    d->place = "Kiên Giang";
    d->date = document_date_text(arena, 0, 0, 2020);
    LINES(d, &d->addressees, "Liên đoàn Lao động tỉnh Kiên Giang;", "Hội Nông dân tỉnh Kiên Giang;",
          "Đoàn TNCS Hồ Chí Minh tỉnh Kiên Giang;", "Hội Liên hiệp Phụ nữ tỉnh Kiên Giang;",
          "Hội Cựu chiến binh tỉnh Kiên Giang.");
    document_block_add(
        d, DOCUMENT_PARAGRAPH,
        "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh đề nghị lãnh đạo các tổ chức chính trị - xã hội "
        "báo cáo kết quả triển khai thực hiện Kế hoạch số 168, gửi về Ban Thường trực Ủy ban MTTQ "
        "Việt Nam tỉnh trước ngày 20/10/2020 (qua Ban Phong trào).");
    document_block_add(d, DOCUMENT_PARAGRAPH, "Trân trọng./.");
    document_signature_add(d, "TM. BAN THƯỜNG TRỰC", "PHÓ CHỦ TỊCH", NULL)->mark = "(Đã ký)";
    d->signature_first->name = "Ngô Phương V";
    LINES(d, &d->recipients, "Như kính gửi", "BTT UB MTTQ VN tỉnh", "Lưu: VT, Ban PT.");
    return d;
}

struct document *sample_youth_union_letter(struct arena *arena)
{
    struct document *d = document_new(arena, DOCUMENT_STYLE_YOUTH_UNION);
    d->title = "Công văn của Tỉnh đoàn";
    LINES(d, &d->issuers, "BCH ĐOÀN TỈNH KIÊN GIANG");
    d->number = "22-CV/TĐTN-CNĐT";
    d->summary = "báo cáo kết quả triển khai thực hiện Kế hoạch số 168/KH-MTTQ-TCTV";
    d->place = "Rạch Giá";
    d->date = document_date_text(arena, 16, 9, 2020);
    LINES(d, &d->addressees, "Ban Thường vụ các huyện, thành Đoàn");
    document_block_add(
        d, DOCUMENT_PARAGRAPH,
        "Ban Thường vụ Tỉnh đoàn đề nghị Ban Thường vụ các huyện, thành Đoàn báo cáo kết quả triển "
        "khai thực hiện Kế hoạch 168 chậm nhất vào ngày 09/10/2020.");
    document_signature_add(d, "TM. BAN THƯỜNG VỤ TỈNH ĐOÀN", "PHÓ BÍ THƯ", "Lâm Quốc T");
    LINES(d, &d->recipients, "TT Tỉnh đoàn", "Như kính gửi", "Lưu VP, Ban TNCS-DT");
    return d;
}

struct document *sample_party_report(struct arena *arena)
{
    struct document *d = document_new(arena, DOCUMENT_STYLE_PARTY);
    d->title = "Báo cáo của Ban Dân vận";
    LINES(d, &d->parents, "TỈNH ỦY KIÊN GIANG");
    LINES(d, &d->issuers, "BAN DÂN VẬN");
    d->number = "127-BC/BDVTU";
    d->type = "BÁO CÁO";
    d->summary = "kết quả công tác dân vận tham gia xây dựng nông thôn mới năm 2020";
    d->place = "Kiên Giang";
    d->date = document_date_text(arena, 5, 1, 2021);
    document_block_add(
        d, DOCUMENT_PARAGRAPH,
        "Thực hiện chương trình công tác năm 2020, Ban Dân vận Tỉnh ủy báo cáo kết quả như sau:");
    document_heading(d, 1, "I- TÌNH HÌNH");
    document_heading(d, 2, "1- Công tác lãnh đạo");
    document_block_add(d, DOCUMENT_PARAGRAPH, "Các cấp ủy đã lãnh đạo, chỉ đạo kịp thời.");
    document_signature_add(d, "T/M BAN DÂN VẬN", "TRƯỞNG BAN", "Trần Văn H");
    LINES(d, &d->recipients, "Thường trực Tỉnh ủy", "Ban Dân vận Trung ương", "Lưu Văn phòng");
    return d;
}

const struct sample_document sample_documents[SAMPLE_DOCUMENTS] = {
    { "ke_hoach_lien_tich", sample_joint_plan },
    { "bao_cao", sample_report },
    { "cong_van", sample_letter },
    { "cong_van_doan", sample_youth_union_letter },
    { "bao_cao_dang", sample_party_report },
};
