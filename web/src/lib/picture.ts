// SPDX-License-Identifier: Apache-2.0
// Pictures to send: a card with a title and lines, bars or a drawing from the page, painted on a canvas in the colours of the
// screen. Nothing leaves the device by it.

export interface Card {
  title: string
  under: string
  lines?: string[]
  bars?: { label: string; value: string; part: number }[] // part: 0 to 1 of the longest
  drawing?: SVGSVGElement | null
}

const WIDTH = 1080
const EDGE = 56
const INNER = WIDTH - 2 * EDGE

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
const fontOf = (weight: number, size: number): string => `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`

function wrap(paint: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    const longer = line ? line + ' ' + word : word
    if (line && paint.measureText(longer).width > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return line ? [...lines, line] : lines
}

/** Writes lines from `y` on; gives where the next begins. */
function write(paint: CanvasRenderingContext2D, text: string, y: number, weight: number, size: number, colour: string): number {
  paint.font = fontOf(weight, size)
  paint.fillStyle = colour
  paint.textAlign = 'left'
  for (const line of wrap(paint, text, INNER)) {
    paint.fillText(line, EDGE, y + size)
    y += Math.round(size * 1.4)
  }
  return y
}

function paintBars(paint: CanvasRenderingContext2D, bars: NonNullable<Card['bars']>, y: number): number {
  for (const bar of bars) {
    paint.font = fontOf(400, 30)
    const room = INNER - paint.measureText(bar.value).width - 30
    const label = wrap(paint, bar.label, room)
    paint.fillStyle = token('--ink')
    paint.textAlign = 'right'
    paint.font = fontOf(700, 30)
    paint.fillText(bar.value, WIDTH - EDGE, y + 30)
    paint.textAlign = 'left'
    paint.font = fontOf(400, 30)
    for (const line of label) {
      paint.fillText(line, EDGE, y + 30)
      y += 40
    }
    paint.fillStyle = token('--sunken')
    paint.fillRect(EDGE, y + 8, INNER, 16)
    paint.fillStyle = token('--green')
    paint.fillRect(EDGE, y + 8, INNER * Math.max(0, Math.min(1, bar.part)), 16)
    y += 50
  }
  return y
}

/** A drawing of the page: the shapes our own charts are made of. */
function paintDrawing(paint: CanvasRenderingContext2D, drawing: SVGSVGElement, y: number): number {
  const box = drawing.getBoundingClientRect()
  const scale = INNER / box.width
  const shapes = drawing.querySelectorAll<SVGGraphicsElement>('rect, path, line, circle, text')
  for (const shape of shapes) {
    const style = getComputedStyle(shape)
    const at = shape.getCTM()
    if (!at || style.display === 'none') continue
    const n = (name: string): number => Number(shape.getAttribute(name) ?? 0)
    paint.save()
    paint.setTransform(scale * at.a, scale * at.b, scale * at.c, scale * at.d, EDGE + scale * at.e, y + scale * at.f)
    if (shape.tagName === 'text') {
      paint.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
      paint.textAlign = style.textAnchor === 'middle' ? 'center' : style.textAnchor === 'end' ? 'right' : 'left'
      if (style.stroke !== 'none') {
        paint.strokeStyle = style.stroke // the edge that keeps words apart from lines
        paint.lineWidth = parseFloat(style.strokeWidth)
        paint.lineJoin = 'round'
        paint.strokeText(shape.textContent ?? '', n('x'), n('y'))
      }
      paint.fillStyle = style.fill
      paint.fillText(shape.textContent ?? '', n('x'), n('y'))
    } else {
      const path = new Path2D(shape.tagName === 'path' ? (shape.getAttribute('d') ?? '') : undefined)
      if (shape.tagName === 'rect') path.roundRect(n('x'), n('y'), n('width'), n('height'), n('rx'))
      else if (shape.tagName === 'circle') path.arc(n('cx'), n('cy'), n('r'), 0, 2 * Math.PI)
      else if (shape.tagName === 'line') {
        path.moveTo(n('x1'), n('y1'))
        path.lineTo(n('x2'), n('y2'))
      }
      if (style.fill !== 'none' && shape.tagName !== 'line') {
        paint.fillStyle = style.fill
        paint.fill(path, style.fillRule === 'evenodd' ? 'evenodd' : 'nonzero')
      }
      if (style.stroke !== 'none') {
        paint.strokeStyle = style.stroke
        paint.lineWidth = parseFloat(style.strokeWidth)
        paint.setLineDash(style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(/[ ,]+/).map(parseFloat))
        paint.stroke(path)
      }
    }
    paint.restore()
  }
  return y + box.height * scale + 16
}

function paintAll(paint: CanvasRenderingContext2D, card: Card, height: number): number {
  paint.fillStyle = token('--paper')
  paint.fillRect(0, 0, WIDTH, height)
  paint.fillStyle = token('--green')
  paint.fillRect(0, 0, WIDTH, 12)
  let y = write(paint, card.title, EDGE, 700, 44, token('--ink'))
  y = write(paint, card.under, y + 4, 400, 27, token('--ink-soft')) + 24
  if (card.drawing) y = paintDrawing(paint, card.drawing, y)
  if (card.bars) y = paintBars(paint, card.bars, y)
  for (const line of card.lines ?? []) y = write(paint, line, y, 400, 31, token('--ink')) + 12
  return write(paint, 'Chung Tay', y + 12, 700, 24, token('--green')) + EDGE / 2
}

/** The card as a PNG. */
export async function picture(card: Card): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = 10
  const tall = Math.ceil(paintAll(canvas.getContext('2d')!, card, 10)) // once to know how tall it is
  canvas.height = tall
  paintAll(canvas.getContext('2d')!, card, tall)
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('canvas'))), 'image/png'))
}

export function download(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}
