/* SPDX-License-Identifier: Apache-2.0
 * The encoders stand here only: the program never writes the old encodings. */
#include "../test.h"

#include "base/utf8.h"
#include "base/vilegacy.h"
#include "base/vitext.h"

#include <string.h>

/* --- encoders ------------------------------------------------------------------------------- */

static const char lower_letters[] =
    "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ";
static const char upper_letters[] =
    "ÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬÈẺẼÉẸÊỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢÙỦŨÚỤƯỪỬỮỨỰỲỶỸÝỴĐ";
static const unsigned char tcvn3_lower[] = {
    0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xA8, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6, 0xA9, 0xC7, 0xC8,
    0xC9, 0xCA, 0xCB, 0xCC, 0xCE, 0xCF, 0xD0, 0xD1, 0xAA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6,
    0xD7, 0xD8, 0xDC, 0xDD, 0xDE, 0xDF, 0xE1, 0xE2, 0xE3, 0xE4, 0xAB, 0xE5, 0xE6, 0xE7,
    0xE8, 0xE9, 0xAC, 0xEA, 0xEB, 0xEC, 0xED, 0xEE, 0xEF, 0xF1, 0xF2, 0xF3, 0xF4, 0xAD,
    0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE, 0xAE,
};
static const char *const vni_lower[] = {
    "aø", "aû", "aõ", "aù", "aï", "aê", "aè", "aú", "aü", "aé", "aë", "aâ", "aà", "aå",
    "aã", "aá", "aä", "eø", "eû", "eõ", "eù", "eï", "eâ", "eà", "eå", "eã", "eá", "eä",
    "ì",  "æ",  "ó",  "í",  "ò",  "oø", "oû", "oõ", "où", "oï", "oâ", "oà", "oå", "oã",
    "oá", "oä", "ô",  "ôø", "ôû", "ôõ", "ôù", "ôï", "uø", "uû", "uõ", "uù", "uï", "ö",
    "öø", "öû", "öõ", "öù", "öï", "yø", "yû", "yõ", "yù", "î",  "ñ",
};
static const char *const viqr_lower[] = {
    "a`",  "a?",  "a~",  "a'",  "a.",  "a(",  "a(`", "a(?", "a(~", "a('", "a(.", "a^",
    "a^`", "a^?", "a^~", "a^'", "a^.", "e`",  "e?",  "e~",  "e'",  "e.",  "e^",  "e^`",
    "e^?", "e^~", "e^'", "e^.", "i`",  "i?",  "i~",  "i'",  "i.",  "o`",  "o?",  "o~",
    "o'",  "o.",  "o^",  "o^`", "o^?", "o^~", "o^'", "o^.", "o+",  "o+`", "o+?", "o+~",
    "o+'", "o+.", "u`",  "u?",  "u~",  "u'",  "u.",  "u+",  "u+`", "u+?", "u+~", "u+'",
    "u+.", "y`",  "y?",  "y~",  "y'",  "y.",  "dd",
};
_Static_assert(COUNT(tcvn3_lower) == 67 && COUNT(vni_lower) == 67 && COUNT(viqr_lower) == 67,
               "all");

/* Which letter of a list this is; -1 for none. */
static int letter_index(const char *list, uint32_t code)
{
    int i = 0;
    for (const char *c = list; *c; i++)
        if (utf8_next(&c) == code)
            return i;
    return -1;
}

static char *put_text(char *to, const char *text, bool upper)
{
    while (*text) {
        uint32_t code = utf8_next(&text);
        if (upper && ((code >= 'a' && code <= 'z') || code >= 0xE0))
            code -= 0x20;
        to = utf8_put(to, code);
    }
    return to;
}

/* Text in NFC → the old bytes, as UTF-8 of Latin-1. TCVN3 has no capitals with marks but Ă Â Ê Ô Ơ
 * Ư Đ; others are written small. */
