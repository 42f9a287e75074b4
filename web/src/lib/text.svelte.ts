// SPDX-License-Identifier: Apache-2.0
// Every text on screen: t('today.title'). The catalogue of the chosen language is loaded once; keys are those of
// lang/messages.tsv without "web.". {1} … {4} are parameters.
export type Language = 'vi' | 'en'

const KEPT = 'chungtay.language'
let texts: Record<string, string> = $state.raw({})
let chosen: Language = $state('vi')

export function language(): Language {
  return chosen
}

export async function chooseLanguage(next: Language): Promise<void> {
  const module = next === 'en' ? await import('virtual:texts/en') : await import('virtual:texts/vi')
  texts = module.default
  chosen = next
  document.documentElement.lang = next
  localStorage.setItem(KEPT, next)
}

export function rememberedLanguage(): Language {
  return localStorage.getItem(KEPT) === 'en' ? 'en' : 'vi'
}

export function t(key: string, ...args: (string | number)[]): string {
  const text = texts[key]
  if (text === undefined) return key
  return text.replace(/\{([1-4])\}/g, (whole, n) => String(args[Number(n) - 1] ?? whole))
}

/** What has a Vietnamese and an English name, in the language of the screen. */
export function named(it: { vi: string; en: string }): string {
  return chosen === 'en' ? it.en : it.vi
}
