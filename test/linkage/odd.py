#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Files as nobody should write them: odd.py FOLDER writes NAME.csv for each, all with the columns of odd.yaml."""
import os
import random
import sys

HEADER = "id,name,born,number,town,more"


def files(rng):
    def row(i):
        return "%d,%s %s,%d-%02d-%02d,%09d,t%d,x" % (i, rng.choice(("Ana", "Bo", "Cy")), rng.choice(("Lee", "Roe")),
                                                   rng.randrange(1940, 2000), rng.randrange(1, 13), rng.randrange(1, 29),
                                                   rng.randrange(10 ** 8, 10 ** 9), rng.randrange(5))
    yield "header_only", HEADER + "\n"
    yield "one_record", HEADER + "\n1,Ana Lee,1950-01-02,123456789,t1,x\n"
    yield "no_last_newline", HEADER + "\n1,Ana Lee,1950,1,t,x\n2,Ana Lee,1950,1,t,x"
    yield "all_identical", HEADER + "\n" + "".join("%d,Ana Lee,1950-01-02,123456789,t1,x\n" % i for i in range(1500))
    yield "all_empty", HEADER + "\n" + "".join("%d,,,,,\n" % i for i in range(300))
    yield "missing_words", HEADER + "\n" + "".join("%d,%s,%s,%s,%s,\n" % ((i,) + tuple(rng.choice(("NA", "null", "-", "NaN", "n/a", "None", "?", ""))
                                                                                 for _ in range(4))) for i in range(300))
    yield "one_block", HEADER + "\n" + "".join("%d,Ana Lee,1950,,t1,x\n" % i if i % 3 else "%d,Ana Roe %d,,,t1,\n" % (i, i) for i in range(2500))
    yield "long_names", HEADER + "\n" + "".join("%d,%s,1950,%s,t,x\n" % (i, "na " * 3333 + str(i % 7), "9" * 10000) for i in range(40))
    yield "numbers_overflow", HEADER + "\n" + "".join("%d,Ana %s,%s,%s,%s,x\n" % (i, "9" * 400, rng.choice(
        ("99999999999999999999-99-99", "0-0-0", "-1", "1e308", "inf", "00/00/0000", "31/02/1950", "2147483648")),
        rng.choice(("1e999", "-0", "0x7f", "18446744073709551616")), "|||" + "t|" * 200) for i in range(200))
    yield "quoted", HEADER + "\n" + "".join('%d,"Lee, ""Ana""\nRoe","1950","%d","t, 1","a,b"\n' % (i, i % 9) for i in range(100))
    yield "ragged", HEADER + "\n" + "".join(row(i)[: rng.randrange(1, 45)] + "\n" for i in range(300))
    yield "semicolons", (HEADER + "\n" + "".join(row(i) + "\n" for i in range(300))).replace(",", ";")
    yield "tabs", (HEADER + "\n" + "".join(row(i) + "\n" for i in range(300))).replace(",", "\t")
    yield "returns", (HEADER + "\n" + "".join(row(i) + "\n" for i in range(300))).replace("\n", "\r\n")
    yield "same_ids", HEADER + "\n" + "".join("7" + row(i)[row(i).index(","):] + "\n" for i in range(100))
    yield "no_ids", HEADER + "\n" + "".join(row(i)[len(str(i)):] + "\n" for i in range(100))


def main():
    os.makedirs(sys.argv[1], exist_ok=True)
    for name, text in files(random.Random(1)):
        with open(os.path.join(sys.argv[1], name + ".csv"), "w", newline="", encoding="utf-8") as file:
            file.write(text)
    with open(os.path.join(sys.argv[1], "latin.csv"), "w", newline="", encoding="latin-1") as file:
        file.write(HEADER + "\n" + "".join("%d,José Müller,1950,%d,Málaga,x\n" % (i, i % 50) for i in range(100)))
    with open(os.path.join(sys.argv[1], "bytes.csv"), "wb") as file:
        file.write(HEADER.encode() + b"\n" + b"".join(b"%d,\xff\xfe\xc3(%d,\x00,\x80,\xed\xa0\x80,x\n" % (i, i % 5) for i in range(100)))
    open(os.path.join(sys.argv[1], "empty.csv"), "w").close()
    with open(os.path.join(sys.argv[1], "odd.yaml"), "w") as file:
        file.write("id: id\nfields:\n  - { column: name, type: name }\n  - { column: born, type: date }\n"
                   "  - { column: number, type: citizen_id }\n  - { column: town, type: place }\n")


main()