static char *encode(const char *text, enum legacy_encoding encoding)
{
    static const unsigned char tcvn3_upper[] = { 0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7 };
    char *out = arena_alloc(test_arena(), strlen(text) * 6 + 8, 1), *to = out;
    bool behind_vowel = false;
    while (*text) {
        uint32_t code = utf8_next(&text);
        int lower = letter_index(lower_letters, code), upper = letter_index(upper_letters, code);
        int index = lower >= 0 ? lower : upper;
        int flat = letter_index("ĂÂÊÔƠƯĐ", code);
        if (index < 0) {
            if (encoding == LEGACY_VIQR && behind_vowel && code < 0x80 &&
                strchr("^(+`?~'.", (int)code))
                *to++ = '\\';
            if (encoding == LEGACY_VIQR && (code | 0x20) == 'd' && to > out &&
                (to[-1] | 0x20) == 'd')
                *to++ = '\\';
            to = utf8_put(to, code);
            behind_vowel = code < 0x80 && strchr("aeiouyAEIOUY", (int)code);
            continue;
        }
        if (encoding == LEGACY_TCVN3)
            to = utf8_put(to, flat >= 0 ? tcvn3_upper[flat] : tcvn3_lower[index]);
        else
            to = put_text(to, encoding == LEGACY_VNI ? vni_lower[index] : viqr_lower[index],
                          upper >= 0);
        behind_vowel = true;
    }
    *to = '\0';
    return out;
}

/* --- what must be so ------------------------------------------------------------------------ */

static const char *const sentences[] = {
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Độc lập – Tự do – Hạnh phúc",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Tuyên Quang",
    "Kế hoạch thực hiện nghị quyết về giảm nghèo bền vững",
    "Báo cáo kết quả chậm nhất ngày 30/11 hằng năm",
    "Nguyễn Thị Hường, trưởng ban công tác mặt trận thôn Đồng Tâm",
    "Không để hộ nghèo nào mà không có tổ chức giúp đỡ",
    "Cả nước chung tay vì người nghèo – Không để ai bị bỏ lại phía sau",
    "Mỗi xã, phường, thị trấn duy trì ít nhất 01 mô hình 3 sạch",
    "Đường làng ngõ xóm khuya khoắt, quyển sách, quặng sắt, khuỷu tay",
};

