# SPDX-License-Identifier: Apache-2.0
"""A picture of how the linkage grows: growth.py <lines of bench/linkage.sh >picture.svg. Both scales are logarithmic: a straight level
line would be a cost in proportion to the records."""
import math
import re
import sys

LINE = re.compile(r"(\d+) records, .*: ([\d.]+) s, processor ([\d.]+) s, (\d+) MB")
points = [(int(n), float(cpu) / int(n) * 1e6, float(wall), int(mb)) for n, wall, cpu, mb in LINE.findall(sys.stdin.read())]
WIDE, HIGH, LEFT, TOP, FOOT = 640, 320, 70, 30, 50
xs, ys = [math.log10(p[0]) for p in points], [math.log10(p[1]) for p in points]
low, high = math.floor(min(ys)), math.ceil(max(ys))


def x_of(value):
    return LEFT + (value - xs[0]) / (xs[-1] - xs[0]) * (WIDE - LEFT - 60)


def y_of(value):
    return TOP + (high - value) / (high - low) * (HIGH - TOP - FOOT)


def text(x, y, words, anchor="middle"):
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{words}</text>'


out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img" font-family="sans-serif" font-size="12" fill="#223">',
       "<title>Processor time a record, by the number of records</title>", f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>']
for tick in range(low, high + 1):
    out += [f'<path d="M{LEFT} {y_of(tick):.0f}H{WIDE - 40}" stroke="#ccd"/>', text(LEFT - 8, y_of(tick) + 4, f"{10 ** tick:g} µs", "end")]
out.append('<polyline fill="none" stroke="#b3261e" stroke-width="2" points="%s"/>' % " ".join(f"{x_of(x):.0f},{y_of(y):.0f}" for x, y in zip(xs, ys)))
for at, (x, y, (count, micros, wall, mb)) in enumerate(zip(xs, ys, points)):
    last = at + 1 == len(points)
    above = last or ys[at + 1] < y
    out += [f'<circle cx="{x_of(x):.0f}" cy="{y_of(y):.0f}" r="4" fill="#b3261e"/>', text(x_of(x) + (6 if last else 10), y_of(y) + (-8 if above else 18), f"{micros:.1f} µs · {wall:.1f} s · {mb} MB", "end" if last else "start"),
            text(x_of(x), HIGH - FOOT + 18, f"{count:,}")]
out += [text(WIDE / 2, HIGH - 12, "records (heads of households); processor time a record · wall time with two threads · most memory"), "</svg>"]
print("\n".join(out))
