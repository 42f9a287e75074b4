// SPDX-License-Identifier: Apache-2.0
// How wide a drawing may be. To ask an element for its width makes the browser lay out the whole page at once, for each drawing anew;
// so it is told when the browser has laid it out anyway, and drawn before that as wide as it is likely to be.

const AROUND = 66 // the page's and the panel's edges on a telephone
export const likelyWidth = (most: number): number => Math.min(most, screen.width - AROUND)

export function widthOf(element: HTMLElement, told: (width: number) => void): { destroy: () => void } {
  const observer = new ResizeObserver((entries) => told(Math.floor(entries.at(-1)!.contentRect.width)))
  observer.observe(element)
  return { destroy: () => observer.disconnect() }
}