void test_vilegacy__fixtures(void)
{
    static const struct {
        const char *in;
        enum legacy_encoding encoding;
        const char *out;
    } rows[] = {
        { "Sè", LEGACY_TCVN3, "Số" },
        { "N¬i nhËn", LEGACY_TCVN3, "Nơi nhận" },
        { "L\u00ADu: VT", LEGACY_TCVN3, "Lưu: VT" },
        { "C«ng hßa x· héi chñ nghÜa ViÖt Nam", LEGACY_TCVN3,
          "Công hòa xã hội chủ nghĩa Việt Nam" },
        { "§éc lËp - Tù do", LEGACY_TCVN3, "Độc lập - Tự do" },
        { "NGUYÔN V¡N AN", LEGACY_TCVN3, "NGUYỄN VĂN AN" },
        { "Hµ", LEGACY_TCVN3, "Hà" },
        { "500.000®", LEGACY_TCVN3, "500.000đ" },
        { "\u201CNg­êi nghÌo\u201D", LEGACY_TCVN3, "“Người nghèo”" },
        { "\xC2\x93Ng­êi nghÌo\xC2\x94 \xC2\x96", LEGACY_TCVN3, "“Người nghèo” –" },
        { "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", LEGACY_VNI,
          "Cộng hòa xã hội chủ nghĩa Việt Nam" },
        { "ÑAÛNG COÄNG SAÛN VIEÄT NAM", LEGACY_VNI, "ĐẢNG CỘNG SẢN VIỆT NAM" },
        { "Nguyeãn Vaên Höôøng", LEGACY_VNI, "Nguyễn Văn Hường" },
        { "ÖÙng hoä", LEGACY_VNI, "Ứng hộ" },
        { "tæ leä, kyõ thuaät, lyù", LEGACY_VNI, "tỉ lệ, kỹ thuật, lý" },
        { "Co^.ng ho`a xa~ ho^.i chu? nghi~a Vie^.t Nam", LEGACY_VIQR,
          "Cộng hòa xã hội chủ nghĩa Việt Nam" },
        { "DDo^.c la^.p - Tu+. do - Ha.nh phu'c", LEGACY_VIQR, "Độc lập - Tự do - Hạnh phúc" },
        { "Ha` No^.i. Ai ddo'\\?", LEGACY_VIQR, "Hà Nội. Ai đó?" },
        { "Thu+ ddie^.n tu+?: ban@mattran.org.vn", LEGACY_VIQR, "Thư điện tử: ban@mattran.org.vn" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CHECK_TEXT(text_legacy_convert(test_arena(), rows[i].in, rows[i].encoding), rows[i].out);
        CHECK_TEXT(text_legacy_convert(test_arena(), rows[i].in, LEGACY_NONE), rows[i].in);
    }
}

void test_vilegacy__detection(void)
{
    static const struct {
        const char *in;
        enum legacy_encoding encoding;
    } rows[] = {
        { "N¬i nhËn", LEGACY_TCVN3 },
        { "L\u00ADu: VT, ®Ð", LEGACY_TCVN3 },
        { "NguyÔn ThÞ Hoa", LEGACY_TCVN3 },
        { "Hµ Néi", LEGACY_TCVN3 },
        { "NGUYÔN V¡N AN", LEGACY_TCVN3 },
        { "Hé nghÌo n¨m 2017: 25 hé (3,5%)", LEGACY_TCVN3 },
        { "Coäng hoøa xaõ hoäi", LEGACY_VNI },
        { "Nguyeãn Vaên An", LEGACY_VNI },
        { "Ñöùc", LEGACY_VNI },
        { "Traàn Thò Haïnh", LEGACY_VNI },
        { "Nguye^~n Va(n An", LEGACY_VIQR },
        { "Tra^`n An", LEGACY_VIQR },
        { "Le^ Thi. DDo^ng", LEGACY_VIQR },
        /* as good Unicode as it is old */
        { "Sè", LEGACY_NONE },
        { "Thò", LEGACY_NONE },
        { "Haïnh", LEGACY_NONE },
        { "xã hội", LEGACY_NONE },
        { "là và có", LEGACY_NONE },
        { "Hòa", LEGACY_NONE },
        /* other languages, signs, addresses, sums */
        { "café Müller, Köln", LEGACY_NONE },
        { "Señor Peña, naïve façade", LEGACY_NONE },
        { "José André Loïc Zoë", LEGACY_NONE },
        { "Ñan Niê", LEGACY_NONE },
        { "30°C, 5 m², ± 3½ §5 «abc» · ©", LEGACY_NONE },
        { "5µm", LEGACY_NONE },
        { "H'Rin, K'Brông", LEGACY_NONE },
        { "what? it's o'clock. a+b=c; f(o) (xa) ban(a)", LEGACY_NONE },
        { "http://www.mattran.org.vn/a(b ban@abc.com", LEGACY_NONE },
        { "address, add, ADD 5+5 (o) [u+]", LEGACY_NONE },
        { "TP. Ha Noi, so 5. Ba? Hai.", LEGACY_NONE },
        { "", LEGACY_NONE },
        { "2017", LEGACY_NONE },
        /* mixed with Unicode: not as a whole */
        { "N¬i nhËn: Ủy ban", LEGACY_NONE },
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        check_text(legacy_encoding_name(text_legacy_detect(rows[i].in)),
                   legacy_encoding_name(rows[i].encoding), rows[i].in, __FILE__, __LINE__);
}

void test_vilegacy__evidence_of_a_column(void)
{
    static const char *const column[] = {
        "Sè", "Haïnh", "Thò", "Nguyeãn An", "Voõ Lan", "Hoa", "12"
    };
    struct legacy_evidence evidence = { 0 };
    for (size_t i = 1; i < COUNT(column); i++) {
        CHECK_INT(text_legacy_detect(column[i]), LEGACY_NONE);
        text_legacy_add(&evidence, column[i]);
    }
    CHECK_INT(text_legacy_verdict(&evidence), LEGACY_VNI);
    CHECK_TEXT(text_legacy_convert(test_arena(), column[1], LEGACY_VNI), "Hạnh");
    text_legacy_add(&evidence, "Nguyễn");
    CHECK_INT(text_legacy_verdict(&evidence), LEGACY_NONE);
}

void test_vilegacy__round_trip(void)
{
    for (int e = LEGACY_TCVN3; e < LEGACY_MAX_; e++)
        for (size_t i = 0; i < COUNT(sentences); i++) {
            enum legacy_encoding encoding = (enum legacy_encoding)e;
            char *old = encode(sentences[i], encoding);
            char *back = text_legacy_convert(test_arena(), old, encoding);
            if (encoding == LEGACY_TCVN3) /* some capitals have no letter of their own */
                CHECK_TEXT(text_fold_toned(test_arena(), back),
                           text_fold_toned(test_arena(), sentences[i]));
            else
                CHECK_TEXT(back, sentences[i]);
            check_text(legacy_encoding_name(text_legacy_detect(old)),
                       legacy_encoding_name(encoding), old, __FILE__, __LINE__);
        }
}

/* Letter by letter, all of them, in both cases. */
void test_vilegacy__every_letter(void)
{
    for (const char *c = lower_letters; *c;) {
        const char *start = c;
        uint32_t code = utf8_next(&c);
        (void)code;
        char *letter = arena_strndup(test_arena(), start, (size_t)(c - start));
        for (int e = LEGACY_TCVN3; e < LEGACY_MAX_; e++) {
            enum legacy_encoding encoding = (enum legacy_encoding)e;
            /* in a word, for some signs stay when they stand alone */
            char *word = arena_printf(test_arena(), "m%s", letter);
            CHECK_TEXT(text_legacy_convert(test_arena(), encode(word, encoding), encoding), word);
        }
    }
    for (const char *c = upper_letters; *c;) {
        const char *start = c;
        uint32_t code = utf8_next(&c);
        (void)code;
        char *word = arena_printf(test_arena(), "M%.*s", (int)(c - start), start);
        CHECK_TEXT(text_legacy_convert(test_arena(), encode(word, LEGACY_VNI), LEGACY_VNI), word);
        CHECK_TEXT(text_legacy_convert(test_arena(), encode(word, LEGACY_VIQR), LEGACY_VIQR), word);
    }
}

/* Latin-1 letters that Vietnamese does not have: some published lists hold old debris themselves.
 */
static bool has_foreign(const char *text)
{
    while (*text) {
        uint32_t code = utf8_next(&text);
        struct text_letter letter;
        if (code >= 0xA1 && code <= 0xFF && code != 0xD7 &&
            (!text_letter(code | 0x20, &letter) || text_letter_code(letter) != (code | 0x20)))
            return true;
    }
    return false;
}

static void check_untouched(const char *text)
{
    if (text_legacy_detect(text) != LEGACY_NONE)
        check_text(legacy_encoding_name(text_legacy_detect(text)), "none", text, __FILE__,
                   __LINE__);
    if (text_legacy_repair(test_arena(), text, NULL) != text)
        check_text(text_legacy_repair(test_arena(), text, NULL), text, text, __FILE__, __LINE__);
}

/* Every syllable that can be made, each alone, in Unicode: never taken for anything old. */
void test_vilegacy__unicode_syllables_are_untouched(void)
{
    static const char *const onsets[] = { "",   "b",  "ch", "đ",  "gi", "h",
                                          "kh", "ng", "nh", "qu", "tr", "x" };
    static const char *const ends[] = { "",   "c", "ch", "i", "m", "n", "ng",
                                        "nh", "o", "p",  "t", "u", "y" };
    static const char *const vowels[] = { "a", "à", "ả",  "ã",  "á", "ạ",  "â",  "ầ",  "ê",  "è",
                                          "é", "ì", "í",  "ò",  "õ", "ó",  "ô",  "oà", "oá", "ơ",
                                          "ù", "ú", "uâ", "uê", "ý", "yê", "iê", "ươ", "ưa", "uô" };
    for (size_t o = 0; o < COUNT(onsets); o++)
        for (size_t v = 0; v < COUNT(vowels); v++)
            for (size_t e = 0; e < COUNT(ends); e++) {
                struct arena_mark mark = arena_mark(test_arena());
                char *word = arena_printf(test_arena(), "%s%s%s", onsets[o], vowels[v], ends[e]);
                if (text_is_syllable(word)) {
                    check_untouched(word);
                    check_untouched(arena_printf(test_arena(), "%s %s", word, word));
                    char *capitals = arena_alloc(test_arena(), strlen(word) * 2 + 1, 1);
                    *put_text(capitals, word, true) = '\0';
                    if (!strpbrk(word, "\xC4\xC6\xE1")) /* put_text knows capitals of Latin-1 */
                        check_untouched(capitals);
                }
                arena_release(test_arena(), mark);
            }
    for (size_t i = 0; i < COUNT(sentences); i++)
        check_untouched(sentences[i]);
}

/* All names of administrative units and persons that are at hand. */
void test_vilegacy__unicode_names_are_untouched(void)
{
    static const char *const files[] = {
        "data/units/units_2020.csv",       "data/units/units_2025.csv",
        "data/names/names_given_uit.csv",  "data/names/names_surname_uit.csv",
        "data/names/names_middle_uit.csv", "data/ethnic_codes.csv"
    };
    for (size_t i = 0; i < COUNT(files); i++) {
        const char *path = test_shared(files[i]);
        FILE *in = path ? fopen(path, "r") : NULL;
        if (!in)
            continue;
        char line[1024];
        while (fgets(line, sizeof(line), in)) {
            struct arena_mark mark = arena_mark(test_arena());
            line[strcspn(line, "\n")] = '\0';
            check_untouched(line);
            struct err err = { 0 };
            const char *nfc = text_nfc(test_arena(), line), *clean = NULL;
            CHECK_OK(text_clean(test_arena(), nfc, &clean, NULL, &err), &err);
            check_untouched(clean);
            /* and what is encoded comes back */
            if (has_foreign(nfc))
                continue;
            for (int e = LEGACY_VNI; e <= LEGACY_VIQR; e++) {
                enum legacy_encoding encoding = (enum legacy_encoding)e;
                char *old = encode(nfc, encoding);
                check_text(text_legacy_convert(test_arena(), old, encoding), nfc, nfc, __FILE__,
                           __LINE__);
            }
            char *old = encode(nfc, LEGACY_TCVN3);
            check_text(
                text_fold_toned(test_arena(), text_legacy_convert(test_arena(), old, LEGACY_TCVN3)),
                text_fold_toned(test_arena(), nfc), nfc, __FILE__, __LINE__);
            arena_release(test_arena(), mark);
        }
        fclose(in);
    }
}

void test_vilegacy__debris_in_a_document(void)
{
    size_t words = 0;
    const char *text = "\tSè: 184 /KH-MTTQ\nTuyên Quang, ngày 01 tháng 02 năm 2018\n\tN¬i nhËn:\n"
                       "- Lu: VT, Ban PT.\nBan hành kèm N¬i nhËn này";
    CHECK_TEXT(text_legacy_repair(test_arena(), text, &words),
               "\tSố: 184 /KH-MTTQ\nTuyên Quang, ngày 01 tháng 02 năm 2018\n\tNơi nhận:\n"
               "- Lu: VT, Ban PT.\nBan hành kèm Nơi nhận này");
    CHECK_INT((int64_t)words, 5);
    static const char *const untouched[] = { "cho¹ và theo² luật³", "Nhiệt độ 30°C ± 5µm ở «đây»",
                                             "Sè sè nắm đất", "TM. BAN THƯỜNG TRỰC" };
    for (size_t i = 0; i < COUNT(untouched); i++)
        CHECK(text_legacy_repair(test_arena(), untouched[i], &words) == untouched[i] && words == 0);
}

void test_vilegacy__sources_are_untouched_but_for_debris(void)
{
    static const char *const files[] = {
        "seeds/000_8c7d76c70234a127.txt", "seeds/001_6330e18bd2f95207.txt",
        "seeds/002_133e3898d906b78a.txt", "seeds/003_bee723a45090324d.txt",
        "seeds/004_6a37bcb865c9281e.txt",
    };
    static const size_t debris[] = { 0, 0, 3, 0, 0 };
    for (size_t i = 0; i < COUNT(files); i++) {
        const char *path = test_shared(files[i]);
        FILE *in = path ? fopen(path, "r") : NULL;
        if (!in)
            continue;
        char *text = arena_alloc(test_arena(), 400000, 1);
        require(fread(text, 1, 399999, in) > 0);
        fclose(in);
        size_t words = 0;
        text_legacy_repair(test_arena(), text, &words);
        check_int((int64_t)words, (int64_t)debris[i], files[i], __FILE__, __LINE__);
    }
}

/* Any bytes: no overrun, and what comes out is UTF-8 again where what went in was. */
void test_vilegacy__holds_for_any_text(void)
{
    uint64_t state = 9;
    for (int round = 0; round < 20000; round++) {
        char text[100], *to = text;
        while (to < text + sizeof(text) - 8) {
            uint64_t r = test_random(&state);
            uint32_t code = (uint32_t)(r >> 8);
            code = r % 4 == 0   ? code % 0x80
                   : r % 4 == 1 ? 0x80 + code % 0x80
                   : r % 4 == 2 ? 0xA1 + code % 0x5E
                                : 0x2010 + code % 0x20;
            if (code)
                to = utf8_put(to, code);
        }
        *to = '\0';
        struct arena_mark mark = arena_mark(test_arena());
        text_legacy_detect(text);
        text_legacy_repair(test_arena(), text, NULL);
        for (int e = LEGACY_NONE; e < LEGACY_MAX_; e++) {
            const char *c = text_legacy_convert(test_arena(), text, (enum legacy_encoding)e);
            while (*c)
                CHECK(utf8_next(&c) != UTF8_BAD);
        }
        arena_release(test_arena(), mark);
    }
}
