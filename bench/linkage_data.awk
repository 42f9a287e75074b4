# SPDX-License-Identifier: Apache-2.0
# Invented heads of households in Vietnam's communes, one in nine listed a second time with errors: a third of the
# identity numbers missing, a fifth of the births by year only, tones lost, misprints. ROWS, COMMUNES, SEED.
function pick(list, count) { return list[1 + int(count * rand() ^ 1.6)] }
function plain(text) { for (i = 1; i <= marks; i++) gsub(from[i], to[i], text); return text }
BEGIN {
  srand(SEED ? SEED : 7)
  s = split("Nguyễn Nguyễn Trần Lê Phạm Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Trương Đinh Đoàn Mai Cao Thái Trịnh Lương Hà Tạ Chu Tô Lâm Quách Nông Ma Siu Lò Vi Giàng Vàng Thào Bàn Triệu", surname, " ")
  m = split("Văn Thị Đình Đức Xuân Quang Hữu Ngọc Công Viết Trọng Bá Duy Minh Thanh Quốc Anh Hồng Kim Thu Bích Mỹ Thúy Phương Khánh Bảo Thùy Gia Hoàng Tuấn", middle, " ")
  g = split("Hùng Hương Hoa Lan Dũng Tuấn Hà Thủy Nga Hạnh Sơn Thành Hải Nam Bình Minh Long Thắng Tùng Trung Vinh Quân Phương Toàn Hiếu Linh Tiến Đức Hưng Khánh Phong Lực Việt Thanh Đạt Hiền Dung Hồng Thảo Vân Yến Nhung Huyền Loan Liên Mai Tuyết Hằng Thu Trang Oanh Xuân Lý Nguyệt Thúy Huy Khoa Phúc Bảo Duy Kiệt Kiên Nghĩa An Tài Lộc My Nhi Ngân Vy Trâm Như Thư Hân Châu Quỳnh Duyên Uyên Giang Trinh Tiên Diễm Ly Cúc Đào Huệ Phượng Lài Thơm Sáu Năm Tư Bảy Hai Chín", given, " ")
  marks = split("ễ ầ ê ạ ị à ũ õ ặ ù ỗ ồ ô ư ơ ý ươ ậ ă ữ ọ ỳ ỹ ú ó ò ế ề ả ủ á â í ĩ ắ Đ đ", from, " ")
  split("e a e a i a u o a u o o o u o y uo a a u o y y u o o e e a u a a i i a D d", to, " ")
  print "id,ho_ten,gioi_tinh,ngay_sinh,so_dinh_danh,xa"
  for (row = 1; row <= ROWS; row++) {
    if (row > 1 && rand() < 0.105) {                     # the person before once more
      name = was; birth = born; number = id; place = commune
      chance = rand()
      if (chance < 0.06) name = plain(name)
      else if (chance < 0.10) sub(/[a-z]/, "e", name)
      else if (chance < 0.12) sub(/ [^ ]+ /, " ", name)
      if (rand() < 0.04) place = int(rand() * COMMUNES)
      if (rand() < 0.03) sub(/[0-9]\/19/, "9/19", birth)
    } else {
      name = was = pick(surname, s) " " pick(middle, m) " " pick(given, g)
      year = 1935 + int(rand() * 65); sex = rand() < 0.6
      birth = born = sprintf("%02d/%02d/%d", 1 + int(rand() * 28), 1 + int(rand() * 12), year)
      place = commune = int(rand() * COMMUNES)
      number = id = sprintf("%03d%d%02d%06d", 1 + place % 60, !sex, year % 100, int(rand() * 1000000))
    }
    printf "%d,%s,%s,%s,%s,xa%04d\n", row, name, sex ? "Nam" : "Nữ", rand() < 0.2 ? substr(birth, 7) : birth,
      rand() < 0.35 ? "" : number, place
  }
}
